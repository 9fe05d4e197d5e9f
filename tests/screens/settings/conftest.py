"""The settings file of a test, which names the actor."""

from pathlib import Path

import pytest
from settings_hands import ACTOR

from deskctl.config import config_file


@pytest.fixture
def file(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a settings file that names the actor, with no other source of settings."""
    for name in ("DESKCTL_LANG", "DESKCTL_ACTOR", "LC_ALL", "LC_MESSAGES", "LANG", "SSH_TTY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    path = config_file()
    path.parent.mkdir(parents=True)
    path.write_text(ACTOR, encoding="utf-8")
    return path
