package dev.taproot.network.torchscript;

/** The code inside an archive is not what TorchScript writes. */
final class MalformedCodeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedCodeException(String message) {
    super(message);
  }
}
