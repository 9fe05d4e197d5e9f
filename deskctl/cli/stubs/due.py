"""The reads about the due list, planned visits and the service modes."""

from collections.abc import Mapping

from deskctl.cli.stubs.base import Stub
from deskctl.cli.stubs.records import of_record
from deskctl.language.i18n import N_

READS: Mapping[str, Mapping[str, Stub]] = {
    "due": {
        "list": Stub(
            N_("List what is due besides the clocks of tickets: overdue, and within the lead time of its kind."),
            "deskctl.cli.services.due:list_",
            "deskctl due list --within 14d --role business --json",
            ("due-row",),
        ),
        "next": Stub(
            N_("List what is due next, including what is not due yet."),
            "deskctl.cli.services.due:next_",
            "deskctl due next -n 5",
            ("due-row",),
        ),
        "show": Stub(
            N_("Explain why something is due."),
            "deskctl.cli.services.due:show",
            "deskctl due show return_visit CUS-02",
            ("due-row-full",),
        ),
        "count": Stub(
            N_("Count what is due and what is late, by kind."),
            "deskctl.cli.services.due:count",
            "deskctl due count --json",
            ("due-count",),
        ),
    },
    "dispatch": {
        "list": Stub(
            N_("List the planned visits with their states and conflicts."),
            "deskctl.cli.services.dispatch:list_",
            "deskctl dispatch list --day 2026-11-24 --json",
            ("dispatch-row",),
        ),
        "free": Stub(
            N_("List the engineers who are free at a time, and where each is now."),
            "deskctl.cli.services.dispatch:free",
            "deskctl dispatch free --at '2026-11-24 09:00' --minutes 120 --near S-0301",
            ("free-engineer",),
        ),
        "export": Stub(
            N_("Export the planned visits as a calendar file."),
            "deskctl.cli.services.dispatch:export",
            "deskctl dispatch export --engineer EN1 --format ics -o visits.ics",
            ("exported-visits",),
        ),
    },
    "shift": {
        "list": of_record("shift", "SH-001")["list"],
        "show": Stub(
            N_("Show a hand-over, by default the last unconfirmed one, with the current state of its tickets."),
            "deskctl.cli.services.shift_handover:show",
            "deskctl shift show",
            ("shift-shown",),
        ),
    },
    "mode": {
        **of_record("mode", "phone"),
        "list": Stub(
            N_("List them: whether each is available now, and the total of its stars."),
            "deskctl.cli.services.service_mode:list_modes",
            "deskctl mode list --split --json",
            ("mode-row", "mode-split"),
        ),
        "recommend": Stub(
            N_("Recommend a service mode for what matters most to the customer."),
            "deskctl.cli.services.service_mode:recommend",
            "deskctl mode recommend --need how_to --asset A-0601 --json",
            ("mode-advice",),
        ),
    },
}
