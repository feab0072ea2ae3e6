"""Take a delivery in and print, as JSON, how long each step took and the most memory: a process of its own.

``delivery.py TOWN.gpkg [CANCEL_AFTER_S]``
"""

import json
import resource
import sys
import time
from pathlib import Path

from app.services.field_profiles import all_profiles
from gis.adjacency import shared_walls, wall_lengths
from gis.blocks import make_blocks
from gis.delivery import DistrictFiles, LayerChoice
from gis.footprints import Intake, load_district
from gis.glance import glance
from retrofit.errors import Cancelled


def main(town: Path, cancel_s: float | None) -> None:
    """Look, read, clean, join, find walls, form blocks; or stop after a while."""
    layers = {role: (town, role) for role in ("buildings", "parcels", "streets")}
    files = DistrictFiles.by_role(**layers)
    steps: dict[str, float] = {}
    told: list[float] = []
    began = time.perf_counter()

    def progress(_fraction: float, _what: str) -> None:
        told.append(time.perf_counter())
        if cancel_s is not None and told[-1] - began > cancel_s:
            raise Cancelled

    def timed(name: str, work):
        start = time.perf_counter()
        found = work()
        steps[name] = time.perf_counter() - start
        return found

    if cancel_s is not None:
        try:
            load_district(files, progress, profiles=all_profiles())
        except Cancelled:
            steps["cancelled_after"] = time.perf_counter() - began
        sys.stdout.write(json.dumps({"steps": steps}))
        return
    timed("peek", lambda: glance(LayerChoice(town, "buildings", "buildings")))
    began = time.perf_counter()
    intake: Intake = timed(
        "read, clean and join", lambda: load_district(files, progress, profiles=all_profiles())
    )
    shapes = intake.buildings.geometry.to_numpy()
    timed("party walls", lambda: (shared_walls(shapes), wall_lengths(shapes)))
    blocks = timed("blocks", lambda: make_blocks(intake.buildings, intake.parcels, intake.streets))
    gaps = [later - earlier for earlier, later in zip([began, *told], [*told, told[-1]], strict=True)]
    usage = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sys.stdout.write(
        json.dumps(
            {
                "buildings": len(intake.buildings),
                "parcels": len(intake.parcels),
                "blocks": len(blocks.frame),
                "steps": steps,
                "together_s": sum(steps.values()),
                "longest_without_progress_s": max(gaps),
                "most_memory_mb": usage / 1024,
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else None)
