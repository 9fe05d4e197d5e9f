"""What the first pages of a desk of one's own ask for."""

from collections.abc import Mapping
from typing import NamedTuple

from deskctl.language.i18n import N_
from deskctl.language.words import SEVERITIES
from deskctl.language.words.choices import ROLES


class Line(NamedTuple):
    """A line of a page: a text, or a choice of one of the codes of a field."""

    name: str
    label: str
    value: str = ""
    field: str = ""


class Page(NamedTuple):
    """A page with its title and its lines."""

    title: str
    lines: tuple[Line, ...]


CODES: Mapping[str, tuple[str, ...]] = {"role": tuple(ROLES), "severity": tuple(SEVERITIES)}
FILE = "customers_file"
"""The line that names a file of customers."""


def person(number: int, role: str = "engineer") -> tuple[Line, Line]:
    """Return the two lines that ask for a colleague."""
    return (
        Line(f"person_{number}", N_("Name of a colleague")),
        Line(f"role_{number}", N_("What they do"), role, "role"),
    )


PEOPLE = 2
"""The place of the page of colleagues, which grows as long as names are given."""
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
    Page(N_("People"), (*person(1), *person(2, "hotline_technician"))),
    Page(
        N_("Customers"),
        (
            Line(FILE, N_("A file with your customers (CSV), if you have one")),
            Line("customer", N_("Name of the customer who calls first")),
            Line("caller", N_("Who calls for them")),
            Line("phone", N_("Their phone number")),
        ),
    ),
    Page(
        N_("First ticket"),
        (
            Line("title", N_("What the customer reports")),
            Line("severity", N_("Severity (customer's word)"), "general", "severity"),
        ),
    ),
)
