/**
 * Photographs: reading them, framing them for a network, and finding the way back from the frame to
 * the photograph.
 */
@NullMarked
package dev.taproot.image;

import org.jspecify.annotations.NullMarked;
