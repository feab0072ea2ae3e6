"""Check a country pack: is it whole, can its figures be, does the engine meet its published needs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.packs import layers, read_pack
from app.packs.statistics import read_statistics
from app.packs.table import Row, Table, keyed, layered, merged
from app.services.validation import Judgement
from app.services.validation.judging import compare
from retrofit.errors import PackError
from retrofit.findings import Finding, Severity
from retrofit.physics.climate import Climate
from retrofit.physics.need import heating_need
from retrofit.plan.measures import package_states
from retrofit.progress import silent
from retrofit.results import Envelope, Typed
from retrofit.stock.codes import CARRIERS, PACKAGES, SIZE_CLASSES, VARIANTS
from retrofit.stock.kinds import plain_kinds
from retrofit.stock.pack import CountryPack, Season
from retrofit.stock.stock import FloatArray, PartyWalls, Stock

EXPECTED_COLUMNS: Final = ("code", "variant", "region", "q_h_nd_kwh_m2", "status", "source")
TOLERANCE: Final = 5e-5
"""Published needs are met to 3e-5 from areas and U-values aggregated per element."""


@dataclass(frozen=True, slots=True)
class PackReport:
    """What a check of a pack found."""

    pack: CountryPack
    findings: tuple[Finding, ...]
    """A doubt fails the check, a note does not."""
    judgement: Judgement | None
    """None where the pack holds no published needs."""

    @property
    def passed(self) -> bool:
        """Whether nothing is doubtful and every published need is met."""
        doubted = any(finding.severity is not Severity.NOTES for finding in self.findings)
        return not doubted and (self.judgement is None or self.judgement.passed)


def check_pack(folder: Path, tolerance: float | None = None) -> PackReport:
    """Read a pack's folder as the program would, and judge the engine by its ``expected.csv``.

    Parameters
    ----------
    folder : Path
        A country's pack, or a city's that is laid over one.
    tolerance : float, optional
        Largest relative error of a published need, instead of `TOLERANCE`.

    Raises
    ------
    retrofit.errors.PackError
        Naming file, row and column of the first thing that is missing or impossible.
    """
    pack = read_pack(folder)
    statistics = read_statistics(layers(folder)[1:])
    judged = _judgement(pack, _expected(folder), TOLERANCE if tolerance is None else tolerance)
    findings = (*_periods(pack), *_prices(pack), *_absent(pack, judged, known=bool(statistics)))
    return PackReport(pack, findings, judged)


def needs(pack: CountryPack, variant: int, season: Season) -> FloatArray:
    """Energy need for heating of every example building by the seasonal method [kWh/(m²a)], shape (A,).

    With the geometry of the example building and the variant as it is published.
    """
    types = pack.archetypes
    n = len(types)
    chosen = np.arange(n, dtype=np.int32)
    yes: NDArray[np.bool_] = np.ones(n, dtype=np.bool_)
    typed = Typed(
        stock=_unmeasured(n),
        archetype_of=chosen,
        heated=yes,
        renovated_by_default=yes,
        floor_area_ref_m2=types.floor_area_ref_m2,
        kinds=plain_kinds(pack),
        kind_of=chosen,
        confidence=np.ones(n),
    )
    envelope = Envelope(types.area_m2, types.window_area_m2, np.zeros((n, 4)), np.zeros(n))

    def as_published(values: FloatArray) -> FloatArray:
        return np.repeat(values[:, variant : variant + 1], len(PACKAGES), axis=1)

    states = replace(
        package_states(pack),
        u_w_m2k=as_published(types.u_w_m2k),
        b_transmission=types.b_transmission[:, variant],
        g_window=as_published(types.g_window),
        delta_u_tb_w_m2k=as_published(types.delta_u_tb_w_m2k),
        n_infiltration_1h=as_published(types.n_infiltration_1h),
    )
    climate = Climate(season.region, season=season)
    q_h_nd, _months, _h = heating_need(typed, envelope, states, climate, progress=silent)
    return np.asarray(q_h_nd[:, 0] / types.floor_area_ref_m2)


def _unmeasured(n: int) -> Stock:
    """Return buildings of which nothing is known: their types say all."""
    none: NDArray[np.int32] = np.full(n, -1, dtype=np.int32)
    return Stock(
        building_id=np.arange(n).astype(np.str_),
        block_of=none.copy(),
        parcel_of=none,
        wall_length_m=np.full((n, 4), np.nan),
        party=PartyWalls.none(),
        footprint_area_m2=np.full(n, np.nan),
        perimeter_m=np.full(n, np.nan),
        number_of_floors_above_ground=np.full(n, np.nan),
        height_above_ground_m=np.full(n, np.nan),
        floor_area_gross_m2=np.full(n, np.nan),
        official_area_m2=np.full(n, np.nan),
        number_of_dwellings=np.full(n, np.nan),
        year_of_construction=np.full(n, np.nan),
        current_use=np.full(n, -1, dtype=np.int8),
        condition_of_construction=np.full(n, -1, dtype=np.int8),
        size_class=np.full(n, -1, dtype=np.int8),
    )


def _expected(folder: Path) -> Table | None:
    """Return the published needs of a pack, a city's rows over its country's."""
    having = [layer for layer in layers(folder)[1:] if (layer / "expected.csv").is_file()]
    if not having:
        return None
    table = merged(layered(having, "expected.csv", EXPECTED_COLUMNS), "code", "variant", "region")
    keyed([table], "code", "variant", "region")
    return table if len(table) else None


def _judgement(pack: CountryPack, expected: Table | None, tolerance: float) -> Judgement | None:
    """Compare the needs of the example buildings with the published ones."""
    if expected is None:
        return None
    places = {code: place for place, code in enumerate(pack.archetypes.code.tolist())}
    seasons = {season.region: season for season in pack.seasons}
    found, published = np.empty(len(expected)), np.empty(len(expected))
    kept: dict[tuple[int, str], FloatArray] = {}
    for place, row in enumerate(expected):
        variant, region = _known(row, places, seasons)
        own = places[row.text("code")]
        if not pack.archetypes.has_variant[own, variant]:
            raise row.refuse("variant")
        if (variant, region) not in kept:
            kept[variant, region] = needs(pack, variant, seasons[region])
        found[place] = kept[variant, region][own]
        published[place] = row.number("q_h_nd_kwh_m2", 0, 2000)
    return Judgement(pack.code, len(expected), (compare("q_h_nd", found, published, tolerance),))


def _known(row: Row, places: dict[str, int], seasons: dict[str, Season]) -> tuple[int, str]:
    """Return variant and region of an expected row whose type and region the pack has."""
    row.status()
    for column, known in (("code", places), ("region", seasons)):
        if row.text(column) not in known:
            raise row.refuse(column)
    return row.position("variant", VARIANTS), row.text("region")


def _periods(pack: CountryPack) -> Iterator[Finding]:
    """Doubt general types of one class and year; note the years that no type of class or stand-in covers."""
    types = pack.archetypes
    for place, word in enumerate(SIZE_CLASSES):
        own = np.flatnonzero(types.is_general & (types.size_class == place))
        own = own[np.argsort(types.year_from[own], kind="stable")]
        for left, right in pairwise(own.tolist()):
            if types.year_from[right] <= types.year_to[left]:
                codes = {"one": types.code[left], "other": types.code[right]}
                yield Finding("pack_periods_overlap", Severity.DOUBTS, args={"size_class": word, **codes})
        stand_in = pack.class_substitute.get(place, place)
        usable = types.is_general & ((types.size_class == place) | (types.size_class == stand_in))
        if not usable.any():
            raise PackError("pack_no_archetype", pack=pack.code, size_class=word)
        years = np.arange(1800, 2031)[:, None]
        covered = ((types.year_from[usable] <= years) & (years <= types.year_to[usable])).any(axis=1)
        if not covered.all():
            lacking = years[~covered, 0]
            args = {"size_class": word, "first": int(lacking.min()), "last": int(lacking.max())}
            yield Finding("pack_period_gap", Severity.NOTES, args=args)


def _prices(pack: CountryPack) -> Iterator[Finding]:
    for place, figures in pack.carriers.items():
        if figures.price_net_eur_kwh.value > figures.price_eur_kwh.value:
            yield Finding("pack_price_net_above", Severity.DOUBTS, args={"carrier": CARRIERS[place]})


def _absent(pack: CountryPack, judged: Judgement | None, *, known: bool) -> Iterator[Finding]:
    """Note what the pack has no data for."""
    absent = {
        "energy_classes.csv": not pack.energy_classes,
        "paths.csv": not pack.paths,
        "expected.csv": judged is None,
        "statistics.csv": not known,
    }
    if not pack.stations:
        args = {"pack": pack.name, "region": pack.seasons[0].region}
        yield Finding("climate_no_station", Severity.NOTES, args=dict(args))
    for file in (name for name, lacking in absent.items() if lacking):
        yield Finding("pack_table_empty", Severity.NOTES, args={"file": file, "pack": pack.name})
