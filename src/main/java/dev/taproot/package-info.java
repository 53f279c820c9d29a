/**
 * Explains a CNN's decision layer by layer, as a tree of evidence; start at {@link
 * dev.taproot.Taproot}.
 */
@NullMarked
package dev.taproot;

import org.jspecify.annotations.NullMarked;
