"""The command line as scripts call it, on the demo desk at its own current time."""

from pathlib import Path

import pytest
from calling import NOW, Answer, Deskctl, Opened
from desk_copies import copy_desk

from deskctl.cli.error_boundary import run


@pytest.fixture(scope="session")
def demo(imported_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the demo desk once; nothing writes to it."""
    return copy_desk(imported_demo / "desk.db", tmp_path_factory.mktemp("demo") / "desk.db")


@pytest.fixture
def desk(demo: Path, tmp_path: Path) -> Path:
    """Return a copy of the demo desk for one test."""
    return copy_desk(demo, tmp_path / "desk.db")


@pytest.fixture(autouse=True)
def isolated_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings of this machine away from the call."""
    for name in ("DESKCTL_STORE", "DESKCTL_ACTOR", "DESKCTL_LANG", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DESKCTL_ACTOR", "LE1")
    monkeypatch.setenv("DESKCTL_NOW", NOW)


@pytest.fixture
def opened() -> Opened:
    """Collect the consoles that were opened: store, actor, language."""
    return []


@pytest.fixture
def deskctl(capsys: pytest.CaptureFixture[str], opened: Opened) -> Deskctl:
    """Call deskctl in this process."""

    def call(*words: object) -> Answer:
        code = run([str(word) for word in words], lambda *arguments: opened.append(arguments))
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return call


@pytest.fixture
def ask(deskctl: Deskctl, demo: Path) -> Deskctl:
    """Call deskctl on the shared demo desk, for reads."""
    return lambda *words: deskctl("--store", demo, *words)


@pytest.fixture
def act(deskctl: Deskctl, desk: Path) -> Deskctl:
    """Call deskctl on a copy of the demo desk, for writes."""
    return lambda *words: deskctl("--store", desk, *words)
