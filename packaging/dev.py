#!/usr/bin/env python3
r"""Set up, run and test Kvarter with nothing but Python 3.11 or newer.

Linux and macOS: ``python3 packaging/dev.py run``; Windows: ``py packaging\dev.py run``.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import sys
from pathlib import Path

sys.dont_write_bytecode = True
OLDEST = (3, 11)
NEWER = ("python3.13", "python3.12", "python3.11")


def main() -> int:
    """Do what the command line asks for and return the exit code."""
    if sys.version_info < OLDEST:
        return _with_newer_python()
    from shell import LOG, SetupError, say

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a console may lack letters of a path
    wanted, more = _arguments()
    commands = {
        "setup": _setup, "run": _run, "test": _test, "bench": _bench,
        "screenshots": _screenshots, "soak": _soak, "fuzz": _fuzz, "check": _check, "clean": _clean,
    }  # fmt: skip
    if wanted.command != "clean":
        LOG.unlink(missing_ok=True)
    try:
        return commands[wanted.command](wanted, more)
    except SetupError as fault:
        say(f"\nStopped. {fault}")
        return 1
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130


def _arguments() -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(description="Set up, run and test Kvarter.")
    tasks = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    setup = tasks.add_parser("setup", help="make the environment and fetch the built-in district")
    setup.add_argument("--dev", action="store_true", help="with what tests and lint need")
    run = tasks.add_parser(
        "run", help="start the program; without a screen, plan the built-in district into files"
    )
    run.add_argument("--headless", action="store_true", help="write files even where there is a screen")
    run.add_argument(
        "--district", choices=("bubenec", "synthetic"), help="built-in district to plan without a screen"
    )
    run.add_argument("--out", type=Path, help="folder for the files (default out/<district>)")
    tasks.add_parser("test", help="lint, types and tests; further words go to pytest")
    tasks.add_parser("bench", help="measure 100 000 buildings; further words go to pytest")
    tasks.add_parser(
        "soak", help="use the window at random for half an hour; further words go to packaging/soak.py"
    )
    tasks.add_parser(
        "fuzz",
        help="bring 100 000 damaged files and shapes through the import; further words go to tests/fuzz/run.py",
    )
    tasks.add_parser("screenshots", help="take pictures of the real window into build/screenshots")
    tasks.add_parser("check", help="lint, types and architecture only")
    clean = tasks.add_parser("clean", help="remove what was built; inputs, plans and the environment stay")
    clean.add_argument("--all", action="store_true", help="the environment and the fetched district too")
    wanted, more = parser.parse_known_args()
    if more and wanted.command not in ("test", "bench", "screenshots", "soak", "fuzz"):
        parser.error(f"unknown: {' '.join(more)}")
    return wanted, more


def _setup(wanted: argparse.Namespace, _more: list[str]) -> int:
    from districts import fetch_bubenec
    from environment import PYTHON, prepare
    from screen import has_screen
    from shell import say

    prepare("dev" if wanted.dev else "run", has_screen())
    fetch_bubenec(PYTHON)
    say("Ready.")
    return 0


def _run(wanted: argparse.Namespace, _more: list[str]) -> int:
    from districts import fetch_bubenec
    from environment import PYTHON, prepare
    from screen import has_screen
    from shell import ROOT, say, shown

    on_screen = has_screen() and not wanted.headless
    prepare("run", on_screen)
    here = fetch_bubenec(PYTHON)
    if on_screen:
        say("Starting Kvarter.")
        return shown([PYTHON, "-m", "app.main"], {"PYTHONUTF8": "1"})
    district = wanted.district or ("bubenec" if here else "synthetic")
    out = (wanted.out or ROOT / "out" / district).absolute()
    say(f"No screen: planning the built-in district ({district}) into {out}")
    environment = {"PYTHONUTF8": "1", "QT_QPA_PLATFORM": "offscreen"}
    demo: list[str | Path] = [
        PYTHON,
        "-m",
        "app.cli",
        "demo",
        "--district",
        district,
        "--out",
        out,
        "--overwrite",
    ]
    code = shown(demo, environment)
    if code == 0:
        say(f"Open {out / 'plan.gpkg'} in Kvarter or QGIS; the map picture is {out / 'map.png'}.")
    return code


def _developer() -> Path:
    from districts import fetch_bubenec
    from environment import PYTHON, prepare

    prepare("dev", on_screen=False)
    fetch_bubenec(PYTHON)
    return PYTHON


def _test(_wanted: argparse.Namespace, more: list[str]) -> int:
    from shell import shown

    return shown([_developer(), "-m", "pytest", *more], {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"})


def _bench(_wanted: argparse.Namespace, more: list[str]) -> int:
    from ratios import print_ratios
    from shell import ROOT, shown

    python = _developer()
    report = ROOT / "build" / "bench.json"
    report.parent.mkdir(exist_ok=True)
    report.unlink(missing_ok=True)
    command: list[str | Path] = [python, "-m", "pytest", "tests/bench", "-q", "--benchmark-enable", "--benchmark-only",
               f"--benchmark-json={report}", "--benchmark-columns=min,median,max,rounds", *more]  # fmt: skip
    code = shown(command, {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"})
    if report.is_file():
        print_ratios(report)
    return code


def _soak(_wanted: argparse.Namespace, more: list[str]) -> int:
    """Use the window at random; see packaging/soak.py."""
    from shell import shown

    return shown([_developer(), "packaging/soak.py", *more], {"PYTHONUTF8": "1"})


def _fuzz(_wanted: argparse.Namespace, more: list[str]) -> int:
    """Damage files of every kind and read them; see tests/fuzz/run.py."""
    from shell import shown

    return shown([_developer(), "-m", "tests.fuzz.run", *more], {"PYTHONUTF8": "1"})


def _screenshots(_wanted: argparse.Namespace, more: list[str]) -> int:
    from shell import shown

    return shown([_developer(), "packaging/screenshots.py", "build/screenshots", *more], {"PYTHONUTF8": "1"})


def _check(_wanted: argparse.Namespace, _more: list[str]) -> int:
    from shell import shown

    python = _developer()
    steps = (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"])
    codes = [shown([python, "-m", *step]) for step in steps]
    codes.append(shown([python, "-c", "from importlinter.cli import lint_imports_command as c; c()"]))
    return max(codes)


def _clean(wanted: argparse.Namespace, _more: list[str]) -> int:
    from shell import ROOT

    names = ["build", "dist", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".benchmarks",
             ".import_linter_cache"]  # fmt: skip
    if wanted.all:
        names += [".venv", "resources/samples/local"]
    for name in names:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for top in ("app", "gis", "retrofit", "tests", "packaging"):
        for folder in (ROOT / top).rglob("__pycache__"):
            shutil.rmtree(folder, ignore_errors=True)
    return 0


def _with_newer_python() -> int:
    for name in NEWER:
        found = shutil.which(name)
        if found:
            os.execv(found, [found, *sys.argv])
    found = ".".join(str(part) for part in sys.version_info[:3])
    print("Kvarter needs Python 3.11 or newer, and this is " + found + ": run it with a newer one.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
