"""The answers to the items of a checklist: value, verdict, text, and the follow-up of an abnormal item."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from deskctl.language.i18n import N_, either
from deskctl.policy_file.checklists import ChecklistItem
from deskctl.policy_file.verdicts import verdict_on

NORMAL, ATTENTION, ABNORMAL = "normal", "attention", "abnormal"
TICKET, RECOMMEND, NOTHING = "ticket", "recommend", "none"
DECISIONS: Sequence[tuple[str, str]] = (
    (TICKET, N_("a ticket")),
    (RECOMMEND, N_("a recommendation")),
    (NOTHING, N_("nothing")),
)
"""The choices for the follow-up of an abnormal item."""


@dataclass(frozen=True, slots=True)
class ItemState:
    """The answer to one item; `last` is the value of the last time, `is_kept` is true if this answer is recorded."""

    item: ChecklistItem
    last: str | None = None
    value: str = ""
    verdict: str = ""
    words: str = ""
    decision: str = ""
    is_kept: bool = False

    @property
    def name(self) -> str:
        """The name of the item in the language of the console."""
        return either(self.item.zh, self.item.en)

    def with_value(self, value: str) -> "ItemState":
        """Return the item with a value and the verdict by its limits."""
        text = value.strip()
        verdict = verdict_on(text or None, attention=self.item.attention, abnormal=self.item.abnormal)
        return self._changed(value=text, verdict=verdict or self.verdict or (NORMAL if text else ""))

    def with_verdict(self, verdict: str) -> "ItemState":
        """Return the item with a verdict."""
        return self._changed(verdict=verdict)

    def with_words(self, words: str) -> "ItemState":
        """Return the item with a text."""
        return self._changed(words=words.strip())

    def with_decision(self, decision: str) -> "ItemState":
        """Return the item with a follow-up."""
        return replace(self, decision=decision)

    def _changed(self, **values: str) -> "ItemState":
        made = replace(self, **values)  # type: ignore[arg-type]
        decision = made.decision or TICKET if made.verdict == ABNORMAL else ""
        same = (made.value, made.verdict, made.words) == (self.value, self.verdict, self.words)
        return replace(made, decision=decision, is_kept=self.is_kept and same)

    @property
    def is_answered(self) -> bool:
        """True if there is a verdict."""
        return bool(self.verdict)

    def as_record(self) -> Mapping[str, str]:
        """Return the fields of the operation that records the item."""
        record = {"item": self.item.key, "value": self.value, "verdict": self.verdict, "text": self.words}
        return {name: value for name, value in record.items() if value}


@dataclass
class ItemStates:
    """All items of a form, in their order."""

    states: list[ItemState] = field(default_factory=list)

    def __iter__(self) -> Iterator[ItemState]:
        return iter(self.states)

    def change(self, place: int, state: ItemState) -> None:
        """Replace the item at a place."""
        self.states[place] = state

    def rest_normal(self) -> None:
        """Make all unanswered items normal."""
        self.states = [one if one.is_answered else one.with_verdict(NORMAL) for one in self.states]

    @property
    def missing(self) -> list[ItemState]:
        """The required items that are unanswered."""
        return [one for one in self.states if one.item.required and not one.is_answered]

    @property
    def changed(self) -> list[ItemState]:
        """The items that are answered and not recorded yet."""
        return [one for one in self.states if one.is_answered and not one.is_kept]

    def as_text(self) -> str:
        """Return the answers as text for a draft; empty if there are none."""
        states = {
            one.item.key: [one.value, one.verdict, one.words, one.decision] for one in self.states if not one.is_kept
        }
        states = {key: values for key, values in states.items() if any(values)}
        return json.dumps(states, ensure_ascii=False) if states else ""

    def take_text(self, text: str) -> None:
        """Fill in the answers from the text of a draft; unreadable ones are ignored."""
        try:
            kept = json.loads(text)
        except ValueError:
            return
        for place, one in enumerate(self.states):
            values = kept.get(one.item.key) if isinstance(kept, dict) else None
            if isinstance(values, list) and len(values) == len(("value", "verdict", "words", "decision")):
                value, verdict, words, decision = map(str, values)
                self.states[place] = replace(
                    one, value=value, verdict=verdict, words=words, decision=decision, is_kept=False
                )
