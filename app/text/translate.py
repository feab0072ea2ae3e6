"""gettext for window, command line and reports: one catalogue, no Qt."""

import gettext as _gettext

_current: _gettext.NullTranslations = _gettext.NullTranslations()


def use(translations: _gettext.NullTranslations) -> None:
    """Take translations as they are."""
    global _current  # noqa: PLW0603 - the one switch of the whole program
    _current = translations


def _(message: str) -> str:
    """Translate a text now."""
    return _current.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate a text that depends on a number."""
    return _current.ngettext(singular, plural, count)


def mark(message: str) -> str:
    """Mark a text for the catalogue without translating it yet (tables, constants)."""
    return message
