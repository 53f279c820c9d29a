package dev.taproot;

import java.net.URI;

/**
 * A page of this process's own on which an explanation goes on: any node can be asked why. A
 * notebook shows it in a frame; elsewhere the address opens in a browser on this machine.
 *
 * @param why the explanation that it opens with
 * @param address of the page, as long as this process runs
 */
public record Exploration(Explanation why, URI address) {
  /** Returns the address. */
  @Override
  public String toString() {
    return address.toString();
  }
}
