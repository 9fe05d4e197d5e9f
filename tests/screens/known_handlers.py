"""Message handlers that are looked up once for each class, as each console finds the same ones."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
from textual.message import Message
from textual.message_pump import MessagePump

_look_up = MessagePump._get_dispatch_methods  # noqa: SLF001 - no public way


@cache
def _places(kind: type, message: type, name: str) -> tuple[tuple[type, str], ...] | None:
    """Return the classes with a handler and the name of each in its class; None if a decorator may choose others."""
    found = []
    for one in kind.__mro__:
        if any(issubclass(message, decorated) for decorated in one.__dict__.get("_decorated_handlers", ())):
            return None
        found += [(one, own) for own in (f"_{name}", name) if one.__dict__.get(own)][:1]
    return tuple(found)


def _handlers(pump: Any, name: str, message: Message) -> Iterator[tuple[type, Callable[..., Any]]]:
    """Yield the handlers of a message until one forbids the others."""
    places = _places(type(pump), type(message), name)
    if places is None:
        yield from _look_up(pump, name, message)
        return
    for kind, own in places:
        if message._no_default_action:  # noqa: SLF001 - no public way
            return
        handler = kind.__dict__[own]
        if not getattr(handler, "_textual_on", None):
            yield kind, handler.__get__(pump, kind)


@contextmanager
def known_handlers() -> Iterator[None]:
    """Look up the handlers of a class only once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MessagePump, "_get_dispatch_methods", _handlers)
        yield
