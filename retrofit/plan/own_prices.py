"""Energy prices that the planner knows better than the pack."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from retrofit.errors import EngineError
from retrofit.stock.codes import CARRIERS
from retrofit.stock.pack import Cited, CountryPack

OWN: Final = "own"
"""Source of a price that the planner gave."""
HIGHEST: Final = 2.0
"""No household pays more for a kilowatt-hour [EUR/kWh]: beyond lies a slip of the unit."""


def with_own_prices(pack: CountryPack, own: Sequence[tuple[str, float]]) -> CountryPack:
    """Return the pack with other prices of the first year.

    The price without VAT keeps the pack's ratio to that with VAT, and paths of prices
    keep their shape: they are read as indices over the first year.

    Parameters
    ----------
    own : sequence of (str, float)
        Carrier and price with VAT [EUR/kWh].

    Raises
    ------
    EngineError
        If the pack has no such carrier, or the price is out of reach.
    """
    carriers = dict(pack.carriers)
    for name, price in own:
        position = CARRIERS.index(name) if name in CARRIERS else -1
        if position not in carriers:
            known = ", ".join(CARRIERS[one] for one in sorted(carriers))
            raise EngineError("own_price_carrier", carrier=name, known=known)
        if not 0.0 < price <= HIGHEST:
            raise EngineError("own_price_wrong", carrier=name, price=f"{price:g}", highest=f"{HIGHEST:g}")
        before = carriers[position]
        net = price * before.price_net_eur_kwh.value / before.price_eur_kwh.value
        carriers[position] = replace(before, price_eur_kwh=_own(price), price_net_eur_kwh=_own(net))
    return replace(pack, carriers=carriers)


def _own(price: float) -> Cited:
    return Cited(price, "EUR/kWh", OWN)
