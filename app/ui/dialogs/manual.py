"""The manual: bundled pages, the one about what the user is at first."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QCursor, QDesktopServices, QKeySequence, QShortcut, QTextDocument
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.paths import resources
from app.text.translate import _, mark
from app.ui.theme import GAP
from app.ui.tones import tones

PAGES: Final = (
    ("start", mark("The first morning")),
    ("files", mark("Your files")),
    ("map", mark("Map and selection")),
    ("plan", mark("Packages and plan")),
    ("charts", mark("Charts")),
    ("figures", mark("What the figures mean")),
    ("trust", mark("How sure the figures are")),
    ("output", mark("Handing over")),
    ("keys", mark("Keys and mouse")),
    ("methods", mark("Methods")),
    ("validation/validation", mark("Published cases")),
    ("five-cities", mark("Five cities explained")),
)
"""Pages in reading order, by file below ``resources/manual``."""
PAGE_OF_DIALOG: Final = {
    "import": "files",
    "edit-values": "files",
    "heights": "files",
    "map-service": "files",
    "database": "files",
    "owners": "files",
    "packages": "plan",
    "rules": "plan",
    "uncertainty": "trust",
    "calibration": "trust",
    "summer": "trust",
    "export": "output",
    "papers": "output",
    "privacy": "output",
}
"""Page about a dialog that works, by its object name."""
PAGE_PROPERTY: Final = "manual"
"""Property of a widget that names its page."""
SIZE: Final = QSize(980, 700)


def page_of(widget: QWidget | None) -> str:
    """Page about a widget: its own, or that of the nearest thing around it."""
    while widget is not None:
        page = widget.property(PAGE_PROPERTY)
        if page:
            return str(page)
        widget = widget.parentWidget()
    return PAGES[0][0]


def helped(dialog: QDialog, page: str = "") -> None:
    """Let F1 open the page about a dialog, beside it."""
    dialog.setProperty(PAGE_PROPERTY, page or PAGE_OF_DIALOG.get(dialog.objectName(), PAGES[0][0]))
    keys = QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), dialog)
    keys.activated.connect(partial(open_manual, dialog))


def open_manual(around: QWidget) -> None:
    """Open the page about what the user is at; a dialog has a manual of its own, or could not be left for it."""
    at = QApplication.focusWidget() or QApplication.widgetAt(QCursor.pos())
    page = page_of(at or around)
    shown = around.findChild(ManualDialog)
    if shown is None:
        shown = ManualDialog(around, page)
    shown.show_page(page)
    shown.show()
    shown.activateWindow()


class ManualDialog(QDialog):
    """Contents on the left, the page on the right, back and forward."""

    def __init__(self, parent: QWidget, page: str = PAGES[0][0]) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(_("Manual"))
        self.setObjectName("manual")
        self.resize(SIZE)
        self.contents = QListWidget()
        self.contents.setAccessibleName(_("Pages of the manual"))
        for name, title in PAGES:
            item = QListWidgetItem(_(title))
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.contents.addItem(item)
        self.text = QTextBrowser()
        self.text.setAccessibleName(_("Page"))
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(2 * GAP)
        self._back, self._forward = QPushButton(_("Back")), QPushButton(_("Forward"))
        self._past: list[str] = []
        self._ahead: list[str] = []
        self._page = ""
        self._lay_out()
        self.contents.currentItemChanged.connect(
            lambda item: item and self.show_page(str(item.data(Qt.ItemDataRole.UserRole)))
        )
        self.text.anchorClicked.connect(self._follow)
        self._back.clicked.connect(self.back)
        self._forward.clicked.connect(self.forward)
        for keys, verb in (
            (QKeySequence.StandardKey.Back, self.back),
            (QKeySequence.StandardKey.Forward, self.forward),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(verb)
        self.show_page(page)

    @property
    def page(self) -> str:
        """Page that is shown."""
        return self._page

    def show_page(self, page: str) -> None:
        """Turn to a page."""
        if page == self._page:
            return
        if self._page:
            self._past.append(self._page)
            self._ahead.clear()
        self._turn(page)

    def back(self) -> None:
        """Turn to the page before."""
        if self._past:
            self._ahead.append(self._page)
            self._turn(self._past.pop())

    def forward(self) -> None:
        """Turn to the page that `back` left."""
        if self._ahead:
            self._past.append(self._page)
            self._turn(self._ahead.pop())

    def _turn(self, page: str) -> None:
        self._page = page
        path = resources() / "manual" / f"{page}.md"
        self.text.setSearchPaths([str(path.parent)])
        document = self.text.document()
        document.setDefaultStyleSheet(f"a {{ color: {tones().accent}; }}")
        document.setMarkdown(
            path.read_text(encoding="utf-8"), QTextDocument.MarkdownFeature.MarkdownDialectGitHub
        )
        self.text.verticalScrollBar().setValue(0)
        for place, (name, _title) in enumerate(PAGES):
            if name == page:
                self.contents.blockSignals(True)
                self.contents.setCurrentRow(place)
                self.contents.blockSignals(False)
        self._back.setEnabled(bool(self._past))
        self._forward.setEnabled(bool(self._ahead))

    def _follow(self, link: QUrl) -> None:
        """Other pages open here, the web in the browser."""
        if link.scheme() in ("http", "https"):
            QDesktopServices.openUrl(link)
        elif link.path().endswith(".md"):
            below = (Path(self._page).parent / link.path()).as_posix()
            self.show_page(below.removesuffix(".md").removeprefix("./"))
        elif link.hasFragment():
            self.text.scrollToAnchor(link.fragment())

    def _lay_out(self) -> None:
        sides = QSplitter()
        sides.addWidget(self.contents)
        sides.addWidget(self.text)
        sides.setStretchFactor(1, 1)
        sides.setSizes([230, SIZE.width() - 230])
        buttons = QHBoxLayout()
        buttons.addWidget(self._back)
        buttons.addWidget(self._forward)
        buttons.addStretch(1)
        box = QVBoxLayout(self)
        box.addLayout(buttons)
        box.addWidget(sides, 1)
