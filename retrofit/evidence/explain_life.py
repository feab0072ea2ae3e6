"""Energy over the years of the plan as steps: what a yearly kWh is worth, and what it emits."""

from retrofit.evidence.case import Case
from retrofit.evidence.explain_price import USUAL, discount, energy_price, growth, horizon
from retrofit.evidence.steps import Step, chosen, cited
from retrofit.stock import codes

CARBON = "Regulation (EU) 244/2012, annex II (least carbon price)"


def life_price(case: Case, carrier: int) -> Step:
    """Present value of a yearly delivery of 1 kWh over the horizon [EUR/(kWh/a)]."""
    name = codes.CARRIERS[carrier]
    value, price = float(case.tables.life_eur[carrier]), energy_price(case, carrier)
    rates = (discount(case), growth(case), horizon(case))
    start = case.assumptions.start_year
    points = case.pack.paths.get((carrier, "price_gross"), ())
    followed = any(point.year > start for point in points)
    if not followed and not case.assumptions.carbon_priced:
        formula = f"{price.symbol} * present_value_factor(discount, growth, horizon)"
        return Step(f"life_price__{name}", value, "EUR/(kWh/a)", formula, (price, *rates), "VDI 2067-1:2012")
    first = chosen("start_year", float(start), float(USUAL.start_year), "")
    source = CARBON if case.assumptions.carbon_priced else points[-1].source
    return Step(f"life_price__{name}", value, "EUR/(kWh/a)", "", (price, first, *rates), source)


def life_emissions(case: Case, carrier: int) -> Step:
    """Emissions of a yearly delivery of 1 kWh over the horizon [kg/(kWh/a)]."""
    name, value = codes.CARRIERS[carrier], float(case.tables.life_kg[carrier])
    symbol, unit, years = f"life_kg__{name}", "kg/(kWh/a)", horizon(case)
    points = case.pack.paths.get((carrier, "co2"), ())
    if not points:
        factor = cited(f"co2_factor__{name}", case.pack.carrier(carrier).co2_kg_kwh, "kg/kWh")
        return Step(symbol, value, unit, f"{factor.symbol} * horizon", (factor, years))
    start = case.assumptions.start_year
    first = chosen("start_year", float(start), float(USUAL.start_year), "")
    ends = [cited(f"co2_factor__{point.year}", point, "kg/kWh") for point in (points[0], points[-1])]
    inputs = (first, *dict.fromkeys(ends))
    mean = Step(f"co2_mean__{name}", value / years.value, "kg/kWh", "", inputs, points[-1].source)
    return Step(symbol, value, unit, f"{mean.symbol} * horizon", (mean, years))
