/** Known saliency methods, to compare the evidence with: each makes one map of a decision. */
@NullMarked
package dev.taproot.saliency;

import org.jspecify.annotations.NullMarked;
