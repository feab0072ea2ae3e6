"""What the sections of a report are made of, reckoned when it is first wanted."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from app import bridge
from app.mapimage.theme import Theme
from app.project import Project
from app.services.charting import Scope, whole
from app.services.outlook import Outlook, outlook_of
from app.services.packs import pack_of
from app.services.papers.frame import Sender
from app.services.portrait import Portrait, portrait
from app.services.public_view import public_view
from app.services.publishing import published
from app.services.uncertainty import Certainty, most_draws, uncertainty_of
from retrofit.progress import Progress, silent
from retrofit.stock.fields import Level
from retrofit.stock.pack import CountryPack
from retrofit.stock.stock import FloatArray

CELLS = 4_000_000
"""Draws times buildings of a report's bands: some seconds of work."""
DRAWS = (64, 500)


@dataclass
class Material:
    """A plan and what a report needs of it.

    Nothing in it tells of single buildings while the privacy switch is on.
    """

    project: Project
    sender: Sender = field(default_factory=Sender)
    progress: Progress = silent

    @property
    def private(self) -> bool:
        """Whether the paper is for the public."""
        return self.project.privacy.on

    @cached_property
    def scope(self) -> Scope:
        """The whole district."""
        return whole(self.project)

    @cached_property
    def portrait(self) -> Portrait:
        """Figures of the district, packages compared, elements."""
        return portrait(self.project, self.scope.rows)

    @property
    def figures(self) -> dict[str, float]:
        """All results of the district."""
        return self.portrait.figures

    @cached_property
    def outlook(self) -> Outlook:
        """Carriers, classes, emissions by year."""
        return outlook_of(self.project)

    @property
    def pack(self) -> CountryPack:
        """The country's figures, with the plan's own prices."""
        return pack_of(self.project)

    @cached_property
    def shown(self) -> Project:
        """The plan with nothing but what the reader may see."""
        return published(self.project) if self.private else self.project

    def theme(self, name: str, level: Level = Level.BLOCK) -> tuple[Project, Theme]:
        """Plan and theme of a map that the reader may see."""
        return public_view(self.project, Theme(name, level))

    @property
    def level(self) -> Level:
        """Grouping of the table of the plan."""
        return self.project.privacy.level if self.private else Level.BLOCK

    def group(self) -> tuple[list[str], dict[str, FloatArray]]:
        """Names and results of the groups of the table."""
        found = bridge.frame_of(self.project, self.level)
        assert self.shown.assessment is not None
        results = {
            Level.BLOCK: self.shown.assessment.blocks,
            Level.PARCEL: self.shown.assessment.parcels,
            Level.ASSOCIATION: self.shown.assessment.associations,
        }[self.level]
        return [str(name) for name in found.index], results

    @cached_property
    def certainty(self) -> Certainty:
        """Bands of 80 % of the district's results."""
        most = min(most_draws(self.project), DRAWS[1])
        draws = int(np.clip(CELLS // max(len(self.project.stock), 1), DRAWS[0], most))
        return uncertainty_of(self.project, draws, 1, self.progress)
