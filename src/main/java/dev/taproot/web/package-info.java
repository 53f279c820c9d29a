/** The web site on one's own machine. */
@NullMarked
package dev.taproot.web;

import org.jspecify.annotations.NullMarked;
