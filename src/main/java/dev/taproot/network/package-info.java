/** Networks that can be read and cut at their layers, as loaded through DJL. */
@NullMarked
package dev.taproot.network;

import org.jspecify.annotations.NullMarked;
