"""Prepared statements for repeated queries: planning them takes the server longer than running them."""

from collections.abc import Callable, Sequence
from typing import Any

_RUNS_BEFORE, _MOST = 2, 200
_SHORT = range(-(1 << 31), 1 << 31)
_Key = tuple[str, tuple[str | None, ...]]


class PreparedQueries:
    """The queries of one connection, with the names of their prepared statements."""

    def __init__(self) -> None:
        self._runs: dict[_Key, int] = {}
        self._names: dict[_Key, str] = {}
        self._made = 0

    def forget(self) -> None:
        """Prepare everything again under new names: after a failed message it is unknown what was prepared."""
        self._names.clear()

    def statement(self, text: str, values: Sequence[Any], written: Callable[[str, Any], bytes]) -> bytes:
        """Return the statement that runs a query with placeholders `$1` and so on; empty unless it is prepared."""
        key = (text, tuple(map(_kind, values)))
        runs = self._runs[key] = self._runs.get(key, 0) + 1
        if None in key[1] or runs <= _RUNS_BEFORE or (key not in self._names and len(self._names) >= _MOST):
            return b""
        arguments = b"(" + written(", ".join("?" * len(values)), values) + b")" if values else b""
        return self._preparation(key) + f"EXECUTE {self._names[key]} ".encode() + arguments

    def _preparation(self, key: _Key) -> bytes:
        """Return the statement that prepares a query; empty if it is prepared already."""
        if key in self._names:
            return b""
        self._made += 1
        name = self._names[key] = f"asked_{self._made}"
        kinds = f"({', '.join(map(str, key[1]))})" if key[1] else ""
        return f"PREPARE {name} {kinds} AS {key[0]};".encode()


def _kind(value: Any) -> str | None:
    """Return the type that the server assumes for a value; None if that is uncertain."""
    if type(value) is int:
        return "int4" if value in _SHORT else "int8"
    return "text" if type(value) is str else None
