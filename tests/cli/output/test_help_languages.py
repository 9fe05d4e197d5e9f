"""The help is in the language of the moment, whatever it was when the module of a command was imported."""

import re
from collections.abc import Iterator

import pytest

from deskctl.cli import root
from deskctl.cli.output.output_shapes import commands
from deskctl.language.i18n import use_language

CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def english_again() -> Iterator[None]:
    """Use English after the test."""
    yield
    use_language("en")


def help_texts(command: str) -> list[str]:
    leaf = root.root()
    texts = [param.help for param in leaf.params]
    for word in command.split():
        leaf = leaf.load(None, word)  # type: ignore[attr-defined]
        texts += [param.help for param in leaf.params]
    return [text for text in (leaf.help, *texts) if text]


@pytest.mark.usefixtures("english_again")
def test_help_follows_the_language() -> None:
    """After a change of the language the help of every command and option is in the new one."""
    use_language("en")
    wrong = [(command, text) for command in commands() for text in help_texts(command) if CHINESE.search(text)]
    use_language("zh")
    wrong += [(command, text) for command in commands() for text in help_texts(command) if not CHINESE.search(text)]
    assert wrong == []
