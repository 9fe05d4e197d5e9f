"""Texts that can be inserted into a message: canned texts, and published answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.queries.knowledge.answers import published_answers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

PLACEHOLDERS: Mapping[str, tuple[str, str]] = {
    "customer": ("{客户}", "{customer}"),
    "name": ("{姓名}", "{name}"),
    "ticket": ("{单号}", "{ticket}"),
    "next": ("{下一步}", "{next}"),
}
"""Value that is filled in -> its placeholders in both languages."""

_BRACED = re.compile(r"\{[^{}\s]*\}")
_TEXTS = """
SELECT name, words FROM canned_text WHERE retired_at IS NULL AND (owner IS NULL OR owner = ?)
ORDER BY owner IS NULL, name, id
"""


@dataclass(frozen=True, slots=True)
class InsertableText:
    """A text with its name; `mark` is appended to the text of an answer, so that its use can be counted."""

    name: str
    words: str
    mark: str = ""


def unknown_placeholders(words: str) -> list[str]:
    """Return the placeholders of a canned text that are never filled in, so that a customer would read them."""
    known = {place for places in PLACEHOLDERS.values() for place in places}
    return [place for place in dict.fromkeys(_BRACED.findall(words)) if place not in known]


def insertable_texts(conn: Reader, person: str | None, at: Instant) -> list[InsertableText]:
    """Return a person's own texts, the shared ones, and the published answers for customers."""
    texts = [InsertableText(name, words) for name, words in conn.execute(_TEXTS, [person])]
    answers = published_answers(conn, at)
    return texts + [
        InsertableText(f"{row['id']}  {row['question']}", row["answer"], f"[{row['id']} v{row['version']}]")
        for row in answers
        if row["answer"]
    ]
