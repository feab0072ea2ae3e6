"""Errors the user can act on."""


class UserError(Exception):
    """Shown as it is: ``code`` picks the sentence in `app.text.messages`, ``details`` fill it.

    Every sentence says what happened, where, and what to do. Anything that is not
    a `UserError`, `gis.errors.SourceError` or `retrofit.errors.EngineError` is a bug.
    """

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details
