"""Where the program's own files lie, and where it may keep the user's."""

import sys
from functools import cache
from pathlib import Path

import platformdirs

from app.errors import UserError
from app.identity import DISTRIBUTION


@cache
def resources() -> Path:
    """Return the folder of packs, icons, styles and samples.

    A wheel carries it inside ``app``, a frozen bundle beside its executable, a
    checkout in its root; an editable install is a checkout.

    Raises
    ------
    UserError
        If none of the three is there: the installation is broken.
    """
    home = Path(__file__).resolve().parent
    bundle = getattr(sys, "_MEIPASS", None)
    places = [home / "resources", home.parent / "resources"]
    if bundle is not None:
        places.insert(0, Path(bundle) / "resources")
    for place in places:
        if (place / "packs").is_dir():
            return place
    raise UserError("resources_missing", path=str(home))


def user_cache() -> Path:
    """Return the folder for what can be computed again; made when missing."""
    return platformdirs.user_cache_path(DISTRIBUTION, appauthor=False, ensure_exists=True)


def user_state() -> Path:
    """Return the folder for side files of open plans and the log; made when missing."""
    return platformdirs.user_state_path(DISTRIBUTION, appauthor=False, ensure_exists=True)


def user_config() -> Path:
    """Return the folder for settings and recent projects; made when missing."""
    return platformdirs.user_config_path(DISTRIBUTION, appauthor=False, ensure_exists=True)


def locales() -> tuple[Path, ...]:
    """Return the folders of translations: the user's own first."""
    return user_config() / "locale", resources() / "locale"
