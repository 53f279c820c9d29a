package dev.taproot;

import java.net.URI;

/**
 * Something on which an explanation can be asked further, such as a web site. Found as a service by
 * {@link Explanation#explore}.
 */
@FunctionalInterface
public interface Explorer {
  /**
   * Makes an explanation ready to be asked further, for as long as this process runs.
   *
   * @param why the answer so far
   * @return the address of its page on this machine
   * @throws dev.taproot.input.InvalidInputException if such a question cannot be asked there
   */
  URI open(Explanation why);
}
