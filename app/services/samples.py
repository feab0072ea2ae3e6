"""The built-in districts."""

import tempfile
from pathlib import Path
from typing import Final

from app.errors import UserError
from app.paths import resources
from app.services.intake import ImportRequest, import_district
from app.services.outcome import Outcome
from app.services.sample_list import SAMPLES, Sample
from app.services.synthetic import write_synthetic
from app.text.translate import _
from gis.footprints import DistrictFiles
from retrofit.progress import Progress, silent

__all__ = ["SAMPLES", "Sample", "sample_project"]

BUBENEC_FILE: Final = "samples/local/bubenec.gpkg"


def sample_project(key: str, progress: Progress = silent) -> Outcome:
    """Load and plan a built-in district.

    Raises
    ------
    app.errors.UserError
        If there is no such district, or its file was never fetched.
    """
    known = {sample.key: sample for sample in SAMPLES}
    if key not in known:
        raise UserError("sample_unknown", name=key, known=", ".join(known))
    if key == "synthetic":
        return _synthetic(known[key], progress)
    path = resources() / BUBENEC_FILE
    if not path.is_file():
        raise UserError("sample_missing", name=known[key].title)
    files = DistrictFiles.by_role(
        buildings=(path, "buildings"), parcels=(path, "plots"), streets=(path, "streets")
    )
    request = ImportRequest(
        files, name=_(known[key].title), attribution="Bubenec sample of momepy (BSD-3-Clause)"
    )
    return import_district(request, progress)


def _synthetic(sample: Sample, progress: Progress) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="kvarter-") as folder:
        path = Path(folder) / "synthetic.gpkg"
        write_synthetic(path)
        files = DistrictFiles.by_role(
            buildings=(path, "buildings"), parcels=(path, "parcels"), streets=(path, "streets")
        )
        request = ImportRequest(
            files, name=_(sample.title), synthetic=True, attribution=_("generated, no real place")
        )
        return import_district(request, progress)
