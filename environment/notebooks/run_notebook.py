"""Runs a notebook on its kernel and writes it with its outputs.

    python run_notebook.py NOTEBOOK [OUTPUT]

Without OUTPUT the notebook itself is written. The working directory is the notebook's folder. A
cell that fails does not end the run: its error stands among the outputs, and the exit code is 1.
"""

import json
import pathlib
import sys
import time

import nbformat
from nbclient import NotebookClient

SECONDS_PER_CELL = 180


def run(source, target):
    """Runs one notebook and returns how many cells failed."""
    notebook = nbformat.read(source, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=SECONDS_PER_CELL,
        allow_errors=True,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(source.parent)}},
    )
    start = time.monotonic()
    client.execute()
    seconds = time.monotonic() - start
    nbformat.validate(notebook)
    target.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", "utf-8")
    failed = [
        index
        for index, cell in enumerate(notebook.cells)
        if any(output.output_type == "error" for output in cell.get("outputs", []))
    ]
    size = target.stat().st_size / 1e6
    print(f"{source.name}: {seconds:.1f} s, {size:.2f} MB, cells that failed: {failed or 'none'}")
    return len(failed)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    notebook_file = pathlib.Path(sys.argv[1]).resolve()
    sys.exit(1 if run(notebook_file, pathlib.Path(sys.argv[-1]).resolve()) else 0)
