"""`FactorChoice`: which measured-to-calculated factors are laid over the figures."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from app.packs.measured import factor_sets, sets_of
from app.project import Project
from app.services.measured import factor_set
from app.text.translate import _


class FactorChoice(QComboBox):
    """Sets of factors, those of the plan's country first."""

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        own = sets_of(project.country)
        for one in (*own, *(other for other in factor_sets() if other not in own)):
            self.addItem(f"{one.code}  {one.name}", one.code)
        self.set_code(factor_set(project).code)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(32)
        self.setToolTip(
            _("Published factors from calculated to measured use; the average where a country has none")
        )
        self.setAccessibleName(_("Set of factors"))

    @property
    def code(self) -> str:
        """Code of the set chosen."""
        return str(self.currentData())

    def set_code(self, code: str) -> None:
        """Choose a set."""
        self.setCurrentIndex(self.findData(code))
