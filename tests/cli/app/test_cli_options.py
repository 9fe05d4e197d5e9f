"""The options that every command accepts."""

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
    """An option is accepted at any place before or after the command."""
    answer = deskctl(*(word.format(demo) for word in words))
    assert answer.code == 0
    assert len(answer.json) == 8


def test_later_option_counts(deskctl: Deskctl, demo: Path) -> None:
    """If an option is given twice, the last value counts."""
    assert deskctl("--store", "nowhere.db", "ticket", "list", "--store", demo).code == 0


def test_settings_from_the_environment(deskctl: Deskctl, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Store and actor can be set in the environment, and an option on the command line overrides them."""
    monkeypatch.setenv("DESKCTL_STORE", str(demo))
    monkeypatch.setenv("DESKCTL_ACTOR", "EN2")
    assert [row["ticket"] for row in deskctl("ticket", "list", "--owner", "me", "--jsonl").rows] == ["T-069"]
    assert deskctl("ticket", "list", "--owner", "me", "--actor", "SE1", "--jsonl").rows[0]["ticket"] == "T-070"


def test_call_without_a_command_opens_the_console(deskctl: Deskctl, demo: Path, opened: Opened) -> None:
    """Without a command deskctl opens the console on the named store."""
    assert deskctl("--store", demo, "--actor", "EN1").code == 0
    assert opened == [(str(demo), "EN1", "en")]


def test_version_is_one_line(deskctl: Deskctl) -> None:
    """`--version` prints one line with the version."""
    from deskctl import __version__

    assert deskctl("--version").out == f"deskctl {__version__}\n"


def test_language_by_option_or_environment(demo: Path) -> None:
    """An error is printed in the language that the option or the environment chooses."""
    answer = program("--lang", "zh", "ticket", "show", "999", "--store", demo)
    assert answer.returncode == 3
    by_environment = program("ticket", "show", "999", "--store", demo, DESKCTL_LANG="zh")
    assert by_environment.stderr == answer.stderr


def test_fields_without_a_value_before_another_option(ask: Deskctl) -> None:
    """`--fields` lists the names of the fields wherever it stands, with another option behind it too."""
    names = ask("ticket", "list", "--fields").out
    assert names.startswith("ticket\ntitle\n")
    assert ask("ticket", "list", "--fields", "-q").out == names
    assert [row["field"] for row in ask("ticket", "list", "--fields", "--jsonl").rows] == names.split()
