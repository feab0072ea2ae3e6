"""All sets of published cases that lie in one folder."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from app.errors import UserError
from app.services.validation import SETS, validate
from app.services.validation.judging import Judgement
from app.services.validation.page import write_page
from retrofit.progress import Progress, silent

PLACES: Final[Mapping[str, tuple[str, ...]]] = {
    "pv": ("pv/pvwatts_8760_roofmount.csv.gz", "pv/pvwatts_roofmount_monthly.csv"),
    "tabula": ("tabula/tabula_dev_inputs.csv.gz", "tabula/tabula_dev_expected.csv.gz"),
    "mobasy": ("mobasy/mobasy_dev.csv.gz",),
    "economics": ("economics/npv_irr_pmt.json", "economics/global_cost.json"),
    "factors": ("prebound/tabula_calcadapt.csv", "prebound/vectors.csv"),
    "steps": ("rc5r1c/single_steps.json",),
    "weighting": ("primary_energy/annex_j.json",),
    "geometry": (
        "geometry/analytic_cases.json",
        "geometry/momepy_expected.json",
        "../geodata/cz_bubenec_momepy/bubenec.gpkg",
    ),
    "bestest": (
        "bestest/cases_5r1c_parameters.json",
        "bestest/reference_140_2020.csv",
        "bestest/USA_CO_Denver.Intl.AP.725650_TMY3.epw",
        "bestest/monthly_case600_kwh.csv",
    ),
}
"""Files of each set below the folder of published cases."""


def judge_folder(folder: Path, progress: Progress = silent) -> tuple[Judgement, ...]:
    """Judge the engine by every set whose files are there.

    Raises
    ------
    app.errors.UserError
        If the folder holds no set at all, or one that cannot be read.
    """
    there = [
        (name, tuple(folder / place for place in PLACES[name]))
        for name in SETS
        if name in PLACES and all((folder / place).is_file() for place in PLACES[name])
    ]
    if not there:
        raise UserError("validation_file_missing", path=folder)
    found = []
    for place, (name, files) in enumerate(there):
        progress(place / len(there), "validation")
        found.append(validate(name, files))
    return tuple(found)


def validation_page(folder: Path, out: Path, progress: Progress = silent) -> tuple[Path, ...]:
    """Judge the engine and write the page of the manual with its plots."""
    return write_page(judge_folder(folder, progress), out)
