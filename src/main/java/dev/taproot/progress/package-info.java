/** How far long work is, for whoever shows it: a terminal, a notebook's cell. */
@NullMarked
package dev.taproot.progress;

import org.jspecify.annotations.NullMarked;
