/** Ways of looking at evidence: HTML, pictures, text, tables, JSON, CSV. */
@NullMarked
package dev.taproot.view;

import org.jspecify.annotations.NullMarked;
