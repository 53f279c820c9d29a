/** Files that appear whole or not at all. */
@NullMarked
package dev.taproot.files;

import org.jspecify.annotations.NullMarked;
