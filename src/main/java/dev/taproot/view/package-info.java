/** Ways of looking at evidence: HTML, text, tables, JSON, CSV. */
@NullMarked
package dev.taproot.view;

import org.jspecify.annotations.NullMarked;
