"""Filters of every list: several values by comma or repetition, negation, no empty value, no unknown id."""

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, get_args

import pytest
from calling import Deskctl

from deskctl.cli.stubs import clocks, documents, due, messages, records, tickets

_MODULES = (clocks, documents, due, messages, records, tickets)
_COMMON_OPTIONS = {"fields"}
_SINGLE_VALUED = {"since", "until", "system"}
FEWEST_FILTERS = 40


def _lists() -> Iterator[tuple[str, Callable[..., Any]]]:
    for module in _MODULES:
        for noun, reads in module.READS.items():
            for verb, stub in reads.items():
                place, name, *word = stub.function.split(":")
                command = getattr(import_module(place), name)
                if verb in {"list", "cover", "accesses", "count"}:
                    yield f"{noun} {verb}", command(*word) if word else command


_ONLY = ("Only", "只", "仅")
"""The beginning of a filter's help, in the language in which its command happened to be imported."""


def _filters(command: Callable[..., Any]) -> Iterator[str]:
    for name, parameter in inspect.signature(command).parameters.items():
        of, *extra = get_args(parameter.annotation) or (None,)
        help_text = str(getattr(extra[0], "help", "")) if extra else ""
        if name.startswith("not_") or name in _COMMON_OPTIONS | _SINGLE_VALUED or "bool" in str(of):
            continue
        if help_text.startswith(_ONLY) and name.rpartition("_")[2] not in {"since", "until", "within"}:
            yield name


@pytest.mark.xdist_group("every_command")  # the tests of this group share the commands, which are built once
def test_every_filter_can_be_negated() -> None:
    """Every filter of a list accepts several values and has a negation."""
    tried = 0
    for words, command in _lists():
        parameters = inspect.signature(command).parameters
        for name in _filters(command):
            assert f"not_{name}" in parameters, f"{words} has no --not-{name}"
            assert "list[str]" in str(parameters[name].annotation), f"{words} --{name} takes one value only"
            tried += 1
    assert tried > FEWEST_FILTERS


@pytest.mark.parametrize(
    ("line", "column", "wanted"),
    [
        ("due list --kind return_visit,contract --not-customer CUS-04", "kind", {"return_visit", "contract"}),
        ("due list --kind return_visit --kind contract", "kind", {"return_visit", "contract"}),
        ("due list --owner none --role business", "owner", {None}),
        ("due list --not-owner none", "owner", {"EN2", "EN3", "EN4", "MG1", "SE1", "SE2"}),
        ("stock cover --state both,none", "state", {"both", "none"}),
        ("stock cover --not-state both,none", "state", {"part_only", "loaner_only"}),
        ("mail list --state all --not-state handled", "state", {"waiting", "set_aside"}),
        ("account accesses --not-account CA-02", "account", set()),
    ],
)
def test_several_values_and_negation(ask: Deskctl, line: str, column: str, wanted: set[str | None]) -> None:
    """Several values match any of them, `none` matches a missing value, and negation matches the others."""
    rows = ask(*line.split(), "--json").json
    assert {row[column] for row in rows} <= wanted
    assert rows or not wanted


@pytest.mark.parametrize(
    ("line", "code", "near"),
    [
        ("due list --owner", 2, "--owner"),
        ("due list --owner E1", 3, "EN1"),
        ("due count --not-customer CUS-0", 3, "CUS-08"),
        ("dispatch list --engineer en1", 3, "EN1"),
        ("outbox list --state wating", 2, "waiting"),
        ("mail list --not-kind nwe", 2, "new"),
        ("stock cover --customer CUS-0", 3, "CUS-08"),
    ],
)
def test_unknown_value_is_refused_with_the_nearest(ask: Deskctl, line: str, code: int, near: str) -> None:
    """An empty value and an unknown choice are usage errors, and an unknown id is not found."""
    words = line.split()
    answer = ask(*words, *([""] if words[-1].startswith("--") else []))
    assert (answer.code, near in answer.err) == (code, True)


def test_pages_of_the_due_list_have_cursors(ask: Deskctl) -> None:
    """With `--cursor` the last line of a page of the due list is its cursor, null at the end; it requires --jsonl."""
    words = ("due", "list", "--within", "60d")
    whole, seen, after = ask(*words, "--json").json, [], []
    while True:
        *rows, last = ask(*words, "--limit", 4, "--jsonl", "--cursor", *after).rows
        seen += rows
        if last["next"] is None:
            break
        after = ["--after", last["next"]]
    assert (seen, len(whole) > 4) == (whole, True)
    assert ask(*words, "--jsonl", "--cursor").rows[-1] == {"next": None}
    assert ask(*words, "--cursor", "--json").code == 2
