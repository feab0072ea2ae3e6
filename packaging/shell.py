"""Run commands quietly, keep their words in one log, and show the end of it when one fails."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
LOG = ROOT / "build" / "setup.log"
SHOWN_LINES = 15


class SetupError(Exception):
    """The set-up cannot go on; the text says what to do."""


def say(text: str) -> None:
    """Print one line at once, also into a pipe."""
    print(text, flush=True)


def quiet(
    command: Sequence[str | Path],
    what: str,
    env: Mapping[str, str] | None = None,
    shown_lines: int = SHOWN_LINES,
) -> None:
    """Run a command into the log and tell how long it took.

    Raises
    ------
    SetupError
        If it cannot be started or fails; the last `shown_lines` of the log are printed.
    """
    LOG.parent.mkdir(parents=True, exist_ok=True)
    words = [str(word) for word in command]
    say(f"  {what} ...")
    started = time.monotonic()
    with LOG.open("a", encoding="utf-8", errors="replace") as log:
        log.write(f"\n$ {' '.join(words)}\n")
        log.flush()
        code = _code(words, log.fileno(), env)
    if code != 0:
        lines = LOG.read_text(encoding="utf-8", errors="replace").splitlines()
        for line in lines[max(0, len(lines) - shown_lines) :]:
            say(f"    | {line}")
        raise SetupError(f"{what}: failed with code {code}. The full output is in {LOG}.")
    say(f"  {what}: done in {time.monotonic() - started:.0f} s")


def _code(words: list[str], output: int, env: Mapping[str, str] | None) -> int:
    merged = {**os.environ, **(env or {})}
    try:
        return subprocess.run(
            words, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=merged, check=False
        ).returncode
    except OSError as fault:
        os.write(output, f"{fault}\n".encode())
        return 127


def answer(command: Sequence[str | Path]) -> tuple[int, str]:
    """Run a short command and return its code and everything it said."""
    try:
        done = subprocess.run(
            [str(word) for word in command],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
    except OSError as fault:
        return 127, str(fault)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def shown(command: Sequence[str | Path], env: Mapping[str, str] | None = None) -> int:
    """Run a command whose output is the user's, and return its code."""
    sys.stdout.flush()
    words = [str(word) for word in command]
    return subprocess.run(
        words, cwd=ROOT, stdin=subprocess.DEVNULL, env={**os.environ, **(env or {})}, check=False
    ).returncode
