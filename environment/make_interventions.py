"""Make what the Java tests of interventions compare with: what decisions lose when a channel is switched off.

Writes src/test/resources/interventions.json: for some of the reference networks and
the embedded one, for each piece of evidence of their trees (make_references.py has to
have made those), how far the decision above it and the target's logit fall when its
channel is switched off in the plain eager network, in double precision.
"""

import json
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

import reference_networks as networks
from evidence_trees import Tap, Trees
from export_embedded_network import load_network
from make_references import REFERENCES, SIGNIFICANT_DIGITS, TARGET, WIDTH, formula_input, frozen, shared_input, waves

FILE = Path(__file__).parents[1] / "src/test/resources/interventions.json"
NAMES = ["resnet_basic", "mobilenet_v2", "densenet", "convnext", "frozen_residual", "embedded"]
DEPTH = 2
LOGIT_TOLERANCE = 1e-8


class SwitchedOff(Tap):
    """Runs a network with one channel of a layer set to a value.

    Args:
        layer: where.
        channel: which one.
        value: what all its positions become.
    """

    def __init__(
        self, network: nn.Module, layers: list[str], inlined: bool, layer: str, channel: int, value: float
    ) -> None:
        super().__init__(network, layers, inlined)
        self.switched = layer, channel, value

    def _arrive(self, name: str, value: Any) -> Any:
        value = super()._arrive(name, value)
        layer, channel, off = self.switched
        call = self.calls[name] - 1
        if layer == (f"{name}#{call}" if call else name):
            value = value.detach().clone()
            value[:, channel] = off
        return value


class Effects:
    """What the evidence of one network's trees does to the decisions above it."""

    def __init__(self, network: nn.Module, image: Tensor, document: dict[str, Any], inlined: bool) -> None:
        self.network, self.image, self.inlined = network, image, inlined
        self.document = document
        self.layers = document["layers"]
        self.trees = Trees(network, image, self.layers, WIDTH, inlined)
        found, expected = self.trees.logits[0], torch.tensor(document["logits"], dtype=torch.float64)
        if not (found - expected).abs().max() <= LOGIT_TOLERANCE:
            raise ValueError("this is not the network that the trees are of")
        self.target = torch.zeros_like(self.trees.logits)
        self.target[0, document["target"]] = 1

    def run(self, level: int, channel: int, mean: bool) -> tuple[Tensor, SwitchedOff]:
        """Return the logits, and the layers above, with a channel of the layer at a level switched off."""
        off = self.trees.activation(self.layers[level])[channel].mean().item() if mean else 0.0
        above = self.layers[level - 1 : level] if level else []
        tap = SwitchedOff(self.network, above, self.inlined, self.layers[level], channel, off)
        return tap.run(self.image), tap

    def of_tree(self, rule: str, mean: bool) -> list[list[float]]:
        """Return for each piece of evidence, before what it rests on, how far the decision and the root fall."""
        return list(self._of_decision(rule, mean, 0, self.document["trees"][rule], self.target))

    def _of_decision(
        self, rule: str, mean: bool, level: int, node: dict[str, Any], weights: Tensor
    ) -> Iterator[list[float]]:
        before = self.trees.logits if level == 0 else self.trees._tap.heads[self.layers[level - 1]]
        gradient = self.trees._gradient(level - 1, weights)
        for child in node["children"]:
            channel = child["channel"]
            logits, tap = self.run(level, channel, mean)
            after = logits if level == 0 else tap.heads[self.layers[level - 1]]
            on_decision = (weights * (before - after)).sum().item()
            on_root = (self.target * (self.trees.logits - logits)).sum().item()
            yield [on_decision, on_root]
            if level + 1 < DEPTH:
                below = torch.zeros_like(self.trees._tap.leaves[self.layers[level]])
                if rule == "flow":
                    below[0, channel] = gradient[channel]
                elif rule == "sum":
                    below[0, channel] = 1
                else:
                    below[(0, channel, *child["location"])] = 1
                yield from self._of_decision(rule, mean, level + 1, child, below)

    def of_second_layer(self) -> dict[str, list[float]]:
        """Return what every channel of the second layer scores for the root, and how far that falls without it."""
        layer = self.layers[1]
        trees = Trees(self.network, self.image, [layer], WIDTH, self.inlined)
        scores = (trees._gradient(-1, self.target) * trees.activation(layer)).flatten(1).sum(1).tolist()
        effects = []
        for channel in range(len(scores)):
            logits = SwitchedOff(self.network, [], self.inlined, layer, channel, 0).run(self.image)
            effects.append((self.target * (self.trees.logits - logits)).sum().item())
        return {"scores": scores, "effects": effects}


def effects_in(name: str) -> Effects:
    """Build a network again and take its trees."""
    document = json.loads((TARGET / f"{name}.json").read_text())
    if name == "embedded":
        network, (image, _), inlined = load_network(), formula_input(224), False
    else:
        reference = REFERENCES[name]
        seed = document["seed"]
        image, _ = shared_input(reference.side)
        torch.manual_seed(seed)
        network = reference.build()
        generator = torch.Generator().manual_seed(seed)
        networks.enliven(network, waves(seed + 1, 8, reference.side), generator, reference.gain)
        inlined = reference.archive is frozen
    return Effects(network.double(), image.double(), document, inlined)


def rounded(value: Any) -> Any:
    """Return numbers with the digits that are kept."""
    if isinstance(value, float):
        return float(f"{value:.{SIGNIFICANT_DIGITS}g}")
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    return [rounded(one) for one in value]


def main() -> None:
    """Write the effects of all the networks."""
    warnings.filterwarnings("ignore", message=".*torch.jit.*", category=FutureWarning)
    torch.set_num_threads(1)
    lines = []
    for name in NAMES:
        effects = effects_in(name)
        found: dict[str, Any] = {
            rule: {"zero": effects.of_tree(rule, mean=False), "mean": effects.of_tree(rule, mean=True)}
            for rule in ("flow", "peak", "sum")
        }
        found["second"] = effects.of_second_layer()
        lines.append(f'"{name}": {json.dumps(rounded(found))}')
        print(name, len(found["flow"]["zero"]))
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
