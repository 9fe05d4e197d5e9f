"""The options that stand everywhere."""

from pathlib import Path

import pytest
from calling import Deskctl, Opened, program


@pytest.mark.parametrize(
    "words",
    [
        ["--store", "{}", "ticket", "list", "--json"],
        ["ticket", "--store", "{}", "list", "--json"],
        ["ticket", "list", "--store", "{}", "--json"],
        ["--json", "ticket", "list", "--store={}"],
        ["--json", "--store={}", "ticket", "list"],
    ],
)
def test_options_before_or_after_the_command(deskctl: Deskctl, demo: Path, words: list[str]) -> None:
    """Where an option stands makes no difference."""
    answer = deskctl(*(word.format(demo) for word in words))
    assert answer.code == 0
    assert len(answer.json) == 8


def test_the_later_option_counts(deskctl: Deskctl, demo: Path) -> None:
    """Said twice, the option nearer to the command's end holds."""
    assert deskctl("--store", "nowhere.db", "ticket", "list", "--store", demo).code == 0


def test_settings_from_the_environment(deskctl: Deskctl, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Store and actor may stand in the environment; what is said on the line goes before."""
    monkeypatch.setenv("DESKCTL_STORE", str(demo))
    monkeypatch.setenv("DESKCTL_ACTOR", "EN2")
    assert [row["ticket"] for row in deskctl("ticket", "list", "--owner", "me", "--jsonl").rows] == ["T-069"]
    assert deskctl("ticket", "list", "--owner", "me", "--actor", "SE1", "--jsonl").rows[0]["ticket"] == "T-070"


def test_alone_it_opens_the_console(deskctl: Deskctl, demo: Path, opened: Opened) -> None:
    """Deskctl without a command opens the console on the store that was named."""
    assert deskctl("--store", demo, "--actor", "EN1").code == 0
    assert opened == [(str(demo), "EN1", "en")]


def test_the_version(deskctl: Deskctl) -> None:
    """The version is one line."""
    from deskctl import __version__

    assert deskctl("--version").out == f"deskctl {__version__}\n"


def test_the_language_of_an_option(demo: Path) -> None:
    """The language is settled before anything is said, by option or environment."""
    given = program("--lang", "zh", "ticket", "show", "999", "--store", demo)
    assert given.returncode == 3
    by_environment = program("ticket", "show", "999", "--store", demo, DESKCTL_LANG="zh")
    assert by_environment.stderr == given.stderr
