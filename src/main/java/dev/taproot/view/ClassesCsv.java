package dev.taproot.view;

import dev.taproot.evidence.ClassScore;
import java.util.List;

/** What a network sees in photographs, as comma-separated values (RFC 4180). */
public final class ClassesCsv {
  private ClassesCsv() {}

  /** Returns the header: image, rank, class, label, logit, probability. */
  public static String header() {
    return Csv.line("image", "rank", "class", "label", "logit", "probability");
  }

  /**
   * Writes a record for each class of one photograph, with numbers in full.
   *
   * @param image what to call the photograph
   * @param classes the most probable first
   * @return lines that end in CR LF
   */
  public static String of(String image, List<ClassScore> classes) {
    StringBuilder csv = new StringBuilder();
    int rank = 1;
    for (ClassScore score : classes) {
      csv.append(
          Csv.line(
              image, rank++, score.index(), score.label(), score.logit(), score.probability()));
    }
    return csv.toString();
  }
}
