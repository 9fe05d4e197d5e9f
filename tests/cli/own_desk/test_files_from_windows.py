"""Files that an editor on Windows wrote with a byte order mark are read as any other file."""

from pathlib import Path

import pytest
from calling import Deskctl

from deskctl.config.messages import secret_in
from deskctl.data_files import data_file
from deskctl.notify.escalation.rules import load_escalation
from deskctl.notify.templates import render_template

_MARK = "\ufeff"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the settings file that deskctl reads."""
    monkeypatch.setenv("DESKCTL_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path


def _written(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(_MARK + text.replace("\n", "\r\n"), encoding="utf-8", newline="")
    return path


def test_policy_of_windows_is_installed(deskctl: Deskctl, tmp_path: Path) -> None:
    """A policy and its clauses with a mark are installed, and another encoding is named as the mistake."""
    for name in ("example-english.toml", "example-english.clauses.jsonl"):
        file = data_file("policies") / name
        _written(tmp_path / name, file.read_text(encoding="utf-8").replace('id = "example-english"', 'id = "mine"'))
    deskctl("init")
    assert deskctl("policy", "install", tmp_path / "example-english.toml").code == 0
    (tmp_path / "gbk.toml").write_bytes('title = "维保"'.encode("gbk"))
    checked = deskctl("policy", "check", tmp_path / "gbk.toml")
    assert (checked.code, "gbk.toml is not UTF-8" in checked.out + checked.err) == (4, True)


def test_settings_of_windows_are_read_and_changed(deskctl: Deskctl, folder: Path) -> None:
    """The settings file is valid with a mark, and a setting can be changed in it."""
    _written(folder / "config.toml", 'lang = "zh"\n')
    assert deskctl("config", "check").code == 0
    assert deskctl("config", "set", "actor", "EN1").code == 0
    assert (folder / "config.toml").read_bytes().decode().split() == ["lang", "=", '"zh"', "actor", "=", '"EN1"']


def test_map_of_windows_is_read(deskctl: Deskctl, tmp_path: Path) -> None:
    """A map of headings is read with a mark; one whose Chinese heading has no quotation marks says how to write it."""
    deskctl("init")
    table = tmp_path / "rows.csv"
    table.write_text("商户\n青禾\n", encoding="utf-8")
    own = _written(tmp_path / "map.toml", '"商户" = "name"\n')
    assert deskctl("import", table, "--kind", "customer", "--map", own, "--json").json["created"] == 1
    own.write_text('商户 = "name"\n', encoding="utf-8")
    refused = deskctl("import", table, "--kind", "customer", "--map", own)
    assert (refused.code, '"Kunde" = "name"' in refused.err) == (4, True)


def test_messages_of_windows_are_read(folder: Path) -> None:
    """The firm's own rules, texts of mails and secrets are read without the mark."""
    _written(folder / "escalation.toml", data_file("escalation.toml").read_text(encoding="utf-8"))
    assert load_escalation().rules
    _written(folder / "mail" / "test.en.txt", "A trial\nAll is well.\n")
    assert render_template("test", "en", {}) == ("A trial", "All is well.\n")
    _written(folder / "password", "geheim\n")
    assert secret_in("password") == "geheim"
