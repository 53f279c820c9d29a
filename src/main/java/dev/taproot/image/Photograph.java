package dev.taproot.image;

import ai.djl.modality.cv.Image;
import com.google.gson.Gson;
import dev.taproot.input.InvalidInputException;
import dev.taproot.input.NearestNames;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A photograph in sRGB, upright, with a name.
 *
 * <pre>{@code
 * Photograph dog = Photograph.read(Path.of("dog.jpg"));
 * BufferedImage nose = dog.crop(new Box(120, 80, 40, 40));
 * }</pre>
 *
 * <p>Files may be JPEG (baseline or progressive; grey, colour, CMYK), PNG, GIF (its first frame) or
 * BMP. They are turned upright as EXIF tells, transparent parts are laid on white, of 16 bits the
 * upper 8 are kept, and colour profiles are ignored: the pixels are those that Pillow reads. A file
 * holds at most 64 MB and 100 megapixels.
 *
 * <p>A file that {@code numpy.save} wrote (32-bit floats, 1 x 3 x H x W) gives a photograph that
 * carries a network's input as it was prepared elsewhere, {@link #prepared()}. Its pixels are the
 * tensor's, each channel scaled from its least value (0) to its greatest (255).
 *
 * <p>Immutable.
 */
public final class Photograph {
  private static final String SAMPLES = "/dev/taproot/samples/";

  private final String name;
  private final Pixels pixels;
  private final @Nullable PreparedTensor prepared;

  Photograph(String name, Pixels pixels) {
    this.name = name;
    this.pixels = pixels;
    this.prepared = null;
  }

  Photograph(String name, PreparedTensor prepared) {
    this.name = name;
    this.pixels = prepared.picture();
    this.prepared = prepared;
  }

  /**
   * Reads a file; its name becomes the photograph's.
   *
   * @param file a JPEG, PNG, GIF or BMP picture, or a prepared tensor in NumPy's format; what it is
   *     is told by its content
   * @return the photograph
   * @throws InvalidInputException if there is no such file, or it is something else, damaged, cut
   *     off or too large
   */
  public static Photograph read(Path file) {
    return PhotographReader.read(file);
  }

  /**
   * Reads what an address leads to; the last part of its path becomes the photograph's name.
   *
   * @param address beginning with https:, http:, file: or jar:file:
   * @return the photograph
   * @throws InvalidInputException if the address is another, or leads to nothing, or for the
   *     reasons of {@link #read(Path)}
   */
  public static Photograph read(URL address) {
    return PhotographReader.read(address);
  }

  /**
   * Reads a file that is already in memory.
   *
   * @param name what to call it
   * @param file a JPEG, PNG, GIF or BMP picture, or a prepared tensor in NumPy's format
   * @param megapixels how large a picture may be, at most 100
   * @return the photograph
   * @throws InvalidInputException if the file is something else, damaged, cut off or too large
   */
  public static Photograph read(String name, byte[] file, int megapixels) {
    return PhotographReader.decode(
        name,
        "The photograph \"" + name + "\"",
        file,
        Math.min(megapixels, PhotographReader.MOST_MEGAPIXELS));
  }

  /**
   * Takes a picture that is already in memory; transparent parts are laid on white.
   *
   * @param name what to call it
   * @param image the picture, copied; grey and RGB samples are taken as they stand
   * @return the photograph
   */
  public static Photograph of(String name, BufferedImage image) {
    return new Photograph(name, Pixels.of(image));
  }

  /**
   * Takes an image of the Deep Java Library; transparent parts are laid on white.
   *
   * @param name what to call it
   * @param image the picture, copied
   * @return the photograph
   * @throws InvalidInputException if the image cannot be turned into pixels
   */
  public static Photograph of(String name, Image image) {
    if (image.getWrappedImage() instanceof BufferedImage wrapped) {
      return of(name, wrapped);
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      image.save(png, "png");
    } catch (IOException e) {
      throw new InvalidInputException(
          "The image \"" + name + "\" cannot be turned into pixels; give a BufferedImage.", e);
    }
    return PhotographReader.decode(name, "The image \"" + name + "\"", png.toByteArray());
  }

  /**
   * Takes a network's input as it was prepared elsewhere.
   *
   * @param name what to call it
   * @param prepared the input
   * @return a photograph that carries it
   */
  public static Photograph of(String name, PreparedTensor prepared) {
    return new Photograph(name, prepared);
  }

  /**
   * Returns a photograph that comes with Taproot.
   *
   * @param name one of the names of {@link #samples()}
   * @return the photograph, by that name
   * @throws InvalidInputException if there is no sample of that name
   */
  public static Photograph sample(String name) {
    List<Sample> samples = samples();
    for (Sample sample : samples) {
      if (sample.name().equals(name)) {
        return PhotographReader.decode(name, sample.file(), resource(sample.file()));
      }
    }
    List<String> names = samples.stream().map(Sample::name).toList();
    String question = NearestNames.didYouMean(name, names);
    throw new InvalidInputException(
        "There is no sample \""
            + name
            + "\""
            + (question.isEmpty() ? "; there are " + String.join(", ", names) + "." : question));
  }

  /** Returns the photographs that come with Taproot, in the order to show them. */
  public static List<Sample> samples() {
    String json = new String(resource("samples.json"), StandardCharsets.UTF_8);
    return List.of(new Gson().fromJson(json, Sample[].class));
  }

  static byte[] resource(String file) {
    try (InputStream in = Photograph.class.getResourceAsStream(SAMPLES + file)) {
      if (in == null) {
        throw new FileNotFoundException(SAMPLES + file + " is missing from Taproot's jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the photograph's name: its file's name, or a sample's. */
  public String name() {
    return name;
  }

  /** Returns the width in pixels. */
  public int width() {
    return pixels.width;
  }

  /** Returns the height in pixels. */
  public int height() {
    return pixels.height;
  }

  /**
   * Tells whether another photograph has the same pixels, whatever its name.
   *
   * @param other the photograph to compare with
   * @return whether size and every pixel are equal
   */
  public boolean showsTheSameAs(Photograph other) {
    return this == other
        || (width() == other.width()
            && height() == other.height()
            && Arrays.equals(pixels.rgb, other.pixels.rgb));
  }

  /** Returns the tensor that the photograph was read from, if its file held one. */
  public Optional<PreparedTensor> prepared() {
    return Optional.ofNullable(prepared);
  }

  /** Returns a copy of the photograph as an RGB image. */
  public BufferedImage toImage() {
    return pixels.toImage(new Box(0, 0, width(), height()));
  }

  /**
   * Returns a copy of a part of the photograph as an RGB image.
   *
   * @param part inside the photograph, in pixels
   * @return the part, as large as the box
   * @throws InvalidInputException if the box reaches beyond the photograph
   */
  public BufferedImage crop(Box part) {
    if (part.x() < 0
        || part.y() < 0
        || part.width() > width() - part.x()
        || part.height() > height() - part.y()) {
      throw new InvalidInputException(
          part
              + " reaches beyond the photograph \""
              + name
              + "\"; give a box inside its "
              + width()
              + " x "
              + height()
              + " pixels.");
    }
    return pixels.toImage(part);
  }

  Pixels pixels() {
    return pixels;
  }

  @Override
  public String toString() {
    return "Photograph[" + name + ", " + width() + " x " + height() + "]";
  }
}
