"""What goes wrong: exit codes, sentences, JSON on stderr, nothing on stdout."""

import os
from pathlib import Path

import pytest
from calling import Deskctl, program
from kept_rows import without_table


@pytest.mark.parametrize(
    ("words", "code", "kind"),
    [
        (["ticket", "close", "T-068"], 1, "refused"),
        (["ticket", "lsit"], 2, "usage"),
        (["ticket"], 2, "usage"),
        (["ticket", "list", "--onwer", "EN1"], 2, "usage"),
        (["ticket", "list", "--level", "urgnet"], 2, "usage"),
        (["ticket", "list", "--status", "clsoed"], 2, "usage"),
        (["ticket", "list", "--limit", "many"], 2, "usage"),
        (["ticket", "list", "--limit", "-1"], 2, "usage"),
        (["ticket", "list", "--due-within", "soon"], 2, "usage"),
        (["ticket", "list", "--as-of", "whenever"], 2, "usage"),
        (["ticket", "list", "--after", "nowhere"], 2, "usage"),
        (["ticket", "list", "--fields", "ticket,colour"], 2, "usage"),
        (["ticket", "list", "--plain"], 2, "usage"),
        (["ticket", "list", "--lang", "fr"], 2, "usage"),
        (["ticket", "list", "--store"], 2, "usage"),
        (["ticket", "show"], 2, "usage"),
        (["ticket", "show", "seventeen"], 2, "usage"),
        (["ticket", "show", "1", "2"], 2, "usage"),
        (["ticket", "assign", "68"], 2, "usage"),
        (["visit", "request", "68", "--reason", "becuase"], 2, "usage"),
        (["--at", "-5m", "ticket", "list"], 2, "usage"),
        (["clock", "list", "17", "--all"], 2, "usage"),
        (["ticket", "show", "999"], 3, "not_found"),
        (["clock", "list", "999"], 3, "not_found"),
        (["ticket", "list", "--owner", "me", "--actor", "stranger"], 1, "refused"),
        (["import", "no/such/file"], 3, "not_found"),
    ],
)
def test_exit_codes_and_json_errors(act: Deskctl, words: list[str], code: int, kind: str) -> None:
    """Each kind of trouble has its exit code; with --json it is one object on stderr and nothing on stdout."""
    answer = act("--json", *words)
    assert (answer.code, answer.out) == (code, "")
    assert (answer.error["error"], answer.error["exit"]) == (kind, code)
    assert set(answer.error) == {"error", "code", "message", "clause", "hint", "remedy", "exit"}
    assert answer.error["message"]


def test_a_refusal_names_its_clause_and_the_way_out(act: Deskctl) -> None:
    """In words: what is refused, the clause with its words, what to do instead."""
    answer = act("ticket", "close", "T-068")
    sentence, clause, hint = answer.err.splitlines()
    assert answer.code == 1
    assert sentence.startswith("T-068")
    assert clause.startswith("S5.4-5: ")
    assert hint.startswith("hint: deskctl ticket resolve T-068")
    assert act("ticket", "close", "T-068", "--json").error["clause"] == "S5.4-5"


def test_a_refusal_for_the_lead_names_who_is_on_call_with_the_phone(act: Deskctl) -> None:
    """Whoever is refused knows whom to ring up."""
    answer = act("emergency", "revoke", "T-070", "--reason", "over", "--actor", "HL1")
    _sentence, _clause, ask, hint = answer.err.splitlines()
    assert ask == "ask: 蒋例 LE1 000-0009-1066"
    assert hint.endswith("--actor LE1")


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (["tikcet"], "ticket"),
        (["ticket", "lsit"], "list"),
        (["ticket", "list", "--stauts", "new"], "--status"),
        (["ticket", "list", "--status", "nwe"], "new"),
        (["clock", "list", "--state", "runing"], "running"),
        (["ticket", "assing", "1"], "assign"),
        (["setup"], "init"),
        (["backup"], "store"),
        (["users"], "staff"),
    ],
)
def test_a_slip_is_answered_with_the_nearest_word(ask: Deskctl, words: list[str], near: str) -> None:
    """A misspelt word is met with the one that was meant, and so is the word of another program."""
    answer = ask(*words)
    assert answer.code == 2
    assert f"did you mean {near}" in answer.err
    assert "Error:" not in answer.err
    assert "Usage:" not in answer.err


def test_a_command_of_deskctl_itself_is_named_to_who_looks_for_it_at_a_noun(ask: Deskctl) -> None:
    """Spreadsheets are imported by one command for every noun."""
    assert ask("customer", "import", "--json").error["hint"] == "deskctl import --help"
    assert ask("customer", "frobnicate", "--json").error["hint"] == "deskctl customer --help"


def test_bad_data_names_line_and_field(deskctl: Deskctl, tmp_path: Path) -> None:
    """A bad line is named by its number, and nothing of the file is kept."""
    file = tmp_path / "bad.jsonl"
    file.write_text('{"type": "meta"}\nnonsense\n', encoding="utf-8")
    answer = deskctl("import", file, "--store", tmp_path / "new.db", "--json")
    assert answer.code == 4
    assert answer.error["error"] == "bad_data"
    assert {"line", "field"} <= set(answer.error)


def test_a_store_that_is_not_there(deskctl: Deskctl, tmp_path: Path) -> None:
    """An absent store is told with the command that makes one, and is not made by reading."""
    store = tmp_path / "none.db"
    answer = deskctl("ticket", "list", "--store", store, "--json")
    assert (answer.code, answer.error["hint"]) == (5, "deskctl init")
    assert not store.exists()


@pytest.mark.parametrize("words", [("month", "export", "2026-09"), ("report", "export", "T-001")])
def test_a_document_for_a_folder_that_is_missing(
    deskctl: Deskctl, desk: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    """The folder is named, since the file is to be made."""
    answer = deskctl(*words, "--format", "md", "-o", tmp_path / "none" / "x.md", "--store", desk, "--actor", "LE1")
    assert (answer.code, answer.err.strip()) == (3, f"There is no folder {tmp_path / 'none'}.")


def test_a_file_that_is_no_store(deskctl: Deskctl, tmp_path: Path) -> None:
    """Another file is refused and left as it is."""
    other = tmp_path / "photo.db"
    other.write_bytes(b"\x89PNG" * 1000)
    answer = deskctl("ticket", "list", "--store", other, "--json")
    assert answer.code == 5
    assert other.read_bytes() == b"\x89PNG" * 1000


def test_a_damaged_store(deskctl: Deskctl, desk: Path) -> None:
    """A store without its tables is an unusable store, not a crash."""
    without_table(desk, "clock")
    assert deskctl("clock", "list", "--store", desk, "--json").code == 5


def test_hostile_words_do_not_reach_the_terminal(ask: Deskctl) -> None:
    """Escape sequences in what was typed are shown as signs."""
    answer = ask("ticket", "show", "\x1b[31mred\x1b[0m")
    assert "\x1b" not in answer.err
    assert "\x1b" not in ask("tick\x1b[2Jet").err


def test_ctrl_c_while_waiting_for_input(desk: Path) -> None:
    """Interrupted it ends with 130 and without a traceback."""
    import signal
    import subprocess
    import sys

    read, write = os.pipe()
    with subprocess.Popen(
        [sys.executable, "-m", "deskctl", "batch", "--store", str(desk)],
        stdin=read,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        os.write(write, b'{"do":"ticket.answer","ticket":"T-071"}\n')
        assert process.stdout is not None
        assert b'"ok": true' in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _out, err = process.communicate(timeout=20)
    os.close(read)
    os.close(write)
    assert process.returncode == 130
    assert b"Traceback" not in err


def test_a_broken_pipe_ends_quietly(demo: Path) -> None:
    """A reader that has seen enough hears no complaint."""
    import subprocess
    import sys

    with subprocess.Popen(
        [sys.executable, "-m", "deskctl", "clock", "list", "--all", "--jsonl", "--store", str(demo)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()
    assert err == b""
    assert process.returncode == 0


def test_a_bad_now_is_a_usage_error(demo: Path) -> None:
    """A stand-in for the present moment without an offset is refused."""
    answer = program("ticket", "list", "--store", demo, DESKCTL_NOW="2026-11-22 09:30")
    assert answer.returncode == 2
    assert b"DESKCTL_NOW" in answer.stderr


@pytest.mark.parametrize("now", ["0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59+08:00", "2026-11-23T10:00:00"])
def test_a_present_moment_out_of_this_world_is_refused(ask: Deskctl, monkeypatch: pytest.MonkeyPatch, now: str) -> None:
    """A time at the ends of the calendar, or one without an offset, is a usage error."""
    monkeypatch.setenv("DESKCTL_NOW", now)
    answer = ask("ticket", "list", "--json")
    assert (answer.code, answer.error["error"]) == (2, "usage")
