package dev.taproot.cli;

/** What the process says on its way out. */
final class ExitCode {
  /** All was done. */
  static final int DONE = 0;

  /** Something handed in could not be used. */
  static final int INVALID_INPUT = 1;

  /** The command line itself was wrong. */
  static final int USAGE = 2;

  /** The program failed. */
  static final int FAILURE = 70;

  /** The work was given up because the process is ending, or was asked to. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
