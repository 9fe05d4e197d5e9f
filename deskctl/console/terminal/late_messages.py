"""Recognising errors of messages that reach a widget after it was removed."""

import traceback

from textual.css.query import NoMatches
from textual.widget import Widget


def is_late_reply(error: Exception) -> bool:
    """Return whether a widget that is being removed failed on a message because its children are gone."""
    if not isinstance(error, NoMatches):
        return False
    frames = (frame for frame, _line in traceback.walk_tb(error.__traceback__))
    handlers = (frame.f_locals.get("self") for frame in frames)
    return any(isinstance(one, Widget) and _is_leaving(one) for one in handlers)


def _is_leaving(widget: Widget) -> bool:
    nodes = (node for node in widget.ancestors_with_self if isinstance(node, Widget))
    return not widget.is_attached or any(node._pruning for node in nodes)  # noqa: SLF001 - Textual has no public name for it
