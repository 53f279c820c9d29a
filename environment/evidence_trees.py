"""Evidence trees in eager PyTorch: an independent computation to compare the Java one with.

A layer is named by its module's dotted path; from the second call of that module
on, "#n" is appended. A functional operation is named by the path of the module
that calls it, a colon and the operation. Layers are listed top first.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

OPERATIONS = {"relu": "relu", "add": "add", "iadd": "add", "cat": "cat", "conv2d": "conv2d"}


class Tap(TorchFunctionMode):
    """Runs a network and cuts it at the named layers.

    The value that arrives at a layer is its head; what the network goes on with
    is a clone of its leaf, detached from all that came before.

    Args:
        network: in eval mode.
        layers: their names.
        inlined: name every operation as the root module's own, as a frozen archive does.
    """

    def __init__(self, network: nn.Module, layers: list[str], inlined: bool = False) -> None:
        super().__init__()
        self.network = network
        self.layers = set(layers)
        self.inlined = inlined
        self.paths: list[str] = []
        self.calls: Counter[str] = Counter()
        self.heads: dict[str, Tensor] = {}
        self.leaves: dict[str, Tensor] = {}

    def run(self, image: Tensor) -> Tensor:
        """Return the logits of an image (1 x C x H x W)."""
        handles = []
        for path, module in self.network.named_modules():
            handles.append(module.register_forward_pre_hook(self._entering(path)))
            handles.append(module.register_forward_hook(self._leaving))
        try:
            with torch.enable_grad(), self:
                output = self.network(image)
        finally:
            for handle in handles:
                handle.remove()
        missing = self.layers - self.heads.keys()
        if missing:
            raise ValueError(f"no such layer: {sorted(missing)}; there are {sorted(self.calls)}")
        return logits_of(output)

    def __torch_function__(self, func: Callable, types: Any, args: tuple = (), kwargs: dict | None = None) -> Any:
        output = func(*args, **(kwargs or {}))
        operation = OPERATIONS.get(getattr(func, "__name__", "").strip("_"))
        if operation is None or not self.paths:
            return output
        path = "" if self.inlined else self.paths[-1]
        return self._arrive(f"{path}:{operation}", output)

    def _entering(self, path: str) -> Callable:
        def hook(module: nn.Module, inputs: Any) -> None:
            self.paths.append(path)

        return hook

    def _leaving(self, module: nn.Module, inputs: Any, output: Any) -> Any:
        return self._arrive(self.paths.pop(), output)

    def _arrive(self, name: str, value: Any) -> Any:
        call = self.calls[name]
        self.calls[name] += 1
        layer = f"{name}#{call}" if call else name
        if layer not in self.layers:
            return value
        self.heads[layer] = value
        self.leaves[layer] = value.detach().requires_grad_()
        return self.leaves[layer].clone()  # operations in place may follow


def logits_of(output: Tensor | tuple | dict[str, Tensor]) -> Tensor:
    """Return the logits in what a network gives back."""
    if isinstance(output, dict):
        return output["logits"]
    return output[0] if isinstance(output, tuple) else output


def is_separator(network: nn.Module, image: Tensor, layer: str, inlined: bool = False) -> bool:
    """Return whether every path from the image to the logits goes through the layer."""
    image = image.clone().requires_grad_()
    logits = Tap(network, [layer], inlined).run(image)
    weights = torch.linspace(1, 2, logits.numel(), dtype=logits.dtype).reshape(logits.shape)
    (gradient,) = torch.autograd.grad(logits, image, weights, allow_unused=True)
    return gradient is None or not gradient.any()


class Tie(Exception):
    """A tree's shape hangs on two numbers too close to each other."""


@dataclass
class Trees:
    """The evidence trees of one image.

    Attributes:
        layers: separators, top first.
        width: how many channels are kept at each decision.
        inlined: see Tap.
        least_margin: where the margin falls below it, Tie is raised.
        margin: the smallest distance, relative to its decision's scale, between two
            scores or two positions whose order decides the shape of a tree. The scale
            is the larger of the decision's absolute value and the sum of all absolute
            scores; for positions it is the relevance of the one chosen.
    """

    network: nn.Module
    image: Tensor
    layers: list[str]
    width: int = 3
    inlined: bool = False
    least_margin: float = 0
    margin: float = field(default=float("inf"), init=False)

    def __post_init__(self) -> None:
        self._tap = Tap(self.network, self.layers, self.inlined)
        self.logits = self._tap.run(self.image)

    def activation(self, layer: str) -> Tensor:
        """Return a layer's output, channels x height x width."""
        return self._tap.leaves[layer].detach()[0]

    def tree(self, rule: str, weights: dict[int, float]) -> dict[str, Any]:
        """Decompose a weighted sum of logits (class: weight) by FLOW, PEAK or SUM all the way down."""
        w = torch.zeros_like(self.logits)
        for channel, weight in weights.items():
            w[0, channel] = weight
        value = (w * self.logits).sum().item()
        return self._decision(rule, -1, value, self._gradient(-1, w))

    def _gradient(self, level: int, w: Tensor) -> Tensor:
        """Return the gradient of <w, output of the layer at level> by the layer below, C x H x W."""
        head = self.logits if level < 0 else self._tap.heads[self.layers[level]]
        leaf = self._tap.leaves[self.layers[level + 1]]
        (gradient,) = torch.autograd.grad(head, leaf, w, retain_graph=True)
        return gradient[0]

    def _decision(self, rule: str, level: int, value: float, gradient: Tensor) -> dict[str, Any]:
        """Return a decision's value, what it rests on in the layer below, and the rest."""
        layer = self.layers[level + 1]
        relevance = gradient * self.activation(layer)
        scores = relevance.flatten(1).sum(1).tolist()
        total = sum(abs(score) for score in scores)
        order = sorted(range(len(scores)), key=lambda k: (-scores[k], k))
        self._check_order([scores[k] for k in order], max(abs(value), total))
        return {
            "value": value,
            "residual": value - sum(scores),
            "support": sum(score for score in scores if score > 0),
            "opposition": sum(score for score in scores if score < 0),
            "children": [
                self._evidence(rule, level + 1, k, scores[k], total, gradient[k], relevance[k])
                for k in order[: self.width]
                if scores[k] > 0
            ],
        }

    def _evidence(
        self, rule: str, level: int, channel: int, score: float, total: float, gradient: Tensor, relevance: Tensor
    ) -> dict[str, Any]:
        """Return a channel of the layer at level as evidence, and, above the last layer, as a decision."""
        node: dict[str, Any] = {
            "layer": self.layers[level],
            "channel": channel,
            "score": score,
            "share": score / total,
        }
        ranks = Ranks(relevance, self.activation(self.layers[level])[channel])
        chosen = 0
        if level + 1 < len(self.layers):
            w = torch.zeros_like(self._tap.leaves[self.layers[level]])
            if rule == "flow":
                w[0, channel] = gradient
                node |= self._decision(rule, level, score, self._gradient(level, w))
            elif rule == "sum":
                w[0, channel] = 1
                value = self.activation(self.layers[level])[channel].sum().item()
                node |= self._decision(rule, level, value, self._gradient(level, w))
            else:
                chosen, skipped, below = self._unclipped(level, channel, ranks)
                value = ranks.activations[chosen]
                node |= {"skipped": skipped} | self._decision(rule, level, value, below)
        node["location"] = list(divmod(ranks.positions[chosen], relevance.shape[1]))
        self._note(ranks.margin(chosen))
        return node

    def _unclipped(self, level: int, channel: int, ranks: "Ranks") -> tuple[int, int, Tensor]:
        """Find a channel's strongest position that has a gradient.

        Returns its rank, how many positions were passed over before it, and its
        gradient; where no position has one, the first rank and a gradient of zeros.
        """
        clipped: set[float] = set()
        for rank, activation in enumerate(ranks.activations):
            if activation in clipped:
                continue
            w = torch.zeros_like(self._tap.leaves[self.layers[level]])
            w[0, channel].view(-1)[ranks.positions[rank]] = 1
            gradient = self._gradient(level, w)
            if gradient.any():
                return rank, rank, gradient
            clipped.add(activation)
        return 0, len(ranks.positions), gradient

    def _check_order(self, scores: list[float], scale: float) -> None:
        """Note the distance between the scores shown, to the first not shown, and to zero."""
        shown = scores[: self.width]
        follow = scores[1 : self.width + 1]
        gaps = [a - b for a, b in zip(shown, follow) if a > 0]
        gaps += [abs(score) for score in shown if score]
        self._note(min(gaps, default=float("inf")) / scale)

    def _note(self, margin: float) -> None:
        if margin < self.least_margin:
            raise Tie
        self.margin = min(self.margin, margin)


class Ranks:
    """The positions of a channel where its relevance is positive, the most relevant first.

    Equal relevance goes in row-major order. There always is one: the channel's score is positive.
    """

    def __init__(self, relevance: Tensor, activation: Tensor) -> None:
        values = relevance.flatten().tolist()
        self.positions = sorted((i for i, v in enumerate(values) if v > 0), key=lambda i: (-values[i], i))
        self.relevances = [values[i] for i in self.positions]
        self.activations = activation.flatten()[self.positions].tolist()

    def margin(self, rank: int) -> float:
        """Return how far the next different relevances are from that of a rank, relative to it."""
        here = self.relevances[rank]
        gaps = [
            abs(self.relevances[other] - here) / here
            for other in (rank - 1, rank + 1)
            if 0 <= other < len(self.relevances) and self._differ(rank, other)
        ]
        return min(gaps, default=float("inf"))

    def _differ(self, rank: int, other: int) -> bool:
        """An exact tie of equal activations is a tie in any precision."""
        return (self.relevances[rank], self.activations[rank]) != (self.relevances[other], self.activations[other])
