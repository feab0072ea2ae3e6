"""How a layer looks: classes with colours, whatever program draws them."""

from typing import Final, NamedTuple

Rgb = tuple[int, int, int]

NO_VALUE: Final[Rgb] = (208, 208, 208)
"""Grey of features without a value."""

OUTLINE: Final[Rgb] = (90, 90, 90)
OUTLINE_MM: Final = 0.1


class LayerStyle(NamedTuple):
    """A style as a GeoPackage keeps it."""

    name: str
    qml: str
    sld: str
    is_default: bool = False


class Span(NamedTuple):
    """Numbers of a column over ``above`` and up to ``upto``; None is open."""

    field: str
    above: float | None = None
    upto: float | None = None


class Words(NamedTuple):
    """Words of a column; without any: nothing is known there."""

    field: str
    words: tuple[str, ...] = ()


Test = Span | Words


class Rule(NamedTuple):
    """What is true of the features of a class, and how they are drawn."""

    label: str
    colour: Rgb
    tests: tuple[Test, ...]
    """All of them hold."""
    drawn: bool = True


class Look(NamedTuple):
    """All classes of a theme.

    Attributes
    ----------
    rules : tuple of Rule
        No feature is in two of them.
    aside : Rule, optional
        What is left out of the classes on purpose; comes before them.
    other : str
        What features are called that are in none.
    other_colour : tuple of int
    """

    rules: tuple[Rule, ...]
    aside: Rule | None = None
    other: str = "No value"
    other_colour: Rgb = NO_VALUE
    other_drawn: bool = True

    @property
    def categories(self) -> str:
        """Column whose words make the classes; "" where they are no words of one column."""
        tests = [rule.tests for rule in self.rules]
        fields = {each[0].field for each in tests if len(each) == 1 and isinstance(each[0], Words)}
        return fields.pop() if len(fields) == 1 and all(isinstance(each[0], Words) for each in tests) else ""


def spans(
    field: str, upper: tuple[float, ...], colours: tuple[Rgb, ...], labels: tuple[str, ...]
) -> tuple[Rule, ...]:
    """Classes of numbers.

    Parameters
    ----------
    field : str
    upper : tuple of float, length k
        Upper bound of each class, ascending. The first class is open below and the last
        above, so that a value rounded by a file format falls into a class all the same.
    colours : tuple of (r, g, b), length k
    labels : tuple of str, length k
        With unit, as the legend shows them.
    """
    return tuple(
        Rule(label, colour, (span,))
        for label, colour, span in zip(labels, colours, bounds(field, upper), strict=True)
    )


def bounds(field: str, upper: tuple[float, ...]) -> tuple[Span, ...]:
    """Spans of some upper bounds, open at both ends."""
    lower = [None, *upper[:-1]]
    return tuple(Span(field, low, high) for low, high in zip(lower, [*upper[:-1], None], strict=True))
