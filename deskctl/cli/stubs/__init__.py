"""The commands that are not operations: those about the whole desk, and the reads of each noun.

The reads of a noun are in a module here, loaded when the noun is named; the module of a command is loaded when the
command is called.
"""

from collections.abc import Iterable, Mapping
from importlib import import_module

from deskctl.cli.stubs.base import Stub
from deskctl.language.i18n import N_

NOUNS: Mapping[str, str] = {
    "config": N_("The settings file: show, set, check."),
    "clock": N_("The clocks of tickets: promises, due times, delays."),
    "due": N_("The due list: inspections, return visits, trainings, stock ... with owner and due day."),
    "dispatch": N_("The plan of visits: who goes where and when, conflicts, who is free."),
    "policy": N_("The service policies installed on the desk."),
    "store": N_("The store that holds the desk."),
    "desk": N_("The desk itself: the data shipped with deskctl."),
    "sheet": N_("The service sheets that the customer signs on site."),
    "month": N_("The monthly service report."),
    "notify": N_("Check whether people can be reached."),
}
"""The nouns without operations; the others are in the catalogue of operations."""

_RECORD_NOUNS = (
    "customer", "site", "contact", "contract", "asset", "staff", "roster", "vendor", "part", "loaner", "faq",
    "course", "account", "training", "stock", "advisory", "improvement", "certificate",
    "catalog", "hotline", "inspection-plan", "recommendation", "expert", "profile", "evaluation",
    "visit", "absence", "callback", "text",
)  # fmt: skip
_MODULES: Mapping[str, str] = {
    "ticket": "tickets", "due": "due", "mode": "due", "dispatch": "due", "shift": "due",
    "clock": "clocks", "calendar": "clocks", "policy": "policies",
    "store": "stores", "desk": "stores",
    "config": "stores", "report": "documents", "sheet": "documents", "month": "documents", "inspection": "documents",
    "return-visit": "documents", "checklist": "documents", "remote": "documents",
    "mail": "messages", "attachment": "messages", "outbox": "messages", "notify": "messages",
    **dict.fromkeys(_RECORD_NOUNS, "records"),
}  # fmt: skip


def nouns_with_reads() -> Iterable[str]:
    """Return the nouns that have reads."""
    return _MODULES


def reads(noun: str) -> Mapping[str, Stub]:
    """Return the reads of a noun by verb; empty if it has only operations."""
    if noun not in _MODULES:
        return {}
    by_noun: Mapping[str, Mapping[str, Stub]] = import_module(f"deskctl.cli.stubs.{_MODULES[noun]}").READS
    return by_noun[noun]


def commands_of_the_desk() -> Mapping[str, Stub]:
    """Return the commands about the whole desk."""
    from deskctl.cli.stubs.desk import DESK

    return DESK
