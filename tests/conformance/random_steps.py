"""Random sequences of operations, the same for both engines."""

import random
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

from both_engines import NOW

from deskctl.operations.framework.base import Field, fields_of
from deskctl.operations.framework.catalogue import find, names
from deskctl.store.open import open_reader
from deskctl.store.port import Reader

_STEPS = 30
_AT = datetime.fromisoformat(NOW)
_BY_CHANCE = frozenset({"account"})
"""Nouns whose operations make random passwords."""


def sequence(store: str, seed: int) -> list[dict[str, Any]]:
    """Return a sequence of steps on the tickets and records of a store."""
    chance = random.Random(seed)  # noqa: S311 - a test may be guessed
    known = [name for name in names() if name.split(".")[0] not in _BY_CHANCE]
    with closing(open_reader(store)) as conn:
        return [_step(conn, chance, chance.choice(known)) for _ in range(_STEPS)]


def _step(conn: Reader, chance: random.Random, name: str) -> dict[str, Any]:
    operation = find(*name.split(".", 1))
    fields = [field for field in fields_of(operation) if field.required or chance.random() < 0.3]
    call = {"do": name, "actor": chance.choice(["EN1", "LE1", "BS1", "HL1", "MG1"])}
    if operation.on_ticket:
        call["ticket"] = f"T-0{chance.choice([66, 66, 67, 70, 64, 24])}"
    return {**call, **{field.name: value for field in fields for value in [_value(conn, chance, field)]}}


def _value(conn: Reader, chance: random.Random, field: Field) -> Any:
    values = list(_values(conn, chance, field))
    return values if field.many else values[0]


def _values(conn: Reader, chance: random.Random, field: Field) -> Iterator[Any]:
    for _ in range(chance.randrange(1, 3)):
        if field.choices:
            yield chance.choice(field.choices)
        elif field.kind == "id" and field.ref and field.ref != ".":
            column = "number" if field.ref == "ticket" else "id"
            found = conn.execute(f"SELECT {column} FROM {field.ref} ORDER BY {column}").fetchall()
            yield str(chance.choice(found)[0]) if found else "NO-1"
        else:
            yield _plain(chance, field.kind)


def _plain(chance: random.Random, kind: str) -> Any:
    at = _AT + timedelta(minutes=chance.randrange(-9000, 9000))
    kinds = {
        "int": chance.randrange(-1, 6),
        "float": chance.choice([0, 1.5, 1e12]),
        "bool": chance.random() < 0.5,
        "time": at.isoformat(),
        "date": at.date().isoformat(),
    }
    return kinds.get(kind, chance.choice(["words", "打印机 & 100% \\ 'x'", "\x1b[31m", "x" * 300, "tab\there"]))
