"""One file of a district: path, layer, browse, take away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QToolButton, QWidget

from app.text.translate import _, ngettext
from app.ui.icons import icon


class FileRow(QWidget):
    """Shows which file and layer has a role."""

    changed = Signal()
    browse_wanted = Signal()

    def __init__(self, title: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self._path: Path | None = None
        self._shown, self._layer = QLineEdit(), QComboBox()
        self._shown.setReadOnly(True)
        self._shown.setPlaceholderText(hint)
        self._shown.setAccessibleName(title)
        self._layer.setAccessibleName(_("Layer of {role}").format(role=title))
        self._layer.setToolTip(_("Layer"))
        self._layer.setMaximumWidth(190)
        browse, self._away = QPushButton(_("Browse…")), QToolButton()
        browse.setAccessibleName(_("Browse for {role}").format(role=title))
        browse.clicked.connect(self.browse_wanted)
        self._away.setIcon(icon("cancel"))
        self._away.setAutoRaise(True)
        self._away.setToolTip(_("Leave out"))
        self._away.setAccessibleName(_("Leave out {role}").format(role=title))
        self._away.clicked.connect(lambda: self.set(None))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._shown, 1)
        row.addWidget(self._layer)
        row.addWidget(browse)
        row.addWidget(self._away)
        self._layer.hide()
        policy = self._away.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._away.setSizePolicy(policy)
        self._away.hide()

    @property
    def path(self) -> Path | None:
        """The file; None when the role is left out."""
        return self._path

    @property
    def layer(self) -> str:
        """The layer; "" lets the reader guess."""
        return self._layer.currentData() or "" if self._layer.count() else ""

    def means(self, path: Path, layer: str) -> bool:
        """Whether this file and layer are chosen; the only layer of a file needs no name."""
        return self._path == path and (layer == self.layer or (not layer and self._layer.count() < 2))

    def tell_more(self, others: int) -> None:
        """Say that further files of the same kind go with the one shown."""
        if self._path is not None and others > 0:
            more = ngettext("{name} and {count} more", "{name} and {count} more", others)
            self._shown.setText(more.format(name=self._path.name, count=others))

    def set(self, path: Path | None, layers: tuple[str, ...] = (), layer: str = "") -> None:
        """Show a file and the layer chosen in it."""
        self._path = path
        self._shown.setText(path.name if path else "")
        self._shown.setToolTip(str(path) if path else "")
        self._layer.clear()
        if len(layers) > 1 and not layer:
            self._layer.addItem(_("Automatic"), "")
        for name in layers:
            self._layer.addItem(name, name)
        self._layer.setCurrentIndex(max(self._layer.findData(layer), 0))
        self._layer.setVisible(len(layers) > 1)
        self._away.setVisible(path is not None)
        self.changed.emit()
