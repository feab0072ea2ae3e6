"""What colours the map: values, names and guesses of a project, column by column."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from app import bridge
from app.mapimage.bivariate import crossed, thirds
from app.mapimage.classify import Classes, named
from app.mapimage.colours import NAMED
from app.mapimage.legend import Axis
from app.mapimage.theme import Theme, classes_of, with_muted
from app.packs import load_pack
from app.project import Project
from app.services.scenarios import all_scenarios, assessment_of, scenario_of
from app.text import labels
from app.text.translate import _
from retrofit.stock import codes
from retrofit.stock.fields import FIELDS, INPUTS, PROVENANCE_OF, RESULTS, THEMES, Kind, Level
from retrofit.stock.provenance import FIRST_GUESS
from retrofit.stock.stock import FloatArray

if TYPE_CHECKING:
    from app.services.uncertainty import Certainty

YEAR: Final = "year_of_construction"

CATEGORIES: Final = (
    "current_use",
    "size_class",
    "package",
    "generator",
    "generator_after",
    "energy_class",
    "energy_class_after",
    "condition_of_construction",
    "heritage",
)
"""Columns of words that may colour the buildings."""

ORDERED: Final = frozenset({"energy_class", "energy_class_after"})

INPUT_NUMBERS: Final = tuple(
    field.name for field in INPUTS if field.kind is Kind.INPUT and field.name != "heated"
)
"""Numbers of single buildings that may colour them."""

OF_BUILDINGS: Final = frozenset((*CATEGORIES, *INPUT_NUMBERS))
"""Columns that neither blocks nor parcels have."""

PLANNED: Final = frozenset({"package"})
"""Columns that say what is planned."""

RESULTS_OFFERED: Final = (*THEMES, *(field.name for field in RESULTS if field.name not in THEMES))
"""Results that may colour the map, those most asked for first."""

MOSTLY_GUESSED_PCT: Final = 50.0
"""A result is hatched where more of its inputs than this were guessed [%]."""

BANDED: Final = {
    "e_del_kwh": "e_del_kwh",
    "e_del_kwh_m2": "e_del_kwh",
    "e_del_saving_kwh": "e_del_saving_kwh",
    "saving_pct": "e_del_saving_kwh",
    "energy_cost_saving_eur": "energy_cost_saving_eur",
    "invest_eur": "invest_eur",
    "invest_eur_m2": "invest_eur",
    "npv_eur": "npv_eur",
}
"""Results to the output whose band says how sure they are: areas are taken as sure."""

WIDE: Final = 0.3
"""Half the width of a band over its middle from which a result is not sure [-]."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What colours the map, before colours.

    ``values`` are those of the histogram, ``guessed`` the rows that are hatched; both by
    rows of the theme's level.
    """

    classes: Classes
    title: str
    values: FloatArray | None
    guessed: Mask
    axes: tuple[Axis, Axis] | None = None


def fitting(project: Project, theme: Theme) -> Theme:
    """The theme, or the next one that the project can show."""
    if not len(bridge.frame_of(project, theme.level)):
        theme = replace(theme, level=Level.BUILDING)
    if theme.field in OF_BUILDINGS and (theme.level is not Level.BUILDING or theme.against is not None):
        theme = replace(theme, level=Level.BUILDING, against=None)
    if theme.second and (theme.second in OF_BUILDINGS or theme.field in OF_BUILDINGS):
        theme = replace(theme, second="")
    if theme.method == "pack" and pack_fault(project, theme):
        theme = replace(theme, method="quantile")
    return theme


def shown(project: Project, theme: Theme, certainty: "Certainty | None" = None) -> Shown:
    """Classes of a theme that fits a reckoned project.

    Parameters
    ----------
    project : Project
    theme : Theme
    certainty : Certainty, optional
        Bands of the project's results.
    """
    if theme.by_bands:
        guessed = unsure_rows(project, theme, certainty)
    else:
        guessed = guessed_rows(project, theme.field, theme.level)
    heated = heated_rows(project, theme.level)
    if theme.field in CATEGORIES:
        classes = categories(project, theme.field)
        # a use is known of what is not heated; a system is not, and nothing is planned for it
        cold = ~heated & ((classes.index < 0) | (theme.field in PLANNED))
        return Shown(with_muted(classes, cold), "", None, guessed)
    if theme.second:
        return _pair(project, theme, heated, guessed)
    if theme.method == "pack" and theme.field != YEAR:
        classes = categories(project, class_column(theme.field))
        return Shown(
            with_muted(classes, ~heated),
            _("{result}: certificate classes").format(result=_(theme.shown.label)),
            None,
            guessed,
        )
    values, title = values_of(project, theme)
    everyone = None if theme.field in OF_BUILDINGS else heated
    return Shown(
        classes_of(theme, values, everyone, _periods_within(project, theme, values)), title, values, guessed
    )


def values_of(project: Project, theme: Theme) -> tuple[FloatArray, str]:
    """Values that colour the map, and what they are where that is more than the field."""
    values = column_of(project, theme.level, theme.field)
    if theme.against is None or theme.against not in {one.number for one in all_scenarios(project)}:
        return values, ""
    other = assessment_of(project, theme.against)
    levels = {
        Level.BUILDING: other.buildings,
        Level.BLOCK: other.blocks,
        Level.PARCEL: other.parcels,
        Level.ASSOCIATION: other.associations,
    }
    title = _("{result}: {plan} less {other}").format(
        result=_(theme.shown.label),
        plan=project.scenario.name,
        other=scenario_of(project, theme.against).name,
    )
    return values - levels[theme.level][theme.field], title


def column_of(project: Project, level: Level, name: str) -> FloatArray:
    """One column of numbers, without making the others, shape (F,)."""
    assert project.baseline is not None and project.assessment is not None
    if name in INPUT_NUMBERS:
        return np.asarray(getattr(project.baseline.typed.stock, name), np.float64)
    found = {
        Level.BUILDING: project.assessment.buildings,
        Level.BLOCK: project.assessment.blocks,
        Level.PARCEL: project.assessment.parcels,
        Level.ASSOCIATION: project.assessment.associations,
    }[level]
    return np.asarray(found[name], np.float64)


def categories(project: Project, name: str) -> Classes:
    """Classes of a column of words; the rarest share one where there are more than colours.

    Names keep their places from project to project, and so their colours.
    """
    words = bridge.building_words(project, name)
    known, read = _known_words(project, name)
    listed = sorted(set(words.tolist()) - {""} - set(known))
    told = {word: read(word) for word in (*known, *listed)}
    names = tuple(dict.fromkeys(told.values()))  # different words may be read alike
    place = {word: names.index(name) for word, name in told.items()}
    index = np.fromiter((place.get(word, -1) for word in words.tolist()), np.int16, len(words))
    if name in ORDERED:
        return named(index, names, ordered=True)
    return _as_many_as_colours(index, names)


def _as_many_as_colours(index: NDArray[np.int16], names: tuple[str, ...]) -> Classes:
    """Names that have a colour each; the rarest share the last one where there are too many."""
    most = len(NAMED.split())
    counts = np.bincount(index[index >= 0], minlength=len(names))
    if len(names) <= most:
        return named(index, names)
    kept = np.flatnonzero(counts > 0)
    if len(kept) > most:
        kept = np.sort(np.argsort(-counts, kind="stable")[:most])
    lookup = np.full(len(names) + 1, len(kept), np.int16)
    lookup[-1] = -1
    lookup[kept] = np.arange(len(kept))
    return named(lookup[index], (*(names[place] for place in kept), _("Other")))


def pack_fault(project: Project, theme: Theme) -> str:
    """Why the country pack has no classes for a theme; "" where it has."""
    pack = load_pack(project.country)
    if theme.field == YEAR:
        return ""
    if not pack.energy_classes:
        return _("The limits of the energy certificate of {country} are not known.").format(country=pack.name)
    if theme.against is not None or theme.second or theme.level is not Level.BUILDING:
        return _("Only single buildings have a certificate class.")
    limited = pack.energy_classes[0].quantity
    if theme.field not in {
        f"{limited}{when}_{unit}" for when in ("", "_after") for unit in ("kwh", "kwh_m2")
    }:
        return _("The certificate of {country} limits another result: {result}.").format(
            country=pack.name, result=_(FIELDS[_shown_for(limited)].label).lower()
        )
    return ""


def periods(project: Project) -> tuple[float, ...]:
    """Inner breaks of the construction periods in the building types of the country [a]."""
    assert project.baseline is not None
    types, stock = load_pack(project.country).archetypes, project.baseline.typed.stock
    usual = np.bincount(stock.size_class[stock.size_class >= 0], minlength=len(codes.SIZE_CLASSES))
    for size_class in np.argsort(-usual, kind="stable"):
        years = np.unique(types.year_to[(types.size_class == size_class) & types.is_general])
        if len(years):
            return tuple(float(year) for year in years if year < 9999)
    return ()


def _periods_within(project: Project, theme: Theme, values: FloatArray) -> tuple[float, ...]:
    known = values[np.isfinite(values)]
    if theme.method != "pack" or not len(known):
        return ()
    return tuple(year for year in periods(project) if known.min() <= year < known.max())


def guessed_rows(project: Project, name: str, level: Level) -> Mask:
    """Rows whose value is a guess, or rests mostly on guesses, shape (F,)."""
    assert project.baseline is not None
    source = "heating" if name == "generator" else name
    if source in PROVENANCE_OF and level is Level.BUILDING:
        return np.asarray(project.baseline.typed.stock.provenance[source] >= FIRST_GUESS)
    share = column_of(project, level, "guessed_pct")
    if name == "package":
        return np.zeros(len(share), bool)
    with np.errstate(invalid="ignore"):
        return np.asarray(share > MOSTLY_GUESSED_PCT)


def unsure_rows(project: Project, theme: Theme, certainty: "Certainty | None") -> Mask:
    """Rows whose result has a wide band; none where bands are not known, shape (F,)."""
    found = None if band_fault(theme, certainty) else certainty
    if found is None:
        return np.zeros(len(bridge.frame_of(project, theme.level)), bool)
    of_level = found.bands.buildings if theme.level is Level.BUILDING else found.bands.blocks
    low, middle, high = of_level[BANDED[theme.field]]
    with np.errstate(invalid="ignore"):
        return np.asarray((high - low) / 2 > WIDE * np.abs(middle))


def band_fault(theme: Theme, certainty: "Certainty | None") -> str:
    """Why wide bands cannot be hatched; "" where they can."""
    if theme.field not in BANDED or theme.second or theme.against is not None:
        return _("Bands are reckoned of delivered energy, savings, investment and net present value.")
    if theme.level in (Level.PARCEL, Level.ASSOCIATION):
        return _("Bands are reckoned of buildings and blocks.")
    if certainty is None:
        return _("Ask first how sure the figures are (Plan menu).")
    return ""


def heated_rows(project: Project, level: Level) -> Mask:
    """Whether a row of a level holds anything heated."""
    assert project.baseline is not None and project.assessment is not None
    if level is Level.BUILDING:
        return project.baseline.typed.heated
    # what is not published is not known to be cold
    return ~(column_of(project, level, "heated_count") <= 0)


def _pair(project: Project, theme: Theme, heated: Mask, guessed: Mask) -> Shown:
    """Three classes of each of two results."""
    fields = theme.field, theme.second
    sides = [thirds(np.where(heated, column_of(project, theme.level, name), np.nan)) for name in fields]
    axes = tuple(
        Axis(_(FIELDS[name].label), FIELDS[name].unit, side.labels(FIELDS[name]))
        for name, side in zip(fields, sides, strict=True)
    )
    title = _("{first} and {second}").format(first=axes[0].title, second=axes[1].title.lower())
    return Shown(with_muted(crossed(*sides), ~heated), title, None, guessed, (axes[0], axes[1]))


def _known_words(project: Project, name: str) -> tuple[tuple[str, ...], Callable[[str], str]]:
    """Words a column may hold in their order, and how each is read."""
    if name == "package":
        return tuple(one.key for one in project.packages), lambda key: labels.field_word(name, key)
    if name in ORDERED:
        pack = load_pack(project.country)
        return tuple(dict.fromkeys(one.name for one in pack.energy_classes)), str
    known = bridge.CODE_LISTS.get(name, ())
    if name in ("generator", "generator_after"):
        known = tuple(labels.GENERATORS)
    return tuple(known), lambda word: labels.field_word(name, word)


def class_column(field: str) -> str:
    """Column of the certificate's class of a number, today or after."""
    return "energy_class_after" if "_after_" in field else "energy_class"


def _shown_for(limited: str) -> str:
    """Field of a limited quantity per m², or the sum where it is not shown per m²."""
    return f"{limited}_kwh_m2" if f"{limited}_kwh_m2" in FIELDS else f"{limited}_kwh"
