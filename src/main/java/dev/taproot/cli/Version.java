package dev.taproot.cli;

import dev.taproot.Taproot;
import picocli.CommandLine.IVersionProvider;

/** The line that {@code --version} prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"taproot " + Taproot.version()};
  }
}
