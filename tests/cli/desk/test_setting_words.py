"""Settings whose values are words of the program: the filters and columns of saved queues, kinds of alerts."""

from pathlib import Path

import pytest
from calling import Deskctl


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a settings file that does not exist yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    path = tmp_path / "deskctl" / "config.toml"
    path.parent.mkdir()
    return path


@pytest.mark.parametrize(
    ("key", "wrong", "right"),
    [
        ("queues.q.status", "new,bogus", "new,all"),
        ("queues.q.kind", "bogus", "incident,question"),
        ("queues.q.columns", "title,bogus", "title,owner"),
        ("console.quiet_except", "bogus", "catastrophic,breached"),
    ],
)
def test_word_that_nothing_has_is_a_mistake(deskctl: Deskctl, file: Path, key: str, wrong: str, right: str) -> None:
    """A status, kind, column or kind of alert that does not exist is not set, and is named by line and key."""
    answer = deskctl("config", "set", key, wrong, "--json")
    assert (answer.code, answer.error["error"], "bogus" in answer.error["message"]) == (2, "usage", True)
    assert deskctl("config", "set", key, right).code == 0
    assert deskctl("config", "check").code == 0
    table, _dot, name = key.rpartition(".")
    file.write_text(f'actor = "EN1"\n[{table}]\n{name} = "{wrong}"\n', encoding="utf-8")
    checked = deskctl("config", "check", "--json")
    assert (checked.code, [(row["line"], row["key"]) for row in checked.json]) == (4, [(3, key)])
