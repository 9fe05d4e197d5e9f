"""What there is to say besides the operations: the words of the desk, and what each noun can be asked.

Nothing is imported here: a command's module is loaded when the command is called.
"""

from collections.abc import Mapping

from deskctl.cli.lazy import Stub
from deskctl.i18n import N_

DESK: Mapping[str, Stub] = {
    "demo": Stub(
        N_("Open the demo desk, its times shifted to now, in a store of its own."),
        "deskctl.cli.demo:demo",
        "deskctl demo --no-console",
    ),
    "init": Stub(
        N_("Make an empty desk; where there is one already, it is left as it is."),
        "deskctl.cli.desk:init",
        "deskctl init --store desk.db",
    ),
    "import": Stub(
        N_("Read the JSON Lines of a desk into the store: all or nothing."),
        "deskctl.cli.desk:import_",
        "deskctl import desk.jsonl",
    ),
    "export": Stub(
        N_("Write the desk as JSON Lines; import into an empty store gives the same desk."),
        "deskctl.cli.desk:export",
        "deskctl export desk.jsonl",
    ),
    "batch": Stub(
        N_("Do operations, one JSON object a line; one result a line as soon as it is done."),
        "deskctl.cli.desk:batch",
        "deskctl batch --atomic operations.jsonl",
    ),
    "on-call": Stub(
        N_("Tell who is on call; exit code 3 where the roster has a gap."),
        "deskctl.cli.roster:on_call",
        "deskctl on-call --as-of 22:00",
    ),
}

NOUNS: Mapping[str, str] = {
    "clock": N_("The clocks: what was promised, what runs, what is late."),
    "policy": N_("The service policies that the desk has installed."),
    "store": N_("The file that the desk is kept in."),
}
"""The nouns that are only read; the others stand in the catalogue of operations."""

READS: Mapping[str, Mapping[str, Stub]] = {
    "ticket": {
        "list": Stub(
            N_("List tickets, soonest due first: the open ones unless a status is named."),
            "deskctl.cli.tickets:list_",
            "deskctl ticket list --overdue --json",
        ),
        "show": Stub(
            N_("Show one ticket: fields, actions, clocks, reports, consents, visits, parts."),
            "deskctl.cli.ticket:show",
            "deskctl ticket show T-017",
        ),
        "history": Stub(
            N_("List what was done on a ticket, in order."),
            "deskctl.cli.ticket:history_",
            "deskctl ticket history 17 --jsonl",
        ),
    },
    "clock": {
        "list": Stub(
            N_("List clocks: of a ticket, of the open tickets, or of all."),
            "deskctl.cli.clocks:list_",
            "deskctl clock list T-017 --json",
        ),
        "next": Stub(
            N_("List what breaches next across the desk."),
            "deskctl.cli.clocks:next_",
            "deskctl clock next -n 5",
        ),
        "explain": Stub(
            N_("Explain the arithmetic of a clock in words."),
            "deskctl.cli.explain:explain",
            "deskctl clock explain T-022 arrived",
        ),
    },
    "policy": {
        "list": Stub(
            N_("List the installed policies with their versions."),
            "deskctl.cli.policies:list_",
            "deskctl policy list --json",
        ),
    },
    "store": {
        "info": Stub(
            N_("Tell where the store is and what it holds."),
            "deskctl.cli.stores:info",
            "deskctl store info --json",
        ),
    },
}
