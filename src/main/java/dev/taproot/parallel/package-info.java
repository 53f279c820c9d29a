/** Work on all cores. */
@NullMarked
package dev.taproot.parallel;

import org.jspecify.annotations.NullMarked;
