package dev.taproot.input;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be read or written, in words for a message. */
public final class Reasons {
  private Reasons() {}

  /**
   * Says why.
   *
   * @param fault what Java reported; often its message is just the file's name
   * @return the reason, such as {@code permission denied}, without a full stop
   */
  public static String of(IOException fault) {
    if (fault instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (fault instanceof NoSuchFileException || fault instanceof FileNotFoundException) {
      return "it is not there";
    }
    if (fault instanceof FileSystemException inFileSystem && inFileSystem.getReason() != null) {
      return inFileSystem.getReason();
    }
    String message = fault.getMessage();
    return message == null || message.isBlank() ? fault.getClass().getSimpleName() : message;
  }
}
