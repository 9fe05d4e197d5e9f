"""Texts that can be inserted into a message: canned texts, and published answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.queries.knowledge.answers import published_answers

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_TEXTS = """
SELECT name, words FROM canned_text WHERE retired_at IS NULL AND (owner IS NULL OR owner = ?)
ORDER BY owner IS NULL, name, id
"""


@dataclass(frozen=True, slots=True)
class ReadyText:
    """A text with its name; `mark` is appended to the text of an answer, so that its use can be counted."""

    name: str
    words: str
    mark: str = ""


def ready_texts(conn: Reader, person: str | None, at: Instant) -> list[ReadyText]:
    """Return a person's own texts, the shared ones, and the published answers for customers."""
    texts = [ReadyText(name, words) for name, words in conn.execute(_TEXTS, [person])]
    answers = published_answers(conn, at)
    return texts + [
        ReadyText(f"{row['id']}  {row['question']}", row["answer"], f"[{row['id']} v{row['version']}]")
        for row in answers
        if row["answer"]
    ]
