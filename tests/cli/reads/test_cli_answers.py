"""The answers to scripts on the demo desk are unchanged, except for listed changes with their reasons.

`tests/data/answers/reads.jsonl.xz` contains the recorded answers, one question a line:
`{"ask": "ticket list", "rows": [...]}`. New fields are allowed; any other difference must be listed in
`tests/data/answers/changes.toml`, or it is an accidental change of an answer.
"""

import json
import lzma
import re
import tomllib
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from calling import Deskctl

FOLDER = Path(__file__).resolve().parents[2] / "data" / "answers"
KEPT = [json.loads(line) for line in lzma.decompress((FOLDER / "reads.jsonl.xz").read_bytes()).splitlines()]
CHANGES = tomllib.loads((FOLDER / "changes.toml").read_text(encoding="utf-8"))["change"]
_ABSENT = "absent"


@pytest.mark.parametrize("kept", KEPT, ids=[kept["ask"] for kept in KEPT])
def test_answer_is_unchanged(ask: Deskctl, kept: dict[str, Any]) -> None:
    """A question on the same desk at the same time has the recorded answer except for listed changes."""
    answer = ask(*kept["ask"].split(), "--jsonl", "--actor", "EN1")
    assert answer.code == 0, answer.err
    rows = [json.loads(line) for line in answer.out.splitlines()]
    changed = [change for change in _differences(kept["rows"], rows) if not _is_listed(kept["ask"], change)]
    assert changed[:20] == []


def test_each_listed_change_has_a_reason() -> None:
    """Every entry of the list of changes has a reason."""
    assert all(change["reason"].strip() and set(change) == {"ask", "path", "reason"} for change in CHANGES)


def _is_listed(question: str, difference: str) -> bool:
    path = difference.partition(": ")[0]
    return any(
        re.fullmatch(change["ask"], question) and re.fullmatch(change["path"], path) is not None for change in CHANGES
    )


def _differences(before: Any, now: Any, path: str = "") -> Iterator[str]:
    """Yield each difference as `path: before -> now`; a new field is not a difference."""
    if isinstance(before, dict) and isinstance(now, dict):
        for name, value in before.items():
            yield from _differences(value, now.get(name, _ABSENT), f"{path}.{name}")
    elif isinstance(before, list) and isinstance(now, list):
        yield from _of_lists(before, now, path)
    elif before != now:
        yield f"{path}: {before!r} -> {now!r}"


def _of_lists(before: list[Any], now: list[Any], path: str) -> Iterator[str]:
    named = _named(before), _named(now)
    if named[0] is not None and named[1] is not None:
        for name, value in named[0].items():
            yield from _differences(value, named[1].get(name, _ABSENT), f"{path}[{name}]")
        if not set(named[1]) <= set(named[0]):
            yield f"{path}[+]: {sorted(set(named[1]) - set(named[0]))}"
        elif list(named[0]) != [name for name in named[1] if name in named[0]]:
            yield f"{path}[order]: {list(named[0])} -> {list(named[1])}"
    else:
        for place, (earlier, later) in enumerate(zip_longest(before, now, fillvalue=_ABSENT)):
            yield from _differences(earlier, later, f"{path}[{place}]")


def _named(rows: list[Any]) -> dict[str, Any] | None:
    """Return the rows by the first key that identifies them, or None if none does."""
    for keys in (
        ("ticket", "clause", "start"),
        ("ticket", "seq"),
        ("action",),
        ("clause", "start"),
        ("id",),
        ("ticket",),
    ):
        if all(isinstance(row, dict) and all(key in row for key in keys) for row in rows):
            named = {"/".join(str(row[key]) for key in keys): row for row in rows}
            if len(named) == len(rows):
                return named
    return None


@pytest.mark.parametrize(
    "words",
    [
        ("sheet", "export", "T-067", "--visit", "7"),
        ("remote", "export", "T-069", "--session", "7"),
        ("ticket", "list", "--saved", "nothing"),
    ],
)
def test_no_list_of_names_is_empty(act: Deskctl, words: tuple[str, ...]) -> None:
    """An unknown name among none is refused with a sentence, and not with an empty list of valid names."""
    refused = act(*words)
    assert (refused.code, refused.err.count(": -")) == (3, 0)
