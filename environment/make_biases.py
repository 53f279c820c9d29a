"""Make the contributions of constants that the Java tests compare with.

  python make_biases.py

Writes, under src/test/resources/biases, contributions.json: for some of the reference
networks and the embedded one, what the constants of each module contribute to the
target's logit, by hooks in eager PyTorch, in double precision; and traced.pt, scripted.pt
and frozen.pt: a network that adds constants in many ways.
"""

import json
import warnings
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

import make_references as references
import reference_networks as networks
from export_embedded_network import load_network

TARGET = Path(__file__).parents[1] / "src/test/resources/biases"
NETWORKS = (
    "resnet_basic",
    "vgg",
    "mobilenet_v2",
    "mobilenet_v3",
    "densenet",
    "googlenet",
    "scripted_resnet",
    "embedded",
)
SIGNIFICANT_DIGITS = 12
TOLERANCE = 1e-6


def constant(module: nn.Module, output: Tensor) -> Tensor | None:
    """Return what a module adds to a linear function of its input; None where it adds nothing."""
    if isinstance(module, nn.BatchNorm2d):
        shift = module.bias - module.running_mean * module.weight / (module.running_var + module.eps).sqrt()
        return shift[:, None, None].expand_as(output)
    if isinstance(module, nn.Conv2d) and module.bias is not None:
        return module.bias[:, None, None].expand_as(output)
    if isinstance(module, nn.Linear) and module.bias is not None:
        return module.bias.expand_as(output)
    if isinstance(module, nn.ReLU6):
        return 6.0 * (output == 6)
    return None


def contributions(network: nn.Module, image: Tensor, target: int) -> dict[str, Any]:
    """Return the target's logit, what the image contributes, and what each module's constants contribute."""
    found: dict[str, list[tuple[Tensor, Tensor]]] = defaultdict(list)

    def hook(path: str) -> Callable:
        def after(module: nn.Module, inputs: Any, output: Tensor) -> Tensor:
            added = constant(module, output)
            if added is None:
                return output
            found[path].append((output, added))
            return output.clone()  # operations in place may follow

        return after

    for path, module in network.named_modules():
        module.register_forward_hook(hook(path))
    image = image.clone().requires_grad_()
    logit = network(image)[0, target]
    outputs = [output for pairs in found.values() for output, _ in pairs]
    own, *gradients = torch.autograd.grad(logit, [image, *outputs])
    left = iter(gradients)
    biases = {
        path: sum((next(left) * added).sum().item() for _, added in pairs) for path, pairs in found.items()
    }
    return {"target": target, "logit": logit.item(), "image": (own * image).sum().item(), "biases": biases}


def reference(name: str) -> tuple[nn.Module, Tensor]:
    """Return a reference network as it was when its archive was made, and its input."""
    golden = json.loads((references.TARGET / f"{name}.json").read_text())
    if name == "embedded":
        network, image = load_network(), references.formula_input(224)[0]
    else:
        recipe = references.REFERENCES[name]
        seed = golden["seed"]
        torch.manual_seed(seed)
        network = recipe.build()
        generator = torch.Generator().manual_seed(seed)
        networks.enliven(network, references.waves(seed + 1, 8, recipe.side), generator, recipe.gain)
        image = torch.from_numpy(np.load(references.TARGET / golden["input"]["npy"]))
    network, image = network.double(), image.double()
    deviation = (network(image)[0] - torch.tensor(golden["logits"], dtype=torch.float64)).abs().max().item()
    if deviation > TOLERANCE:
        raise ValueError(f"{name} deviates by {deviation} from the reference")
    return network, image


def golden(name: str) -> dict[str, Any]:
    """Return the contributions to the target's logit of a reference."""
    network, image = reference(name)
    target = json.loads((references.TARGET / f"{name}.json").read_text())["target"]
    parts = contributions(network, image, target)
    left = parts["logit"] - parts["image"] - sum(parts["biases"].values())
    print(f"{name}: logit {parts['logit']:.4f}, of which {left:.1e} is neither the image's nor a constant's")
    return parts


def rounded(value: Any) -> Any:
    """Return the same with numbers of a dozen digits."""
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    return float(f"{value:.{SIGNIFICANT_DIGITS}g}") if isinstance(value, float) else value


def make_archives() -> None:
    """Write the network of many constants, traced, scripted and frozen."""
    torch.manual_seed(0)
    network = networks.Constants().eval().requires_grad_(False)
    image = references.waves(0, 1, 64)
    for archive in (references.traced, references.scripted, references.frozen):
        path = TARGET / f"{archive.__name__}.pt"
        archive(network, image).save(path)
        references.drop_debug_records(path)
        references.check_archive(path, network, image)


def main() -> None:
    """Make everything."""
    warnings.filterwarnings("ignore", message=".*torch.jit.*", category=FutureWarning)
    torch.set_num_threads(1)
    TARGET.mkdir(parents=True, exist_ok=True)
    make_archives()
    lines = (f'"{name}": {json.dumps(rounded(golden(name)))}' for name in NETWORKS)
    (TARGET / "contributions.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
