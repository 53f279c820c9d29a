"""Make the curves and effects that the tests of the experiment compare with.

  python make_evaluation.py

Writes src/test/resources/evaluation.json: for two of the reference networks, in eager PyTorch and double precision,
the class's probability while pixels go or come back, at every step; and what becomes of decisions while channels are
switched off, level by level.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import conv2d

from make_saliency import TARGET, reference

GOLDEN = Path(__file__).parents[1] / "src/test/resources/evaluation.json"
KERNEL, SIGMA = 11, 5
STEPS_OF_INTEGRATION = 8
FLIPPING_STEPS = 20
TOP = 10
SIGNIFICANT_DIGITS = 10
# In how many steps pixels go, and the layers, top first.
NETWORKS = {
    "vgg": (64, ["features", "features.10", "features.7", "features.2"]),
    "resnet_basic": (100, ["layer4", "layer3", "layer2", "layer1.0"]),
}


def relevance(network: nn.Module, image: Tensor, target: int) -> Tensor:
    """Return gradient x input as whole numbers, no two of them equal."""
    image = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(network(image)[0, target], image)
    map = (gradient * image).sum((0, 1)).detach().flatten()
    whole = (map * 10_000 / map.abs().max()).round().long()
    order = map.argsort().tolist()
    for before, after in zip(order, order[1:]):
        whole[after] = max(whole[after], whole[before] + 1)
    return whole


def blurred(image: Tensor) -> Tensor:
    """Return the image through a Gaussian of 11 x 11 pixels, with zeros around it."""
    away = torch.arange(KERNEL, dtype=image.dtype) - KERNEL // 2
    weights = (-(away**2) / (2 * SIGMA**2)).exp()
    kernel = torch.outer(weights, weights) / weights.sum() ** 2
    return conv2d(image, kernel.expand(3, 1, -1, -1), padding=KERNEL // 2, groups=3)


def probability(network: nn.Module, image: Tensor, target: int) -> float:
    """Return what the softmax gives the class."""
    return network(image).softmax(1)[0, target].item()


def flipped(network: nn.Module, start: Tensor, end: Tensor, map: Tensor, steps: int, target: int) -> dict[str, Any]:
    """Return the probability at every step in which pixels change, the most relevant first, and the area below."""
    order = map.argsort(descending=True)
    curve = []
    for step in range(steps + 1):
        image = start.clone().flatten(2)
        changed = order[: len(order) * step // steps]
        image[:, :, changed] = end.flatten(2)[:, :, changed]
        curve.append(probability(network, image.reshape(start.shape), target))
    area = (sum(curve) - curve[0] / 2 - curve[-1] / 2) / steps
    return {"area": area, "curve": curve}


def pixels(network: nn.Module, image: Tensor, target: int, steps: int) -> dict[str, Any]:
    """Return deletion, insertion and the masked confidence of a map."""
    map = relevance(network, image, target)
    mask = (map.clamp(min=0) / map.max()).reshape(image.shape[2:])
    return {
        "steps": steps,
        "map": map.tolist(),
        "probability": probability(network, image, target),
        "masked": probability(network, image * mask, target),
        "deletion": flipped(network, image, torch.zeros_like(image), map, steps, target),
        "insertion": flipped(network, blurred(image), image, map, steps, target),
    }


class Tap:
    """Keeps what a layer gives; puts something else in its place, if there is something."""

    def __init__(self, module: nn.Module) -> None:
        self.output: Tensor | None = None
        self.put: Tensor | None = None
        module.register_forward_hook(self)

    def __call__(self, module: nn.Module, inputs: Any, output: Tensor) -> Tensor | None:
        self.output = output if self.put is None else self.put
        return self.put


def spearman(a: Tensor, b: Tensor) -> float:
    """Return the correlation of the ranks, of which equal numbers share the mean."""

    def ranks(values: Tensor) -> Tensor:
        below = (values[None] < values[:, None]).sum(1)
        equal = (values[None] == values[:, None]).sum(1)
        return below + (equal - 1) / 2

    return torch.corrcoef(torch.stack([ranks(a), ranks(b)]))[0, 1].item()


def channels(network: nn.Module, image: Tensor, target: int, layers: list[str]) -> list[dict[str, Any]]:
    """Return, level by level down the strongest channels by FLOW, effects and how well scores find them."""
    taps = {layer: Tap(network.get_submodule(layer)) for layer in layers}
    levels = []
    upper, weights = None, torch.eye(network(image).shape[1], dtype=image.dtype)[target][None]
    for layer in layers:
        tap = taps[layer]

        def decision(put: Tensor | None) -> tuple[Tensor, Tensor]:
            tap.put = put
            logits = network(image)
            tap.put = None
            output = logits if upper is None else taps[upper].output
            return (weights * output).sum(), tap.output

        value, activation = decision(None)
        (gradient,) = torch.autograd.grad(value, activation)
        activation = activation.detach()
        count = activation.shape[1]

        def without(off: list[int]) -> float:
            put = activation.clone()
            put[:, off] = 0
            return decision(put)[0].item()

        line = torch.zeros_like(gradient)
        for step in range(STEPS_OF_INTEGRATION):
            scaled = (activation * (step + 0.5) / STEPS_OF_INTEGRATION).requires_grad_()
            line += torch.autograd.grad(decision(scaled)[0], scaled)[0] / STEPS_OF_INTEGRATION
        effects = torch.tensor([value.item() - without([k]) for k in range(count)])
        scores = {
            "gradient x activation": (gradient * activation).sum((0, 2, 3)),
            "Grad-CAM weights": gradient.mean((0, 2, 3)) * activation.sum((0, 2, 3)),
            "integrated gradients": (line * activation).sum((0, 2, 3)),
            "activation": activation.sum((0, 2, 3)),
            "|gradient|": gradient.abs().sum((0, 2, 3)),
        }
        methods = {}
        for name, score in scores.items():
            order = score.argsort(descending=True, stable=True).tolist()
            real = effects.argsort(descending=True, stable=True).tolist()[:TOP]
            taken = [int(np.floor(count * step / FLIPPING_STEPS + 0.5)) for step in range(FLIPPING_STEPS + 1)]
            values = [without(order[:some]) for some in taken]
            fall = [((values[0] - one) / effects.abs().sum()).item() for one in values]
            methods[name] = {
                "rank correlation": spearman(score, effects),
                "top ten found": len(set(order[:TOP]) & set(real)) / len(real),
                "fall by flipping": (sum(fall) - fall[0] / 2 - fall[-1] / 2) / FLIPPING_STEPS,
            } | {f"fall at {5 * step}%": fall[step] for step in range(0, FLIPPING_STEPS + 1, 2)}
        levels.append({"layer": layer, "effects": effects.tolist(), "methods": methods})
        best = scores["gradient x activation"].argmax().item()
        upper, weights = layer, torch.zeros_like(gradient)
        weights[:, best] = gradient[:, best]
    return levels


def rounded(value: Any) -> Any:
    """Return the same with numbers of ten digits."""
    if isinstance(value, float):
        return float(f"{value:.{SIGNIFICANT_DIGITS}g}")
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    return [rounded(one) for one in value] if isinstance(value, list) else value


def golden(name: str) -> dict[str, Any]:
    """Return what is measured on one network, of its reference input."""
    steps, layers = NETWORKS[name]
    document = json.loads((TARGET / f"{name}.json").read_text())
    image = torch.from_numpy(np.load(TARGET / document["input"]["npy"])).double()
    network, target = reference(name).double(), document["target"]
    return {
        "target": target,
        "pixels": pixels(network, image, target, steps),
        "channels": channels(network, image, target, layers),
    }


def main() -> None:
    """Make everything."""
    torch.set_num_threads(1)
    parts = []
    for name in NETWORKS:
        lines = [f'"{key}": {json.dumps(rounded(value))}' for key, value in golden(name).items()]
        parts.append(f'"{name}": {{\n' + ",\n".join(lines) + "\n}")
    GOLDEN.write_text("{\n" + ",\n".join(parts) + "\n}\n")


if __name__ == "__main__":
    main()
