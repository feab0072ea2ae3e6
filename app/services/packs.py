"""The pack that a project is reckoned with: its country's, with the planner's own prices."""

from functools import lru_cache

from app.packs import load_pack
from app.project import Project
from retrofit.plan.own_prices import with_own_prices
from retrofit.stock.pack import CountryPack


def pack_of(project: Project) -> CountryPack:
    """Return the pack of a project with the prices that the planner gave.

    Raises
    ------
    retrofit.errors.EngineError
        If there is no such pack, or a price does not fit to it.
    """
    own = project.assumptions.own_prices
    pack = load_pack(project.country)
    return _repriced(pack, own) if own else pack


@lru_cache(maxsize=8)
def _repriced(pack: CountryPack, own: tuple[tuple[str, float], ...]) -> CountryPack:
    return with_own_prices(pack, own)
