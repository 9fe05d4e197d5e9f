"""The pages of the setup wizard and their lines."""

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from deskctl.console.setup.record_files import KINDS
from deskctl.language.i18n import N_
from deskctl.language.words import SEVERITIES
from deskctl.language.words.choices import ROLES

Answers: TypeAlias = Mapping[str, str]
"""Name of a line -> what was typed or chosen; empty lines are left out."""


class Line(NamedTuple):
    """A line of a page: a text, or a choice of one of the codes of a field."""

    name: str
    label: str
    value: str = ""
    field: str = ""


Pair: TypeAlias = tuple[Line, Line]


class Page(NamedTuple):
    """A page with its title and its lines; `more` makes another pair of lines when the last one is filled."""

    title: str
    lines: tuple[Line, ...]
    more: Callable[[int], Pair] | None = None


CODES: Mapping[str, tuple[str, ...]] = {"role": tuple(ROLES), "severity": tuple(SEVERITIES), "records": KINDS}


def person(number: int, role: str = "engineer") -> Pair:
    """Return the two lines that ask for a colleague."""
    return (
        Line(f"person_{number}", N_("Name of a colleague")),
        Line(f"role_{number}", N_("What they do"), role, "role"),
    )


def record_file(number: int) -> Pair:
    """Return the two lines that ask for a file of records."""
    return (
        Line(f"file_{number}", N_("A file of yours (CSV): customers, people, equipment ...")),
        Line(f"kind_{number}", N_("What it holds"), "", "records"),
    )


PAGES = (
    Page(
        N_("The firm and you"),
        (
            Line("firm", N_("Name of the firm")),
            Line("me", N_("Your name")),
            Line("role", N_("Your role"), "service_manager", "role"),
            Line("zone", N_("Time zone"), "Asia/Shanghai"),
        ),
    ),
    Page(
        N_("Hotline"),
        (
            Line("hotline", N_("The number that customers call")),
            Line("from", N_("Answered from"), "09:00"),
            Line("until", N_("Answered until"), "22:30"),
        ),
    ),
    Page(N_("People"), (*person(1), *person(2, "hotline_technician")), person),
    Page(
        N_("Customers"),
        (
            Line("customer", N_("Name of the customer who calls first")),
            Line("site", N_("Where their equipment stands")),
            Line("contract", N_("Number of their contract")),
            Line("contract_from", N_("Maintained from, such as 2026-01-31")),
            Line("contract_until", N_("Maintained until")),
            Line("contract_accepted", N_("Finally accepted on; if empty, the first day of maintenance")),
            *record_file(1),
        ),
        record_file,
    ),
    Page(
        N_("First ticket"),
        (
            Line("caller", N_("Who calls")),
            Line("phone", N_("Their phone number")),
            Line("title", N_("What the customer reports")),
            Line("severity", N_("Severity (customer's word)"), "general", "severity"),
        ),
    ),
)
"""The pages in their order."""
