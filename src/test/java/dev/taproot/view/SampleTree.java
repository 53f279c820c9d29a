package dev.taproot.view;

import dev.taproot.evidence.Bias;
import dev.taproot.evidence.ClassScore;
import dev.taproot.evidence.Effect;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import dev.taproot.evidence.Location;
import dev.taproot.evidence.Provenance;
import dev.taproot.evidence.RelevanceMap;
import dev.taproot.image.Box;
import dev.taproot.image.Framing;
import dev.taproot.image.Photograph;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Made-up trees that look like real ones: blobs of relevance, shares that shrink, sums that add up.
 */
final class SampleTree {
  private static final List<String> LAYERS =
      List.of("layer4.1", "layer3.1", "layer2.1", "layer1.1");
  private static final int[] SIDES = {7, 14, 28, 56};
  private static final int[] CHANNELS = {512, 256, 128, 64};
  private static final int INPUT = 224;

  private Photograph photograph = landscape(320, 240);
  private int depth = 3;
  private int width = 3;
  private int opposition = 0;
  private String label = "tabby, tabby cat";
  private String rule = "FLOW";
  private List<String> layers = LAYERS;
  private @Nullable ClassScore against;
  private boolean cautions;
  private List<Bias> biases = List.of();
  private boolean tested;
  private double strength = 1;
  private String network = "resnet18";
  private Random random = new Random(7);

  SampleTree photograph(Photograph other) {
    photograph = other;
    return this;
  }

  SampleTree depth(int other) {
    depth = other;
    return this;
  }

  SampleTree width(int other) {
    width = other;
    return this;
  }

  SampleTree opposition(int other) {
    opposition = other;
    return this;
  }

  SampleTree label(String other) {
    label = other;
    return this;
  }

  SampleTree rule(String other) {
    rule = other;
    return this;
  }

  /** Names the network, and gives it an archive of its own. */
  SampleTree network(String other) {
    network = other;
    return this;
  }

  /** Chooses other channels and places. */
  SampleTree seed(int other) {
    random = new Random(other);
    return this;
  }

  SampleTree layers(String... other) {
    layers = List.of(other);
    return this;
  }

  SampleTree against(String other) {
    against = new ClassScore(285, other, 7.4869, 0.1164);
    return this;
  }

  /** Gives each decision biases, which are taken from its residual. */
  SampleTree biases(Bias... other) {
    biases = List.of(other);
    return this;
  }

  /** How much of all evidence is shown: 1 is much, 0.1 is as in a layer of many channels. */
  SampleTree strength(double other) {
    strength = other;
    return this;
  }

  /** Makes the second child of each decision saturated, and the first one pass positions over. */
  SampleTree cautions() {
    cautions = true;
    return this;
  }

  /** Tests all evidence: four fifths of what the scores say, but the second child of each fails. */
  SampleTree tested() {
    tested = true;
    return this;
  }

  EvidenceTree build() {
    ClassScore target = new ClassScore(281, label, 9.3125, 0.7213);
    double short_ = Math.min(photograph.width(), photograph.height());
    double scale = short_ / 256;
    Framing framing =
        new Framing(
            (photograph.width() - INPUT * scale) / 2,
            (photograph.height() - INPUT * scale) / 2,
            scale,
            scale,
            INPUT,
            INPUT);
    double value = against == null ? target.logit() : target.logit() - against.logit();
    return new EvidenceTree(
        photograph,
        framing,
        target,
        against,
        List.of(
            target,
            new ClassScore(285, "Egyptian cat", 7.4869, 0.1164),
            new ClassScore(282, "tiger cat", 7.2101, 0.0882),
            new ClassScore(287, "lynx, catamount", 5.5, 0.0159),
            new ClassScore(722, "ping-pong ball", 3.125, 0.0015)),
        grounds(framing, value, 0, 1, 0.5, 0.45),
        new Provenance(
            network,
            Integer.toHexString(network.hashCode()).repeat(8),
            photograph.name(),
            "224 x 224",
            rule,
            "gradient x activation",
            layers.subList(0, depth),
            width,
            opposition,
            "cpu",
            Map.of("Taproot", "0.1.0", "DJL", "0.36.0", "PyTorch", "2.7.1", "Java", "17.0.13"),
            tested ? "of three times as many those that matter most" : null,
            tested ? "channels set to zero" : null));
  }

  private Grounds grounds(
      Framing framing, double value, int level, double rootShare, double x, double y) {
    double whole = Math.abs(value) * 1.8;
    double first = (0.2 + 0.12 * random.nextDouble()) * strength;
    List<Evidence> evidence = new ArrayList<>();
    double support = whole * 0.72;
    for (int i = 0; i < width + opposition; i++) {
      boolean opposes = i >= width;
      double share = opposes ? -first * Math.pow(0.7, i - width) * 0.4 : first * Math.pow(0.68, i);
      evidence.add(child(framing, whole, share, level, rootShare, i, x, y));
    }
    double oppositionSum = -whole * 0.28;
    return new Grounds(
        layers.get(level),
        value,
        value - support - oppositionSum - biases.stream().mapToDouble(Bias::score).sum(),
        support,
        oppositionSum,
        CHANNELS[level],
        0,
        false,
        evidence,
        biases);
  }

  private Evidence child(
      Framing framing,
      double whole,
      double share,
      int level,
      double rootShare,
      int index,
      double aroundX,
      double aroundY) {
    int side = SIDES[level];
    double spread = 0.3 / (level + 1);
    double x = clamp(aroundX + random.nextGaussian() * spread);
    double y = clamp(aroundY + random.nextGaussian() * spread);
    double score = whole * share;
    RelevanceMap map = blobs(side, x, y, score);
    Location peak = score < 0 ? map.weakest() : map.strongest();
    double half = INPUT * (0.16 / (level + 1) + 0.03);
    double centreX = (peak.column() + 0.5) * INPUT / side;
    double centreY = (peak.row() + 0.5) * INPUT / side;
    Box box =
        framing.box(
            centreX - half,
            centreY - half,
            centreX + half,
            centreY + half,
            photograph.width(),
            photograph.height());
    double childRootShare = rootShare * share;
    return new Evidence(
        layers.get(level),
        random.nextInt(CHANNELS[level]),
        score,
        share,
        childRootShare,
        peak,
        box,
        map,
        level + 1 < depth
            ? cautious(grounds(framing, score, level + 1, childRootShare, x, y), index)
            : null,
        tested ? new Effect(index == 1 ? -score / 5 : 0.8 * score, 0.7 * score) : null);
  }

  private Grounds cautious(Grounds grounds, int index) {
    if (!cautions || index > 1) {
      return grounds;
    }
    boolean saturated = index == 1;
    return new Grounds(
        grounds.layer(),
        grounds.value(),
        saturated ? grounds.value() : grounds.residual(),
        saturated ? 0 : grounds.support(),
        saturated ? 0 : grounds.opposition(),
        grounds.channels(),
        2,
        saturated,
        saturated ? List.of() : grounds.evidence(),
        grounds.biases());
  }

  private RelevanceMap blobs(int side, double x, double y, double score) {
    float[] values = new float[side * side];
    double otherX = random.nextDouble();
    double otherY = random.nextDouble();
    double sigma = 0.09 + 0.05 * random.nextDouble();
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      double column = (i % side + 0.5) / side;
      double row = (i / side + 0.5) / side;
      double value =
          gaussian(column - x, row - y, sigma)
              - 0.3 * gaussian(column - otherX, row - otherY, 0.07);
      values[i] = (float) value;
      sum += value;
    }
    double factor = score / Math.max(0.05, sum);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] * factor);
    }
    return new RelevanceMap(side, side, values);
  }

  private static double gaussian(double x, double y, double sigma) {
    return Math.exp(-(x * x + y * y) / (2 * sigma * sigma));
  }

  private static double clamp(double value) {
    return Math.max(0.08, Math.min(0.92, value));
  }

  /** A generated picture with structure at every scale, as hard to compress as a photograph. */
  static Photograph landscape(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setPaint(
        new GradientPaint(0, 0, new Color(150, 190, 230), 0, height, new Color(70, 110, 50)));
    graphics.fillRect(0, 0, width, height);
    Random random = new Random(3);
    IntStream.range(0, 900)
        .forEach(
            i -> {
              graphics.setColor(new Color(random.nextInt(0x1000000)));
              int size = 2 + random.nextInt(Math.max(1, height / 12));
              graphics.fillOval(random.nextInt(width), random.nextInt(height), size, size);
            });
    graphics.dispose();
    return Photograph.of("landscape.png", image);
  }
}
