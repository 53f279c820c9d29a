package dev.taproot.evaluation;

/**
 * One number that was measured.
 *
 * @param photograph on which photograph, by its file's name
 * @param test of which test: {@code channels}, {@code pixels}, {@code sanity}, {@code stability}
 * @param method of which method
 * @param at where: a layer, how many layers are randomised, a disturbance, a place of a curve;
 *     empty where there is only one
 * @param measure what: {@code rank correlation}, {@code deletion}, …
 * @param value how much; {@code NaN} where it cannot be said
 */
record Measurement(
    String photograph, String test, String method, String at, String measure, double value) {}
