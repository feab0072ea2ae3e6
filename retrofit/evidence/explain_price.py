"""Prices and rates of one building's plan as steps."""

from retrofit.evidence.case import Case
from retrofit.evidence.steps import ASSUMPTION, PACK, SHARE, Step, chosen, cited, given
from retrofit.money.economics import lifetime_factor, present_value_factor
from retrofit.plan.own_prices import OWN
from retrofit.plan.scenario import Assumptions
from retrofit.stock import codes
from retrofit.stock.cited import Cited

USUAL = Assumptions()
"""What stands there before the user chooses."""


def energy_price(case: Case, carrier: int) -> Step:
    """Price of a carrier, with or without VAT as the plan has it [EUR/kWh]."""
    figures = case.pack.carrier(carrier)
    price = figures.price_eur_kwh if case.assumptions.vat_included else figures.price_net_eur_kwh
    return _price(f"price__{codes.CARRIERS[carrier]}", price)


def net_price(case: Case, carrier: int) -> Step:
    """Price of a carrier without VAT, whatever the plan has [EUR/kWh]."""
    return _price(f"price_net__{codes.CARRIERS[carrier]}", case.pack.carrier(carrier).price_net_eur_kwh)


def _price(symbol: str, price: Cited) -> Step:
    if price.source == OWN:
        return given(symbol, price.value, "EUR/kWh", "", ASSUMPTION)
    return cited(symbol, price, "EUR/kWh")


def price_level(case: Case) -> Step:
    """Country, year and VAT over the prices of the cost functions [-]."""
    factor, price = case.assumptions.construction_price_factor, case.pack.construction_price
    rise = cited("price_rise", price, "-")
    if factor is not None and factor != price.value:
        rise = given("price_rise", factor, "-", "", ASSUMPTION)
    return construction_level(case, rise)


def construction_level(case: Case, rise: Step) -> Step:
    """Country, a rise of prices and VAT over German prices [-]."""
    pack = case.pack
    index = cited("price_index", pack.cost_index, "-")
    if case.assumptions.vat_included:
        vat = given("vat", pack.vat_renovation.value, SHARE, pack.vat_renovation.source, PACK)
    else:
        vat = given("vat", 0.0, SHARE, "", ASSUMPTION)
    value = rise.value * index.value * (1.0 + vat.value)
    return Step("price_level", value, "-", "price_rise * price_index * (1 + vat)", (rise, index, vat))


def discount(case: Case) -> Step:
    """Real discount rate [-]."""
    return chosen("discount", case.assumptions.discount_rate, USUAL.discount_rate, SHARE)


def growth(case: Case) -> Step:
    """Real growth of energy prices [-]."""
    return chosen("growth", case.assumptions.energy_price_growth, USUAL.energy_price_growth, SHARE)


def horizon(case: Case) -> Step:
    """Years that are reckoned [a]."""
    return chosen("horizon", float(case.assumptions.horizon_a), float(USUAL.horizon_a), "a")


def kept_value(case: Case, name: str, lifetime: Step, upkeep: Step | None = None) -> Step:
    """Present value, per EUR, of keeping something in place over the horizon [EUR/EUR]."""
    rate, years = discount(case), horizon(case)
    value = float(lifetime_factor(lifetime.value, rate.value, years.value))
    formula = f"lifetime_factor({lifetime.symbol}, discount, horizon)"
    inputs: tuple[Step, ...] = (lifetime, rate, years)
    if upkeep is not None:
        value += upkeep.value * present_value_factor(rate.value, 0.0, years.value)
        formula = f"{formula} + {upkeep.symbol} * present_value_factor(discount, 0, horizon)"
        inputs = (*inputs, upkeep)
    return Step(f"kept__{name}", value, "EUR/EUR", formula, inputs, "EN 15459-1:2017")
