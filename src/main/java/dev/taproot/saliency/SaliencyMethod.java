package dev.taproot.saliency;

import dev.taproot.evidence.RelevanceMap;
import dev.taproot.gap.Decision;
import dev.taproot.image.Input;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.Network;
import java.util.List;

/**
 * A known way to say where in a photograph a network's decision comes from, in one map.
 *
 * <pre>{@code
 * explain(image("chelsea")).heatmap(SaliencyMethod.gradCam())
 * }</pre>
 *
 * <p>Values are as the method defines them, not scaled to anything. Class activation maps (CAMs)
 * are of the size of their layer, the other maps of the size of the input.
 */
public interface SaliencyMethod {
  /** Returns what the method is called, with its settings: {@code SmoothGrad, 32 samples, …}. */
  String name();

  /**
   * Makes the map of a decision.
   *
   * @param network the network
   * @param input what it is given
   * @param decision on its logits: {@link Decision#classScore} or {@link Decision#contrast}
   * @return the map (H x W)
   * @throws InvalidInputException if the decision is not on the logits, the method's layer is not
   *     there, or its window is larger than the input
   * @throws java.util.concurrent.CancellationException if the thread is interrupted in a method of
   *     many passes
   */
  RelevanceMap map(Network network, Input input, Decision decision);

  /**
   * Returns the evidence tree's own map: the top layer says where there is support and where
   * opposition, the layers below say what of it in detail.
   *
   * <p>By FLOW the 32 channels of each suggested layer that support the decision most are asked all
   * together. F is where they support it, over all layers, and where in the lower half of the
   * layers more of them support it than oppose it: the geometric mean of both, each layer's map
   * counting as much as the others. With T, the sum of R over all channels of the top layer, the
   * map is sign(T) sqrt(|T| F).
   *
   * @return the method
   */
  static SaliencyMethod taproot() {
    return new FusedRelevance(32);
  }

  /** Returns {@link #gradCam(String)} on the network's top suggested layer. */
  static SaliencyMethod gradCam() {
    return new ClassActivationMap(ClassActivationMap.Kind.GRAD_CAM, null);
  }

  /**
   * Returns Grad-CAM: the layer's channels A_k, each weighted by the mean over its positions of the
   * gradient of the decision u; L = max(0, sum over k of mean(du/dA_k) A_k). Never below zero.
   *
   * <p>R. R. Selvaraju, M. Cogswell, A. Das, R. Vedantam, D. Parikh, D. Batra: Grad-CAM: Visual
   * Explanations from Deep Networks via Gradient-based Localization, ICCV 2017, equations 1 and 2.
   *
   * @param layer the layer's name; see {@link Network#layers()}
   * @return the method
   */
  static SaliencyMethod gradCam(String layer) {
    return new ClassActivationMap(ClassActivationMap.Kind.GRAD_CAM, layer);
  }

  /** Returns {@link #gradCamPlusPlus(String)} on the network's top suggested layer. */
  static SaliencyMethod gradCamPlusPlus() {
    return new ClassActivationMap(ClassActivationMap.Kind.GRAD_CAM_PLUS_PLUS, null);
  }

  /**
   * Returns Grad-CAM++: as Grad-CAM, but channel k has the weight sum of a max(0, G), where G =
   * du/dA_k and a = G^2 / (2 G^2 + G^3 sum(A_k)), position by position. Never below zero. Meant for
   * a layer that is never below zero: elsewhere the denominator of a can come near zero.
   *
   * <p>A. Chattopadhay, A. Sarkar, P. Howlader, V. N. Balasubramanian: Grad-CAM++: Generalized
   * Gradient-Based Visual Explanations for Deep Convolutional Networks, WACV 2018, equations 5, 7
   * and 19. Two things are as in pytorch-grad-cam: the gradient is that of the logit, where the
   * paper takes the exponential of it, which scales the map as a whole; and 1e-6 is added to the
   * denominator of a, so that small gradients count for less.
   *
   * @param layer the layer's name; see {@link Network#layers()}
   * @return the method
   */
  static SaliencyMethod gradCamPlusPlus(String layer) {
    return new ClassActivationMap(ClassActivationMap.Kind.GRAD_CAM_PLUS_PLUS, layer);
  }

  /** Returns {@link #layerCam(String)} on the network's top suggested layer. */
  static SaliencyMethod layerCam() {
    return new ClassActivationMap(ClassActivationMap.Kind.LAYER_CAM, null);
  }

  /**
   * Returns LayerCAM: the layer's channels A_k, each position weighted by its own gradient where
   * that is positive; L = max(0, sum over k of max(0, du/dA_k) A_k). Never below zero.
   *
   * <p>P.-T. Jiang, C.-B. Zhang, Q. Hou, M.-M. Cheng, Y. Wei: LayerCAM: Exploring Hierarchical
   * Class Activation Maps for Localization, IEEE Transactions on Image Processing 30, 2021,
   * equations 4 to 6.
   *
   * @param layer the layer's name; see {@link Network#layers()}
   * @return the method
   */
  static SaliencyMethod layerCam(String layer) {
    return new ClassActivationMap(ClassActivationMap.Kind.LAYER_CAM, layer);
  }

  /**
   * Returns gradient x input: the gradient of the decision at the pixels times the pixels as the
   * network is given them, summed over the colours.
   *
   * <p>A. Shrikumar, P. Greenside, A. Shcherbina, A. Kundaje: Not Just a Black Box: Learning
   * Important Features Through Propagating Activation Differences, arXiv 1605.01713, 2016.
   *
   * @return the method
   */
  static SaliencyMethod gradientXInput() {
    return new GradientXInput();
  }

  /**
   * Returns integrated gradients: the mean of the gradients at the middle of each of n steps on the
   * straight line from zero to the input, times the input, summed over the colours. Zero is the
   * network's normalised zero: for usual preprocessing the mean colour of its training photographs.
   * The values sum to about what the decision comes to, less what it comes to at zero.
   *
   * <p>M. Sundararajan, A. Taly, Q. Yan: Axiomatic Attribution for Deep Networks, ICML 2017,
   * equations 1 and 3; by the midpoint rule, captum's {@code riemann_middle}.
   *
   * @param steps how many, 1 to 1000
   * @return the method
   * @throws InvalidInputException if the number is out of its range
   */
  static SaliencyMethod integratedGradients(int steps) {
    return new IntegratedGradients(steps);
  }

  /**
   * Returns SmoothGrad: the mean of the gradients at the input under normal noise, of which the
   * magnitudes are summed over the colours, as its authors draw it. Never below zero.
   *
   * <p>D. Smilkov, N. Thorat, B. Kim, F. Viégas, M. Wattenberg: SmoothGrad: removing noise by
   * adding noise, arXiv 1706.03825, 2017.
   *
   * @param samples how many, 1 to 1000
   * @param noise its standard deviation, as a part of the difference between the input's largest
   *     and smallest value, 0 to 1; the authors recommend 0.1 to 0.2
   * @param seed where the noise begins; one seed always gives the same
   * @return the method
   * @throws InvalidInputException if a number is out of its range
   */
  static SaliencyMethod smoothGrad(int samples, double noise, long seed) {
    return new SmoothGrad(samples, noise, seed);
  }

  /**
   * Returns occlusion: how much the decision falls when a square of the input is put to zero, the
   * network's normalised zero; for each pixel the mean over the squares that cover it. The last
   * square of a row or column ends with the input and may be smaller.
   *
   * <p>M. D. Zeiler, R. Fergus: Visualizing and Understanding Convolutional Networks, ECCV 2014,
   * section 4.2; the mean is as in captum.
   *
   * @param window side of the square, in input pixels, from 1 to the input's shorter side
   * @param stride how far apart the squares begin, in input pixels, 1 to window
   * @return the method
   * @throws InvalidInputException if a number is out of its range
   */
  static SaliencyMethod occlusion(int window, int stride) {
    return new Occlusion(window, stride);
  }

  /**
   * Returns a map that knows nothing: for each pixel of the input a random number from 0 to 1.
   *
   * @param seed where the numbers begin; one seed always gives the same
   * @return the method
   */
  static SaliencyMethod random(long seed) {
    return new RandomMap(seed);
  }

  /**
   * Returns all of these methods with usual settings: CAMs on the top suggested layer, 32 steps, 32
   * samples under noise of 0.15, squares of 32 pixels every 16.
   */
  static List<SaliencyMethod> all() {
    return List.of(
        taproot(),
        gradCam(),
        gradCamPlusPlus(),
        layerCam(),
        gradientXInput(),
        integratedGradients(32),
        smoothGrad(32, 0.15, 0),
        occlusion(32, 16),
        random(0));
  }
}
