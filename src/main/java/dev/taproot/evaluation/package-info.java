/** The experiment: how well explanations hold, beside the known methods, on many photographs. */
@NullMarked
package dev.taproot.evaluation;

import org.jspecify.annotations.NullMarked;
