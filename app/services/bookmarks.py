"""Views of the map with names, kept in the project."""

from dataclasses import replace

from app.changes import Changes
from app.errors import UserError
from app.project import Bookmark, Project
from app.services.outcome import Outcome
from app.text.translate import _

Extent = tuple[float, float, float, float]


def add_bookmark(project: Project, name: str, extent: Extent) -> Outcome:
    """Keep a view under a name.

    Parameters
    ----------
    project : Project
    name : str
        Not empty and not taken; blanks around it are dropped.
    extent : tuple of float
        xmin, ymin, xmax, ymax in the metric CRS [m].
    """
    bookmark = Bookmark(_free(project, name), extent)
    return _with(project, (*project.bookmarks, bookmark))


def rename_bookmark(project: Project, name: str, new: str) -> Outcome:
    """Give a bookmark another name."""
    place = _place(project, name)
    if new.strip() == name:
        return Outcome(project, Changes.NOTHING)
    renamed = replace(project.bookmarks[place], name=_free(project, new))
    return _with(project, (*project.bookmarks[:place], renamed, *project.bookmarks[place + 1 :]))


def delete_bookmark(project: Project, name: str) -> Outcome:
    """Forget a bookmark."""
    place = _place(project, name)
    return _with(project, (*project.bookmarks[:place], *project.bookmarks[place + 1 :]))


def free_name(project: Project) -> str:
    """A name to propose for the next bookmark."""
    taken = {bookmark.name for bookmark in project.bookmarks}
    numbers = range(1, len(taken) + 2)
    names = (_("View {number}").format(number=number) for number in numbers)
    return next(name for name in names if name not in taken)


def _free(project: Project, name: str) -> str:
    name = name.strip()
    if not name:
        raise UserError("bookmark_unnamed")
    if any(bookmark.name == name for bookmark in project.bookmarks):
        raise UserError("bookmark_taken", name=name)
    return name


def _place(project: Project, name: str) -> int:
    for place, bookmark in enumerate(project.bookmarks):
        if bookmark.name == name:
            return place
    raise UserError("bookmark_gone", name=name)


def _with(project: Project, bookmarks: tuple[Bookmark, ...]) -> Outcome:
    return Outcome(project.replace(bookmarks=bookmarks), Changes.BOOKMARKS)
