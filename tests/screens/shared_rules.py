"""Style sheets that are read once for all consoles of the tests, as their rules are the same in each."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_read = Stylesheet._parse_rules  # noqa: SLF001 - no public way
_kept: dict[Any, list[RuleSet]] = {}
_last: list[Any] = [None, frozenset()]


def _colours(variables: dict[str, str]) -> frozenset[tuple[str, str]]:
    """Return the colours of a style sheet as a hashable key."""
    if _last[0] is not variables:
        _last[:] = variables, frozenset(variables.items())
    return _last[1]


def _rules(sheet: Any, *source: Any, **options: Any) -> list[RuleSet]:
    """Return the rules of a source for the colours of a style sheet."""
    key = (source, tuple(options.items()), _colours(sheet._variables))  # noqa: SLF001 - no public way
    if key not in _kept:
        _kept[key] = _read(sheet, *source, **options)
    return _kept[key]


@contextmanager
def shared_rules() -> Iterator[None]:
    """Read each source once for each set of colours.

    Rules are compared by identity, as Textual does, but without a call in Python for each comparison.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RuleSet, "__hash__", object.__hash__)
        patch.setattr(Stylesheet, "_parse_rules", _rules)
        yield
