package dev.taproot.image;

/**
 * A photograph that comes with Taproot.
 *
 * @param name what {@link Photograph#sample(String)} knows it by
 * @param file its file's name
 * @param title what it shows, in a few words
 * @param credit who took it
 * @param licence what allows it to be here
 * @param source where it was found
 */
public record Sample(
    String name, String file, String title, String credit, String licence, String source) {
  /** Returns its file's content. */
  public byte[] read() {
    return Photograph.resource(file);
  }
}
