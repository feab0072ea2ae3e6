"""Tell a saved plan from other files."""

from pathlib import Path

from app.store.layout import META
from gis.tables import has_table


def is_project(path: Path) -> bool:
    """Tell whether a file is a saved plan of this program."""
    return has_table(path, META)
