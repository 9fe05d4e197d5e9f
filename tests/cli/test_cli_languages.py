"""The whole help speaks the language that was asked for, the words of Typer included, whatever the locale says."""

import os
import subprocess
import sys

import pytest

OF_TYPER = ("Usage", "Options", "Arguments", "Commands", "required", "env var", "Show this message")
CALLS = ([], ["ticket"], ["ticket", "resolve"], ["clock", "list"])


def _help(*words: str, **said: str) -> str:
    places = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "DESKCTL_"))}
    call = [sys.executable, "-m", "deskctl", *words, "--help"]
    return subprocess.run(call, env={**places, **said}, capture_output=True, encoding="utf-8", check=True).stdout


@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_the_help_is_all_chinese(words: list[str]) -> None:
    """No heading or mark of Typer stays English, also where the locale is another one."""
    told = _help(*words, DESKCTL_LANG="zh", LC_ALL="C.UTF-8")
    assert [word for word in OF_TYPER if word in told] == []
    assert "选项" in told


def test_the_help_is_all_english() -> None:
    """A Chinese locale does not come through where English is asked for."""
    told = _help("--lang", "en", "ticket", "resolve", LANG="zh_CN.UTF-8")
    assert "Options:" in told
    assert told.isascii()
