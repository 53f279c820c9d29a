package dev.taproot.cli;

/** The arguments do not go together; its message is one sentence for the user. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
