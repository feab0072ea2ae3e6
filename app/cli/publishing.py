"""Options of the commands that write files for the public."""

from typing import Annotated

import typer

from app.project import Project

Public = Annotated[
    bool,
    typer.Option(
        "--public", help="Write only what may be published: no owners, no small cells, no plan.gpkg."
    ),
]
Least = Annotated[int, typer.Option(help="Least dwellings or heated buildings of a published cell.")]
PublicBy = Annotated[str, typer.Option(help="What is published: block, parcel or association.")]


def for_public(project: Project, public: bool, least: int, by: str) -> Project:
    """The plan with its privacy switch on, where that is asked for."""
    from app.errors import UserError
    from app.project import Privacy
    from app.services.privacy import set_privacy
    from app.services.publishing import LEVELS
    from retrofit.stock.fields import Level

    if not public:
        return project
    if by not in LEVELS:
        raise UserError("privacy_level_unknown", level=by, known=", ".join(LEVELS))
    return set_privacy(project, Privacy(on=True, least=least, level=Level(by))).project
