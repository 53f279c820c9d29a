"""Measure the embedded network on photographs of known class.

  python evaluate_photographs.py PHOTOS_CSV [LOGITS_NPY]

PHOTOS_CSV has the columns file and class (0 to 999); the files lie in the
folder photos beside it. LOGITS_NPY gets the logits: photographs x 1000, float32.
"""

import csv
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from export_embedded_network import load_network, preprocess


def main() -> None:
    """Print how many photographs have their class first, and among the first five."""
    torch.set_num_threads(1)
    table = Path(sys.argv[1])
    with table.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    network = load_network()
    logits = torch.cat([network(preprocess(Image.open(table.parent / "photos" / row["file"]))) for row in rows])
    classes = torch.tensor([int(row["class"]) for row in rows])[:, None]
    found = logits.topk(5).indices == classes
    print(f"of {len(rows)}: top-1 {int(found[:, 0].sum())}, top-5 {int(found.any(1).sum())}")
    if len(sys.argv) > 2:
        np.save(sys.argv[2], logits.numpy())


if __name__ == "__main__":
    main()
