/** What a decomposition found, as plain immutable values without tensors. */
@NullMarked
package dev.taproot.evidence;

import org.jspecify.annotations.NullMarked;
