"""Values as typst writes them, so that no text of a user is ever taken for a command."""

from collections.abc import Mapping, Sequence

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "", "\t": " "})


def literal(value: object) -> str:
    """Write texts, numbers, sequences and mappings as literals.

    Raises
    ------
    TypeError
        For any other value.
    """
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        plain = "".join(one for one in value if one in "\n\r\t" or ord(one) >= 32)
        return f'"{plain.translate(_ESCAPES)}"'
    if isinstance(value, Mapping):
        inside = ", ".join(f"{literal(str(key))}: {literal(one)}" for key, one in value.items())
        return f"({inside or ':'})"
    if isinstance(value, Sequence):
        return "(" + "".join(f"{literal(one)}, " for one in value) + ")"
    raise TypeError(type(value).__name__)
