"""The reads about clocks and calendars."""

from collections.abc import Mapping

from deskctl.cli.stubs.base import Stub
from deskctl.language.i18n import N_

READS: Mapping[str, Mapping[str, Stub]] = {
    "clock": {
        "list": Stub(
            N_("List clocks: of a ticket, of the open tickets, or of all."),
            "deskctl.cli.reads.clocks:list_",
            "deskctl clock list T-017 --json",
            ("clock",),
        ),
        "next": Stub(
            N_("List the promises that run out next, across the desk."),
            "deskctl.cli.reads.clocks:next_",
            "deskctl clock next -n 5",
            ("clock-next",),
        ),
        "explain": Stub(
            N_("Explain the arithmetic of a clock in words."),
            "deskctl.cli.reads.clock_explanation:explain",
            "deskctl clock explain T-022 arrived",
            ("explanation",),
        ),
        "report": Stub(
            N_("Show how many promises were kept: by clause, level, customer or engineer."),
            "deskctl.cli.reads.attainment:report",
            "deskctl clock report --by engineer",
            ("attainment", "miss"),
        ),
    },
    "calendar": {
        "list": Stub(
            N_("List the calendars with their weekly hours, the days that the desk entered, the years it published."),
            "deskctl.cli.reads.calendars:list_",
            "deskctl calendar list",
            ("calendar-entry",),
        ),
        "show": Stub(
            N_("Show the open hours of calendars day by day, with the names of holidays."),
            "deskctl.cli.reads.calendars:show",
            "deskctl calendar show --calendar ROUTINE --month 2026-10",
            ("calendar-day",),
        ),
        "due": Stub(
            N_("Show when an amount of open time has passed."),
            "deskctl.cli.reads.calendars:due",
            "deskctl calendar due --calendar HOTLINE --from 2026-11-20T21:45+08:00 --for 4h",
            ("due",),
        ),
        "elapsed": Stub(
            N_("Show the open time between two times."),
            "deskctl.cli.reads.calendars:elapsed",
            "deskctl calendar elapsed --calendar REMOTE --from 2026-11-20T09:00+08:00 --to 2026-11-23T10:00+08:00",
            ("elapsed",),
        ),
    },
}
