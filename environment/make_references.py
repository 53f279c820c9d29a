"""Make the networks and evidence trees that the Java tests compare with.

  python make_references.py [NAME ...]

Writes, under src/test/resources/references, NAME.pt and NAME.json for each
reference network, the inputs they share, and embedded.json for the network that
Taproot carries. Every network has a process of its own, so that it comes out the
same whatever else is made.
"""

import copy
import json
import multiprocessing
import sys
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torchvision.models.resnet import BasicBlock, Bottleneck

import reference_networks as networks
from evidence_trees import Tie, Trees, is_separator, logits_of
from export_embedded_network import load_network

TARGET = Path(__file__).parents[1] / "src/test/resources/references"
RULES = ("flow", "peak", "sum")
WIDTH = 3
MARGIN = 1e-4
EMBEDDED_MARGIN = 1e-5  # of its 480 choices among up to 1280 channels some are always close
FLOAT32_DEVIATION = 2e-5
SEEDS = 50
RELOAD_TOLERANCE = 1e-5
SIGNIFICANT_DIGITS = 12


def traced(network: nn.Module, image: Tensor) -> torch.jit.ScriptModule:
    """Return the operations that the network runs on an image, in its modules."""
    return torch.jit.trace(network, image, check_trace=False)


def scripted(network: nn.Module, image: Tensor) -> torch.jit.ScriptModule:
    """Return the network's Python code compiled, control flow and all."""
    return torch.jit.script(network)


def frozen(network: nn.Module, image: Tensor) -> torch.jit.ScriptModule:
    """Return the traced operations in one piece: no modules, batch norms folded into convolutions."""
    return torch.jit.freeze(traced(network, image))


@dataclass
class Reference:
    """A network and the questions asked of it.

    Attributes:
        build: makes the untrained network from torch's random numbers.
        layers: separators, top first, that its trees go through.
        separators: other layers, and whether each is expected to separate image and logits.
        side: of the input, in pixels.
        archive: how it becomes TorchScript.
        gain: see networks.enliven.
        batches: whether the archive can be run on several images at a time.
    """

    build: Callable[[], nn.Module]
    layers: list[str]
    separators: dict[str, bool]
    side: int = 64
    archive: Callable[[nn.Module, Tensor], torch.jit.ScriptModule] = field(default=traced)
    gain: float = 1
    batches: bool = True


RESNET_SEPARATORS = {"maxpool": True, "relu": True, "layer3.0.conv1": False, "layer2.0.downsample": False}
REFERENCES = {
    "resnet_basic": Reference(
        lambda: networks.NarrowResNet(BasicBlock, [2, 1, 1, 1]),
        ["layer4", "layer3", "layer2", "layer1.1.relu#1"],
        RESNET_SEPARATORS | {"layer1.0.relu#1": True, "layer1.0.relu": False, "layer1.1:add": True},
    ),
    "resnet_bottleneck": Reference(
        lambda: networks.NarrowResNet(Bottleneck, [1, 1, 1, 1], planes=4),
        ["layer4.0.relu#2", "layer3", "layer2"],
        RESNET_SEPARATORS | {"layer3.0.relu#1": False, "layer3.0:add": True},
    ),
    "vgg": Reference(
        lambda: networks.NarrowVgg(batch_norm=False),
        ["features.12", "features.9", "features.4"],
        {"features.0": True, "avgpool": True},
    ),
    "vgg_bn": Reference(
        lambda: networks.NarrowVgg(batch_norm=True),
        ["features.17", "features.13", "features.6"],
        {"features.1": True, "features": True},
    ),
    "mobilenet_v2": Reference(
        networks.mobilenet_v2,
        ["features.7.2", "features.6.conv.1.2", "features.4.conv.1.2"],
        {"features.3.conv.0.2": False, "features.3": True, "features.3:add": True},
        gain=4,
    ),
    "mobilenet_v3": Reference(
        networks.mobilenet_v3,
        ["features.5", "features.4.block.1.2", "features.2.block.1.2"],
        {"features.3.block.0": False, "features.4.block.2": True, "features.4.block.2.fc1": False},
    ),
    "densenet": Reference(
        networks.densenet,
        [":relu", "features.transition2.relu", "features.transition1.relu"],
        {"features.denseblock2:cat": True, "features.denseblock2.denselayer1": False, "features.norm5": True},
    ),
    "googlenet": Reference(
        networks.googlenet,
        ["inception5b", "inception4c", "inception3a"],
        {"inception4a.branch1": False, "inception4a:cat": True, "inception4a.branch2.1:relu": False},
    ),
    "inception_v3": Reference(
        networks.inception_v3,
        ["Mixed_7c", "Mixed_6e", "Mixed_5d"],
        {"Mixed_6b.branch1x1": False, "Mixed_6b": True},
        side=96,
    ),
    "squeezenet": Reference(
        networks.NarrowSqueezeNet,
        ["features.8", "features.6", "features.4"],
        {"features.6.expand1x1_activation": False, "features.6.squeeze_activation": True, "classifier.1": True},
    ),
    "shufflenet_v2": Reference(
        networks.shufflenet_v2,
        ["conv5", "stage4", "stage3"],
        {"stage3.1.branch2": False, "stage3.0": True, "maxpool": True},
    ),
    "mnasnet": Reference(
        networks.mnasnet,
        ["layers.16", "layers.12.0.layers.5", "layers.9.0.layers.5"],
        {"layers.9.1.layers.5": False, "layers.9.1": True},
    ),
    "regnet": Reference(
        networks.regnet,
        ["trunk_output.block3.block3-1.activation", "trunk_output.block2", "trunk_output.block1"],
        {"trunk_output.block2.block2-0.f": False, "trunk_output.block2.block2-0.proj": False, "stem": True},
    ),
    "efficientnet": Reference(
        networks.efficientnet,
        ["features.5", "features.4.0.block.1", "features.2.0.block.0"],
        {"features.3.1.block.0": False, "features.3.1": True, "features.3.1.stochastic_depth": False},
    ),
    "convnext": Reference(
        networks.convnext,
        ["features.5", "features.3", "features.1"],
        {"features.3.1.block": False, "features.3.0": True, "features.0": True},
    ),
    "functional_residual": Reference(
        networks.FunctionalResNet,
        ["layer3.0:relu#1", "layer2.0:relu#1", "layer1.1:relu#1"],
        {"layer1.0:relu": False, "layer1.0:relu#1": True, "layer2.0:add": True, ":relu": True, "layer2": True},
    ),
    "frozen_residual": Reference(
        networks.FunctionalResNet,
        [":relu#8", ":relu#6", ":relu#4"],
        {":relu": True, ":relu#1": False, ":relu#2": True, ":add": True, ":add#3": True, ":conv2d": True},
        archive=frozen,
    ),
    "scripted_resnet": Reference(
        lambda: networks.NarrowResNet(BasicBlock, [1, 1, 1, 1]),
        ["layer4", "layer3", "layer2", "layer1.0.relu#1"],
        RESNET_SEPARATORS | {"layer1.0.relu#1": True, "layer1.0.relu": False},
        archive=scripted,
    ),
    "placeholders": Reference(
        networks.PlaceholderResNet,
        ["stages.2", "stages.1.relu#1", "stages.0"],
        {"stages.0.relu": False, "stages.0:add": True, "stem": True},
    ),
    "tuple_output": Reference(
        networks.TupleOutput,
        ["features.2", "features.1", "features.0"],
        {"features.1.0": True},
    ),
    "maxima_output": Reference(
        networks.MaximaOutput,
        ["features.2", "features.1", "features.0"],
        {"features.1.0": True},
    ),
    "batch_of_one": Reference(
        networks.BatchOfOne,
        ["features.2", "features.1", "features.0"],
        {"features.1.0": True},
        batches=False,
    ),
    "other_self": Reference(
        networks.OtherSelf,
        ["features.2.2", "features.1.2", "features.0.2"],
        {"features.1.0": True},
        archive=scripted,
    ),
    "dict_output": Reference(
        networks.DictOutput,
        ["features.2.2", "features.1.2", "features.0.2"],
        {"features": True},
        archive=scripted,
    ),
}


def waves(seed: int, count: int, side: int) -> Tensor:
    """Return pictures of random waves under a little noise, count x 3 x side x side, in about -2 to 2."""
    generator = torch.Generator().manual_seed(seed)

    def uniform(low: float, high: float, *shape: int) -> Tensor:
        return low + (high - low) * torch.rand(shape, generator=generator)

    place = torch.arange(side) / side
    pictures = 0.2 * torch.randn(count, 3, side, side, generator=generator)
    for _ in range(6):
        across, down = uniform(-25, 25, count, 3, 1, 1), uniform(-25, 25, count, 3, 1, 1)
        phase = across * place + down * place[:, None] + uniform(0, 6.3, count, 3, 1, 1)
        pictures += uniform(0.1, 0.6, count, 3, 1, 1) * phase.sin()
    return pictures


def shared_input(side: int) -> tuple[Tensor, dict[str, Any]]:
    """Return the input of a size that all the reference networks share, and where it is written."""
    image = waves(0, 1, side)
    name = f"input-{side}.npy"
    np.save(TARGET / name, image.numpy())
    return image, {"npy": name}


def formula_input(side: int) -> tuple[Tensor, dict[str, Any]]:
    """Return an input that needs no file, and how to compute it."""
    column = torch.arange(side, dtype=torch.float64)
    across = torch.stack([torch.sin(0.05 * column * (c + 1)) for c in range(3)])
    image = across[:, None, :] * torch.cos(0.03 * column)[:, None]
    description = "v[c][y][x] = sin(0.05 * x * (c + 1)) * cos(0.03 * y) in double precision, cast to float"
    return image[None].float(), {"formula": "sin", "description": description}


def ranked_questions(logits: Tensor) -> Iterator[tuple[int, int]]:
    """Yield pairs of neighbouring classes, the target and what it is contrasted with, the strongest first."""
    order = logits[0].argsort(descending=True).tolist()
    yield from zip(order, order[1:])


def answer(trees: Trees, target: int, against: int) -> dict[str, Any]:
    """Return the trees of one class by every rule, and of its contrast with another."""
    return {
        "trees": {rule: trees.tree(rule, {target: 1}) for rule in RULES},
        "contrast": {
            "target": target,
            "against": against,
            "tree": trees.tree("flow", {target: 1, against: -1}),
        },
    }


def deviation(exact: Any, other: Any) -> float:
    """Return the largest difference of a number in two answers of the same shape.

    It is relative to the scale of the decision it belongs to: the larger of its
    absolute value and the sum of its absolute scores.
    """
    if exact.keys() != other.keys() or len(exact.get("children", [])) != len(other.get("children", [])):
        return float("inf")
    if "children" not in exact:
        pairs = [(exact[key], other[key]) for key in exact if isinstance(exact[key], dict)]
        return max(deviation(a, b) for a, b in pairs)
    largest = 0.0
    scale = max(abs(exact["value"]), exact["support"] - exact["opposition"])
    for key in ("value", "residual", "support", "opposition"):
        largest = max(largest, abs(exact[key] - other[key]) / scale)
    for a, b in zip(exact["children"], other["children"]):
        if any(a.get(key) != b.get(key) for key in ("channel", "location", "skipped")):
            return float("inf")
        largest = max(largest, abs(a["score"] - b["score"]) / scale, abs(a["share"] - b["share"]))
        if "children" in a:
            largest = max(largest, deviation(a, b))
    return largest


def golden(
    network: nn.Module, image: Tensor, layers: list[str], target: int, against: int, inlined: bool, margin: float
) -> dict[str, Any]:
    """Return a network's trees; raise Tie where they are not the same in single precision."""
    exact = Trees(copy.deepcopy(network).double(), image.double(), layers, WIDTH, inlined, margin)
    single = Trees(network, image, layers, WIDTH, inlined)
    trees = answer(exact, target, against)
    float32_deviation = deviation(trees, answer(single, target, against))
    if float32_deviation > FLOAT32_DEVIATION:
        raise Tie
    return {
        "input_shape": list(image.shape),
        "layers": layers,
        "shapes": {layer: list(exact.activation(layer).shape) for layer in layers},
        "width": WIDTH,
        "depth": len(layers),
        "target": target,
        "logits": exact.logits[0].tolist(),
        **trees,
        "margin": exact.margin,
        "float32_deviation": float32_deviation,
        "float32_logit_deviation": (exact.logits - single.logits).abs().max().item(),
    }


def liveliness(name: str, trees: dict[str, Any], network: nn.Module, image: Tensor, inlined: bool) -> float:
    """Print a golden's key figures; return the share of channels that are not all zero, in the deadest layer."""
    probe = Trees(network, image, trees["layers"], WIDTH, inlined)
    alive = [
        (probe.activation(layer).flatten(1).abs().amax(1) > 0).float().mean().item() for layer in trees["layers"]
    ]
    print(
        f"{name}: logit {trees['trees']['flow']['value']:.2f}, channels alive {', '.join(f'{a:.0%}' for a in alive)}, "
        f"margin {trees['margin']:.1e}, float32 {trees['float32_deviation']:.1e}"
    )
    return min(alive)


def check_archive(path: Path, network: nn.Module, image: Tensor, batches: bool) -> None:
    """Check that the saved archive gives the logits of the eager network, for batches too where it takes them."""
    archive = torch.jit.load(path)
    for batch in (image, image.expand(3, -1, -1, -1)) if batches else (image,):
        difference = (logits_of(archive(batch)) - logits_of(network(batch))).abs().max().item()
        if not difference <= RELOAD_TOLERANCE:
            raise ValueError(f"{path.name} deviates by {difference} for a batch of {len(batch)}")


def write(name: str, document: dict[str, Any]) -> None:
    """Write a golden as JSON, one line for each of its keys."""

    def rounded(value: Any) -> Any:
        if isinstance(value, float):
            return float(f"{value:.{SIGNIFICANT_DIGITS}g}")
        if isinstance(value, dict):
            return {key: rounded(one) for key, one in value.items()}
        return [rounded(one) for one in value] if isinstance(value, list) else value

    lines = (f'"{key}": {json.dumps(rounded(value))}' for key, value in document.items())
    (TARGET / f"{name}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


def drop_debug_records(path: Path) -> None:
    """Write an archive again without the records of where its Python code stood."""
    with zipfile.ZipFile(path) as archive:
        records = {
            entry.filename: archive.read(entry)
            for entry in archive.infolist()
            if not entry.filename.endswith(".debug_pkl")
        }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, data in records.items():
            archive.writestr(zipfile.ZipInfo(name), data)


def make_reference(name: str) -> None:
    """Write a reference network and its golden, from the first seed that leaves no ties."""
    reference = REFERENCES[name]
    image, source = shared_input(reference.side)
    inlined = reference.archive is frozen
    for seed in range(SEEDS):
        torch.manual_seed(seed)
        network = reference.build()
        generator = torch.Generator().manual_seed(seed)
        networks.enliven(network, waves(seed + 1, 8, reference.side), generator, reference.gain)
        target, against = next(ranked_questions(logits_of(network(image))))
        try:
            trees = golden(network, image, reference.layers, target, against, inlined, MARGIN)
            break
        except Tie:
            continue
    else:
        raise ValueError(f"{name}: every seed leaves ties")
    alive = liveliness(name, trees, network, image, inlined)
    if alive < 0.3 or not 0.1 < trees["trees"]["flow"]["value"] < 20:
        raise ValueError(f"{name} is not lively enough")
    path = TARGET / f"{name}.pt"
    reference.archive(network, image).save(path)
    drop_debug_records(path)
    check_archive(path, network, image, reference.batches)
    separators = dict.fromkeys(reference.layers, True) | reference.separators
    for layer, expected in separators.items():
        if is_separator(network, image, layer, inlined) != expected:
            raise ValueError(f"{name}: {layer} is{' not' if expected else ''} a separator")
    output = type(network(image)).__name__.lower()
    write(name, {"net": name, "seed": seed, "output": output, "input": source, **trees, "separators": separators})


def make_embedded(name: str) -> None:
    """Write the golden of the network that Taproot carries, of the strongest class that leaves no ties."""
    network = load_network()
    image, source = formula_input(224)
    layers = ["_swish#1", "_blocks.15._swish#1", "_blocks.8._swish#1", "_blocks.3._swish#1"]
    for target, against in ranked_questions(network(image)):
        try:
            trees = golden(network, image, layers, target, against, False, EMBEDDED_MARGIN)
            break
        except Tie:
            continue
    else:
        raise ValueError(f"{name}: every class leaves ties")
    liveliness(name, trees, network, image, inlined=False)
    expected = dict.fromkeys(layers, True) | {
        "_blocks.0._swish": True,
        "_blocks.1._swish#1": True,
        "_blocks.5._swish#1": True,
        "_blocks.11._swish#1": True,
        "_blocks.2._swish#1": False,
        "_blocks.2": True,
    }
    found = {layer: is_separator(network, image, layer) for layer in expected}
    if found != expected:
        raise ValueError(f"{name}: separators {found}")
    write(name, {"net": "efficientnet-lite0", "output": "tensor", "input": source, **trees, "separators": found})


def make(name: str) -> None:
    """Write what belongs to one name."""
    warnings.filterwarnings("ignore", message=".*torch.jit.*", category=FutureWarning)
    torch.set_num_threads(1)
    (make_embedded if name == "embedded" else make_reference)(name)


def main() -> None:
    """Make the references named on the command line, or all of them."""
    TARGET.mkdir(parents=True, exist_ok=True)
    names = sys.argv[1:] or [*REFERENCES, "embedded"]
    for name in names:
        process = multiprocessing.get_context("fork").Process(target=make, args=(name,))
        process.start()
        process.join()
        if process.exitcode:
            raise SystemExit(f"{name} failed")


if __name__ == "__main__":
    main()
