"""The account of an import as a layer for a GIS and as a table: every feature with its fate and its reason."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from app.errors import UserError
from app.project import Project
from app.text.messages import sentence
from gis.account import Fate
from gis.geopackage import write_geopackage
from gis.write import write_csv

LAYER = "import_account"


def account_frame(project: Project) -> gpd.GeoDataFrame:
    """Every input feature as it was read, with what became of it.

    Returns
    -------
    GeoDataFrame
        ``source, layer, role, feature_id, fate, reason, said, area_in_m2, area_out_m2``: ``said`` is the
        sentence of the reason.
    """
    fates = project.account.fates
    pairs = list(zip(fates["reason"], fates["detail"], strict=True))
    said = {pair: sentence(pair[0], {"detail": pair[1]}) if pair[0] else "" for pair in set(pairs)}
    columns = ["source", "layer", "role", "feature_id", "fate", "reason", "area_in_m2", "area_out_m2"]
    frame = pd.DataFrame(fates[columns]).assign(said=[said[pair] for pair in pairs])
    return gpd.GeoDataFrame(frame, geometry=fates.geometry.to_numpy(), crs=project.buildings.crs)


def balance(project: Project) -> pd.DataFrame:
    """Features and areas by role and fate: what was read is accepted, repaired and rejected, and nothing else.

    Returns
    -------
    DataFrame
        ``role, fate, features, area_in_m2, area_out_m2``.
    """
    fates = project.account.fates
    groups = fates.groupby(["role", "fate"], sort=False)
    found = groups[["area_in_m2", "area_out_m2"]].sum()
    found.insert(0, "features", groups.size())
    order = [fate.value for fate in Fate]
    table = found.reset_index()
    ordered: pd.DataFrame = table.sort_values(
        "fate", key=lambda each: each.map(order.index), kind="stable"
    ).sort_values("role", key=lambda each: each.map(list(dict.fromkeys(fates["role"])).index), kind="stable")
    return ordered


def reasons(project: Project, most: int = 5) -> list[tuple[str, str, int, str, str]]:
    """Why features were repaired or rejected: role, fate, number, sentence and the first ids."""
    fates = project.account.fates
    told = fates[fates["reason"] != ""]
    found = []
    for (role, fate, reason), rows in told.groupby(["role", "fate", "reason"], sort=False):
        ids = ", ".join(rows["feature_id"].astype(str).head(most)) + (" ..." if len(rows) > most else "")
        said = sentence(str(reason), {"detail": str(rows["detail"].iloc[0])})
        found.append((str(role), str(fate), len(rows), said, ids))
    return found


def write_account(project: Project, folder: Path, *, overwrite: bool = False) -> dict[str, Path]:
    """Write the account as GeoPackage and CSV into a folder, made when absent.

    Raises
    ------
    app.errors.UserError
        If a file is there already.
    gis.errors.WriteError
        If one cannot be written.
    """
    paths = {"account": folder / "import_account.gpkg", "table": folder / "import_account.csv"}
    for path in paths.values():
        if path.exists() and not overwrite:
            raise UserError("export_exists", path=path)
    folder.mkdir(parents=True, exist_ok=True)
    frame = account_frame(project)
    write_csv(pd.DataFrame(frame.drop(columns="geometry")), paths["table"])
    kinds = shapely.get_dimensions(frame.geometry.to_numpy())
    layers = {
        f"{LAYER}_{name}": frame[rows]
        for name, rows in (
            ("areas", kinds == 2), ("lines", kinds == 1), ("points", kinds == 0), ("without_shape", kinds < 0),
        )
        if np.any(rows)
    }  # fmt: skip
    tables = {
        name: pd.DataFrame(layers.pop(name).drop(columns="geometry"))
        for name in list(layers)
        if name.endswith("shape")
    }
    write_geopackage(paths["account"], layers, tables)
    return paths
