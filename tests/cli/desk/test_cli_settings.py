"""The settings file: precedence, saved queues, and mistakes that are reported by line and key."""

import json
import os
import stat
from pathlib import Path

import kept_rows
import pytest
from calling import Deskctl, program

from deskctl.store.wait_limit import wait_limit


@pytest.fixture(autouse=True)
def _no_actor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove the variable that names the actor."""
    monkeypatch.delenv("DESKCTL_ACTOR")


@pytest.fixture
def file() -> Path:
    """Return the path of the settings file of the test."""
    path = Path(os.environ["XDG_CONFIG_HOME"]) / "deskctl" / "config.toml"
    path.parent.mkdir(parents=True)
    return path


def test_precedence_of_option_environment_file_default(
    deskctl: Deskctl, demo: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An option overrides the environment, the environment the file, and the file the default."""

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


def test_wait_is_a_setting(deskctl: Deskctl, desk: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The wait for a store in use is a setting, and a store that remains in use ends the call with exit code 5."""

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


def test_a_limit_is_a_number_and_not_seconds(deskctl: Deskctl, file: Path) -> None:
    """A limit of files is set as a number, and the refusal of another value does not ask for seconds."""
    assert deskctl("config", "set", "files.max_count", "12").code == 0
    assert file.read_text(encoding="utf-8").split() == ["[files]", "max_count", "=", "12"]
    answer = deskctl("config", "set", "files.max_count", "many", "--json")
    assert answer.code == 2
    assert answer.error["message"].endswith("files.max_count must be a number from 0 to 86400.")


def test_empty_filter_of_a_saved_queue_is_named(ask: Deskctl, file: Path) -> None:
    """A saved queue with an empty filter is refused with the full name of the setting."""
    file.write_text('[queues.x]\nowner = ""\n', encoding="utf-8")
    refused = ask("ticket", "list", "--saved", "x")
    assert (refused.code, "queues.x.owner needs a value" in refused.err) == (2, True)


@pytest.mark.parametrize("value", ["", " "])
@pytest.mark.parametrize("key", ["queues.x.owner", "queues.x.status", "queues.x.words", "actor", "store"])
def test_empty_value_is_not_set(deskctl: Deskctl, file: Path, key: str, value: str) -> None:
    """An empty filter of a saved queue, actor or store is refused, with the command that removes the setting."""
    refused = deskctl("config", "set", key, value, "--json")
    assert (refused.code, refused.error["code"], refused.error["hint"]) == (2, "usage", f"deskctl config set {key}")
    assert not file.exists()


def test_empty_filter_in_the_file_is_a_mistake(deskctl: Deskctl, file: Path) -> None:
    """`config check` names an empty filter of a saved queue with its line."""
    file.write_text('[queues.x]\nowner = ""\nstatus = ["new", ""]\n', encoding="utf-8")
    checked = deskctl("config", "check", "--json")
    assert (checked.code, [(row["line"], row["key"]) for row in checked.json]) == (
        4,
        [(2, "queues.x.owner"), (3, "queues.x.status")],
    )


def test_saved_queues_filter_the_list(ask: Deskctl, file: Path) -> None:
    """`--saved` filters by a named queue, an option overrides it, and an unknown name is refused."""
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


def test_settings_file_is_private_to_its_owner(deskctl: Deskctl, file: Path) -> None:
    """The file is made private under every umask, and `check` reports wider permissions once it contains a password."""
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


def test_password_is_never_shown(deskctl: Deskctl, file: Path) -> None:
    """The password of a store's address is kept in the file and masked in every output."""
    result = deskctl("config", "set", "store", "postgresql://desk:sesame@host/desk", "--json")
    shown = deskctl("config", "show", "--jsonl")
    assert "sesame" in file.read_text(encoding="utf-8")
    for answer in (result, shown):
        assert answer.code == 0
        assert "sesame" not in answer.out
        assert "postgresql://desk:***@host/desk" in answer.out
    file.write_text('password = "sesame"\n', encoding="utf-8")
    assert "sesame" not in deskctl("config", "show", "--json").out


def test_malformed_values_can_be_shown(deskctl: Deskctl, file: Path) -> None:
    """A date, a huge number and a deeply nested list are reported as mistakes and cause no crash."""
    file.write_text(f"actor = 1979-05-27\nlang = 0x{'f' * 5000}\n", encoding="utf-8")
    assert deskctl("config", "check").code == 4
    shown = {row["key"]: row["value"] for row in deskctl("config", "show", "--jsonl").rows}
    assert shown["actor"] == "1979-05-27"
    for text in (f"actor = {'9' * 5000}\n", f"actor = {'[' * 5000}\n"):
        file.write_text(text, encoding="utf-8")
        assert deskctl("config", "check").code == 4
        assert deskctl("ticket", "list").code == 4


def test_setting_a_value_keeps_the_rest(deskctl: Deskctl, file: Path) -> None:
    """`config set` changes one line; comments and other values remain."""
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


def test_queue_without_its_last_value_is_removed(deskctl: Deskctl, file: Path) -> None:
    """A queue is removed with its last value, as an empty one would mean all open tickets; comments remain."""
    file.write_text('lang = "zh"\n\n[queues.mine]\n# ours\nowner = "me"\n\n[console]\nbell = true\n', encoding="utf-8")
    assert deskctl("config", "set", "queues.mine.owner").code == 0
    assert file.read_text(encoding="utf-8") == 'lang = "zh"\n\n# ours\n[console]\nbell = true\n'


@pytest.mark.parametrize(
    "words",
    [["lang", "fr"], ["colour", "blue"], ["queues.mine.due_within", "soon"], ["queues.mine.overdue", "perhaps"]],
)
def test_invalid_value_is_not_set(deskctl: Deskctl, file: Path, words: list[str]) -> None:
    """An invalid value is refused, and no file is written."""
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
def test_bad_file_is_reported_by_line_and_key(
    deskctl: Deskctl, demo: Path, file: Path, text: str, line: int, key: str
) -> None:
    """A command that needs the file reports its first mistake; the `config` commands still work."""
    file.write_text(text, encoding="utf-8")
    answer = deskctl("ticket", "list", "--owner", "me", "--store", demo, "--json")
    assert (answer.code, answer.error["line"], answer.error["field"]) == (4, line, key)
    checked = deskctl("config", "check", "--json")
    assert (checked.code, [(row["line"], row["key"]) for row in checked.json]) == (4, [(line, key)])
    shown = deskctl("config", "show", "--jsonl")
    assert (shown.code, json.loads(shown.err)["line"]) == (0, line)
    assert deskctl("config", "path").out.strip() == str(file)


def test_bad_value_can_be_replaced(deskctl: Deskctl, file: Path) -> None:
    """Setting a valid value removes the mistake."""
    file.write_text('lang = "fr"\n', encoding="utf-8")
    assert deskctl("config", "set", "lang", "en").code == 0
    assert deskctl("config", "check").code == 0


def test_settings_file_that_is_not_text(deskctl: Deskctl, file: Path) -> None:
    """Bytes that are not text are reported as a mistake and cause no crash."""
    file.write_bytes(b"\xff\xfe\x00")
    assert deskctl("config", "check", "--json").code == 4
    assert deskctl("config", "show").code == 0


def test_language_of_the_settings_file(demo: Path, file: Path, tmp_path: Path) -> None:
    """The language of the file applies if neither an option nor the environment names another."""
    file.write_text('lang = "zh"\n', encoding="utf-8")
    of_file = program("ticket", "show", "999", "--store", demo)
    option_value = program("ticket", "show", "999", "--store", demo, "--lang", "zh")
    assert of_file.stderr == option_value.stderr
    other = tmp_path / "other.toml"
    other.write_text('lang = "en"\n', encoding="utf-8")
    elsewhere = program("ticket", "show", "999", "--store", demo, DESKCTL_CONFIG=str(other))
    assert elsewhere.stderr == program("ticket", "show", "999", "--store", demo, "--lang", "en").stderr


def test_link_and_comment_are_kept(deskctl: Deskctl, file: Path, tmp_path: Path) -> None:
    """A settings file that is a symbolic link is changed at its target, and the comment beside the value remains."""
    real = tmp_path / "dotfiles.toml"
    real.write_text('actor = "EN1"  # "me" #1\n', encoding="utf-8")
    file.symlink_to(real)
    assert deskctl("config", "set", "actor", "EN#2").code == 0
    assert file.is_symlink()
    assert real.read_text(encoding="utf-8") == 'actor = "EN#2"  # "me" #1\n'


def test_unwritable_settings_file(deskctl: Deskctl, file: Path) -> None:
    """A settings file that cannot be written is refused with its path."""
    file.mkdir()
    answer = deskctl("config", "set", "actor", "EN1", "--json")
    assert answer.code == 4
    assert str(file) in answer.error["message"]


def test_unsetting_a_missing_value_changes_nothing(deskctl: Deskctl, file: Path) -> None:
    """Unsetting a value that was never set makes no file, and an emptied table is valid."""
    assert deskctl("config", "set", "console.bell").code == 0
    assert not file.exists()
    assert deskctl("config", "set", "console.bell", "no").code == 0
    assert deskctl("config", "set", "console.bell").code == 0
    assert deskctl("config", "check").code == 0


@pytest.mark.parametrize("line", ['theme = "blue"', 'quiet = "late"', 'quiet = "25:00-07:00"', 'animation = "wild"'])
def test_console_settings_are_checked_too(deskctl: Deskctl, file: Path, line: str) -> None:
    """An unknown theme or animation and invalid quiet hours are reported before the console opens."""
    file.write_text(f"[console]\n{line}\n", encoding="utf-8")
    checked = deskctl("config", "check", "--json")
    assert (checked.code, checked.json[0]["line"]) == (4, 2)
