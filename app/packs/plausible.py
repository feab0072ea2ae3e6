"""What a figure of a pack can be: beyond these a cell is a slip of the pen, such as ct instead of EUR.

The bounds are wide assumptions; every figure of the packs lies well within them.
"""

from typing import Final

Bounds = tuple[float, float]

PRICE_EUR_KWH: Final = (0.005, 2.0)

CARRIER: Final[dict[str, Bounds]] = {
    "price_gross": PRICE_EUR_KWH,
    "price_net": PRICE_EUR_KWH,
    "f_p_nren": (0.0, 5.0),
    "f_p_ren": (0.0, 5.0),
    "co2": (0.0, 1.5),
}
"""Quantity of ``carriers.csv`` and ``paths.csv``; carbon-rich electricity has 1.2 kg/kWh."""

COST_EUR_M2: Final = (0.0, 5000.0)
COST_EUR_M2_CM: Final = (0.0, 100.0)
EQUIPMENT_EUR_M2: Final = (0.0, 1000.0)
GENERATOR_EUR_KW: Final = (20.0, 10_000.0)
GENERATOR_KW: Final = (0.5, 10_000.0)
AREA_M2: Final = (0.0, 1e6)
SUN_KWH_M2: Final = (0.0, 3000.0)
"""Irradiation of a plane in a heating season."""
MONTH_SUN_KWH_M2: Final = (0.0, 400.0)

PHOTOVOLTAICS: Final[dict[str, Bounds]] = {
    "module_kwp_m2": (0.05, 0.4),
    "performance_ratio": (0.3, 1.0),
    "invest_eur_kwp": (100.0, 10_000.0),
    "price_level": (0.1, 3.0),
    "price_rise": (0.1, 10.0),
    "lifetime_a": (5.0, 60.0),
    "maintenance_share_1a": (0.0, 0.5),
    "feed_in_share": (0.0, 2.0),
    "household_kwh_dwelling": (0.0, 20_000.0),
    "battery_eur_kwh": (20.0, 5000.0),
    "battery_lifetime_a": (2.0, 50.0),
}

CONDITIONS: Final[dict[str, Bounds]] = {
    "room_height_m": (1.5, 10.0),
    "theta_i_c": (5.0, 30.0),
    "phi_int_w_m2": (0.0, 100.0),
    "c_m_wh_m2k": (5.0, 500.0),
    "q_w_nd_kwh_m2": (0.0, 200.0),
    "n_use_1h": (0.0, 20.0),
    "f_red_htr1": (0.1, 1.0),
    "f_red_htr4": (0.1, 1.0),
    "f_sh_hor": (0.0, 1.0),
    "f_sh_vert": (0.0, 1.0),
    "f_frame": (0.0, 1.0),
    "f_w": (0.0, 1.0),
}
"""Column of ``conditions.csv``."""

HEAD: Final[dict[str, Bounds]] = {
    "cost_index": (0.1, 3.0),
    "construction_price": (0.2, 10.0),
    "vat_renovation": (0.0, 0.5),
    "storey_height": (2.0, 6.0),
    "dwelling_area": (20.0, 500.0),
}
"""Figure of ``pack.toml``."""
