"""One process that takes inputs by their numbers and says what became of each; its parent watches the time.

A line ``{"begin": number}`` goes out before each input: when the process dies or hangs, the last
of them names what did it.
"""

import json
import os
import shutil
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

MOST_BYTES: Final = 2_000_000_000
"""Resident memory that no input may need."""
MOST_ADDRESSES: Final = 12_000_000_000
"""So much may be reserved at all: the machine lives on when an input asks for more."""
MOST_FILE: Final = 400_000_000
WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

Outcome = dict[str, object]


class Cell:
    """Folders of a process: its input, its own temporary files, and where nothing may appear."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.input, self.temporary = base / "in", base / "tmp"
        self.empty = [base / "cwd", base / "home"]
        for folder in (self.input, self.temporary, *self.empty):
            folder.mkdir(parents=True, exist_ok=True)
        self.outside: list[str] = []
        self.watching = False

    def enter(self) -> None:
        """Live in it from now on."""
        home = str(self.base / "home")
        os.environ.update(
            HOME=home, XDG_CONFIG_HOME=home, XDG_DATA_HOME=home, XDG_CACHE_HOME=home, USERPROFILE=home
        )
        os.environ.update(TMPDIR=str(self.temporary), TEMP=str(self.temporary), TMP=str(self.temporary))
        tempfile.tempdir = str(self.temporary)
        os.chdir(self.base / "cwd")
        sys.addaudithook(self._heard)

    def _heard(self, event: str, args: tuple[object, ...]) -> None:
        """Note what is written, made, moved or removed outside."""
        if not self.watching:
            return
        names: tuple[object, ...] = ()
        within_folder = any(isinstance(each, int) and each >= 0 for each in args[1:]) and event != "open"
        if within_folder:
            return  # named from an open folder on, as whole trees are swept
        if (event == "open" and isinstance(args[2], int) and args[2] & WRITING) or event in (
            "os.remove",
            "os.truncate",
        ):
            names = args[:1]
        elif event in ("os.rename", "os.link", "os.symlink"):
            names = args[:2]
        for name in names:
            if isinstance(name, str | bytes | os.PathLike) and not self._is_mine(Path(os.fsdecode(name))):
                self.outside.append(f"{event} {os.fsdecode(name)}")

    def _is_mine(self, path: Path) -> bool:
        whole = path.resolve()
        return whole.is_relative_to(self.temporary) or whole == Path(os.devnull) or not str(path)

    def put(self, files: dict[str, bytes]) -> dict[str, tuple[int, int]]:
        """Lay an input out; what then lies there."""
        shutil.rmtree(self.input)
        self.input.mkdir()
        for name, raw in files.items():
            path = self.input / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)
        return self.state()

    def state(self) -> dict[str, tuple[int, int]]:
        found = {}
        for path in self.input.rglob("*"):
            told = path.stat()
            found[path.relative_to(self.input).as_posix()] = (told.st_size, told.st_mtime_ns)
        return found

    def traces(self, before: dict[str, tuple[int, int]]) -> str:
        """What was left anywhere; "" for nothing. Everything is swept afterwards."""
        said = []
        after = self.state()
        if after != before:
            said.append(f"beside the input: {sorted(set(after.items()) ^ set(before.items()))}")
        for folder in (self.temporary, *self.empty):
            # the program may make its own folder below the home; files there are another matter
            left = sorted(
                path.relative_to(self.base).as_posix()
                for path in folder.rglob("*")
                if folder.name != "home" or path.is_file()
            )
            if left:
                said.append(f"left behind: {left[:5]}")
                shutil.rmtree(folder)
                folder.mkdir()
        if self.outside:
            said.append(f"outside: {self.outside[:5]}")
            self.outside.clear()
        os.chdir(self.base / "cwd")
        return "; ".join(said)


def resident_bytes() -> int:
    """Most memory since `forget_peak`."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


def forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def watched(cell: Cell, run: Callable[[], str], state: dict[str, tuple[int, int]]) -> Outcome:
    """Run one input and say what became of it."""
    peak = sys.platform == "linux"
    if peak:
        forget_peak()
    base = resident_bytes() if peak else 0
    began = time.perf_counter()
    failure = code = ""
    cell.watching = True
    try:
        code = run()
    except BaseException as fault:
        if isinstance(fault, KeyboardInterrupt | SystemExit):
            raise
        failure = _told(fault)
    cell.watching = False
    seconds = time.perf_counter() - began
    traces = cell.traces(state)
    if not failure and traces:
        failure = f"Traces: {traces}"
    if not failure and peak and resident_bytes() - base > MOST_BYTES:
        failure = f"Memory: {(resident_bytes() - base) / 1e9:.1f} GB"
    return {"seconds": seconds, "code": code, "failure": failure}


def _told(fault: BaseException) -> str:
    """A fault and where in the program it arose."""
    frames = [each for each in traceback.extract_tb(fault.__traceback__) if "/tests/" not in each.filename]
    places = [f"{Path(each.filename).name}:{each.lineno}" for each in frames[-6:]]
    return f"{type(fault).__name__}: {str(fault)[:300]} @ {' < '.join(reversed(places))}"


def limit() -> None:
    """Keep the machine alive whatever an input asks for."""
    import resource  # not on Windows, where only the short test runs

    for kind, most in (
        (resource.RLIMIT_AS, MOST_ADDRESSES),
        (resource.RLIMIT_FSIZE, MOST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # not every system has every limit
            resource.setrlimit(kind, (most, most))


def main() -> None:
    """Serve chunks of inputs: lines ``kind first last`` come in, lines of JSON go out."""
    base, seed = Path(sys.argv[1]), sys.argv[2]
    channel = os.fdopen(os.dup(1), "w", buffering=1, encoding="utf-8")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    warnings.simplefilter("ignore")
    from tests.fuzz.inputs import Inputs

    inputs = Inputs(base, seed)
    limit()
    inputs.cell.enter()
    inputs.warm_up()

    def say(**words: object) -> None:
        channel.write(json.dumps(words) + "\n")

    say(ready=True)
    for line in sys.stdin:
        kind, first, last = line.split()
        for number in range(int(first), int(last)):
            say(begin=number)
            say(end=number, **inputs.outcome(kind, number))
        say(done=True)


if __name__ == "__main__":
    main()
