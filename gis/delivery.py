"""What the user hands over: layers of files, what each is for and how it is to be understood."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Self

from gis.thresholds import USUAL, Thresholds

ROLES: Final = ("buildings", "parts", "parcels", "streets", "blocks")
"""What a layer can be for; buildings are needed."""


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """Which column of a source fills a canonical one, and how it is read."""

    column: str
    """As the source names it; "" for a field that is to stay empty."""
    unit: str = ""
    """Unit of its numbers, such as ``ft`` or ``ha``; "" for the canonical one."""
    values: tuple[tuple[str, str], ...] = ()
    """Value of the source -> canonical code, before any word is recognised."""


@dataclass(frozen=True, slots=True)
class LayerChoice:
    """One layer of one file; what is empty is found out."""

    path: Path
    role: str
    layer: str = ""
    """Name of the layer; in an archive ``inner/file.shp`` or ``inner/file.gpkg|layer``."""
    crs: str = ""
    """Reference system of the user's choice, instead of what the file says."""
    encoding: str = ""
    """Of the texts, by the user's choice."""
    fields: Mapping[str, FieldChoice] = field(default_factory=dict)
    """Canonical column -> choice of the user; those not named are recognised."""

    def __hash__(self) -> int:
        return hash((self.path, self.role, self.layer))


@dataclass(frozen=True, slots=True)
class DistrictFiles:
    """The layers of a district; several may have the same role."""

    layers: tuple[LayerChoice, ...]
    crs: str = ""
    """Taken for layers that name no reference system, or an impossible one."""
    unused: tuple[str, ...] = ()
    """Files, and layers of used files as ``file: layer``, that were given and have no role."""
    unreadable: tuple[tuple[str, str, tuple[tuple[str, object], ...]], ...] = ()
    """Files that were given and cannot be read: name, code and details of the reason."""
    limits: Thresholds = USUAL
    """Where cleaning draws the line."""

    @classmethod
    def by_role(cls, *, crs: str = "", **roles: Path | tuple[Path, str]) -> Self:
        """Make them from one file, or file and layer, for each role."""
        pairs = {role: (given if isinstance(given, tuple) else (given, "")) for role, given in roles.items()}
        return cls(tuple(LayerChoice(path, role, name) for role, (path, name) in pairs.items()), crs)

    def of(self, role: str) -> tuple[LayerChoice, ...]:
        """Layers of a role, in the order in which they were given."""
        return tuple(layer for layer in self.layers if layer.role == role)

    @property
    def title(self) -> str:
        """What the district is called after: the file of its buildings."""
        return next((layer.path.stem for layer in self.of("buildings")), "")

    def having(self, layers: Iterable[LayerChoice]) -> Self:
        """Return the same with other layers."""
        return replace(self, layers=tuple(layers))
