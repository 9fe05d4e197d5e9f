"""The whole help is in the chosen language under every locale, including the texts of Typer."""

import os
import subprocess
import sys

import pytest

from deskctl.cli.stubs import commands_of_the_desk, nouns_with_reads, reads
from deskctl.operations.framework import catalogue

OF_TYPER = ("Usage", "Options", "Arguments", "Commands", "required", "env var", "Show this message")
CALLS = ([], ["ticket"], ["ticket", "resolve"], ["clock", "list"])


def _help(*words: str, **variables: str) -> str:
    others = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "DESKCTL_"))}
    call = [sys.executable, "-m", "deskctl", *words, "--help"]
    return subprocess.run(call, env={**others, **variables}, capture_output=True, encoding="utf-8", check=True).stdout


@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_help_is_all_chinese(words: list[str]) -> None:
    """Chinese help contains no heading or mark of Typer in English."""
    shown = _help(*words, DESKCTL_LANG="zh", LC_ALL="C.UTF-8")
    assert [word for word in OF_TYPER if word in shown] == []
    assert "选项" in shown


def test_help_is_all_english() -> None:
    """A Chinese locale does not affect help that is requested in English."""
    shown = _help("--lang", "en", "ticket", "resolve", LANG="zh_CN.UTF-8")
    assert "Options:" in shown
    assert shown.isascii()


def test_examples_are_in_the_language_of_the_help() -> None:
    """English help has English examples, and Chinese help has Chinese ones."""
    stubs = {
        **commands_of_the_desk(),
        **{(noun, verb): one for noun in nouns_with_reads() for verb, one in reads(noun).items()},
    }
    examples = [catalogue.find(*name.split(".", 1)).example for name in catalogue.names()]
    examples += [stub.example for stub in stubs.values()]
    assert [one for one in examples if not one.isascii()] == []
    assert "--reason '已离职'" in _help("--lang", "zh", "contact", "retire")
    assert "--reason 'left the firm'" in _help("--lang", "en", "contact", "retire")
