"""The shapes that an operation writes with `--json`."""

from deskctl.operations.framework.base import Operation
from deskctl.queries.reference.records import NOUNS

_MAY_REPEAT_A_QUESTION = frozenset({("ticket", "open"), ("ticket", "resolve")})
FILES, DOCUMENT = "attachment", "faq-document"


def written_by_step(operation: type[Operation]) -> tuple[str, ...]:
    """Return the shapes of an operation's output: its record, its ticket, the preview of a dry run."""
    if operation.noun == FILES:
        return f"{FILES}-step", "foresight"
    if operation.shows == DOCUMENT:
        return f"{DOCUMENT}-step", "foresight"
    noun = operation.changed_noun()
    is_of_a_record = noun in NOUNS and not operation.on_ticket
    secret: tuple[str, ...] = ()
    if operation.has_secret:
        secret = (f"{noun}-secret",) if is_of_a_record else ("step-secret",)
    if may_repeat_a_question(operation):
        return "asked-step", "foresight"
    ticket = ("step",) if not is_of_a_record or "logged" in operation.also else ()
    records = (noun, *operation.may_show) if is_of_a_record else ()
    return (*secret, *(f"{name}-step" for name in records), *ticket, "foresight")


def may_repeat_a_question(operation: type[Operation]) -> bool:
    """Return whether an operation may record a question that was asked before, which its output then states."""
    return (operation.noun, operation.verb) in _MAY_REPEAT_A_QUESTION
