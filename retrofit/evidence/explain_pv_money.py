"""Photovoltaics of one building in money as steps: what the roof costs, saves and earns."""

from retrofit.evidence.case import Case
from retrofit.evidence.explain_life import life_price
from retrofit.evidence.explain_price import construction_level, energy_price, kept_value, net_price
from retrofit.evidence.explain_pv import battery, exported, installed, used
from retrofit.evidence.steps import SHARE, Step, cited
from retrofit.physics.systems import ELECTRICITY
from retrofit.plan.solar_roofs import figure


def income(case: Case) -> Step | None:
    """What is saved and earned in the first year; None without modules [EUR/a]."""
    part = case.roof
    if part is None:
        return None
    bought, before_tax = energy_price(case, ELECTRICITY), net_price(case, ELECTRICITY)
    share = cited("feed_in", figure(case.pack, "feed_in_share"), SHARE)
    sold = Step(
        "price_sold",
        share.value * before_tax.value,
        "EUR/kWh",
        f"feed_in * {before_tax.symbol}",
        (share, before_tax),
    )
    formula = f"pv_used_kwh * {bought.symbol} + pv_exported_kwh * price_sold"
    value = float(part.income_eur[case.row])
    return Step("pv_income", value, "EUR/a", formula, (used(case), bought, exported(case), sold))


def worth(case: Case) -> Step | None:
    """Present value of what is saved and earned; None without modules [EUR]."""
    part, earned = case.roof, income(case)
    if part is None or earned is None:
        return None
    price, life = energy_price(case, ELECTRICITY), life_price(case, ELECTRICITY)
    formula = f"pv_income * {life.symbol} / {price.symbol}"
    return Step("pv_worth", float(part.worth_eur[case.row]), "EUR", formula, (earned, life, price))


def investment(case: Case) -> tuple[Step, ...]:
    """Cost of modules and battery; nothing without any [EUR]."""
    part = case.roof
    if part is None or part.invest_eur[case.row] <= 0:
        return ()
    found = [_bought(case, "modules", "invest_eur_kwp", installed(case))]
    capacity = battery(case)
    if capacity is not None:
        found.append(_bought(case, "battery", "battery_eur_kwh", capacity))
    return tuple(found)


def _bought(case: Case, name: str, price: str, size: Step) -> Step:
    """Size times price, at the country's level [EUR]."""
    each = cited(f"cost_each__{name}", figure(case.pack, price))
    home = cited("price_level_home", figure(case.pack, "price_level"), "-")
    rise = cited("price_rise", figure(case.pack, "price_rise"), "-")
    level = construction_level(case, rise)
    value = size.value * each.value / home.value * level.value
    formula = f"{size.symbol} * {each.symbol} / {home.symbol} * price_level"
    return Step(f"invest__{name}", value, "EUR", formula, (size, each, home, level))


def outlays(case: Case) -> tuple[Step, ...]:
    """Present value of modules and battery with replacement and upkeep [EUR]."""
    found = []
    for paid in investment(case):
        of_modules = paid.of == "modules"
        lifetime = "lifetime_a" if of_modules else "battery_lifetime_a"
        lasts = cited(f"lifetime__{paid.of}", figure(case.pack, lifetime), "a")
        upkeep = cited("upkeep__modules", figure(case.pack, "maintenance_share_1a"), "1/a")
        kept = kept_value(case, paid.of, lasts, upkeep if of_modules else None)
        value, formula = paid.value * kept.value, f"{paid.symbol} * {kept.symbol}"
        found.append(Step(f"outlay__{paid.of}", value, "EUR", formula, (paid, kept)))
    return tuple(found)
