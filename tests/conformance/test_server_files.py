"""The files of a machine beside a desk on a server, where nothing of deskctl has made a folder yet."""

from collections.abc import Callable
from pathlib import Path

import pytest
from both_engines import Both

from deskctl.desk.presence import Presence, PresenceFile

pytestmark = pytest.mark.xdist_group("server")


@pytest.fixture(autouse=True)
def new_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Use a home folder in which there is nothing."""
    home = tmp_path / "home"
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    return home


def test_a_worker_on_a_new_machine(own_demo: Both, answer: Callable[..., tuple[int, str, str]]) -> None:
    """The first command of a machine may be `serve`, whose state is kept there."""
    code, out, err = answer(own_demo.server, "serve", "--once", "--json")
    assert (code, err) == (0, "")
    assert '"errors": []' in out
    assert answer(own_demo.server, "serve", "status", "--json")[0] == 0


def test_consoles_on_a_new_machine() -> None:
    """Consoles show each other at which ticket their people are, also on a machine that never had a desk in a file."""
    one, other = (PresenceFile("postgresql://bo@db.example.com/desk") for _console in range(2))
    one.write(Presence("EN1", "Ann Lee", 66))
    assert [present.name for present in other.others()] == ["Ann Lee"]
    one.remove()
    assert other.others() == []
