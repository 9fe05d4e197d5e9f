"""The text of what an operation recorded: what was done, and to which ticket or record."""

from typing import TYPE_CHECKING

from deskctl.errors import listed
from deskctl.language.i18n import _
from deskctl.language.words import capitalized
from deskctl.language.words.outcomes import is_nameless, outcome

if TYPE_CHECKING:
    from deskctl.operations.perform import OperationResult


def recorded(done: "OperationResult") -> str:
    """Return what an operation did, after the name of the ticket or record."""
    if done.repeated:
        return _("{action}: already recorded").format(action=done.action or "")
    about, words = (done.action or "").partition("/")[0], outcome_words(done)
    if not about or is_nameless(about):
        return capitalized(words)
    return _("{name}: {done}").format(name=about, done=words)


def outcome_words(done: "OperationResult") -> str:
    """Return what an operation did."""
    words = outcome(done.operation, done.events, is_record=done.record is not None)
    return listed(list(dict.fromkeys(map(_, words))), _)
