/**
 * The method: one recorded forward pass, decisions, and their hierarchical decomposition by
 * gradient-based activation propagation.
 */
@NullMarked
package dev.taproot.gap;

import org.jspecify.annotations.NullMarked;
