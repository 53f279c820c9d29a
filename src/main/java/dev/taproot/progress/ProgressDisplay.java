package dev.taproot.progress;

/** Someone who shows how far long work is. */
@FunctionalInterface
public interface ProgressDisplay {
  /** Shows nothing. */
  ProgressDisplay NONE =
      () ->
          new Showing() {
            @Override
            public void show(Progress.State state) {}

            @Override
            public void end() {}
          };

  /** Makes room for the progress of one piece of work. */
  Showing begin();

  /** One piece of work that is shown. */
  interface Showing {
    /**
     * Shows how far it is, in place of what was shown before.
     *
     * @param state the state
     */
    void show(Progress.State state);

    /** Shows no more: the work is done, or was given up. */
    void end();
  }
}
