"""Who this program is, and whether its three packages lie side by side."""

from importlib import metadata, util
from pathlib import Path
from typing import Final

NAME: Final = "Kvarter"
DISTRIBUTION: Final = "kvarter"
PACKAGES: Final = ("app", "retrofit", "gis")


def version() -> str:
    """Version of the installed distribution, or of the checkout when it is not installed."""
    try:
        return metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return "0.1.0+checkout"


def strangers() -> tuple[str, ...]:
    """Packages of ours that Python would take from somewhere else.

    The names ``app``, ``gis`` and ``retrofit`` are common: another distribution in
    the same environment may shadow them.
    """
    home = Path(__file__).resolve().parent.parent
    found = {name: util.find_spec(name) for name in PACKAGES}
    return tuple(
        name
        for name, spec in found.items()
        if spec is None or spec.origin is None or Path(spec.origin).resolve().parent.parent != home
    )
