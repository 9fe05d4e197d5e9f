"""Errors: exit codes, messages, JSON on stderr, and nothing on stdout."""

import io
import os
from pathlib import Path

import pytest
from calling import Deskctl, program
from kept_rows import without_table

from deskctl.language.i18n import use_language


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
        (["checklist", "check", "no/such/file"], 3, "not_found"),
        (["checklist", "install", "no/such/file"], 3, "not_found"),
        (["inspection", "record", "IN-2026-11-CUS-04", "--file", "no/such/file"], 3, "not_found"),
    ],
)
def test_exit_codes_and_json_errors(act: Deskctl, words: list[str], code: int, kind: str) -> None:
    """Each kind of error has its exit code; with `--json` it is one object on stderr, and stdout stays empty."""
    answer = act("--json", *words)
    assert (answer.code, answer.out) == (code, "")
    assert (answer.error["error"], answer.error["exit"]) == (kind, code)
    assert set(answer.error) == {"error", "code", "message", "clause", "hint", "remedy", "exit"}
    assert answer.error["message"]


def test_refusal_names_its_clause_and_the_remedy(act: Deskctl) -> None:
    """A refusal is printed with the clause, the text of the clause, and the command that resolves it."""
    answer = act("ticket", "close", "T-068")
    sentence, clause, hint = answer.err.splitlines()
    assert answer.code == 1
    assert sentence.startswith("T-068")
    assert clause.startswith("S5.4-5: ")
    assert hint.startswith("hint: deskctl ticket resolve T-068")
    assert act("ticket", "close", "T-068", "--json").error["clause"] == "S5.4-5"


def test_refusal_names_the_lead_on_call_with_phone(act: Deskctl) -> None:
    """A refusal of an operation for the lead names the lead engineer on call with the phone number."""
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
def test_misspelt_word_gets_the_nearest_one(ask: Deskctl, words: list[str], near: str) -> None:
    """A misspelt word, or the word of another program, is answered with the nearest word of deskctl."""
    answer = ask(*words)
    assert answer.code == 2
    assert f"did you mean {near}" in answer.err
    assert "Error:" not in answer.err
    assert "Usage:" not in answer.err


def test_desk_command_typed_at_a_noun_is_named(ask: Deskctl) -> None:
    """A command of deskctl that was typed as a verb of a noun is named in the hint, as `import` after `customer`."""
    assert ask("customer", "import", "--json").error["hint"] == "deskctl import --help"
    assert ask("customer", "frobnicate", "--json").error["hint"] == "deskctl customer --help"


def test_bad_data_names_line_and_field(deskctl: Deskctl, tmp_path: Path) -> None:
    """A bad line of an import is refused with its number and field."""
    file = tmp_path / "bad.jsonl"
    file.write_text('{"type": "meta"}\nnonsense\n', encoding="utf-8")
    answer = deskctl("import", file, "--store", tmp_path / "new.db", "--json")
    assert answer.code == 4
    assert answer.error["error"] == "bad_data"
    assert {"line", "field"} <= set(answer.error)


def test_missing_store_is_refused(deskctl: Deskctl, tmp_path: Path) -> None:
    """A missing store is refused with the command that makes one, and reading does not create it."""
    store = tmp_path / "none.db"
    answer = deskctl("ticket", "list", "--store", store, "--json")
    assert (answer.code, answer.error["hint"]) == (5, "deskctl init")
    assert not store.exists()


@pytest.mark.parametrize("words", [("month", "export", "2026-09"), ("report", "export", "T-001")])
def test_document_for_a_missing_folder(deskctl: Deskctl, desk: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    """An export into a missing folder is refused with the name of the folder."""
    answer = deskctl(*words, "--format", "md", "-o", tmp_path / "none" / "x.md", "--store", desk, "--actor", "LE1")
    assert (answer.code, answer.err.strip()) == (3, f"There is no folder {tmp_path / 'none'}.")


def test_file_that_is_not_a_store(deskctl: Deskctl, tmp_path: Path) -> None:
    """A file that is not a store is refused and left unchanged."""
    other = tmp_path / "photo.db"
    other.write_bytes(b"\x89PNG" * 1000)
    answer = deskctl("ticket", "list", "--store", other, "--json")
    assert answer.code == 5
    assert other.read_bytes() == b"\x89PNG" * 1000


def test_damaged_store(deskctl: Deskctl, desk: Path) -> None:
    """A store without its tables is refused as unusable instead of causing a crash."""
    without_table(desk, "clock")
    assert deskctl("clock", "list", "--store", desk, "--json").code == 5


def test_hostile_words_do_not_reach_the_terminal(ask: Deskctl) -> None:
    """Escape sequences in typed words are not printed to the terminal."""
    answer = ask("ticket", "show", "\x1b[31mred\x1b[0m")
    assert "\x1b" not in answer.err
    assert "\x1b" not in ask("tick\x1b[2Jet").err


def test_interrupt_while_waiting_for_input(desk: Path) -> None:
    """An interrupt during a batch ends it with exit code 130 and without a traceback."""
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


def test_broken_pipe_ends_quietly(demo: Path) -> None:
    """When the reader of a pipe closes it early, deskctl prints no error and exits with 0."""
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


def test_bad_current_time_is_a_usage_error(demo: Path) -> None:
    """A DESKCTL_NOW without an offset is refused as a usage error that names the variable."""
    answer = program("ticket", "list", "--store", demo, DESKCTL_NOW="2026-11-22 09:30")
    assert answer.returncode == 2
    assert b"DESKCTL_NOW" in answer.stderr


@pytest.mark.parametrize("now", ["0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59+08:00", "2026-11-23T10:00:00"])
def test_extreme_current_time_is_refused(ask: Deskctl, monkeypatch: pytest.MonkeyPatch, now: str) -> None:
    """A current time at either end of the calendar, or one without an offset, is a usage error."""
    monkeypatch.setenv("DESKCTL_NOW", now)
    answer = ask("ticket", "list", "--json")
    assert (answer.code, answer.error["error"]) == (2, "usage")


@pytest.mark.parametrize(
    ("words", "expected", "command"),
    [
        (["ticket", "list", "--owner"], "--owner 需要一个值。", "ticket list"),
        (["ticket", "list", "--reverse=yes"], "--reverse 不带值。", "ticket list"),
        (["ticket", "list", "--limit", "x"], "--limit 需要 0 到 1000000000 之间的整数。", "ticket list"),
        (["watch", "--count", "0"], "--count 需要 1 到 1000000000 之间的整数。", "watch"),
        (["ticket", "show", "1", "2"], "deskctl ticket show 有多余的参数：2。", "ticket show"),
    ],
)
def test_usage_errors_in_chinese(act: Deskctl, words: list[str], expected: str, command: str) -> None:
    """A usage error that the parser finds is in the chosen language too, and names the help of its command."""
    use_language("zh")
    answer = act(*words)
    assert (answer.code, answer.err.splitlines()) == (2, [expected, f"提示：deskctl {command} --help"])


def test_letter_of_a_missing_notice_names_the_notice(act: Deskctl) -> None:
    """The letter of a notice to a customer names which of the two is missing, the notice first."""
    for notice, customer, missing in (
        ("AD-99", "CUS-04", "AD-99"),
        ("AD-99", "C", "AD-99"),
        ("AD-01", "CUS-99", "CUS-99"),
    ):
        error = act("advisory", "export", notice, "--customer", customer, "--json").error
        assert (error["exit"], missing in error["message"]) == (3, True), error


SAVED_NOTHING = "Nothing was saved."


def test_refusal_of_one_write_says_that_nothing_was_saved(act: Deskctl) -> None:
    """People read once that a refused write saved nothing; JSON, reads, dry runs and unknown commands do not say it."""
    close = ("ticket", "close", "T-068")
    assert act(*close).err.count(SAVED_NOTHING) == 1
    assert act(*close, "--actor", "nobody").err.count(SAVED_NOTHING) == 1
    for words in (
        (*close, "--json"),
        (*close, "--dry-run"),
        ("ticket", "list", "--owner", "me", "--actor", "nobody"),
        ("ticket", "clse", "T-068"),
    ):
        refused = act(*words)
        assert (refused.code in {1, 2}, SAVED_NOTHING in refused.err) == (True, False), words


def test_refusal_among_many_does_not_say_that_nothing_was_saved(
    act: Deskctl, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where others were saved, the refusal of one of many tickets or lines does not say that nothing was."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"T-071\nT-001\n")))
    many = act("ticket", "hand-over", "-", "--to", "EN1")
    file = tmp_path / "lines"
    lines = ['{"do": "ticket.note", "ticket": 71, "text": "x"}', '{"do": "ticket.close", "ticket": 68}']
    file.write_text("\n".join(lines), encoding="utf-8")
    batch = act("batch", file)
    assert (many.code, bool(many.out), batch.code) == (1, True, 1)
    assert SAVED_NOTHING not in many.err + batch.err + batch.out


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (["ticket", "note", "T-071"], "--text"),
        (["ticket", "open", "--title", "x"], "--contact"),
        (["ticket", "open", "--contact", "P-0101"], "--title"),
        (["contact", "retire", "P-0101"], "--reason"),
        (["callback", "move", "1"], "--due"),
    ],
)
def test_missing_option_is_a_usage_error_even_where_another_may_replace_it(
    act: Deskctl, words: list[str], option: str
) -> None:
    """A value that only some calls need is named as its option, as one that every call needs; exit code 2."""
    refused = act(*words, "--json")
    assert (refused.code, refused.error["code"]) == (2, "usage")
    assert refused.error["message"] == f"deskctl {words[0]} {words[1]} needs {option}."
