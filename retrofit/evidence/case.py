"""`Case`: everything that speaks of one building in one package."""

from dataclasses import dataclass, replace

import numpy as np

from retrofit.evidence.steps import PACK, WEATHER
from retrofit.physics import need
from retrofit.physics.climate import OWN_WEATHER, Climate
from retrofit.plan.fittings import resolved
from retrofit.plan.measures import PackageStates
from retrofit.plan.package import Package
from retrofit.plan.scenario import Assumptions, Method
from retrofit.results import Baseline, KindTables, RoofPart, States, Typed
from retrofit.stock.pack import ArchetypeTable, CountryPack, Generator
from retrofit.stock.provenance import Provenance
from retrofit.stock.stock import CodeArray, IntArray, Stock


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One heated building of a solved district, in one package.

    ``package_of`` is the package of every building of the district, shape (B,): what is ordered
    together in a block depends on the neighbours.
    """

    row: int
    package: int
    solved: Baseline
    pack: CountryPack
    assumptions: Assumptions
    package_of: CodeArray

    @property
    def climate(self) -> Climate:
        """Climate with which the district was solved."""
        return self.solved.climate

    @property
    def by_the_hour(self) -> bool:
        """Whether the need was solved hour by hour."""
        return self.assumptions.method is Method.HOURLY and self.climate.weather is not None

    @property
    def of_climate(self) -> str:
        """Origin of temperatures and sun."""
        return WEATHER if self.climate.key == OWN_WEATHER else PACK

    @property
    def typed(self) -> Typed:
        """The completed stock."""
        return self.solved.typed

    @property
    def stock(self) -> Stock:
        """Inputs as the engine used them."""
        return self.solved.typed.stock

    @property
    def rows(self) -> IntArray:
        """The row as an array, shape (1,)."""
        return np.array([self.row], dtype=np.int32)

    @property
    def type_row(self) -> int:
        """Row of the building's kind."""
        return int(self.typed.kind_of[self.row])

    @property
    def archetype(self) -> int:
        """Row of the building type in the pack."""
        return int(self.typed.archetype_of[self.row])

    @property
    def types(self) -> ArchetypeTable:
        """Building types of the kinds."""
        return self.typed.types

    @property
    def source(self) -> str:
        """Source of the building type."""
        return str(self.types.source[self.type_row])

    @property
    def generator(self) -> Generator:
        """Heat generator of the building."""
        return self.pack.generators[str(self.tables.generator[self.type_row, self.package])]

    @property
    def generator_today(self) -> Generator:
        """Heat generator that is there now."""
        return self.pack.generators[str(self.tables.generator[self.type_row, 0])]

    @property
    def states(self) -> PackageStates:
        """Thermal quality of kinds in packages."""
        return self.solved.made

    @property
    def results(self) -> States:
        """What was solved."""
        return self.solved.states

    @property
    def tables(self) -> KindTables:
        """What follows from kind and package."""
        return self.solved.states.tables

    @property
    def equipped(self) -> Package:
        """The package with the equipment of those that it builds on."""
        return resolved(self.solved.packages)[self.package]

    @property
    def roof(self) -> RoofPart | None:
        """What the modules of the package do; None where it has none."""
        return None if self.solved.pv is None else self.solved.pv.parts.get(self.package)

    def origin(self, column: str) -> str:
        """Where an input of the building came from."""
        return Provenance(int(self.stock.provenance[column][self.row])).name.lower()

    def without_package(self) -> "Case":
        """The same building as it is today."""
        return replace(self, package=0)

    def transfer(self) -> tuple[float, float, float]:
        """``h_tr``, ``h_ve`` [W/(m²K)] and ``F_red`` [-]."""
        found = need.heat_transfer(self.rows, self.typed, self.solved.envelope, self.states)
        h_tr, h_ve, f_red = (float(values[0, self.package]) for values in found)
        return h_tr, h_ve, f_red


def case_of(
    row: int,
    package: int,
    solved: Baseline,
    pack: CountryPack,
    assumptions: Assumptions,
    package_of: CodeArray,
) -> Case:
    """Put together what speaks of one building that takes a package."""
    chosen = package_of.copy()
    chosen[row] = package
    return Case(row, package, solved, pack, assumptions, chosen)
