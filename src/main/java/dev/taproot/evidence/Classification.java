package dev.taproot.evidence;

import java.util.AbstractList;
import java.util.List;

/** What a network says of a photograph: the score of every class, the most probable first. */
public final class Classification extends AbstractList<ClassScore> {
  private final List<ClassScore> scores;

  /**
   * Creates the list.
   *
   * @param scores of every class, the most probable first
   */
  public Classification(List<ClassScore> scores) {
    this.scores = List.copyOf(scores);
  }

  /**
   * Returns the most probable classes.
   *
   * @param most how many at most
   * @return the scores, the most probable first
   */
  public List<ClassScore> top(int most) {
    return scores.subList(0, Math.min(most, scores.size()));
  }

  @Override
  public ClassScore get(int rank) {
    return scores.get(rank);
  }

  @Override
  public int size() {
    return scores.size();
  }
}
