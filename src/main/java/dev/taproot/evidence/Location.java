package dev.taproot.evidence;

/**
 * A position in a layer's map.
 *
 * @param row from the top, 0 first
 * @param column from the left, 0 first
 */
public record Location(int row, int column) {}
