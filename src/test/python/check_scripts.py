"""Checks the types of the site's scripts with TypeScript, run by the Node that Playwright carries.

    python check_scripts.py TYPESCRIPT SCRIPT...

TYPESCRIPT is its WebJar. Prints one JSON array with what the compiler says, a line each.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

from playwright._impl._driver import compute_driver_executable

STRICT = (
    "--checkJs --allowJs --strict --noUnusedLocals --noUnusedParameters --noEmit --pretty false"
    " --target es2022 --module esnext --moduleResolution bundler --lib es2023,dom,dom.iterable,dom.asynciterable"
)


def main(typescript, *scripts):
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(typescript) as jar:
            jar.extractall(folder)
        compiler = next(pathlib.Path(folder).rglob("tsc.js"))
        node = compute_driver_executable()[0]
        said = subprocess.run([node, compiler, *STRICT.split(), *scripts], capture_output=True, text=True)
    print(json.dumps((said.stdout + said.stderr).splitlines()))


if __name__ == "__main__":
    main(*sys.argv[1:])
