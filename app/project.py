"""`Project`: one frozen value that holds a whole piece of work."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

import geopandas as gpd

from gis.account import Account
from gis.associations import no_associations
from gis.delivery import DistrictFiles, FieldChoice
from gis.parcel_shares import Shares
from retrofit.physics.solar import Weather
from retrofit.plan.package import STANDARD, Package
from retrofit.plan.scenario import Assumptions, Scenario
from retrofit.results import Assessment, Baseline
from retrofit.stock.fields import Level
from retrofit.stock.stock import Stock


@dataclass(frozen=True, slots=True)
class SourceFile:
    """An input file as it was when it was read."""

    role: str
    """buildings, parts, parcels or streets."""
    name: str
    """File name without folder: projects travel."""
    layer: str
    sha256: str
    features: int
    crs: str
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A view of the map with a name."""

    name: str
    extent: tuple[float, float, float, float]
    """xmin, ymin, xmax, ymax in the metric CRS of the project [m]."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a planner wrote down about a building or a block."""

    level: Level
    id: str
    text: str = ""
    photo: str = ""
    """Path of a picture, from the folder of the plan on where it lies below it; the file is never copied."""


@dataclass(frozen=True, slots=True)
class PackageRule:
    """Buildings that fit a condition get a package."""

    condition: str
    """As `app.services.selecting` reads it."""
    package: str
    """Key of a package of the plan."""


@dataclass(frozen=True, slots=True)
class Privacy:
    """What may be published of a plan."""

    on: bool = False
    least: int = 5
    """A published cell holds at least so many dwellings, or so many heated buildings."""
    level: Level = Level.BLOCK
    """The one grouping that is published: two of the same buildings can be subtracted from each other."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One thing that was done to a plan."""

    when: float
    """Seconds since 1970."""
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class SavedSelection:
    """What was selected, with a name."""

    name: str
    level: str
    """building, block or parcel."""
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Join:
    """How a register was joined, so that a newer one can be joined in the same way."""

    source: str = ""
    """Name of its file."""
    layer: str = ""
    keys: tuple[tuple[str, str], ...] = ()
    """Rule of `gis.joining.RULES` and the column of the register; empty finds them by their names."""
    rules: tuple[str, ...] = ()
    """In the order in which they are tried; empty tries all."""
    take: Mapping[str, FieldChoice] = field(default_factory=dict)
    """Canonical column and the register's; empty takes all that are recognised."""
    mode: str = "unknown"
    """``unknown`` fills what is not known, ``replace`` all that the register says."""
    choices: tuple[tuple[str, str], ...] = ()
    """Row, by its keys, and the building that was chosen for it."""


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """The plan as it was, under a name."""

    name: str
    when: float
    """Seconds since 1970."""
    who: str
    totals: Mapping[str, float]
    """A few figures of the district, by field."""
    project: "Project | None" = None
    """None until somebody goes back to a checkpoint that was read from a file."""
    packed: bytes = b""
    """The plan as a packed project file, where it was read from one."""


@dataclass(frozen=True, slots=True, eq=False)
class Project:
    """Everything of a plan; changed by `dataclasses.replace` only.

    ``buildings``, ``parcels`` and ``blocks`` are frames in the metric CRS of the
    place whose row order equals the rows of ``stock.building_id``,
    ``stock.parcel_of`` and ``stock.block_of``. Their index is the id.
    ``stock`` is as read: guesses are made by the engine and live in ``baseline``.
    """

    name: str
    country: str
    """Pack in use, ISO code."""
    place: tuple[float, float]
    """Latitude and longitude of the district's middle [°]."""
    buildings: gpd.GeoDataFrame
    parcels: gpd.GeoDataFrame
    blocks: gpd.GeoDataFrame
    streets: gpd.GeoDataFrame
    stock: Stock
    account: Account
    scenario: Scenario
    assumptions: Assumptions
    sources: tuple[SourceFile, ...]
    files: DistrictFiles | None = None
    """What was read and how it was understood, to be read again; None where nobody knows."""
    associations: gpd.GeoDataFrame = field(default_factory=no_associations)
    """Bodies that decide and pay: ``name``, ``kind`` and the outline of their buildings, indexed by id;
    rows as ``stock.association_of``."""
    shares: Shares = field(default_factory=Shares.none)
    """Pieces of buildings on parcels; ``stock.parcel_of`` is the main parcel of each building."""
    shelf: tuple[Scenario, ...] = ()
    """Scenarios beside the one that is planned now, ``scenario``; numbers are unique among all."""
    packages: tuple[Package, ...] = STANDARD
    """What a building can be given: nothing, TABULA's two, then the plan's own."""
    baseline: Baseline | None = None
    assessment: Assessment | None = None
    weather: Weather | None = None
    """The user's own hours of a year."""
    synthetic: bool = False
    """True for the generated demonstration district: marked on every output."""
    bookmarks: tuple[Bookmark, ...] = ()
    """Views of the map to come back to, in the order in which they were made; names are unique."""
    selections: tuple[SavedSelection, ...] = ()
    """What was selected and may be again, in the order in which it was saved; names are unique."""
    notes: tuple[Note, ...] = ()
    """On buildings and blocks; no two on the same."""
    rules: tuple[PackageRule, ...] = ()
    """Who gets which package; the first rule that fits decides."""
    privacy: Privacy = Privacy()
    """Whether exports are for the public."""
    joins: tuple[Join, ...] = ()
    """Registers that were joined, the last one last."""
    log: tuple[LogEntry, ...] = ()
    """What was done to the plan since it was made, the last thing last."""
    checkpoints: tuple[Checkpoint, ...] = ()
    """States to come back to, in the order in which they were kept; names are unique."""
    extra: dict[str, str] = field(default_factory=dict)
    """Keys of a newer minor version, kept through open and save."""

    def replace(self, **changes: object) -> Self:
        """Return a copy with some parts exchanged."""
        return replace(self, **changes)  # type: ignore[arg-type]

    @property
    def crs(self) -> str:
        """The metric CRS of the place as ``EPSG:n`` or WKT2."""
        return str(self.buildings.crs.to_string())
