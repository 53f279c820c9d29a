package dev.taproot.input;

/**
 * Something the user handed in cannot be used.
 *
 * <p>Its message is one sentence for that user: what was wrong, what was given, what would be
 * right.
 */
public final class InvalidInputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private static volatile boolean traced = true;

  /**
   * Chooses whether exceptions from now on say where they were thrown; they do by default. In a
   * notebook's cell the sentence is all that the user can make something of.
   *
   * @param wanted whether they carry a stack trace and their cause
   */
  public static void traced(boolean wanted) {
    traced = wanted;
  }

  /**
   * Creates the exception.
   *
   * @param message one sentence: what was wrong, what was given, what would be right
   */
  public InvalidInputException(String message) {
    super(message);
  }

  /**
   * Creates the exception with what brought the fault to light.
   *
   * @param message one sentence: what was wrong, what was given, what would be right
   * @param cause the fault as the library below reported it
   */
  public InvalidInputException(String message, Throwable cause) {
    super(message, traced ? cause : null);
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return traced ? super.fillInStackTrace() : this;
  }
}
