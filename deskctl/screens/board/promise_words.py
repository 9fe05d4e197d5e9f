"""Promises in words instead of clauses: the milestone, how soon, for whom."""

from collections import Counter
from collections.abc import Mapping

from deskctl.language.i18n import _
from deskctl.language.words import milestone_word
from deskctl.language.words.choices import choice_word
from deskctl.queries.month.promise_terms import PromiseTerms
from deskctl.widgets.style.times import DAY, HOUR, MINUTE, span

_UNITS = {"min": MINUTE, "h": HOUR, "d": DAY}


def promise_names(terms: Mapping[str, PromiseTerms]) -> dict[str, str]:
    """Return the name of each clause; two that would read alike keep their clause behind the words."""
    names = {clause: _name(one) for clause, one in terms.items()}
    alike = {name for name, count in Counter(names.values()).items() if count > 1}
    return {clause: f"{name} ({clause})" if name in alike else name for clause, name in names.items()}


def _name(one: PromiseTerms) -> str:
    whom = " ".join(choice_word(kind, value) for kind, value in one.whom)
    return " ".join(part for part in (milestone_word(one.milestone), _length(one.length), whom) if part)


def _length(text: str) -> str:
    """Return `60 min` as `1 h`; a working day as such."""
    number, _space, unit = text.partition(" ")
    if unit in _UNITS and number.isdecimal():
        return span(int(number) * _UNITS[unit])
    if not unit.startswith("workday"):
        return text
    return _("one working day") if number == "1" else _("{n} working days").format(n=number)
