"""The fields of every JSON shape that deskctl writes.

A form is one of text, int, number, bool, time, date, ticket, any, `[form]` for a list, `{form}` for a mapping, or
`shape:NAME` for another shape; a `?` at the end means that it may be null. A command loads these modules only if it
needs the names of its fields, and then as few as possible.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TypeAlias

Form: TypeAlias = Mapping[str, str]
"""The fields of a shape, each with the form of its values."""

_FILES = ("tickets", "clocks", "due", "messages", "desk", "records")
"""The modules that define shapes, the most frequently needed first."""

OPEN = frozenset({"served", "result", "record", "schema", "error"})
"""Shapes with additional fields, which depend on the operation, the kind of record or the error."""

REPEATED = "repeated"
"""The field that only the shape of an action has, and only if its key was used before."""


def shape(name: str) -> Form:
    """Return a shape; raises `KeyError` if there is none of that name."""
    for file in _FILES:
        forms = _shapes_in(file)
        if name in forms:
            return forms[name]
    raise KeyError(name)


def fields_of(name: str) -> tuple[str, ...]:
    """Return the fields of a shape in their order."""
    return tuple(shape(name))


def selectable_fields(name: str) -> tuple[str, ...]:
    """Return the fields that `--fields` takes: for an action and its dry run also whether it was repeated."""
    return (*fields_of(name), *((REPEATED,) if may_be_repeated(name) else ()))


def may_be_repeated(name: str) -> bool:
    """Return whether a shape is the answer to an action or its dry run, which may be a repetition."""
    return name.endswith(("step", "-secret")) or name == "foresight"


@cache
def shapes() -> Mapping[str, Form]:
    """Return all shapes by name."""
    return {name: form for file in _FILES for name, form in _shapes_in(file).items()}


def _shapes_in(file: str) -> Mapping[str, Form]:
    forms: Mapping[str, Form] = import_module(f"deskctl.cli.schemas.{file}").SHAPES
    return forms
