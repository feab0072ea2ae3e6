"""A profile: how the columns of one kind of source are understood, for the next delivery of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from gis.delivery import FieldChoice
from gis.profiles import plain

OWN: Final = "own"


@dataclass(frozen=True, slots=True)
class Profile:
    """What the columns of a kind of source mean.

    Attributes
    ----------
    signature : frozenset of str
        Plain names of columns that such a source has.
    fields : mapping
        Canonical field -> choice.
    tried : bool
        Whether it was tried on a real delivery.
    origin : str
        Where the meaning is laid down: a schema, or ``own`` for one that the user made.
    """

    name: str
    role: str
    signature: frozenset[str]
    fields: Mapping[str, FieldChoice]
    tried: bool = False
    origin: str = OWN

    def fits(self, columns: Iterable[str]) -> bool:
        """Whether a layer with these columns is of this kind."""
        return bool(self.signature) and self.signature <= {plain(str(name)) for name in columns}


def best_profile(profiles: Iterable[Profile], role: str, columns: Iterable[str]) -> Profile | None:
    """The profile that fits a layer best: the user's own before built-in ones, then the one that asks for most."""
    names = list(columns)
    fitting = [each for each in profiles if each.role == role and each.fits(names)]
    return max(fitting, key=lambda each: (each.origin == OWN, len(each.signature)), default=None)


def profile_of(name: str, role: str, columns: Iterable[str], fields: Mapping[str, FieldChoice]) -> Profile:
    """A profile of the user's own: it is recognised by the columns that it uses."""
    known = {plain(str(column)) for column in columns}
    used = {plain(choice.column) for choice in fields.values() if choice.column}
    return Profile(name, role, frozenset(used & known), dict(fields), tried=True)
