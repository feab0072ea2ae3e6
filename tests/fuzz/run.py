"""Bring many damaged inputs through the doors in child processes, and tell what became of each kind.

``python -m tests.fuzz.run [-n 100000] [--seed 1] [--only KIND] [--at NUMBER]``; ``make fuzz N=.. SEED=.. ONLY=.. AT=..``.
"""

import argparse
import json
import os
import queue
import re
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from tests.fuzz.inputs import CLEANING, Inputs, saved_seeds
from tests.fuzz.shapes import BATCH

ROOT: Final = Path(__file__).resolve().parents[2]
REPORT: Final = ROOT / "build" / "fuzz"
MOST_SECONDS: Final = 10.0
GRACE_SECONDS: Final = 20.0
"""A process that says nothing for so long is ended."""
CHUNK: Final = 40
CLEANING_SHARE: Final = 0.4
RARE: Final = {"meters": 2.0, "osm": 0.3, "pbf": 0.3, "mapinfo": 0.5, "geopackage": 0.7, "real": 4.0, "cityjson": 2.0, "citygml": 2.0,
               "geojson": 2.0, "shapefile": 2.0, "csv": 2.0, "zip": 2.0, "raster": 1.5, "project": 0.7}  # fmt: skip
"""Weights of kinds; 1 for the others: slow ones come less often, common ones more."""

SAY: Final = Console(soft_wrap=True, markup=False, highlight=False).print
Chunk = tuple[str, int, int]


@dataclass
class Tally:
    """What became of the inputs of one kind."""

    inputs: int = 0
    accepted: int = 0
    refused: int = 0
    slowest: float = 0.0
    slowest_at: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[int, str]] = field(default_factory=list)


class Run:
    """Chunks to do, and what became of those done."""

    def __init__(self, base: Path, seed: str, chunks: list[Chunk]) -> None:
        self.base, self.seed = base, seed
        self.chunks: queue.SimpleQueue[Chunk] = queue.SimpleQueue()
        for chunk in chunks:
            self.chunks.put(chunk)
        self.tallies: dict[str, Tally] = {kind: Tally() for kind, _, _ in chunks}
        self.lock = threading.Lock()
        self.faults: list[BaseException] = []
        self.again: set[tuple[str, int]] = set()
        self.stopped = False
        """Asked to end early: what was done is told."""

    def note(self, kind: str, number: int, told: dict[str, Any]) -> None:
        """Count one input, or a batch of shapes; one that was slow is tried again, as the machine may have been busy."""
        with self.lock:
            tally, seconds = self.tallies[kind], float(told.get("seconds", 0.0))
            failure, slow = told.get("failure", ""), seconds > MOST_SECONDS
            again = (kind, number) in self.again
            if slow and not failure and not again:
                self.again.add((kind, number))
                self.chunks.put((kind, number, number + 1))
                return
            tally.inputs += BATCH if kind == CLEANING else 1
            tally.accepted += told.get("accepted", 0)
            tally.refused += told.get("refused", 0)
            tally.codes[told.get("code", "")] += 1
            if seconds > tally.slowest:
                tally.slowest, tally.slowest_at = seconds, number
            if slow and not failure:
                failure = f"Slow: {seconds:.1f} s"
            if failure:
                tally.failures.append((number, failure))
                with (REPORT / "so-far.txt").open("a", encoding="utf-8") as page:
                    page.write(f"{kind} {number} {failure}\n")

    def work(self, name: str, progress: Any) -> None:
        """Keep one child at work until nothing is left to do."""
        child: Child | None = None
        try:
            while not self.stopped:
                try:
                    kind, first, last = self.chunks.get_nowait()
                except queue.Empty:
                    return
                while first < last:
                    child = child or Child(self.base / name, self.seed)
                    done, fault = child.do(kind, first, last, self.note)
                    if fault:
                        self.note(kind, done, {"failure": fault})
                        child.end()
                        child = None
                        done += 1
                    progress((done - first) * (BATCH if kind == CLEANING else 1))
                    first = done
        except BaseException as fault:  # noqa: BLE001 - told by the main thread
            self.faults.append(fault)
        finally:
            if child is not None:
                child.end()


class Child:
    """A process that brings inputs in, one after the other."""

    def __init__(self, base: Path, seed: str) -> None:
        base.mkdir(parents=True, exist_ok=True)
        words = [sys.executable, "-m", "tests.fuzz.child", str(base), seed]
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "NUMBA_NUM_THREADS": "1",
        }
        self.log = (base.parent / f"{base.name}.log").open("ab")
        self.process = subprocess.Popen(
            words,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            start_new_session=True,  # what stops the parent lets the last input end
        )
        assert self.process.stdout is not None
        self.heard = selectors.DefaultSelector()
        self.heard.register(self.process.stdout, selectors.EVENT_READ)
        self.rest, self.closed = b"", False
        told = self.line(300.0)
        if told is None or "ready" not in told:
            raise RuntimeError(
                f"the process of the fuzzer does not start: {Path(self.log.name).read_text()[-2000:]}"
            )

    def line(self, patience: float) -> dict[str, Any] | None:
        """The next line; None where the process is gone or silent."""
        assert self.process.stdout is not None
        until = time.monotonic() + patience
        while b"\n" not in self.rest:
            left = until - time.monotonic()
            if left <= 0 or not self.heard.select(left):
                return None
            more = os.read(self.process.stdout.fileno(), 65_536)
            if not more:
                self.closed = True
                return None
            self.rest += more
        line, _, self.rest = self.rest.partition(b"\n")
        found: dict[str, Any] = json.loads(line)
        return found

    def do(self, kind: str, first: int, last: int, note: Any) -> tuple[int, str]:
        """Do a chunk: the number of the first input that was not finished, and why not."""
        assert self.process.stdin is not None
        at = first
        try:
            self.process.stdin.write(f"{kind} {first} {last}\n".encode())
            self.process.stdin.flush()
        except BrokenPipeError:
            return at, "Crash: the process ended between two inputs"
        while True:
            told = self.line(MOST_SECONDS + GRACE_SECONDS)
            if told is None:
                if not self.closed:
                    return at, f"Hang: over {MOST_SECONDS + GRACE_SECONDS:.0f} s"
                return at, f"Crash: the process ended with {self.process.wait(30)}"
            if "end" in told:
                note(kind, told["end"], told)
                at = told["end"] + 1
            elif "done" in told:
                return at, ""

    def end(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()
        self.heard.close()
        self.log.close()


def chunks_of(count: int, kinds: list[str], only: str = "") -> list[Chunk]:
    """Share inputs out among kinds, in small chunks that take turns."""
    if only:
        wanted = {only: count // BATCH + 1 if only == CLEANING else count}
    else:
        shapes = int(CLEANING_SHARE * count) // BATCH + 1
        whole = sum(RARE.get(kind, 1.0) for kind in kinds)
        files = count - shapes * BATCH
        wanted = {kind: int(files * RARE.get(kind, 1.0) / whole) + 1 for kind in kinds} | {CLEANING: shapes}
    found = []
    for kind, total in wanted.items():
        step = 3 if kind == CLEANING else CHUNK
        rounds = range(0, total, step)
        found += [((at + 0.5) / total, (kind, at, min(at + step, total))) for at in rounds]
    return [chunk for _, chunk in sorted(found)]


def main() -> int:
    """Run, tell, and return 1 where something failed."""
    words = _arguments()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what was done is told in either case
    REPORT.mkdir(parents=True, exist_ok=True)
    (REPORT / "so-far.txt").unlink(missing_ok=True)
    shelter = Path("/dev/shm")
    folder = tempfile.mkdtemp(prefix="kvarter-fuzz-", dir=shelter if os.access(shelter, os.W_OK) else None)
    base = Path(folder)
    try:
        kinds = list(dict.fromkeys(each.kind for each in saved_seeds(base)))
        if words.only and words.only not in (*kinds, CLEANING):
            SAY(f"No kind {words.only}; there are: {', '.join((*kinds, CLEANING))}")
            return 2
        if words.at is not None:
            chunks = [(words.only, words.at, words.at + 1)]
        else:
            chunks = chunks_of(words.n, kinds, words.only)
        run = Run(base, words.seed, chunks)
        began = time.monotonic()
        _do_all(
            run,
            words.jobs,
            sum((last - first) * (BATCH if kind == CLEANING else 1) for kind, first, last in chunks),
        )
        if run.faults:
            raise run.faults[0]
        return _tell(run, time.monotonic() - began)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Bring many damaged inputs through the doors of the import.")
    parser.add_argument("-n", type=int, default=100_000, help="inputs")
    parser.add_argument("--seed", default="1", help="another one makes other inputs")
    parser.add_argument("--only", default="", help="one kind")
    parser.add_argument("--at", type=int, help="one input of --only, by its number")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    found = parser.parse_args()
    if found.at is not None and not found.only:
        parser.error("--at needs --only")
    return found


def _do_all(run: Run, jobs: int, total: int) -> None:
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("Inputs", total=total)
        hands = [
            threading.Thread(target=run.work, args=(f"child{n}", lambda count: bar.advance(task, count)))
            for n in range(jobs)
        ]
        for hand in hands:
            hand.start()
        try:
            for hand in hands:
                hand.join()
        except KeyboardInterrupt:
            run.stopped = True
            for hand in hands:
                hand.join()


def _tell(run: Run, seconds: float) -> int:
    titles = ("Kind", "Inputs", "Accepted as data", "Refused with a sentence", "Failures", "Slowest [s]")
    rows = []
    for kind, tally in sorted(run.tallies.items()):
        counts = (tally.inputs, tally.accepted, tally.refused, len(tally.failures))
        rows.append((kind, *(f"{count:,}".replace(",", " ") for count in counts), f"{tally.slowest:.2f}"))
    sums = [sum(int(row[place].replace(" ", "")) for row in rows) for place in range(1, 5)]
    slowest = max(tally.slowest for tally in run.tallies.values())
    rows.append(("all", *(f"{count:,}".replace(",", " ") for count in sums), f"{slowest:.2f}"))
    table = Table(
        *titles,
        title=f"Seed {run.seed}, {seconds / 60:.0f} minutes",
        caption=f"{CLEANING}: each shape is an input",
    )
    for row in rows:
        table.add_row(*row)
    Console().print(table)
    lines = [
        "| " + " | ".join(titles) + " |",
        "|---|" + "---:|" * 5,
        *("| " + " | ".join(row) + " |" for row in rows),
    ]
    (REPORT / "report.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    codes = {kind: dict(tally.codes.most_common()) for kind, tally in run.tallies.items()}
    slow = {kind: [tally.slowest_at, round(tally.slowest, 2)] for kind, tally in run.tallies.items()}
    (REPORT / "slowest.json").write_text(json.dumps(slow, indent=1), encoding="utf-8")
    (REPORT / "refusals.json").write_text(json.dumps(codes, indent=1), encoding="utf-8")
    return _tell_failures(run)


def _tell_failures(run: Run) -> int:
    """Failures by what they said, each kept with its files; 1 where there is one."""
    shutil.rmtree(REPORT / "failures", ignore_errors=True)
    by_place: dict[str, list[tuple[str, int, str]]] = {}
    for kind, tally in run.tallies.items():
        for number, said in tally.failures:
            # the fault and where it arose: numbers in its text differ from input to input
            what, _, where = said.rpartition("@")
            where = where.partition("<")[0].strip()
            place = f"{what.partition(':')[0]} @ {where}" if where else re.sub(r"\d+", "0", said)[:60]
            by_place.setdefault(place, []).append((kind, number, said))
    if not by_place:
        SAY("No failure.")
        return 0
    inputs = Inputs(run.base / "again", run.seed)
    for place, found in sorted(by_place.items(), key=lambda pair: -len(pair[1])):
        kind, number, said = found[0]
        SAY(
            f"{len(found)} x {place}\n    {said}\n    again: make fuzz ONLY={kind} SEED={run.seed} AT={number}"
        )
        for of_kind, at, _ in found[:5] if kind != CLEANING else ():
            _, files, _ = inputs.files(of_kind, at)
            for name, raw in files.items():
                path = REPORT / "failures" / f"{of_kind}-{at}" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(raw)
    told = [(kind, number, said) for found in by_place.values() for kind, number, said in found]
    (REPORT / "failures.json").write_text(json.dumps(told, indent=1), encoding="utf-8")
    return 1


if __name__ == "__main__":
    sys.exit(main())
