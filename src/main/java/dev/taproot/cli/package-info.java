/** The command line. */
@NullMarked
package dev.taproot.cli;

import org.jspecify.annotations.NullMarked;
