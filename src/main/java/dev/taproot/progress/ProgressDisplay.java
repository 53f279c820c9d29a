package dev.taproot.progress;

import java.util.List;

/** Someone who shows how far long work is. */
@FunctionalInterface
public interface ProgressDisplay {
  /** Shows nothing; at the end, what was left out is logged as warnings. */
  ProgressDisplay NONE =
      () ->
          new Showing() {
            private List<String> leftOut = List.of();

            @Override
            public void show(Progress.State state) {
              leftOut = state.leftOut();
            }

            @Override
            public void end() {
              System.Logger log = System.getLogger(Progress.class.getName());
              for (String sentence : leftOut) {
                log.log(System.Logger.Level.WARNING, sentence);
              }
            }
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
