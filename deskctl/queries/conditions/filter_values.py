"""Read the values of filters, separated by commas or repeated, and check that the records they name exist."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from deskctl.errors import NotFound, Usage
from deskctl.language.folding import fold
from deskctl.language.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from deskctl.store.port import Reader

_KINDS: Mapping[str, str] = {
    "owner": "staff",
    "customer": "customer",
    "site": "site",
    "asset": "asset",
    "contact": "contact",
    "catalog": "catalog_item",
    "course_account": "course_account",
}
"""The kinds of records that filters name."""

_NAMES: Mapping[str, str] = {"contract": "no", "course_account": "username"}
_COMMANDS: Mapping[str, str] = {"catalog_item": "deskctl catalog list", "course_account": "deskctl account list"}
_BESIDE: Mapping[str, str] = {"asset": "serial", "contact": "phone"}
"""Another column that people may type in place of the name of a record."""

_SHOWN, _LIKE = 3, 0.5


def values_of(texts: str | Iterable[str], option: str = "") -> tuple[str, ...]:
    """Return the values of a filter, which a Chinese comma separates too; raises `Usage` if one is empty."""
    words = [texts] if isinstance(texts, str) else texts
    values = tuple(dict.fromkeys(piece.strip() for word in words for piece in word.replace("，", ",").split(",")))
    if "" in values:
        raise Usage(N_("{option} needs a value."), option=option)
    return values


def require_ids(conn: Reader, name: str, values: Sequence[str]) -> None:
    """Raise `NotFound` with the nearest records if a filter names one that does not exist."""
    kind = _KINDS.get(name)
    if kind is not None:
        for value in values:
            require_id(conn, kind, value)


def require_id(conn: Reader, kind: str, value: str) -> None:
    """Raise `NotFound` with the nearest records unless there is one with this id."""
    if conn.execute(f"SELECT 1 FROM {kind} WHERE id = ?", [value]).fetchone() is not None:
        return
    from deskctl.language.words.records import NOUNS

    near = nearest(conn, kind, value)
    raise NotFound(
        N_("There is no {kind} {value!r}; nearest: {near}.") if near else N_("There is no {kind} {value!r}."),
        kind=NOUNS.get(kind, kind),
        value=value,
        near=", ".join(near),
        hint=_COMMANDS.get(kind, f"deskctl {kind} list"),
    )


def require_policy(conn: Reader, value: str) -> None:
    """Raise `NotFound` with the nearest policies unless one of this id is installed."""
    policies = [key for (key,) in conn.execute("SELECT DISTINCT id FROM policy_version ORDER BY id")]
    if value not in policies:
        near = get_close_matches(value, policies, n=_SHOWN, cutoff=_LIKE) or policies
        raise NotFound(
            N_("There is no policy {value!r}; nearest: {near}."),
            value=value,
            near=", ".join(near),
            hint="deskctl policy list",
        )


def nearest(conn: Reader, kind: str, value: str) -> list[str]:
    """Return the ids nearest to a value, each with its name."""
    labels: dict[str, str] = {}
    beside = _BESIDE.get(kind, "NULL")
    for key, name, other in conn.execute(f"SELECT id, {_NAMES.get(kind, 'name')}, {beside} FROM {kind} ORDER BY id"):
        shown = f"{key} ({name})"
        for word in (key, name, *([other] if other else [])):
            labels.setdefault(fold(word), shown)
    if fold(value) in labels:
        return [labels[fold(value)]]
    close = get_close_matches(fold(value), list(labels), n=_SHOWN, cutoff=_LIKE)
    return list(dict.fromkeys(labels[one] for one in close))
