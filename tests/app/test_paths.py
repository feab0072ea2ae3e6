"""The program finds its own files."""

from pathlib import Path

import pytest

from app.paths import resources, user_cache, user_config


def test_resources_hold_the_packs() -> None:
    assert (resources() / "packs" / "countries.csv").is_file()


def test_user_folders_are_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert user_cache().is_dir()
    assert user_config().is_dir()
