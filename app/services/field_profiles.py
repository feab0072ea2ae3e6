"""Profiles of sources: those that come with the program, and those that a user saved."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from app.errors import UserError
from app.paths import resources, user_config
from app.store.field_table import field_lines, fields_from, toml_text
from gis.atomic import replacing
from gis.delivery import ROLES, FieldChoice
from gis.mapping.profile import OWN, Profile, profile_of
from gis.profiles import plain

FOLDER: Final = "profiles"
ENDING: Final = ".toml"


def all_profiles(folder: Path | None = None) -> tuple[Profile, ...]:
    """The user's own profiles, then those of the program; one that cannot be read is left out.

    Parameters
    ----------
    folder : Path, optional
        Where the user's lie; the settings of the user when left out.
    """
    own: list[Profile] = []
    for path in sorted(_own_folder(folder).glob(f"*{ENDING}")):
        try:
            own.append(read_profile(path))
        except UserError:
            continue
    return (*own, *built_in())


@cache
def built_in() -> tuple[Profile, ...]:
    """Profiles that come with the program."""
    return tuple(read_profile(path) for path in sorted((resources() / FOLDER).glob(f"*{ENDING}")))


def save_profile(
    name: str,
    role: str,
    columns: tuple[str, ...],
    fields: Mapping[str, FieldChoice],
    folder: Path | None = None,
) -> Profile:
    """Keep how a source was understood, for its next delivery; one of the same name is replaced.

    Raises
    ------
    gis.errors.WriteError
        If it cannot be written.
    """
    found = profile_of(name, role, columns, fields)
    base = _own_folder(folder)
    base.mkdir(parents=True, exist_ok=True)
    stem = re.sub(r"[^\w-]+", "_", name).strip("_") or "profile"
    write_profile(found, base / f"{stem}{ENDING}")
    return found


def write_profile(profile: Profile, path: Path) -> None:
    """Write a profile as a file that can be given to others.

    Raises
    ------
    gis.errors.WriteError
        If it cannot be written; what was there before is untouched.
    """
    signature = ", ".join(toml_text(name) for name in sorted(profile.signature))
    lines = [
        f"name = {toml_text(profile.name)}",
        f"role = {toml_text(profile.role)}",
        f"origin = {toml_text(profile.origin)}",
        f"tried = {str(profile.tried).lower()}",
        f"signature = [{signature}]",
        *field_lines(profile.fields),
    ]
    with replacing(path) as draft:
        draft.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_profile(path: Path) -> Profile:
    """Read a profile.

    Raises
    ------
    app.errors.UserError
        If it is none.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        role = str(table["role"])
        if role not in ROLES:
            raise ValueError(f"role = {role}")
        signature = frozenset(plain(str(name)) for name in table["signature"])
        origin = str(table.get("origin", OWN))
        return Profile(str(table["name"]), role, signature, fields_from(table), bool(table["tried"]), origin)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise UserError("profile_unreadable", source=path.name, reason=str(fault)) from fault
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        said = f"{fault.args[0]} = ?" if isinstance(fault, KeyError) else str(fault)
        raise UserError("profile_unreadable", source=path.name, reason=said) from fault


def _own_folder(folder: Path | None) -> Path:
    return folder if folder is not None else user_config() / FOLDER
