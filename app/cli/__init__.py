"""The command line: the window's services, without a window."""

from app.cli.commands import main

__all__ = ["main"]
