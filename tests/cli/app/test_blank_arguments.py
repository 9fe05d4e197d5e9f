"""A blank argument is refused, and is never read as "everything" or "nothing"."""

from pathlib import Path

import pytest
from calling import Deskctl, Opened


@pytest.mark.parametrize("words", ["", "  ", "\u3000"])
@pytest.mark.parametrize(
    "command", [("search",), ("ticket", "find"), ("ticket", "list"), ("customer", "list"), ("mail", "list")]
)
def test_blank_search_words_are_refused(ask: Deskctl, command: tuple[str, ...], words: str) -> None:
    """A blank search word, as from an empty variable of a script, is an error and does not list every row."""
    assert ask(*command, words, "--json").error["exit"] == 2


@pytest.mark.parametrize("blank", ["", " "])
@pytest.mark.parametrize(
    ("option", "named"),
    [("--store", "postgresql://"), ("--actor", "staff id"), ("--as-of", "time"), ("--xlsx", "file")],
)
def test_blank_common_options_are_refused(
    deskctl: Deskctl, opened: Opened, option: str, named: str, blank: str
) -> None:
    """A blank common option is a usage error that names what to give, before or after a command or without one."""
    for words in ([option, blank, "ticket", "list"], ["ticket", "list", f"{option}={blank}"], [option, blank]):
        refused = deskctl(*words)
        assert (refused.code, refused.out, option in refused.err, named in refused.err) == (2, "", True, True), words
    assert opened == []


def test_empty_variables_count_as_unset(deskctl: Deskctl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty environment variable is the same as one that is not set: the store is the one in the data folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    for name in ("STORE", "ACTOR", "LANG", "WAIT", "NOW", "CONFIG"):
        monkeypatch.setenv(f"DESKCTL_{name}", "")
    missing = deskctl("ticket", "list", "--owner", "me")
    assert (missing.code, str(tmp_path / "deskctl" / "desk.db") in missing.err) == (5, True)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("export", ""), "FILE needs"),
        (("report", "export", "T-001", "-o", ""), "--output needs"),
        (("store", "backup", ""), "FILE needs"),
        (("store", "restore", ""), "FILE needs"),
        (("store", "backup", "b.db", "--keep", "99999999999"), "from 1 to"),
    ],
)
def test_blank_file_is_refused(ask: Deskctl, words: tuple[str, ...], named: str) -> None:
    """A blank name of a file to write is a usage error, as is a number beyond its limits."""
    refused = ask(*words)
    assert (refused.code, refused.out, named in refused.err) == (2, "", True)


@pytest.mark.parametrize("note", ["", " ", "\u3000"])
def test_blank_note_is_refused(act: Deskctl, note: str) -> None:
    """A note that is empty or contains only spaces is refused by every operation."""
    for command in (("note",), ("respond",)):
        refused = act("ticket", *command, "T-071", "--note", note, "--json")
        assert (refused.code, refused.error["code"], refused.error["field"]) == (4, "blank", "note")


def test_unknown_recipient_is_refused(act: Deskctl) -> None:
    """An unknown recipient is refused with the name of the option and the nearest people."""
    refused = act("ticket", "assign", "T-071", "--to", "EN11")
    assert refused.code == 3
    assert refused.err.startswith("recipient: there is no member of the staff EN11; nearest: EN1 (")


def test_unknown_setting_names_the_settings_of_its_table(ask: Deskctl) -> None:
    """An unknown setting in an existing table is refused with the settings of that table, and not with all settings."""
    refused = ask("config", "set", "mail.out.host", "x")
    assert "valid: mail.out.smtp" in refused.err
    assert "queues.NAME" not in refused.err


def test_option_is_not_proposed_for_its_dashes(ask: Deskctl) -> None:
    """An option that shares little more than the dashes with the typed one is not proposed."""
    assert "did you mean" not in ask("contact", "list", "--site", "x").err
    assert "did you mean --customer" in ask("contact", "list", "--custmer", "x").err


@pytest.mark.parametrize("blank", ["", " ", "\u3000"])
@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("dispatch", "list", "--from"), "--from"),
        (("dispatch", "free", "--near"), "--near"),
        (("calendar", "show", "--month"), "--month"),
        (("calendar", "show", "--calendar"), "--calendar"),
        (("month", "show"), "YYYY-MM"),
        (("policy", "show", "--version"), "--version"),
        (("policy", "show"), "ID"),
        (("clock", "list", "--policy"), "--policy"),
        (("clock", "explain", "T-066"), "MILESTONE|CLAUSE"),
        (("on-call", "--at"), "--at"),
        (("report", "list", "--since"), "--since"),
        (("customer", "show"), "ID"),
        (("mail", "import"), "PATH..."),
        (("batch",), "FILE"),
        (("import",), "FILE"),
        (("config", "set"), "KEY"),
        (("watch", "--once", "--exec"), "--exec"),
    ],
)
def test_blank_value_of_a_command_is_refused(
    act: Deskctl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], named: str, blank: str
) -> None:
    """A blank argument or option is a usage error with its name: it means neither everything nor this folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DESKCTL_CONFIG", str(tmp_path / "settings.toml"))
    refused = act(*words, blank, "--json")
    assert (refused.code, refused.out, refused.error["code"]) == (2, "", "usage")
    assert refused.error["message"] == f"{named} needs a value."


def test_blank_name_of_the_first_person_is_refused(deskctl: Deskctl, tmp_path: Path) -> None:
    """A blank name or login of the first person is bad data, and no desk is created."""
    for option in ("--me", "--login"):
        refused = deskctl("--store", tmp_path / "new.db", "init", "--me", "A", option, "", "--json")
        assert (refused.code, refused.error["code"], (tmp_path / "new.db").exists()) == (4, "blank", False)
