"""Questions that a writer asks again and again: the server plans each once, which takes it longer than to answer."""

from collections.abc import Callable, Sequence
from typing import Any

_ASKED_BEFORE, _MOST = 2, 200
_SHORT = range(-(1 << 31), 1 << 31)
_Key = tuple[str, tuple[str | None, ...]]


class PreparedQuestions:
    """The questions of one connection, with the names under which the server knows them."""

    def __init__(self) -> None:
        self._asked: dict[_Key, int] = {}
        self._names: dict[_Key, str] = {}
        self._made = 0

    def forget(self) -> None:
        """Prepare everything again, under new names: a message broke off, and nobody knows how far it got."""
        self._names.clear()

    def statement(self, text: str, values: Sequence[Any], written: Callable[[str, Any], bytes]) -> bytes:
        """Return what asks a question, whose places are `$1` and so on; nothing where it has to be asked as it is."""
        key = (text, tuple(map(_kind, values)))
        asked = self._asked[key] = self._asked.get(key, 0) + 1
        if None in key[1] or asked <= _ASKED_BEFORE or (key not in self._names and len(self._names) >= _MOST):
            return b""
        arguments = b"(" + written(", ".join("?" * len(values)), values) + b")" if values else b""
        return self._preparing(key) + f"EXECUTE {self._names[key]} ".encode() + arguments

    def _preparing(self, key: _Key) -> bytes:
        """Return what prepares a question that is not known yet."""
        if key in self._names:
            return b""
        self._made += 1
        name = self._names[key] = f"asked_{self._made}"
        kinds = f"({', '.join(map(str, key[1]))})" if key[1] else ""
        return f"PREPARE {name} {kinds} AS {key[0]};".encode()


def _kind(value: Any) -> str | None:
    """Return the type that the server reads a value as at its place in the text; None if that is not certain."""
    if type(value) is int:
        return "int4" if value in _SHORT else "int8"
    return "text" if type(value) is str else None
