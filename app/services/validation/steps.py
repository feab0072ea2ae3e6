"""Single hours of the 5R1C method, as the ETH RC building simulator publishes them."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from app.errors import UserError
from app.services.validation.judging import Judgement, case_fault, compare
from app.text.plain_words import plain_words
from app.text.translate import _
from retrofit.physics import hourly_step

FILES: Final = ("cases",)
TOLERANCE: Final = 0.01

AIR_CAPACITY_J_M3K: Final = 1200.0
"""Volume-related heat capacity of air (ISO 13790, 9.3.1) [J/(m³K)]."""
MASS_PER_FLOOR: Final = 2.5
"""Effective mass area per floor area (ISO 13790, table 12: very light to medium) [m²/m²]."""
SYSTEMS: Final = {
    "heating_supply_system": "DirectHeater",
    "cooling_supply_system": "DirectCooler",
    "heating_emission_system": "AirConditioning",
    "cooling_emission_system": "AirConditioning",
}
"""Systems the published cases are stated for: need and delivered energy are the same."""
UNITS: Final = {
    "t_m": "°C",
    "energy_demand": "W",
    "heating_sys_electricity": "W",
    "cooling_sys_electricity": "W",
    "lighting_demand": "W",
}

Case = Mapping[str, Any]


def judge(paths: Sequence[Path], tolerance: float | None = None) -> Judgement:
    """Solve every published hour and compare its mass temperature and its power.

    Parameters
    ----------
    paths : sequence of Path
        JSON with a list ``cases`` of ``inputs``, ``zone`` and ``expected``.
    tolerance : float, optional
        Largest difference [K] or [W] instead of `TOLERANCE`.
    """
    cases = read_cases(paths[0])
    limit = TOLERANCE if tolerance is None else tolerance
    found = [_solve(case, paths[0]) for case in cases]
    quantities = []
    for name, unit in UNITS.items():
        published = [_expected(case, name, paths[0]) for case in cases]
        if not np.isnan(published).all():
            quantities.append(compare(name, [one[name] for one in found], published, limit, unit))
    return Judgement("steps", len(cases), tuple(quantities))


def read_cases(path: Path) -> Sequence[Case]:
    """Read the list of cases.

    Raises
    ------
    app.errors.UserError
        If the file is missing or is no such list.
    """
    if not path.is_file():
        raise UserError("validation_file_missing", path=path)
    try:
        cases = json.loads(path.read_text(encoding="utf-8"))["cases"]
        if not isinstance(cases, list) or not all(isinstance(case, dict) for case in cases):
            raise case_fault("validation_steps_bad", path, "", _("it holds no list of cases"))
    except (ValueError, OSError, KeyError, TypeError) as fault:
        raise case_fault("validation_steps_bad", path, "", plain_words(fault)) from None
    return cases


def _solve(case: Case, path: Path) -> dict[str, float]:
    try:
        given, zone = case["inputs"], case["zone"]
        for name, system in SYSTEMS.items():
            if str(zone.get(name, system)).rpartition(".")[2] != system:
                raise case_fault("validation_steps_bad", path, _name(case), f"{name} is not {system}")
        area = float(zone["floor_area"])
        if not min(area, zone["total_internal_area"]) > 0:
            raise ValueError("an area is not positive")
        done = hourly_step.step(
            hourly_step.coefficients(_zones(zone, area)),
            given["t_m_prev"],
            given["t_out"],
            given["internal_gains"],
            given["solar_gains"],
            (zone["t_set_heating"], zone["t_set_cooling"]),
            (
                area * zone["max_heating_energy_per_floor_area"],
                -area * zone["max_cooling_energy_per_floor_area"],
            ),
        )
        return _named(done, _lighting(given, zone, area))
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as fault:
        raise case_fault("validation_steps_bad", path, _name(case), plain_words(fault)) from None


def _zones(zone: Case, area: float) -> hourly_step.Zones:
    changes = zone["ach_vent"] + zone["ach_infl"]
    recovered = zone["ach_vent"] * zone["ventilation_efficiency"]
    h_ve = AIR_CAPACITY_J_M3K * zone["room_vol"] * (changes - recovered) / hourly_step.SECONDS_PER_HOUR
    return hourly_step.Zones(
        h_op=np.asarray(zone["u_walls"] * zone["walls_area"], dtype=np.float64),
        h_w=np.asarray(zone["u_windows"] * zone["window_area"], dtype=np.float64),
        h_ve=np.asarray(h_ve, dtype=np.float64),
        mass_area_m2=np.asarray(MASS_PER_FLOOR * area, dtype=np.float64),
        surface_m2=np.asarray(zone["total_internal_area"], dtype=np.float64),
        c_m_j_k=np.asarray(zone["thermal_capacitance_per_floor_area"] * area, dtype=np.float64),
    )


def _lighting(given: Case, zone: Case, area: float) -> float:
    """Power of electric light: all of it or none, by the daylight on the floor [W]."""
    reaching = zone["lighting_utilisation_factor"] * zone["lighting_maintenance_factor"]
    dark = given["ill"] / area * reaching < zone["lighting_control"]
    return float(zone["lighting_load"] * area) if dark and given["occupancy"] > 0 else 0.0


def _named(done: hourly_step.Step, lighting: float) -> dict[str, float]:
    power = float(done.phi_hc)
    return {
        "t_m": float(done.theta_m),
        "energy_demand": power,
        "heating_sys_electricity": max(power, 0.0),
        "cooling_sys_electricity": max(-power, 0.0),
        "lighting_demand": lighting,
    }


def _expected(case: Case, name: str, path: Path) -> float:
    try:
        stated = case["expected"].get(name)
        return float("nan") if stated is None else float(stated["value"])
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise case_fault("validation_steps_bad", path, _name(case), plain_words(fault)) from None


def _name(case: Case) -> str:
    return str(case.get("name", ""))
