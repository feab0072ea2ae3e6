"""A program killed while it saves leaves the former or the new project, whole."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.services.files import open_project, save_project
from app.services.planning import apply_default
from app.services.samples import sample_project

ROOT = Path(__file__).resolve().parents[3]

SAVING = """
import sys
from pathlib import Path
from app.services.files import open_project, save_project
path = Path(sys.argv[1])
project = open_project(path).project
print("saving", flush=True)
while True:
    save_project(project, path)
    print("saved", flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_the_project_is_readable_after_every_kill(tmp_path):
    path = tmp_path / "plan.gpkg"
    project = apply_default(sample_project("synthetic").project, 2).project
    save_project(project, path)
    expected = project.assessment.district["e_del_after_kwh"][0]
    saves = 0
    for attempt in range(6):
        child = subprocess.Popen(
            [sys.executable, "-c", SAVING, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert child.stdout.readline() == "saving\n"
        time.sleep(0.02 + 0.037 * attempt)
        child.send_signal(signal.SIGKILL)
        saves += child.communicate()[0].count("saved")
        assert child.returncode == -signal.SIGKILL
        again = open_project(path).project
        assert again.assessment.district["e_del_after_kwh"][0] == pytest.approx(expected, rel=1e-9)
    leftovers = [item.name for item in tmp_path.iterdir() if not item.name.startswith(".")]
    assert leftovers == ["plan.gpkg"]
