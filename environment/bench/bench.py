"""Taproot against what a Python user has, turn by turn; see README.md here. `run` starts it.

Imports neither torch nor anything else that is measured: every contender is a process.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any, Self

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TARGET = ROOT / "target/bench"
CLASS_PATH = os.pathsep.join(str(ROOT / part) for part in ("target/bench/classes", "target/*", "target/lib/*"))

NETWORKS = {  # the layers to decompose onto, top first; as in peers.py
    "resnet18": ["layer4", "layer3", "layer2", "layer1"],
    "resnet50": ["layer4", "layer3", "layer2", "layer1"],
    "vgg16": ["features.29", "features.22", "features.15", "features.8"],
    "mobilenet_v2": ["features.18", "features.13", "features.6", "features.3"],
    "efficientnet_lite0": ["_blocks.14", "_blocks.10", "_blocks.4", "_blocks.2"],
}
SIX_LAYERS = ["_blocks.14", "_blocks.10", "_blocks.8", "_blocks.6", "_blocks.4", "_blocks.2"]  # embedded network
GROWTH_WIDTHS = (3, 5, 7, 10)
WIDTH, DEPTH = 3, 4
OURS_PEAK, OURS_FLOW = "taproot-peak", "taproot-flow"
PEAK_TREES = ("one-graph-peak", "unit", "captum", OURS_PEAK)
FLOW_TREES = ("one-graph-flow", OURS_FLOW)
CONTENDERS = {
    OURS_PEAK: "**Taproot, PEAK**",
    OURS_FLOW: "**Taproot, FLOW**",
    "one-graph-peak": "one graph, PEAK",
    "one-graph-flow": "one graph, FLOW",
    "unit": "a forward for each unit, PEAK",
    "captum": "captum, PEAK",
    "zennit-crp": "zennit-crp, same size",
    "grad-cam": "one Grad-CAM",
    "forward": "one forward",
}
FIRST = "first"
TRIES = 3
TICKS = os.sysconf("SC_CLK_TCK")
SAME = 1e-4  # of a decision's magnitude
MEASURES = ("trees", "growth", "graph", "photographs")


@dataclass(frozen=True)
class Comparison:
    """Ours against theirs, in time or in memory."""

    ours: str
    theirs: str
    most: float | None
    most_vgg16: float | None = None
    memory: bool = False
    only: str = ""

    def bound(self, network: str) -> float | None:
        """The largest ratio that is good enough."""
        if self.only not in ("", network):
            return None
        return self.most_vgg16 if network == "vgg16" and self.most_vgg16 else self.most


COMPARISONS = [
    Comparison(OURS_PEAK, "one-graph-peak", 0.8, most_vgg16=0.5),
    Comparison(OURS_FLOW, "one-graph-flow", 1.0),
    Comparison(OURS_FLOW, "one-graph-peak", None),
    Comparison(OURS_PEAK, "unit", 0.2),
    Comparison(OURS_PEAK, "captum", 0.2),
    Comparison(OURS_PEAK, "zennit-crp", 0.04),
    Comparison(OURS_PEAK, "one-graph-peak", 1.0, memory=True, only="vgg16"),
    Comparison(OURS_FLOW, "one-graph-flow", 1.0, memory=True, only="vgg16"),
]


@dataclass
class Measured:
    """What became of a contender: milliseconds of each turn, how many of the turns others disturbed, memory in MB."""

    turns: list[list[float]] = field(default_factory=list)
    disturbed: int = 0
    peak_mb: float = 0
    tree: Any = None
    software: str = ""

    def rounds(self) -> list[float]:
        """The median of each round."""
        return [statistics.median(turn) for turn in self.turns]

    def ms(self) -> float:
        """The median of the rounds."""
        return statistics.median(self.rounds())


class Worker:
    """A contender's process, warmed up: it computes when it is told to, and sleeps meanwhile."""

    def __init__(self, name: str, command: list[str], threads: int) -> None:
        self.name = name
        self.measured = Measured()
        environment = os.environ | {
            "OMP_NUM_THREADS": str(threads),
            "MKL_NUM_THREADS": str(threads),
            "CUDA_VISIBLE_DEVICES": "",
            "TAPROOT_CACHE_DIR": str(TARGET / "cache"),
        }
        self._log = (TARGET / "workers.log").open("a")
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True, env=environment
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def ready(self) -> Self:
        """Wait until it is warm."""
        said = self.hear()
        self.measured.software = said["ready"]
        self.warm_ms = said["ms"]
        return self

    def tell(self, order: str) -> None:
        """Give an order."""
        assert self._process.stdin
        self._process.stdin.write(order + "\n")
        self._process.stdin.flush()

    def hear(self) -> Any:
        """Wait for an answer."""
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.name} ended with {self._process.wait()}; {self._log.name} says more")
        return json.loads(line)

    def turn(self, times: int) -> None:
        """Let it run some times and note how long each took; again where other processes were busy meanwhile."""
        for _ in range(TRIES):
            time.sleep(0.2)  # OpenMP's threads of the last one spin a while
            others, start = busy() - self._cpu(), time.perf_counter()
            self.tell(f"go {times}")
            turn = [self.hear()["ms"] for _ in range(times)]
            others = busy() - self._cpu() - others
            quiet = others < 0.1 * (time.perf_counter() - start) + 3 / TICKS
            if quiet:
                break
        self.measured.turns.append(turn)
        self.measured.disturbed += not quiet

    def _cpu(self) -> float:
        """Seconds of all cores that it has used."""
        after_name = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, after_name[11:13])) / TICKS

    def resident(self, what: str = "VmRSS") -> float:
        """Its resident memory now, or with VmHWM the most that it ever was, in MB."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(what)) / 1024

    def end(self) -> None:
        """Note its peak memory, and let it go."""
        if self._process.poll() is None:
            self.measured.peak_mb = self.resident("VmHWM")
            assert self._process.stdin
            self._process.stdin.close()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._log.close()


def busy() -> float:
    """Seconds for which our cores have not been idle, or were somebody else's (steal)."""
    cores = {f"cpu{core}" for core in os.sched_getaffinity(0)}
    lines = [line.split() for line in Path("/proc/stat").read_text().splitlines()]
    used = [sum(map(int, line[1:4] + line[6:9])) for line in lines if line[0] in cores]
    return sum(used) / TICKS


def peer(*arguments: str) -> list[str]:
    """The command of a worker in Python."""
    return [sys.executable, str(HERE / "peers.py"), *arguments]


def taproot(threads: int, *arguments: str) -> list[str]:
    """The command of a worker in Java."""
    java = Path(os.environ["JAVA_HOME"]) / "bin/java" if "JAVA_HOME" in os.environ else "java"
    options = os.environ.get("TAPROOT_JAVA_OPTS", "").split()
    return [str(java), f"-Dtaproot.threads={threads}", *options, "-cp", CLASS_PATH, "Bench", *arguments]


def turn_by_turn(commands: dict[str, list[str]], rounds: int, threads: int) -> dict[str, Measured]:
    """Let contenders run round after round, so that a drift of the machine's speed hits all of them.

    Fast ones run three times a turn; those that take more than three seconds take two turns,
    those that take more than ten take one. Every other round goes backwards.
    """
    workers: list[Worker] = []
    try:
        for name, command in commands.items():
            note(f"  {name} warms up")
            workers.append(Worker(name, command, threads))  # listed first, so that it is ended in any case
            workers[-1].ready()
        for number in range(rounds):
            for worker in workers if number % 2 == 0 else reversed(workers):
                if number < (rounds if worker.warm_ms < 3_000 else 2 if worker.warm_ms < 10_000 else 1):
                    worker.turn(3 if worker.warm_ms < 1_000 else 1)
            note(f"  round {number + 1} of {rounds}")
        for worker in workers:
            worker.tell("tree")
            worker.measured.tree = worker.hear()
    finally:
        for worker in workers:
            worker.end()
    return {worker.name: worker.measured for worker in workers}


# Trees


def decisions(tree: Any) -> Iterator[Any]:
    """All decisions of a tree."""
    if "children" in tree:
        yield tree
        for child in tree["children"]:
            yield from decisions(child)


def evidence(tree: Any) -> int:
    """The number of a tree's pieces of evidence."""
    return sum(len(decision["children"]) for decision in decisions(tree))


def distinct(tree: Any) -> int:
    """The number of a PEAK tree's distinct units, the root included."""

    def units(node: Any, level: int) -> Iterator[tuple[int, int, int]]:
        for child in node.get("children", ()):
            if "position" in child:
                yield level, child["channel"], child["position"]
                yield from units(child, level + 1)

    return 1 + len(set(units(tree, 0)))


@dataclass
class Likeness:
    """How alike two trees are."""

    deviation: float = 0
    differences: list[str] = field(default_factory=list)

    def compare(self, one: Any, other: Any, path: str = "") -> None:
        """Compare two decisions and all below; below what differs nothing is compared."""
        scale = max(one["magnitude"], other["magnitude"]) or 1
        mine, yours = ({child["channel"]: child for child in each["children"]} for each in (one, other))
        for a, b in zip_longest(mine.values(), yours.values()):
            if a is None or b is None:
                score = abs((a or b)["score"]) / scale
                self._note(path, f"channel {(a or b)['channel']} is in one tree only, its score {score:.1e} from zero")
            elif a["channel"] != b["channel"]:
                apart = abs(a["score"] - b["score"]) / scale
                self._note(path, f"channel {a['channel']} here, {b['channel']} there, {apart:.1e} apart")
        for channel in mine.keys() & yours.keys():
            a, b = mine[channel], yours[channel]
            self.deviation = max(self.deviation, abs(a["score"] - b["score"]) / scale)
            here = f"{path}/{channel}"
            if "position" in a and "position" in b and a["position"] != b["position"]:
                apart = abs(a["relevance"] - b["relevance"]) / max(abs(a["relevance"]), abs(b["relevance"]))
                self._note(here, f"position {a['position']} here, {b['position']} there, {apart:.1e} apart")
            elif ("children" in a) != ("children" in b):
                self._note(here, "a decision in one tree only")
            elif "children" in a:
                self.compare(a, b, here)

    def _note(self, path: str, difference: str) -> None:
        self.differences.append(f"at {path or '/'}: {difference}")

    def __str__(self) -> str:
        if self.differences:
            return f"{len(self.differences)} differences; " + "; ".join(self.differences[:3])
        return ("the same" if self.deviation <= SAME else "**other scores**") + f", within {self.deviation:.0e}"


def likenesses(measured: dict[str, Measured]) -> dict[str, Likeness]:
    """Compare each tree with the first one of its rule."""
    found: dict[str, Likeness] = {}
    for family in (PEAK_TREES, FLOW_TREES):
        reference, *others = [name for name in family if name in measured] or [""]
        for name in others:
            found[f"{name} and {reference}"] = likeness = Likeness()
            likeness.compare(measured[reference].tree, measured[name].tree)
    return found


# Tables


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown; all columns but the first are numbers."""
    lines = [list(head), *map(list, rows)]
    lines.insert(1, ["---", *["---:"] * (len(lines[0]) - 1)])
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def number(value: float) -> str:
    """A number with three digits that count."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def ratios(ours: Measured, theirs: Measured, memory: bool = False) -> list[float]:
    """Ours over theirs, for each round in which both took a turn."""
    if memory:
        return [ours.peak_mb / theirs.peak_mb]
    return [a / b for a, b in zip(ours.rounds(), theirs.rounds())]


def judged(ratio: float, bound: float | None) -> str:
    """A ratio and whether it is within the bound."""
    shown = f"{ratio:.3f}" if ratio < 0.1 else f"{ratio:.2f}"
    return shown if bound is None else f"{shown} {'✓' if ratio <= bound else '✗'}"


def tree_tables(networks: dict[str, dict[str, Measured]]) -> str:
    """Times, memory, ratios and likeness of all trees."""

    def cells(name: str, show: Any) -> list[str]:
        return [show(measured[name]) if name in measured else "" for measured in networks.values()]

    def span(one: Measured) -> str:
        return f"{number(one.ms())} ({number(min(one.rounds()))}–{number(max(one.rounds()))})"

    def verdict(comparison: Comparison) -> list[str]:
        row = []
        for network, measured in networks.items():
            ours, theirs = measured.get(comparison.ours), measured.get(comparison.theirs)
            if ours and theirs:
                ratio = statistics.median(ratios(ours, theirs, comparison.memory))
                row.append(judged(ratio, comparison.bound(network)))
            else:
                row.append("")
        return row

    def bounds(comparison: Comparison) -> str:
        if comparison.most is None:
            return "–"
        return f"{comparison.most}" + (f", vgg16 {comparison.most_vgg16}" if comparison.most_vgg16 else "") + (
            f", {comparison.only}" if comparison.only else ""
        )

    present = [name for name in CONTENDERS if any(name in measured for measured in networks.values())]
    peaks = [next((measured[n].tree for n in PEAK_TREES if n in measured), None) for measured in networks.values()]
    flows = [next((measured[n].tree for n in FLOW_TREES if n in measured), None) for measured in networks.values()]
    sizes = [
        ["decisions, PEAK", *(str(len(list(decisions(tree)))) if tree else "" for tree in peaks)],
        ["distinct, PEAK", *(str(distinct(tree)) if tree else "" for tree in peaks)],
        ["decisions, FLOW", *(str(len(list(decisions(tree)))) if tree else "" for tree in flows)],
    ]
    alike = [
        f"- {network}: {pair}: {likeness}"
        for network, measured in networks.items()
        for pair, likeness in likenesses(measured).items()
    ]
    return "\n".join(
        [
            "Median milliseconds (fastest–slowest round):\n",
            table(["", *networks], [[CONTENDERS[name], *cells(name, span)] for name in present]),
            "Most resident memory, MB:\n",
            table(
                ["", *networks],
                [
                    [CONTENDERS.get(name, "Taproot, where it meets the network"), *cells(name, lambda one: number(one.peak_mb))]
                    for name in (*present, FIRST)
                ],
            ),
            "Ours over theirs (the median of the rounds' ratios):\n",
            table(
                ["", "at most", *networks],
                [
                    [
                        f"{CONTENDERS[one.ours]} / {CONTENDERS[one.theirs]}" + (", memory" if one.memory else ""),
                        bounds(one),
                        *verdict(one),
                    ]
                    for one in COMPARISONS
                    if one.ours in present and one.theirs in present
                ],
            ),
            "Size of the trees:\n",
            table(["", *networks], sizes),
            f"The same trees, scores within {SAME:.0e} of a decision's magnitude:\n",
            *alike,
            "",
        ]
    )


# Measures


@dataclass(frozen=True)
class Settings:
    """What the command line says."""

    networks: list[str]
    contenders: list[str]
    rounds: int
    threads: int
    quick: bool
    photographs: Path | None


def measure_trees(settings: Settings) -> Iterator[tuple[str, Any]]:
    """Compare all ways to the same tree; yields the table and the figures after each network."""
    networks: dict[str, dict[str, Measured]] = {}
    for network in settings.networks:
        note(network)
        archive, image = export(network)
        ours = ["tree", "PEAK", str(WIDTH), str(DEPTH), archive, image, *NETWORKS[network]]
        commands = {name: peer(name, network) for name in settings.contenders} | {
            name: taproot(settings.threads, *[rule if part == "PEAK" else part for part in ours])
            for name, rule in ((OURS_PEAK, "PEAK"), (OURS_FLOW, "FLOW"))
            if name in settings.contenders
        }
        shutil.rmtree(TARGET / "cache", ignore_errors=True)
        with Worker(FIRST, taproot(settings.threads, "tree", "FLOW", "1", "1", archive, image), settings.threads) as first:
            first.ready()
        networks[network] = turn_by_turn(commands, settings.rounds, settings.threads) | {FIRST: first.measured}
        yield tree_tables(networks), networks


def measure_growth(settings: Settings) -> Iterator[tuple[str, Any]]:
    """Measure what a decision costs in small trees and in large ones."""
    rows: list[list[str]] = []
    figures: dict[str, dict[str, Measured]] = {}
    for network in ("efficientnet_lite0", "resnet18"):
        archive, image = export(network)
        for rule in ("FLOW", "PEAK"):
            note(f"growth of {rule} trees in {network}")
            commands = {
                f"width {width}": taproot(
                    settings.threads, "tree", rule, str(width), str(DEPTH), archive, image, *NETWORKS[network]
                )
                for width in (GROWTH_WIDTHS[::3] if settings.quick else GROWTH_WIDTHS)
            }
            measured = figures[f"{network}, {rule}"] = turn_by_turn(commands, settings.rounds, settings.threads)
            first = next(iter(measured.values()))
            for width, one in measured.items():
                count = len(list(decisions(one.tree)))
                scale = len(list(decisions(first.tree))) / count
                rows.append(
                    [
                        f"{network}, {rule}, depth {DEPTH}, {width}",
                        str(count),
                        str(evidence(one.tree)),
                        number(one.ms()),
                        f"{one.ms() / count:.2f}",
                        f"{statistics.median(ratios(one, first)) * scale:.2f}",
                        number(one.peak_mb),
                    ]
                )
    head = ["tree", "decisions", "pieces of evidence", "ms", "ms a decision", "over that of the smallest", "MB"]
    yield "What a decision costs in larger trees:\n\n" + table(head, rows), figures


def measure_graph(settings: Settings) -> Iterator[tuple[str, Any]]:
    """Compare a deep merged graph with a small tree, of the network that comes with Taproot."""
    note("merged graph")

    commands = {
        "graph": taproot(settings.threads, "graph", "FLOW", "5", "6", "embedded", "chelsea", *SIX_LAYERS),
        "tree": taproot(settings.threads, "tree", "FLOW", "3", "3", "embedded", "chelsea"),
    }
    measured = turn_by_turn(commands, settings.rounds, settings.threads)
    graph, tree = measured["graph"], measured["tree"]
    rows = [
        ["merged graph, depth 6, width 5", str(graph.tree["decisions"]), number(graph.ms())],
        ["tree, depth 3, width 3, usual layers", str(len(list(decisions(tree.tree)))), number(tree.ms())],
        ["ratio, at most 2", "", judged(statistics.median(ratios(graph, tree)), 2)],
    ]
    yield "A merged graph and a tree, embedded network:\n\n" + table(["", "decisions", "ms"], rows), measured


def measure_photographs(settings: Settings) -> Iterator[tuple[str, Any]]:
    """Compare each() over a folder with a plain loop, and watch memory over a thousand."""
    assert settings.photographs
    folder = str(settings.photographs.resolve())
    note("photographs")
    commands = {way: taproot(settings.threads, way, folder) for way in ("each", "loop")}
    measured = turn_by_turn(commands, min(settings.rounds, 3), settings.threads)
    each, loop = measured["each"], measured["loop"]
    memory: dict[int, float] = {}
    counts = (100, 300) if settings.quick else (100, 300, 1000)
    with Worker("memory", taproot(settings.threads, "memory", folder, str(counts[-1])), settings.threads) as worker:
        for _ in range(counts[-1] // 100):
            done = worker.hear()["photographs"]
            memory[done] = worker.resident()
            note(f"  {done} photographs: {memory[done]:.0f} MB")
    gain = 1 / statistics.median(ratios(each, loop))
    rows = [
        ["photographs a second, `each`", number(1000 * each.tree / each.ms())],
        ["photographs a second, one at a time", number(1000 * loop.tree / loop.ms())],
        ["ratio, at least 1.6", f"{gain:.2f} {'✓' if gain >= 1.6 else '✗'}"],
        *([f"MB after {count} photographs by `each`", number(memory[count])] for count in counts),
    ]
    head = [f"{each.tree} photographs, embedded network, depth 3", ""]
    yield table(head, rows), measured | {"memory": memory}


def export(network: str) -> tuple[str, str]:
    """Write a network and its input, where that has not been done yet; return their paths."""
    archive, image = (TARGET / f"{network}.{ending}" for ending in ("pt", "npy"))
    if not image.exists():  # written last
        subprocess.run(peer("export", network, str(TARGET)), check=True)
    return str(archive), str(image)


def machine(threads: int) -> dict[str, Any]:
    """What it was measured on."""
    info = Path("/proc/cpuinfo").read_text().splitlines()
    cpu = next((line.split(":")[1].strip() for line in info if line.startswith("model name")), platform.machine())
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / 2**20
    return {"cpu": cpu, "cores": os.cpu_count(), "threads": threads, "memory_gb": round(memory)}


def every(figures: Any) -> Iterator[Measured]:
    """All that was measured."""
    if isinstance(figures, Measured):
        yield figures
    elif isinstance(figures, dict):
        for part in figures.values():
            yield from every(part)


def note(text: str) -> None:
    """Say how far it is."""
    print(text, file=sys.stderr, flush=True)


def write(figures: dict[str, Any], tables: dict[str, str], settings: Settings) -> None:
    """Write results.json and table.md."""
    on = machine(settings.threads)
    versions = sorted({one.software for one in every(figures)})
    turns = sum(len(one.turns) for one in every(figures))
    disturbed = sum(one.disturbed for one in every(figures))
    heading = (
        f"{on['cpu']}, {on['cores']} cores, {on['memory_gb']} GB; {on['threads']} threads; "
        f"{'; '.join(versions)}; rounds: {settings.rounds}. "
        f"Other processes disturbed {disturbed} of {turns} turns.\n"
    )
    (TARGET / "table.md").write_text("\n".join([heading, *tables.values()]))
    results = {"machine": on, "software": versions, "rounds": settings.rounds} | figures
    (TARGET / "results.json").write_text(json.dumps(results, indent=1, default=asdict) + "\n")


def names(known: Iterable[str]) -> Any:
    """A type for argparse: names with commas between them."""

    def parse(text: str) -> list[str]:
        wrong = set(text.split(",")) - set(known)
        if wrong:
            raise argparse.ArgumentTypeError(f"{', '.join(sorted(wrong))}; there are {', '.join(known)}")
        return text.split(",")

    return parse


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(prog="environment/bench/run", description=__doc__.splitlines()[0])
    parser.add_argument("--only", type=names(MEASURES), help=f"some of {','.join(MEASURES)}")
    parser.add_argument("--nets", type=names(NETWORKS), default=list(NETWORKS), help=",".join(NETWORKS))
    parser.add_argument("--contenders", type=names(CONTENDERS), default=list(CONTENDERS), help=",".join(CONTENDERS))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2, help="cores for each contender (2)")
    parser.add_argument("--photographs", type=Path, help="a folder of at least some dozens, for that measure")
    parser.add_argument("--quick", action="store_true", help="one round, fewer sizes: to try it out")
    arguments = parser.parse_args()
    only = arguments.only or [name for name in MEASURES if name != "photographs" or arguments.photographs]
    if "photographs" in only and not (arguments.photographs and arguments.photographs.is_dir()):
        parser.error("--photographs needs a folder")
    settings = Settings(
        arguments.nets,
        arguments.contenders,
        1 if arguments.quick else arguments.rounds,
        arguments.threads,
        arguments.quick,
        arguments.photographs,
    )
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: settings.threads])  # all workers inherit it
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "workers.log").write_text("")
    figures: dict[str, Any] = {}
    tables: dict[str, str] = {}
    measures = (measure_trees, measure_growth, measure_graph, measure_photographs)
    for name, measure in zip(MEASURES, measures):
        if name in only:
            for tables[name], figures[name] in measure(settings):
                write(figures, tables, settings)
    print((TARGET / "table.md").read_text())


if __name__ == "__main__":
    main()
