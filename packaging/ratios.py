"""Print the table of a benchmark run: how long against how long it may take."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from shell import say

if TYPE_CHECKING:
    from pathlib import Path


def print_ratios(report: Path) -> None:
    """Print median, aim and their ratio, one line a benchmark.

    A benchmark names its aim in seconds as ``benchmark.extra_info["aim_s"]``.
    """
    measured = json.loads(report.read_text(encoding="utf-8"))["benchmarks"]
    width = max((len(_title(one)) for one in measured), default=10)
    say(f"\n{'benchmark':<{width}} {'median':>11} {'aim':>11} {'ratio':>7}")
    for one in measured:
        median = float(one["stats"]["median"])
        aim = one["extra_info"].get("aim_s")
        against = f"{_time(float(aim)):>11} {median / float(aim):>7.2f}" if aim else f"{'-':>11} {'-':>7}"
        say(f"{_title(one):<{width}} {_time(median):>11} {against}")


def _title(one: dict[str, object]) -> str:
    return str(one["fullname"]).removeprefix("tests/bench/")


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"
