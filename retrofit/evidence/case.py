"""`Case`: everything that speaks of one building in one package."""

from dataclasses import dataclass, replace

import numpy as np

from retrofit.physics import need
from retrofit.physics.climate import Climate, choose_climate
from retrofit.plan.measures import PackageStates
from retrofit.plan.scenario import Assumptions
from retrofit.results import Baseline, Typed
from retrofit.stock.pack import ArchetypeTable, CountryPack, Generator
from retrofit.stock.provenance import Provenance
from retrofit.stock.stock import IntArray, Stock


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One heated building of a solved district, in one package."""

    row: int
    package: int
    solved: Baseline
    pack: CountryPack
    climate: Climate
    assumptions: Assumptions

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
        return self.pack.generators[str(self.solved.states.tables.generator[self.type_row, self.package])]

    @property
    def states(self) -> PackageStates:
        """Thermal quality of kinds in packages."""
        return self.solved.made

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
    place: tuple[float, float],
) -> Case:
    """Put together what speaks of one building."""
    climate, _findings = choose_climate(pack, assumptions, place)
    return Case(row, package, solved, pack, climate, assumptions)
