"""Make the sample photographs under src/main/resources/dev/taproot/samples.

All come with scikit-image, whose documentation of each names the photographer
and the licence: CC0 or public domain.
"""

import json
from importlib.metadata import version
from pathlib import Path

import skimage.data
import torch
from PIL import Image

from export_embedded_network import load_labels, load_network, preprocess

TARGET = Path(__file__).parents[1] / "src/main/resources/dev/taproot/samples"
QUALITY = 92
PHOTOGRAPHS = {  # name: title, credit, licence
    "chelsea": ("Chelsea the cat", "Stefan van der Walt", "CC0"),
    "coffee": ("A cup of espresso", "Rachel Michetti, courtesy of Pikolo Espresso Bar", "CC0"),
    "rocket": ("Launch of DSCOVR on a Falcon 9", "SpaceX", "public domain"),
    "astronaut": ("The astronaut Eileen Collins", "NASA", "public domain"),
    "camera": ("A photographer with a camera on a tripod", "Lav Varshney", "CC0"),
}
COLLAGE = "cat-and-coffee"


def collage(above: Image.Image, below: Image.Image, side: int = 448) -> Image.Image:
    """Return a square picture of two pictures' middles, each twice as wide as high, one above the other."""
    square = Image.new("RGB", (side, side))
    for picture, row in ((above, 0), (below, side // 2)):
        width, height = picture.size
        margin = (height - width // 2) // 2
        half = picture.crop((0, margin, width, margin + width // 2))
        square.paste(half.resize((side, side // 2), Image.Resampling.BICUBIC), (0, row))
    return square


def main() -> None:
    """Write the photographs and samples.json, and print what the embedded network sees in each."""
    torch.set_num_threads(1)
    TARGET.mkdir(parents=True, exist_ok=True)
    shelf = f"scikit-image {version('scikit-image')}"
    pictures = {name: Image.fromarray(getattr(skimage.data, name)()).convert("RGB") for name in PHOTOGRAPHS}
    entries = [
        {
            "name": name,
            "file": f"{name}.jpg",
            "title": title,
            "credit": credit,
            "licence": licence,
            "source": f"{shelf}, skimage.data.{name}",
        }
        for name, (title, credit, licence) in PHOTOGRAPHS.items()
    ]
    pictures[COLLAGE] = collage(pictures["chelsea"], pictures["coffee"])
    entries.append({
        "name": COLLAGE,
        "file": f"{COLLAGE}.jpg",
        "title": "A cat above a cup of espresso: a collage of two photographs",
        "credit": "Stefan van der Walt; Rachel Michetti, courtesy of Pikolo Espresso Bar",
        "licence": "CC0",
        "source": f"{shelf}, skimage.data.chelsea and skimage.data.coffee, put together by make_samples.py",
    })

    network, labels = load_network(), load_labels()
    for name, picture in pictures.items():
        path = TARGET / f"{name}.jpg"
        picture.save(path, quality=QUALITY)
        best = network(preprocess(Image.open(path))).softmax(1)[0].topk(3)
        seen = ", ".join(f"{labels[i]} {p:.3f}" for p, i in zip(best.values.tolist(), best.indices.tolist()))
        print(f"{path.name} {picture.width} x {picture.height}, {path.stat().st_size:,} bytes: {seen}")
    (TARGET / "samples.json").write_text(json.dumps(entries, indent=2) + "\n")


if __name__ == "__main__":
    main()
