"""The main window: pages, docks and what can be done now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QTabWidget, QToolBar, QVBoxLayout, QWidget

from app.identity import NAME
from app.store.journal import Found, left_behind, remove
from app.store.kind import is_project
from app.text.translate import _
from app.ui import thumbnails
from app.ui.actions import Actions, verb_of
from app.ui.document import Document
from app.ui.faults import Faults
from app.ui.icons import icon
from app.ui.keeping import Keeper
from app.ui.operations import Operations
from app.ui.settings import Settings
from app.ui.shell import Shell
from app.ui.start import StartPage
from app.ui.status import MessageBar, Status
from app.ui.tasks import Runner, Task

if TYPE_CHECKING:
    from app.ui.room import Room
    from retrofit.progress import Progress


class MainWindow(QMainWindow):
    """Start page first; the planning room as soon as its libraries are loaded."""

    ready = Signal()
    """The planning room is there."""

    def __init__(
        self,
        settings: Settings | None = None,
        parent: QWidget | None = None,
        document: Document | None = None,
    ) -> None:
        super().__init__(parent)
        self.settings = settings or Settings()
        self.document = document or Document()
        self.document.setParent(self)
        self.twin: MainWindow | None = None
        """The window that took this one's place."""
        self.runner = Runner(self)
        self.operations = Operations(self, self.document, self.runner, self.settings)
        self.keeper = Keeper(self.document, self.settings.journals, self)
        self.room: Room | None = None
        self.faults = Faults(self)
        self._warmed = False
        self._leaving = False
        self._docks_restored = False
        self.start = StartPage()
        self.messages = MessageBar()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.start)
        self._lay_out()
        self._connect()
        self._refresh()

    def do(self, name: str, *values: Any) -> Any:
        """Do an action by its id, as its menu entry does."""
        self.faults.diary.note(name)
        owner, verb = verb_of(name).split(".")
        target = {
            "operations": self.operations,
            "room": self.room,
            "map": self.room and self.room.desk,
            "shell": self.shell,
            "window": self,
        }[owner]
        return getattr(target, verb)(*values)

    def renew(self) -> None:
        """Build the window anew around the same plan: all words are said again."""
        document = self.document
        document.let_go()
        self.document = Document(self)
        self._leaving = True
        self.twin = MainWindow(self.settings, document=document)
        self.close()
        self.twin.faults.watch()
        self.twin.setGeometry(self.geometry())
        self.twin.show()
        self.deleteLater()

    def open_paths(self, paths: tuple[Path, ...]) -> None:
        """Open a project, or offer files for import."""
        if len(paths) == 1 and is_project(paths[0]):
            self.operations.open_project(paths[0])
        elif paths:
            self.operations.open_files(paths)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._warmed:
            self._warmed = True
            QTimer.singleShot(0, self._warm)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.runner.keeping:
            event.ignore()
            self.runner.idle.connect(self.close, Qt.ConnectionType.SingleShotConnection)
        elif self.document.dirty and not self._leaving:
            event.ignore()
            self.operations.leave(self._leave)
        else:
            self.settings.keep(self, docks=self.room is not None and self.document.project is not None)
            if self.room is not None:
                self.room.close()
            self.runner.shutdown()
            self.keeper.close()
            super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        paths = _local(event.mimeData().urls())
        QTimer.singleShot(0, self, lambda: self.open_paths(paths))

    def _lay_out(self) -> None:
        self.setWindowTitle(NAME)
        self.setWindowIcon(icon("kvarter"))
        self.setAcceptDrops(True)
        self.setDockOptions(
            QMainWindow.DockOption.AnimatedDocks
            | QMainWindow.DockOption.AllowTabbedDocks
            | QMainWindow.DockOption.AllowNestedDocks
        )
        self.setTabPosition(Qt.DockWidgetArea.BottomDockWidgetArea, QTabWidget.TabPosition.North)
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.messages)
        box.addWidget(self._pages, 1)
        self.setCentralWidget(holder)
        self.actions_table = Actions(self, self.do)
        self.actions_table.fill_menus(self)
        self.shell = Shell(self, self.actions_table, self.settings, self.do)
        self.toolbar = QToolBar(_("Tools"), self)
        self.toolbar.setObjectName("tools")
        self.toolbar.setMovable(False)
        self.toolbar.setIconSize(QSize(20, 20))
        self.actions_table.fill_toolbar(self.toolbar)
        self.addToolBar(self.toolbar)
        self.toolbar.hide()
        self.status = Status(self.statusBar(), self.document, self.runner)
        self.resize(1280, 800)
        self.settings.restore_size(self)

    def _connect(self) -> None:
        runner, document, start = self.runner, self.document, self.start
        runner.failed.connect(self.messages.tell)
        runner.broke.connect(self.faults.show)
        runner.ended.connect(lambda _title, how: self.faults.diary.note(f"task {how}"))
        runner.began.connect(self._refresh)
        runner.idle.connect(self._refresh)
        document.changed.connect(self._refresh)
        document.changed.connect(self._settle)
        document.selection_changed.connect(self._refresh)
        document.path_changed.connect(self._refresh)
        document.path_changed.connect(self._keep_picture)
        document.undo_stack.indexChanged.connect(self._refresh)
        self.operations.recovered.connect(self._recovered)
        self.operations.noted.connect(self.status.note)
        self.operations.noted.connect(lambda _note: self.messages.hide())
        document.undo_stack.indexChanged.connect(lambda _place: self.messages.hide())
        start.files_wanted.connect(self.operations.open_files)
        start.project_wanted.connect(self.operations.open_project)
        start.sample_wanted.connect(self.operations.open_sample)
        start.forget_wanted.connect(self._forget)
        start.recovery_wanted.connect(self.operations.recover)
        start.discard_wanted.connect(self._discard)

    def _warm(self) -> None:
        """Load the heavy libraries off the window's thread, then build the room."""

        def load(_progress: Progress) -> None:
            import app.services.exporting
            import app.services.files
            import app.services.samples
            import app.ui.room  # noqa: F401 - loaded here so that building the room is quick

        self.runner.run(Task(_("Getting ready"), load, self._build_room, cancellable=False))

    def _build_room(self, _nothing: object) -> None:
        from app.ui.room import Room

        self.room = Room(self, self.operations, self.actions_table, self.status)
        self._pages.addWidget(self.room.centre)
        self.room.canvas.navigator.history_changed.connect(self._refresh)
        self._refresh()
        if self.document.project is not None:  # taken over from another window
            self.document.tell_all()
        self.ready.emit()

    def _refresh(self, *_news: object) -> None:
        """Show the page, the title and the actions that fit what is there now."""
        document = self.document
        project, opened = document.project, document.project is not None and self.room is not None
        state = {
            "project": opened,
            "idle": self.room is None or not self.runner.busy,
            "selection": bool(document.selection),
            "undo": document.undo_stack.canUndo(),
            "redo": document.undo_stack.canRedo(),
            "back": self.room is not None and self.room.canvas.navigator.history.can_go_back,
            "forward": self.room is not None and self.room.canvas.navigator.history.can_go_forward,
        }
        self.actions_table.allow(name for name, given in state.items() if given)
        self._name_undo()
        file = document.path.name if document.path else _("not saved yet")
        self.setWindowTitle(NAME if project is None else f"{project.name}[*] ({file}) – {NAME}")
        self.setWindowModified(document.dirty)
        if opened != (self._pages.currentIndex() == 1):
            self._turn_page(opened)
        if not opened:
            self.start.show_recent(self.settings.recent, self.settings.thumbnails)
            self.start.show_recovered(left_behind(self.settings.journals))

    def _turn_page(self, opened: bool) -> None:
        assert self.room is not None
        self._pages.setCurrentIndex(int(opened))
        self.toolbar.setVisible(opened)
        self.room.set_open(opened)
        if opened and not self._docks_restored:
            self._docks_restored = True
            if not self.settings.restore_docks(self):
                QTimer.singleShot(0, self.room, self.room.size_docks)
        self.messages.hide()
        if not opened:
            self.status.forget()
        else:
            QTimer.singleShot(0, self, self.shell.tour_once)

    def _name_undo(self) -> None:
        stack, table = self.document.undo_stack, self.actions_table
        for name, word, text in (
            ("undo", _("Undo"), stack.undoText()),
            ("redo", _("Redo"), stack.redoText()),
        ):
            table[name].setText(f"{word}: {text}" if text else word)

    def _keep_picture(self) -> None:
        """Keep a small picture of the map of what was saved or opened, as soon as it is drawn."""
        path, room = self.document.path, self.room
        if self.document.project is None or path is None or self.document.dirty or room is None:
            return
        if room.canvas.ready:
            thumbnails.keep(self.settings.thumbnails, path, room.canvas.grab())
        else:
            room.canvas.drawn.connect(self._keep_picture, Qt.ConnectionType.SingleShotConnection)

    def _settle(self, _changes: object) -> None:
        """What was said of the last attempt is of no use after one that went well."""
        self.messages.hide()

    def _recovered(self, found: Found) -> None:
        """Keep the plan anew at once; only then the old side file goes."""
        self.keeper.kept.connect(lambda: remove(found.file), Qt.ConnectionType.SingleShotConnection)
        self.keeper.keep()
        self.status.note(_("{name} is back as it was; it is not saved yet.").format(name=found.note.name))

    def _discard(self, found: Found) -> None:
        remove(found.file)
        self._refresh()

    def _forget(self, path: Path) -> None:
        self.settings.forget_recent(path)
        self.start.show_recent(self.settings.recent, self.settings.thumbnails)

    def _leave(self) -> None:
        self._leaving = True
        self.close()


def _local(urls: list[QUrl]) -> tuple[Path, ...]:
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
