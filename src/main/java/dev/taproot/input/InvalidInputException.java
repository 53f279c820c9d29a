package dev.taproot.input;

/**
 * Something the user handed in cannot be used.
 *
 * <p>Its message is one sentence for that user: what was wrong, what was given, what would be
 * right.
 */
public final class InvalidInputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

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
    super(message, cause);
  }
}
