"""The settings file: precedence, saved queues, and mistakes named by line and key."""

import json
import os
import stat
from pathlib import Path

import kept_rows
import pytest
from calling import Deskctl, program

from deskctl.store.wait_limit import wait_limit


@pytest.fixture(autouse=True)
def _nobody_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no variable name who acts."""
    monkeypatch.delenv("DESKCTL_ACTOR")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Name the settings file of the test."""
    path = tmp_path / "config" / "deskctl" / "config.toml"
    path.parent.mkdir(parents=True)
    return path


def test_option_environment_file_default(
    deskctl: Deskctl, demo: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An option goes before the environment, that before the file, that before the default."""

    def where(*words: object) -> tuple[str, str]:
        shown = {row["key"]: row for row in deskctl("config", "show", "--jsonl", *words).rows}
        return shown["actor"]["value"], shown["actor"]["from"]

    assert where() == (None, "default")
    file.write_text(f'store = "{demo}"\nactor = "EN2"\n', encoding="utf-8")
    assert where() == ("EN2", "file")
    assert deskctl("ticket", "list", "--owner", "me", "--jsonl").rows[0]["ticket"] == "T-069"
    monkeypatch.setenv("DESKCTL_ACTOR", "SE1")
    assert where() == ("SE1", "DESKCTL_ACTOR")
    assert deskctl("ticket", "list", "--owner", "me", "--jsonl").rows[0]["ticket"] == "T-070"
    assert where("--actor", "EN1") == ("EN1", "option")


def test_how_long_to_wait(deskctl: Deskctl, desk: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The wait for a store that others hold is a setting like the others; a held store ends it with exit code 5."""

    def shown(*words: object) -> tuple[float, str]:
        row = next(row for row in deskctl("config", "show", "--jsonl", *words).rows if row["key"] == "wait")
        return float(row["value"]), row["from"]

    assert shown() == (30.0, "default")
    assert deskctl("config", "set", "wait", "0.2").code == 0
    assert shown() == (0.2, "file")
    with kept_rows.held(desk):
        assert deskctl("ticket", "assign", 71, "--to", "EN1", "--store", desk).code == 5
        assert wait_limit() == 0.2
    monkeypatch.setenv("DESKCTL_WAIT", "7")
    assert shown() == (7.0, "DESKCTL_WAIT")
    assert shown("--wait", "3") == (3.0, "option")
    monkeypatch.delenv("DESKCTL_WAIT")
    assert shown() == (0.2, "file")
    assert deskctl("config", "set", "wait", "-1", "--json").code == 2
    assert deskctl("config", "set", "wait", "long", "--json").code == 2
    file.write_text('wait = "long"\n', encoding="utf-8")
    assert deskctl("ticket", "list", "--store", desk).code == 0
    assert deskctl("config", "check", "--json").json[0]["key"] == "wait"


def test_saved_queues(ask: Deskctl, file: Path) -> None:
    """A queue is kept under a name; what is said on the line goes before it."""
    file.write_text(
        '[queues.late]\ntitle = "Late ones"\noverdue = true\n'
        '[queues.soon]\ndue_within = "4h"\nowner = "me"\nstatus = ["dispatched", "new"]\n',
        encoding="utf-8",
    )
    assert [row["ticket"] for row in ask("ticket", "list", "--saved", "late", "--jsonl").rows] == ["T-066"]
    soon = ask("ticket", "list", "--saved", "soon", "--actor", "EN2", "--jsonl").rows
    assert [row["ticket"] for row in soon] == ["T-069"]
    assert [row["ticket"] for row in ask("ticket", "list", "--saved", "soon", "--owner", "SE1", "--jsonl").rows] == [
        "T-070"
    ]
    unknown = ask("ticket", "list", "--saved", "sooon", "--json")
    assert unknown.code == 3
    assert "late, soon" in unknown.error["message"]


def test_the_file_is_its_owners_alone(deskctl: Deskctl, file: Path) -> None:
    """It is made so whatever the umask; `check` complains of wider rights once a password stands in it."""
    before = os.umask(0)
    try:
        assert deskctl("config", "set", "actor", "EN1").code == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.chmod(0o644)
    assert deskctl("config", "check").code == 0
    assert deskctl("config", "set", "store", "postgresql://desk:secret@host/desk").code == 0
    assert deskctl("config", "check").code == 0
    file.chmod(0o640)
    answer = deskctl("config", "check", "--plain")
    assert answer.code == 4
    assert "0640" in answer.out


def test_a_password_is_never_shown(deskctl: Deskctl, file: Path) -> None:
    """Neither when it is set nor later; the rest of the address is, and the file keeps all of it."""
    given = deskctl("config", "set", "store", "postgresql://desk:sesame@host/desk", "--json")
    shown = deskctl("config", "show", "--jsonl")
    assert "sesame" in file.read_text(encoding="utf-8")
    for answer in (given, shown):
        assert answer.code == 0
        assert "sesame" not in answer.out
        assert "postgresql://desk:***@host/desk" in answer.out
    file.write_text('password = "sesame"\n', encoding="utf-8")
    assert "sesame" not in deskctl("config", "show", "--json").out


def test_what_stands_there_by_mistake_can_be_shown(deskctl: Deskctl, file: Path) -> None:
    """A date, a number without bounds and an endless list are mistakes that are named, and no fault."""
    file.write_text(f"actor = 1979-05-27\nlang = 0x{'f' * 5000}\n", encoding="utf-8")
    assert deskctl("config", "check").code == 4
    shown = {row["key"]: row["value"] for row in deskctl("config", "show", "--jsonl").rows}
    assert shown["actor"] == "1979-05-27"
    for text in (f"actor = {'9' * 5000}\n", f"actor = {'[' * 5000}\n"):
        file.write_text(text, encoding="utf-8")
        assert deskctl("config", "check").code == 4
        assert deskctl("ticket", "list").code == 4


def test_setting_a_value_keeps_the_rest(deskctl: Deskctl, file: Path) -> None:
    """Setting changes one line; comments and other values stay."""
    file.write_text('# ours\nlang = "zh" # spoken here\n\n[queues.mine]\nowner = "me"\n', encoding="utf-8")
    assert deskctl("config", "set", "actor", "EN1").code == 0
    assert deskctl("config", "set", "queues.mine.due_within", "2h").code == 0
    assert deskctl("config", "set", "queues.late.overdue", "true").code == 0
    assert deskctl("config", "set", "queues.mine.status", "new,dispatched").code == 0
    assert deskctl("config", "set", "lang").code == 0
    assert file.read_text(encoding="utf-8") == (
        '# ours\nactor = "EN1"\n\n[queues.mine]\nowner = "me"\ndue_within = "2h"\nstatus = ["new", "dispatched"]\n'
        "\n[queues.late]\noverdue = true\n"
    )
    assert deskctl("config", "check").code == 0


def test_a_queue_without_its_last_value_is_gone(deskctl: Deskctl, file: Path) -> None:
    """Its empty table would be a queue of all open tickets; comments and other tables stay."""
    file.write_text('lang = "zh"\n\n[queues.mine]\n# ours\nowner = "me"\n\n[console]\nbell = true\n', encoding="utf-8")
    assert deskctl("config", "set", "queues.mine.owner").code == 0
    assert file.read_text(encoding="utf-8") == 'lang = "zh"\n\n# ours\n[console]\nbell = true\n'


@pytest.mark.parametrize(
    "words",
    [["lang", "fr"], ["colour", "blue"], ["queues.mine.due_within", "soon"], ["queues.mine.overdue", "perhaps"]],
)
def test_a_wrong_value_is_not_set(deskctl: Deskctl, file: Path, words: list[str]) -> None:
    """What may not stand in the file is refused, and nothing is written."""
    answer = deskctl("config", "set", *words, "--json")
    assert (answer.code, answer.error["error"]) == (2, "usage")
    assert not file.exists()


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ('actor = "EN1"\nlang = "fr"\n', 2, "lang"),
        ("[queues.mine]\nowner = 3\n", 2, "queues.mine.owner"),
        ('\n\n[queues.mine]\ncolour = "blue"\n', 4, "queues.mine.colour"),
        ('actor = "EN1"\nlang = zh\n', 2, "lang"),
        ('[queues.mine]\ndue_within = "soon"\n', 2, "queues.mine.due_within"),
    ],
)
def test_a_bad_file_is_named_by_line_and_key(
    deskctl: Deskctl, demo: Path, file: Path, text: str, line: int, key: str
) -> None:
    """Whoever needs the file tells its first mistake; `config` works on, and can mend it."""
    file.write_text(text, encoding="utf-8")
    answer = deskctl("ticket", "list", "--owner", "me", "--store", demo, "--json")
    assert (answer.code, answer.error["line"], answer.error["field"]) == (4, line, key)
    checked = deskctl("config", "check", "--json")
    assert (checked.code, [(row["line"], row["key"]) for row in checked.json]) == (4, [(line, key)])
    shown = deskctl("config", "show", "--jsonl")
    assert (shown.code, json.loads(shown.err)["line"]) == (0, line)
    assert deskctl("config", "path").out.strip() == str(file)


def test_a_bad_value_can_be_mended(deskctl: Deskctl, file: Path) -> None:
    """Setting a value again takes its mistake away."""
    file.write_text('lang = "fr"\n', encoding="utf-8")
    assert deskctl("config", "set", "lang", "en").code == 0
    assert deskctl("config", "check").code == 0


def test_a_file_that_is_no_text(deskctl: Deskctl, file: Path) -> None:
    """Bytes of something else are told, not raised."""
    file.write_bytes(b"\xff\xfe\x00")
    assert deskctl("config", "check", "--json").code == 4
    assert deskctl("config", "show").code == 0


def test_the_language_of_the_file(demo: Path, file: Path, tmp_path: Path) -> None:
    """The file's language is spoken where neither option nor environment says another."""
    file.write_text('lang = "zh"\n', encoding="utf-8")
    of_file = program("ticket", "show", "999", "--store", demo, XDG_CONFIG_HOME=str(tmp_path / "config"))
    option_value = program("ticket", "show", "999", "--store", demo, "--lang", "zh")
    assert of_file.stderr == option_value.stderr
    other = tmp_path / "other.toml"
    other.write_text('lang = "en"\n', encoding="utf-8")
    elsewhere = program("ticket", "show", "999", "--store", demo, DESKCTL_CONFIG=str(other))
    assert elsewhere.stderr == program("ticket", "show", "999", "--store", demo, "--lang", "en").stderr


def test_a_link_stays_and_so_does_a_comment(deskctl: Deskctl, file: Path, tmp_path: Path) -> None:
    """A file that is a link into another folder is changed there; the comment beside the value stays."""
    real = tmp_path / "dotfiles.toml"
    real.write_text('actor = "EN1"  # "me" #1\n', encoding="utf-8")
    file.symlink_to(real)
    assert deskctl("config", "set", "actor", "EN#2").code == 0
    assert file.is_symlink()
    assert real.read_text(encoding="utf-8") == 'actor = "EN#2"  # "me" #1\n'


def test_a_folder_that_cannot_be_written(deskctl: Deskctl, file: Path) -> None:
    """Where nothing can be written, that is told in words."""
    file.mkdir()
    answer = deskctl("config", "set", "actor", "EN1", "--json")
    assert answer.code == 4
    assert str(file) in answer.error["message"]


def test_a_value_that_was_never_set_leaves_no_trace(deskctl: Deskctl, file: Path) -> None:
    """Taking away what is not there changes nothing; an emptied table is no mistake."""
    assert deskctl("config", "set", "console.bell").code == 0
    assert not file.exists()
    assert deskctl("config", "set", "console.bell", "no").code == 0
    assert deskctl("config", "set", "console.bell").code == 0
    assert deskctl("config", "check").code == 0


@pytest.mark.parametrize("line", ['theme = "blue"', 'quiet = "late"', 'quiet = "25:00-07:00"', 'animation = "wild"'])
def test_the_console_is_checked_too(deskctl: Deskctl, file: Path, line: str) -> None:
    """Colours, hours and animation that there are not are named before the console is opened."""
    file.write_text(f"[console]\n{line}\n", encoding="utf-8")
    checked = deskctl("config", "check", "--json")
    assert (checked.code, checked.json[0]["line"]) == (4, 2)
