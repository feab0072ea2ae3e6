"""Why a building has its type, in sentences."""

from app.packs import load_pack
from app.project import Project
from app.text import labels
from app.text.messages import sentence
from retrofit.stock.confidence import Reason, reasons


def why_this_type(project: Project, row: int) -> str:
    """Say why a heated building has its type, one sentence a line; "" where it is not heated."""
    solved = project.baseline
    if solved is None or not solved.typed.heated[row]:
        return ""
    types = load_pack(project.country).archetypes
    found = reasons(
        row, solved.typed.stock, solved.typed.archetype_of, types, float(solved.guessed_share[row])
    )
    return "\n".join(sentence(one.code, _in_words(one)) for one in found)


def _in_words(reason: Reason) -> dict[str, object]:
    """Arguments of a reason with codes as words."""
    said = dict(reason.args)
    lists = {
        "size_class": labels.SIZE_CLASSES,
        "taken": labels.SIZE_CLASSES,
        "use": labels.USES,
        "origin": labels.PROVENANCE,
    }
    for name, words in lists.items():
        if name in said:
            said[name] = labels.word(str(said[name]), words)
    elements = said.get("elements")
    if isinstance(elements, list):
        said["elements"] = ", ".join(labels.word(str(one), labels.ELEMENTS).lower() for one in elements)
    return said
