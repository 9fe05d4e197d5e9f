"""Documents of the demo desk at its own current time, without the settings of this machine."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from desk_copies import copy_desk

from deskctl.cli.error_boundary import run
from deskctl.documents.writers import machine_fonts
from deskctl.language.i18n import use_language
from deskctl.store.sqlite.reader import open_reader

MOMENT = "2026-11-22T09:30:00+08:00"


@pytest.fixture(scope="session")
def demo(imported_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the demo desk once; nothing writes to it."""
    return copy_desk(imported_demo / "desk.db", tmp_path_factory.mktemp("demo") / "desk.db")


@pytest.fixture
def desk(demo: Path, tmp_path: Path) -> Path:
    """Return a copy of the demo desk for one test."""
    return copy_desk(demo, tmp_path / "desk.db")


@pytest.fixture
def conn(demo: Path) -> Iterator[sqlite3.Connection]:
    """Open the demo desk for reading."""
    with closing(open_reader(str(demo))) as opened:
        yield opened


@pytest.fixture
def now() -> int:
    """Return the current time of the demo desk."""
    return int(datetime.fromisoformat(MOMENT).timestamp())


@pytest.fixture(autouse=True)
def fonts_of_machine(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Keep the fonts of this machine away from documents, and return the list of those to be found."""
    found: list[Path] = []
    monkeypatch.setattr(machine_fonts, "installed_fonts", lambda: tuple(found))
    return found


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Keep the settings of this machine away from documents, and return the path of the settings file."""
    for name in ("DESKCTL_STORE", "DESKCTL_ACTOR", "DESKCTL_LANG"):
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "config" / "config.toml"
    path.parent.mkdir()
    monkeypatch.setenv("DESKCTL_CONFIG", str(path))
    monkeypatch.setenv("DESKCTL_NOW", MOMENT)
    use_language("en")
    yield path
    use_language("en")


@pytest.fixture
def deskctl(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Return a function that calls deskctl in this process and returns exit code, stdout and stderr."""

    def call(*words: object) -> tuple[int, str, str]:
        code = run([str(word) for word in words], lambda *_: None)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call
