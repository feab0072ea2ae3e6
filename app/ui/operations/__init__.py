"""What the user can do to a plan: verb, service, task, command. The one door for change.

Heavy modules (services, numpy) are imported inside functions: they load in the
runner's thread after the window is on screen.
"""

from app.ui.operations.blocks import Blocks
from app.ui.operations.charting import Charting
from app.ui.operations.checkpoints import Checkpoints
from app.ui.operations.delivering import Delivering
from app.ui.operations.evidence import Evidence
from app.ui.operations.fetching import Fetching
from app.ui.operations.heights import Heights
from app.ui.operations.keeping_selections import KeepingSelections
from app.ui.operations.layering import Layering
from app.ui.operations.notes import Notes
from app.ui.operations.opening import Opening
from app.ui.operations.output import Output
from app.ui.operations.owners import Owners
from app.ui.operations.papers import Papers
from app.ui.operations.places import Places
from app.ui.operations.planning import ADVANCED, NONE, USUAL
from app.ui.operations.scenarios import Scenarios

__all__ = ["ADVANCED", "NONE", "USUAL", "Operations"]


class Operations(
    Opening,
    Places,
    Owners,
    Heights,
    Fetching,
    Layering,
    Checkpoints,
    Blocks,
    Delivering,
    Notes,
    Scenarios,
    KeepingSelections,
    Output,
    Papers,
    Charting,
    Evidence,
):
    """Verbs of a window; dialogs call them too."""
