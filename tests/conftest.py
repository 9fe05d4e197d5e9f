"""No test touches the desk, the log or the settings of whoever runs it, nor the language of another test."""

import os

import pytest

from deskctl.language.i18n import use_language


@pytest.fixture(autouse=True)
def _folders_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let a test's data and settings lie in a folder of its own."""
    folder = tmp_path_factory.mktemp("user")
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))


@pytest.fixture(autouse=True)
def _user_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the user of the machine be nobody on the demo desk, whoever runs the tests; a test names its actor."""
    monkeypatch.setenv("LOGNAME", "tester")


@pytest.fixture(autouse=True)
def _english() -> None:
    """Let a test begin in English, whatever the one before it spoke."""
    use_language("en")


def pytest_xdist_auto_num_workers() -> int:
    """Run two for each core: most tests wait for a disk, a terminal or a process half of their time."""
    return 2 * (os.cpu_count() or 1)
