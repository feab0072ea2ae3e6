"""The command line: the window's services, without a window."""

import sys

from app.cli.commands import main as run_command
from gis import worker
from gis.worker.child import READER, serve

__all__ = ["main"]

READING = frozenset(
    {
        "look",
        "check",
        "import",
        "update",
        "plan",
        "join",
        "owners",
        "protect",
        "blocks",
        "calibrate",
        "uncertainty",
    }
)
"""Commands that read files from outside."""


def main() -> int:
    """Run a command; what it reads from outside is read in a process of its own."""
    if sys.argv[1:2] == [READER]:
        return serve()
    worker.enable()
    if set(sys.argv[1:2]) & READING:
        worker.start()
    return run_command()
