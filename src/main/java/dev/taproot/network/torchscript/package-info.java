/** TorchScript archives: reading them safely and writing a copy whose layers can be tapped. */
@NullMarked
package dev.taproot.network.torchscript;

import org.jspecify.annotations.NullMarked;
