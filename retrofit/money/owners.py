"""What a renovation means for those who pay: by floor area and month."""

from dataclasses import dataclass

from retrofit.money.cash_flow import payment


@dataclass(frozen=True, slots=True)
class Loan:
    """Terms of a loan: assumptions, to be replaced by those of the bank.

    Attributes
    ----------
    years : int
    interest : float
        Yearly rate [-].
    grant : float
        Share of the investment that nobody pays back [-].
    """

    years: int = 20
    interest: float = 0.04
    grant: float = 0.0


@dataclass(frozen=True, slots=True)
class Burden:
    """Cost by floor area and month [EUR/(m²·month)]."""

    energy_now: float
    energy_after: float
    loan: float

    @property
    def after(self) -> float:
        """Energy and loan together while the loan runs."""
        return self.energy_after + self.loan

    @property
    def change(self) -> float:
        """What is paid more than today while the loan runs; negative is less."""
        return self.after - self.energy_now


def burden(invest_eur: float, energy_eur_a: tuple[float, float], area_m2: float, loan: Loan) -> Burden:
    """Monthly cost of energy and loan.

    Parameters
    ----------
    invest_eur : float
        Investment before the grant [EUR].
    energy_eur_a : tuple of float
        Energy cost today and after the works, at the same prices [EUR/a].
    area_m2 : float
        Floor area that the cost is spread over [m²].
    """
    months = 12.0 * area_m2
    now, after = (each / months for each in energy_eur_a)
    return Burden(now, after, yearly_payment(invest_eur, loan) / months)


def yearly_payment(invest_eur: float, loan: Loan) -> float:
    """What is paid back a year, the grant taken off [EUR/a]."""
    return -payment(loan.interest, loan.years, (1.0 - loan.grant) * invest_eur)


def grant_without_burden(invest_eur: float, saved_eur_a: float, loan: Loan) -> float:
    """Least share of the investment that a grant must pay so that nobody pays more than today [-].

    0 where the saved energy pays the loan; NaN where nothing is invested.
    """
    if invest_eur <= 0.0:
        return float("nan")
    whole = yearly_payment(invest_eur, Loan(loan.years, loan.interest))
    return min(max(1.0 - saved_eur_a / whole, 0.0), 1.0)
