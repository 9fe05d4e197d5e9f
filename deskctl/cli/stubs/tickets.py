"""The reads about tickets."""

from collections.abc import Mapping

from deskctl.cli.stubs.base import Stub
from deskctl.language.i18n import N_

READS: Mapping[str, Mapping[str, Stub]] = {
    "ticket": {
        "list": Stub(
            N_("List tickets, soonest due first: the open ones unless a status is named."),
            "deskctl.cli.reads.ticket_list:list_",
            "deskctl ticket list --overdue --json",
            ("ticket",),
        ),
        "find": Stub(
            N_("Find tickets by words, caller, phone number, serial number or ticket number."),
            "deskctl.cli.reads.search:find_tickets",
            N_("deskctl ticket find HIS"),
            ("hit",),
        ),
        "show": Stub(
            N_("Show one ticket: fields, actions, clocks, reports, consents, visits, parts."),
            "deskctl.cli.reads.one_ticket:show",
            "deskctl ticket show T-017",
            ("ticket-full",),
        ),
        "history": Stub(
            N_("List the actions of a ticket in order."),
            "deskctl.cli.reads.one_ticket:history_",
            "deskctl ticket history 17 --jsonl",
            ("action",),
        ),
    },
}
