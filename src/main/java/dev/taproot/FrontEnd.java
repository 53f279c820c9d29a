package dev.taproot;

/**
 * Something that shows answers, such as a notebook's kernel. Found as a service at the first use of
 * {@link Taproot}.
 */
@FunctionalInterface
public interface FrontEnd {
  /** Makes ready to show answers, if this is where the program runs. */
  void join();
}
