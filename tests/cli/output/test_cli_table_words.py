"""Tables for people say codes in words; JSON and tab-separated lines keep them."""

import json
from pathlib import Path

import pytest
from calling import Deskctl

from deskctl.language.i18n import use_language


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the answer be one for a person, in Chinese."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "160")
    use_language("zh")


def test_a_table_says_words(deskctl: Deskctl, desk: Path, at_terminal: None) -> None:
    """States, calendars, classes and roles are said in Chinese."""
    clocks = deskctl("--store", desk, "clock", "list", "T-071").out
    assert all(reported in clocks for reported in ("计时中", "达成", "加急"))
    assert "running" not in clocks
    assert "服务器" in deskctl("--store", desk, "asset", "list").out
    assert "工程师" in deskctl("--store", desk, "staff", "list").out


def test_a_refusal_says_words(deskctl: Deskctl, desk: Path, at_terminal: None) -> None:
    """The sentence holds no code."""
    given = deskctl("--store", desk, "--actor", "EN1", "ticket", "resolve", "T-001").err
    assert "已关闭" in given
    assert "closed" not in given


def test_json_keeps_the_codes(deskctl: Deskctl, desk: Path, at_terminal: None) -> None:
    """Scripts read the same in every language."""
    clocks = json.loads(deskctl("--store", desk, "clock", "list", "T-071", "--json").out)
    assert {clock["state"] for clock in clocks} <= {"met", "overdue", "running"}
