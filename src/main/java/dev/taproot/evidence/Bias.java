package dev.taproot.evidence;

/**
 * What the constants of one module contribute to a decision, on the way from the layer below it: a
 * bias, a batch norm's shift, the bound where a value is clipped.
 *
 * <p>The contribution of a constant is its inner product with the decision's gradient where it is
 * added (Srinivas and Fleuret, Full-Gradient Representation for Neural Network Visualization,
 * NeurIPS 2019).
 *
 * @param module the module's path, such as {@code layer4.1.bn2}; for a constant outside all modules
 *     the name of its operation, such as {@code :conv2d#3}
 * @param score what it contributes, in the decision's own units
 */
public record Bias(String module, double score) {}
