"""A caller who is not on record: the typed words are split into customer, name and phone number."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from deskctl.language.i18n import _
from deskctl.language.words.operation_names import operation_name
from deskctl.queries.search.callers import Callers
from deskctl.queries.search.name_and_firm import looks_like_firm, pairs_of
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.style.cells import wrap

_ID = re.compile(r"P-\d+", re.IGNORECASE)
_PHONE = re.compile(r"\+?\d[\d \-]{4,}\d")


@dataclass(frozen=True, slots=True)
class NewCaller:
    """A caller who is not on record; `customer` is the id of a known customer, `customer_name` the name."""

    name: str
    phone: str | None
    customer: str | None = None
    customer_name: str | None = None

    @property
    def words(self) -> str:
        """The text of this caller in the list."""
        if self.customer:
            return _("new caller {name}, {customer}").format(name=self.name, customer=self.customer_name)
        if self.customer_name == self.name:
            return _("new customer {customer}, nobody named").format(customer=self.name)
        if self.customer_name:
            return _("new caller {name}, new customer {customer}").format(name=self.name, customer=self.customer_name)
        return _("only {name}, customer to be identified").format(name=self.name)


def new_callers(typed: str, callers: Callers) -> list[NewCaller]:
    """Return the new callers that the words may mean, the likeliest first; none for only an id or a number."""
    if _ID.fullmatch(typed.strip()):
        return []
    phone = _PHONE.search(typed)
    number = phone[0].strip() if phone else None
    name, whole = _words(callers.rest), _words(typed)
    with_customer = (
        [NewCaller(name, number, key, shown) for key, shown in callers.customers] if name and name != whole else []
    )
    return [*with_customer, *_unknown(whole, number, is_known=bool(with_customer))]


def _unknown(whole: str, number: str | None, *, is_known: bool) -> list[NewCaller]:
    """Return a caller with only a name, and callers at a new customer; these first if the words name a firm too."""
    if not whole:
        return []
    only = NewCaller(whole, number)
    if is_known:
        return [only]
    pairs, is_clear = pairs_of(whole)
    new = [NewCaller(person, number, customer_name=firm) for person, firm in pairs or [(whole, whole)]]
    return [*new[:1], only, *new[1:]] if is_clear or looks_like_firm(whole) else [only, *new]


def _words(text: str) -> str:
    return " ".join(_PHONE.sub(" ", text).split()).strip(" ,;/()，；、／（）")


def with_new_caller(values: Mapping[str, Any], caller: NewCaller | None) -> dict[str, Any]:
    """Return the values of the form with the caller's name in place of a contact."""
    if caller is None:
        return dict(values)
    others = {name: value for name, value in values.items() if name != "contact"}
    customer = {"customer": caller.customer} if caller.customer else {"customer_name": caller.customer_name}
    caller_values = {"caller_name": caller.name, "phone": caller.phone, **customer}
    return {**others, **{name: value for name, value in caller_values.items() if value}}


def new_caller_lines(caller: NewCaller, width: int) -> Sequence[Line]:
    """Return the lines of the card of a new caller."""
    head: Line = (Piece(caller.name, "strong"), Piece(f"  {caller.phone or ''}", "dim"))
    if caller.customer:
        text = _("New caller, to be verified.")
    elif caller.customer_name:
        text = _("New caller and new customer {customer}, to be verified.").format(customer=caller.customer_name)
    else:
        text = _("New caller, not on record: the clocks run, who it is can be entered later ({command}).")
        text = text.format(command=operation_name("ticket", "identify"))
    return [head, *((Piece(line, "soon"),) for line in wrap(text, width))]
