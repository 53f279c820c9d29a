"""Make the heatmaps of other libraries that the Java tests compare with.

  python make_saliency.py

Writes src/test/resources/references/saliency/NAME.json for some of the reference networks and for the embedded one:
class activation maps by pytorch-grad-cam, the other maps by captum. Both see the eager network in double precision
with the weights of the archive that make_references.py wrote. Writes similarities.json beside them: maps resized and
compared by PyTorch and SciPy.
"""

import copy
import json
import math
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import captum
import numpy as np
import torch
from captum.attr import InputXGradient, IntegratedGradients, NoiseTunnel, Occlusion, Saliency
from pytorch_grad_cam import GradCAM, GradCAMPlusPlus, LayerCAM
from scipy.stats import spearmanr
from torch import Tensor, nn
from torch.nn.functional import interpolate

from export_embedded_network import load_network
from make_references import REFERENCES, TARGET, formula_input

STEPS = 8
SAMPLES = 5
NOISE = 0.15
SEED = 20240607
WINDOW, STRIDE = 12, 5
RANDOMS = 100
FLOAT32_DEVIATION = 5e-5

# Layers whose modules are called once, as the hooks of pytorch-grad-cam need it. They are never negative: elsewhere the
# fraction of Grad-CAM++ has a denominator that can come near zero.
CAM_LAYERS = {
    "vgg": ["features.12", "features.9"],
    "resnet_basic": ["layer4", "layer2"],
    "mobilenet_v2": ["features.7.2", "features.4.conv.1.2"],
    "densenet": ["features.transition2.relu", "features.transition1.relu"],
}


class JavaRandom:
    """The generator that java.util.Random documents: a linear congruential one of 48 bits."""

    def __init__(self, seed: int) -> None:
        self.state = (seed ^ 0x5DEECE66D) & (1 << 48) - 1
        self.spare: float | None = None

    def bits(self, count: int) -> int:
        """Return the next count bits, as a signed number of 32 bits."""
        self.state = self.state * 0x5DEECE66D + 0xB & (1 << 48) - 1
        number = self.state >> 48 - count
        return number - (1 << 32) if number >= 1 << 31 else number

    def next_long(self) -> int:
        """Return a signed number of 64 bits."""
        number = (self.bits(32) << 32) + self.bits(32) & (1 << 64) - 1
        return number - (1 << 64) if number >= 1 << 63 else number

    def next_float(self) -> float:
        """Return a number from 0 to 1, exclusive."""
        return self.bits(24) / (1 << 24)

    def next_double(self) -> float:
        """Return a number from 0 to 1, exclusive."""
        return ((self.bits(26) << 27) + self.bits(27)) / (1 << 53)

    def next_gaussian(self) -> float:
        """Return a normal number, by the polar method of Marsaglia."""
        if self.spare is not None:
            spare, self.spare = self.spare, None
            return spare
        while True:
            first = 2 * self.next_double() - 1
            second = 2 * self.next_double() - 1
            square = first * first + second * second
            if 0 < square < 1:
                factor = math.sqrt(-2 * math.log(square) / square)
                self.spare = second * factor
                return first * factor


def java_noise(mean: float, deviation: Tensor) -> Tensor:
    """Stand in for torch.normal: each sample has a generator of its own, whose seed the first generator gives."""
    seeds = JavaRandom(SEED)
    samples = []
    for sample in deviation:
        generator = JavaRandom(seeds.next_long())
        numbers = [generator.next_gaussian() for _ in range(sample.numel())]
        samples.append(torch.tensor(numbers, dtype=deviation.dtype).reshape(sample.shape))
    return mean + deviation * torch.stack(samples)


class Contrast:
    """What pytorch-grad-cam explains: the logit of one class less that of another, if there is another."""

    def __init__(self, target: int, against: int | None) -> None:
        self.target, self.against = target, against

    def __call__(self, output: Tensor) -> Tensor:
        return output[self.target] if self.against is None else output[self.target] - output[self.against]


def cams(network: nn.Module, image: Tensor, layer: nn.Module, target: Contrast) -> dict[str, Tensor]:
    """Return pytorch-grad-cam's maps at the layer's size, not resized and not brought to 0 to 1."""
    maps = {}
    with mock.patch("pytorch_grad_cam.base_cam.scale_cam_image", lambda cam, size=None: cam):
        for method in (GradCAM, GradCAMPlusPlus, LayerCAM):
            with method(network, [layer]) as cam:
                maps[method.__name__] = torch.from_numpy(cam(image, [target]))[0]
    return maps


def attributions(network: nn.Module, image: Tensor, target: Contrast) -> dict[str, Tensor]:
    """Return captum's maps at the input's size; where captum has one for each colour, their sum."""

    def decision(batch: Tensor) -> Tensor:
        return torch.stack([target(row) for row in network(batch)])

    colours = {
        "GradientXInput": InputXGradient(decision).attribute(image),
        "IntegratedGradients": IntegratedGradients(decision).attribute(image, n_steps=STEPS, method="riemann_middle"),
    }
    with mock.patch("torch.normal", java_noise):
        deviation = NOISE * (image.max() - image.min()).item()
        colours["SmoothGrad"] = (
            NoiseTunnel(Saliency(decision))
            .attribute(image, nt_type="smoothgrad", nt_samples=SAMPLES, stdevs=deviation, abs=False)
            .abs()
        )
    # captum gives the colours of an occluded pixel the same number each.
    occlusion = Occlusion(decision).attribute(image, (3, WINDOW, WINDOW), strides=(3, STRIDE, STRIDE))
    return {name: map[0].sum(0) for name, map in colours.items()} | {"Occlusion": occlusion[0, 0]}


def module(network: nn.Module, layer: str) -> nn.Module:
    """Return a module by its dotted path."""
    return network.get_submodule(layer)


def ready(network: nn.Module) -> nn.Module:
    """Return the network without operations in place, which would write into what the hooks keep."""
    for one in network.modules():
        if hasattr(one, "inplace"):
            one.inplace = False
    return network.eval().requires_grad_(True)


def reference(name: str) -> nn.Module:
    """Return a reference network with the weights of its archive."""
    network = REFERENCES[name].build()
    network.load_state_dict(torch.jit.load(TARGET / f"{name}.pt").state_dict())
    return ready(network)


class InTurn(nn.Module):
    """An activation that is a module of its own at each of its calls, so that one of them can be hooked."""

    def __init__(self, calls: int) -> None:
        super().__init__()
        self.each = nn.ModuleList(nn.ReLU6() for _ in range(calls))
        self.calls = 0

    def forward(self, x: Tensor) -> Tensor:
        self.calls += 1
        return self.each[(self.calls - 1) % len(self.each)](x)


def embedded() -> nn.Module:
    """Return the network that Taproot carries; its stem and its head share an activation, taken apart here."""
    network = load_network()
    network._swish = InTurn(2)
    return ready(network)


def written(maps: dict[str, Tensor]) -> dict[str, Any]:
    """Return maps as whole numbers of a unit, a millionth of the largest magnitude."""
    result = {}
    for name, map in maps.items():
        unit = map.abs().max().item() / 1e6
        whole = (map / unit).round().long() if unit else map.long()
        result[name] = {"shape": list(map.shape), "unit": unit, "values": whole.flatten().tolist()}
    return result


def deviation(exact: dict[str, Tensor], other: dict[str, Tensor]) -> float:
    """Return the largest difference between maps, each relative to the largest magnitude in it."""
    return max(((map - other[name]).abs().max() / map.abs().max()).item() for name, map in exact.items())


def make(name: str) -> None:
    """Write one network's maps, and check that single precision hardly changes them."""
    if name == "embedded":
        network, (image, _) = embedded(), formula_input(224)
        layers = {"_swish#1": "_swish.each.1"}
    else:
        network = reference(name)
        image = torch.from_numpy(np.load(TARGET / f"input-{REFERENCES[name].side}.npy"))
        layers = {layer: layer for layer in CAM_LAYERS[name]}
    order = network(image)[0].argsort(descending=True).tolist()
    questions = [(order[0], None), (order[0], order[1])]

    def answer(network: nn.Module, image: Tensor, question: tuple[int, int | None]) -> dict[str, dict[str, Tensor]]:
        target = Contrast(*question)
        maps = {layer: cams(network, image, module(network, path), target) for layer, path in layers.items()}
        if name != "embedded" and question[1] is None:
            maps["input"] = attributions(network, image, target)
        return maps

    answers = []
    for target, against in questions:
        exact = answer(copy.deepcopy(network).double(), image.double(), (target, against))
        single = answer(network, image, (target, against))
        off = {place: deviation(maps, single[place]) for place, maps in exact.items()}
        print(name, target, against, {place: f"{largest:.1e}" for place, largest in off.items()})
        if max(off.values()) > FLOAT32_DEVIATION:
            raise ValueError(f"{name} is too near a kink")
        maps = {place: written(maps) for place, maps in exact.items()}
        answers.append({"target": target, "against": against, "maps": maps})
    settings = {
        "captum": captum.__version__,
        "steps": STEPS,
        "samples": SAMPLES,
        "noise": NOISE,
        "seed": SEED,
        "window": WINDOW,
        "stride": STRIDE,
    }
    generator = JavaRandom(SEED)
    settings["random"] = [generator.next_float() for _ in range(RANDOMS)]
    path = TARGET / "saliency" / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    lines = [json.dumps(key) + ": " + json.dumps(value) for key, value in settings.items()]
    lines.append('"answers": [' + ",\n".join(json.dumps(one, separators=(",", ":")) for one in answers) + "]")
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")


def make_similarities() -> None:
    """Write maps, two of them with equal values, resized by PyTorch, and their rank correlations by SciPy."""
    generator = torch.Generator().manual_seed(0)
    shapes = [(3, 5), (4, 4), (12, 9), (2, 3)]
    maps = [torch.randn(shape, generator=generator) for shape in shapes]
    maps = [maps[0].relu(), maps[1], (2 * maps[2]).round(), maps[3]]
    resized = [interpolate(map[None, None].double(), size=(12, 9), mode="bilinear")[0, 0] for map in maps]
    resized = [map.round(decimals=9) for map in resized]  # so that what is equal but for its last bit is equal
    pairs = [(a, b) for a in range(len(maps)) for b in range(a)]
    golden = {
        "maps": [map.tolist() for map in maps],
        "resized": [map.tolist() for map in resized],
        "similarities": [
            {"one": a, "other": b, "spearman": spearmanr(resized[a].flatten(), resized[b].flatten()).statistic}
            for a, b in pairs
        ],
    }
    lines = [json.dumps(key) + ": " + json.dumps(value) for key, value in golden.items()]
    (TARGET / "saliency" / "similarities.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


def fused(name: str, layers: list[str], width: int) -> dict[str, Any]:
    """Return Taproot's own map of one network's top class, by autograd between the outputs of layers, top first."""
    network = reference(name).double()
    image = torch.from_numpy(np.load(TARGET / f"input-{REFERENCES[name].side}.npy")).double()
    outputs: dict[str, Tensor] = {}
    hooks = [
        module(network, layer).register_forward_hook(lambda _, __, output, layer=layer: outputs.update({layer: output}))
        for layer in layers
    ]
    logits = network(image)
    for hook in hooks:
        hook.remove()
    target = logits[0].argmax().item()
    asked, weights = logits, torch.nn.functional.one_hot(torch.tensor([target]), logits.shape[1]).double()
    supports, nets, alls = [], [], []
    for layer in layers:
        (gradient,) = torch.autograd.grad(asked, outputs[layer], weights, retain_graph=True)
        relevance = gradient * outputs[layer]
        scores = relevance.sum((2, 3))[0]
        kept = [k for k in scores.argsort(descending=True).tolist() if scores[k] > 0][:width]
        supports.append(relevance[:, kept].clamp(min=0).sum(1, keepdim=True))
        nets.append(relevance[:, kept].sum(1, keepdim=True))
        alls.append(relevance.sum(1, keepdim=True))
        mask = torch.zeros_like(gradient)
        mask[:, kept] = 1
        asked, weights = outputs[layer], gradient * mask

    def mean(maps: list[Tensor]) -> Tensor:
        """Return the mean of the positive parts of maps, each brought to the input's size and a mean of 1."""
        whole = [interpolate(map, size=image.shape[2:], mode="bilinear")[0, 0].clamp(min=0) for map in maps]
        return torch.stack([map / map.mean() for map in whole]).mean(0).detach()

    below = ((mean(supports) + 0.02) * (mean(nets[len(nets) // 2 :]) + 0.02)).sqrt() - 0.02
    top = interpolate(alls[0], size=image.shape[2:], mode="bilinear")[0, 0].detach()
    map = top.sign() * (top.abs() / top.abs().mean() * below).sqrt()
    return {"network": name, "layers": layers, "width": width, "target": target, "map": written({"fused": map})["fused"]}


if __name__ == "__main__":
    golden = fused("resnet_basic", ["layer4", "layer3", "layer2", "layer1.0"], 5)
    (TARGET / "saliency" / "fused.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
    for wanted in sys.argv[1:] or [*CAM_LAYERS, "embedded"]:
        make(wanted)
    make_similarities()
