/**
 * What a user handed in that cannot be used: one clear sentence each, with the nearest names where
 * a name was wrong.
 */
@NullMarked
package dev.taproot.input;

import org.jspecify.annotations.NullMarked;
