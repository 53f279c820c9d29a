/**
 * How Taproot shows in notebooks with a Java kernel: JJava and IJava. Nothing else knows of
 * kernels, and without a kernel none of its classes is needed.
 */
@NullMarked
package dev.taproot.jupyter;

import org.jspecify.annotations.NullMarked;
