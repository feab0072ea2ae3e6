"""Pictures of the dialogs that need no file, on the harbour district."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from screenshots import Session


def take_all(session: Session) -> None:
    """Take all of them; each is closed again."""
    from retrofit.stock.fields import Level

    window = session.window
    window.document.select(Level.BUILDING, (0, 2, 4))
    for take in (_packages, _rules, _expression, _lists, _columns, _heights, _intake, _others, _help):
        take(session)


def shown(session: Session) -> Any:
    """The dialog on top, as soon as there is one."""
    from PySide6.QtWidgets import QDialog

    def top() -> Any:
        seen = (one for one in session.window.findChildren(QDialog) if one.isVisible())
        return session.application.activeModalWidget() or next(seen, None)

    session.until(lambda: top() is not None)
    session.settle()
    return top()


def _packages(session: Session) -> None:
    from app.ui.dialogs.package_parts import OWN
    from retrofit.stock import codes

    session.window.operations.ask_packages()
    dialog = shown(session)
    session.until(lambda: not dialog.following)
    session.take("dialog-packages", dialog)
    dialog.new.click()
    row = dialog.form.elements[codes.ROOF]
    row.way.setCurrentIndex(OWN)
    row.way.activated.emit(OWN)
    session.settle()
    session.until(lambda: not dialog.following)
    session.take("dialog-packages-own", dialog)
    dialog.form.name.setText("")
    dialog.form.name.textEdited.emit("")
    session.settle()
    session.until(lambda: not dialog.following)
    session.take("dialog-packages-fault", dialog)
    dialog.reject()


def _rules(session: Session) -> None:
    session.window.operations.ask_rules()
    dialog = shown(session)
    session.take("dialog-rules", dialog)
    dialog.reject()
    session.window.operations.ask_comparison()
    dialog = shown(session)
    session.until(lambda: not getattr(dialog, "following", False))
    session.take("dialog-comparison", dialog)
    dialog.reject()


def _expression(session: Session) -> None:
    session.window.operations.ask_rule()
    dialog = shown(session)
    session.take("dialog-expression", dialog)
    for name, text in (("count", "year_of_construction < 1960"), ("error", "year_of_constructoin < 1960")):
        dialog.rule.setPlainText(text)
        session.settle()
        session.take(f"dialog-expression-{name}", dialog)
    dialog.reject()


def _heights(session: Session) -> None:
    session.window.operations.ask_heights()
    dialog = shown(session)
    session.take("dialog-heights", dialog)
    dialog.reject()
    session.window.operations.ask_service()
    dialog = shown(session)
    session.take("dialog-map-service", dialog)
    dialog.reject()
    session.window.operations.ask_database()
    dialog = shown(session)
    session.take("dialog-database", dialog)
    dialog.reject()


def _lists(session: Session) -> None:
    operations = session.window.operations
    for name, ask in (("selections", operations.ask_selections), ("bookmarks", operations.ask_bookmarks)):
        ask()
        dialog = shown(session)
        session.take(f"dialog-{name}", dialog)
        dialog.reject()
    operations.ask_bookmark()
    dialog = shown(session)
    session.take("dialog-name", dialog)
    dialog.reject()


def _columns(session: Session) -> None:
    from app.ui.dialogs.columns import ColumnsDialog

    table = session.window.room.table
    dialog = ColumnsDialog(table, table.layout_of_columns)
    dialog.open()
    session.take("dialog-columns", dialog)
    dialog.reject()


def _intake(session: Session) -> None:
    window = session.window
    window.operations.ask_register()
    register = shown(session)
    session.take("dialog-join-register", register)
    register.reject()
    window.operations.ask_form_blocks()
    forming = shown(session)
    session.take("dialog-form-blocks", forming)
    forming.reject()
    window.operations.open_newer_files()
    newer = shown(session)
    session.take("dialog-newer-files", newer)
    newer.reject()


def _others(session: Session) -> None:
    from app.ui.dialogs.explanation import ExplanationDialog
    from app.ui.dialogs.fault import FaultDialog

    window = session.window
    project = window.document.project
    heated = int(project.baseline.typed.heated.argmax())
    explained = ExplanationDialog(window, project, str(project.buildings.index[heated]))
    explained.open()
    session.settle()
    session.take("dialog-explanation", explained)
    explained.reject()
    window.operations.ask_owners()
    owners = shown(session)
    session.take("dialog-owners", owners)
    owners.reject()
    window.operations.ask_privacy()
    privacy = shown(session)
    session.take("dialog-privacy", privacy)
    privacy.reject()
    window.operations.ask_web_map()
    dialog = shown(session)
    dialog.address.setText("htp://maps")
    dialog.accept()
    session.take("dialog-web-map", dialog)
    dialog.reject()
    fault = FaultDialog(window, window.settings, window.faults.report())
    fault.open()
    session.take("dialog-fault-report", fault)
    fault.reject()


def _help(session: Session) -> None:
    from app.ui.dialogs.manual import ManualDialog
    from app.ui.dialogs.palette import PaletteDialog

    window = session.window
    window.do("palette")
    session.settle()
    palette = window.findChild(PaletteDialog)
    session.take("dialog-palette", palette)
    palette.reject()
    window.do("manual")
    session.settle()
    manual = window.findChild(ManualDialog)
    for page in ("start", "map", "plan"):
        manual.show_page(page)
        session.take(f"manual-{page}", manual)
    manual.close()
