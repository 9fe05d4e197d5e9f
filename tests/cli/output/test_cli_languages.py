"""The whole help speaks the language that was asked for, the words of Typer included, whatever the locale says."""

import os
import subprocess
import sys

import pytest

OF_TYPER = ("Usage", "Options", "Arguments", "Commands", "required", "env var", "Show this message")
CALLS = ([], ["ticket"], ["ticket", "resolve"], ["clock", "list"])


def _help(*words: str, **reported: str) -> str:
    places = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "DESKCTL_"))}
    call = [sys.executable, "-m", "deskctl", *words, "--help"]
    return subprocess.run(call, env={**places, **reported}, capture_output=True, encoding="utf-8", check=True).stdout


@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_the_help_is_all_chinese(words: list[str]) -> None:
    """No heading or mark of Typer stays English, also where the locale is another one."""
    given = _help(*words, DESKCTL_LANG="zh", LC_ALL="C.UTF-8")
    assert [word for word in OF_TYPER if word in given] == []
    assert "选项" in given


def test_the_help_is_all_english() -> None:
    """A Chinese locale does not come through where English is asked for."""
    given = _help("--lang", "en", "ticket", "resolve", LANG="zh_CN.UTF-8")
    assert "Options:" in given
    assert given.isascii()
