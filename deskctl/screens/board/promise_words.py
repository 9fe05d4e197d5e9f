"""Names of promises in place of clauses: milestone, length, and for whom."""

from collections import Counter
from collections.abc import Mapping

from deskctl.language.i18n import _, counted
from deskctl.language.words import milestone_word
from deskctl.language.words.choices import choice_word
from deskctl.queries.month.promise_terms import PromiseTerms
from deskctl.widgets.style.times import DAY, HOUR, MINUTE, span

_UNITS = {"min": MINUTE, "h": HOUR, "d": DAY}


def promise_names(terms: Mapping[str, PromiseTerms]) -> dict[str, str]:
    """Return the name of each clause; equal names are numbered."""
    names: dict[str, str] = {}
    so_far: Counter[str] = Counter()
    for clause, one in terms.items():
        name = _name(one)
        so_far[name] += 1
        names[clause] = name if so_far[name] == 1 else f"{name} ({so_far[name]})"
    return names


def _name(one: PromiseTerms) -> str:
    whom = " ".join(_("in emergencies") if kind == "mode" else choice_word(kind, value) for kind, value in one.whom)
    return " ".join(part for part in (milestone_word(one.milestone), _length(one.length), whom) if part)


def _length(text: str) -> str:
    """Return `60 min` as `1 h`; a working day as such."""
    number, _space, unit = text.partition(" ")
    if unit in _UNITS and number.isdecimal():
        return span(int(number) * _UNITS[unit])
    if not unit.startswith("workday"):
        return text
    return counted("{n} working day", "{n} working days", int(number))
