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
    "search": Stub(
        N_("Find tickets, questions asked often, equipment and customers by any fragment."),
        "deskctl.cli.search:search",
        "deskctl search 打印机",
    ),
    "bug-report": Stub(
        N_("Gather what helps to find a fault: versions, what the doctor says, the log; nothing of your customers."),
        "deskctl.cli.bug_report:bug_report",
        "deskctl bug-report --json",
    ),
    "watch": Stub(
        N_("Watch the desk: each recorded step, each clock soon due or breached, one a line as it happens."),
        "deskctl.cli.watch:watch",
        "deskctl watch --jsonl --since -1d --once",
    ),
    "completion": Stub(
        N_("Give the completion script of a shell: bash, zsh, fish or powershell."),
        "deskctl.cli.completion:completion",
        "deskctl completion bash",
    ),
    "schema": Stub(
        N_("Give the JSON Schema of a shape that deskctl writes; alone it lists the shapes."),
        "deskctl.cli.schema:schema",
        "deskctl schema ticket",
    ),
    "on-call": Stub(
        N_("Tell who is on call; exit code 3 where the roster has a gap."),
        "deskctl.cli.roster:on_call",
        "deskctl on-call --as-of 22:00",
    ),
}

NOUNS: Mapping[str, str] = {
    "config": N_("The settings file: show, set, check."),
    "clock": N_("The clocks: what was promised, what runs, what is late."),
    "policy": N_("The service policies that the desk has installed."),
    "store": N_("The file that the desk is kept in."),
    "sheet": N_("The service sheets that the customer signs on site."),
    "month": N_("The monthly service report."),
    "inspection": N_("The inspections of the customers' systems."),
    "return-visit": N_("The return visits to the customers."),
}
"""The nouns that are only read; the others stand in the catalogue of operations."""

_SHOWN: Mapping[str, str] = {
    "customer": "CUS-01", "site": "S-0101", "contact": "P-0101", "contract": "CT-01", "asset": "A-0101",
    "staff": "EN1", "roster": "RO-01", "vendor": "VN1", "part": "PT-01", "loaner": "LN-01", "faq": "FAQ-001",
    "course": "CR-01", "account": "CA-01", "training": "TR-001",
}  # fmt: skip
"""The masters, each with the id of one in the demo desk."""


def _of_master(noun: str, key: str) -> Mapping[str, Stub]:
    module = "deskctl.cli.masters"
    return {
        "list": Stub(N_("List them."), f"{module}:listing:{noun}", f"deskctl {noun} list --json"),
        "show": Stub(N_("Show one with its history."), f"{module}:showing:{noun}", f"deskctl {noun} show {key}"),
    }


READS: Mapping[str, Mapping[str, Stub]] = {
    **{noun: _of_master(noun, key) for noun, key in _SHOWN.items()},
    "stock": {
        "list": Stub(
            N_("List what is in stock, and what has fallen below its minimum."),
            "deskctl.cli.masters:stock",
            "deskctl stock list --below-minimum",
        ),
    },
    "report": {
        "list": Stub(
            N_("List the issued reports: of a customer, on an equipment, of a period."),
            "deskctl.cli.report_list:list_",
            "deskctl report list --customer CUS-01 --json",
        ),
        "export": Stub(
            N_("Give out the incident report of a ticket as a document."),
            "deskctl.cli.documents:report",
            "deskctl report export T-001 --format docx",
        ),
    },
    "sheet": {
        "export": Stub(
            N_("Give out the service sheet of a visit as a document."),
            "deskctl.cli.documents:sheet",
            "deskctl sheet export T-010 --visit 1",
        ),
    },
    "month": {
        "export": Stub(
            N_("Give out the service report of a month as a document."),
            "deskctl.cli.documents:month",
            "deskctl month export 2026-10 --customer CUS-01",
        ),
    },
    "inspection": {
        "export": Stub(
            N_("Give out the report of an inspection as a document."),
            "deskctl.cli.documents:inspection",
            "deskctl inspection export IN-2026-11-CUS-02",
        ),
    },
    "return-visit": {
        "export": Stub(
            N_("Give out the record of a return visit as a document."),
            "deskctl.cli.documents:return_visit",
            "deskctl return-visit export RV-002",
        ),
    },
    "remote": {
        "export": Stub(
            N_("Give out the record of a remote session as a document."),
            "deskctl.cli.documents:remote",
            "deskctl remote export T-003",
        ),
    },
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
        "report": Stub(
            N_("Tell how many promises were kept: by clause, level, customer or engineer."),
            "deskctl.cli.reports:report",
            "deskctl clock report --by engineer",
        ),
    },
    "calendar": {
        "show": Stub(
            N_("Show the open hours of calendars day by day, holidays named."),
            "deskctl.cli.calendars:show",
            "deskctl calendar show --calendar ROUTINE --month 2026-10",
        ),
        "due": Stub(
            N_("Tell when open time is used up."),
            "deskctl.cli.calendars:due",
            "deskctl calendar due --calendar HOTLINE --from 2026-11-20T21:45+08:00 --for 4h",
        ),
        "elapsed": Stub(
            N_("Tell how much open time lies between two moments."),
            "deskctl.cli.calendars:elapsed",
            "deskctl calendar elapsed --calendar REMOTE --from 2026-11-20T09:00+08:00 --to 2026-11-23T10:00+08:00",
        ),
    },
    "config": {
        "show": Stub(
            N_("Show every setting with where it comes from."),
            "deskctl.cli.settings:show",
            "deskctl config show --json",
        ),
        "set": Stub(
            N_("Set one value of the settings file; without a value take it away."),
            "deskctl.cli.settings:set_",
            "deskctl config set queues.mine.owner me",
        ),
        "path": Stub(N_("Name the settings file."), "deskctl.cli.settings:path", "deskctl config path"),
        "check": Stub(
            N_("Name every mistake in the settings file; exit code 4 where there is one."),
            "deskctl.cli.settings:check",
            "deskctl config check",
        ),
    },
    "policy": {
        "list": Stub(
            N_("List the installed policies with their versions."),
            "deskctl.cli.policies:list_",
            "deskctl policy list --json",
        ),
        "show": Stub(
            N_("Show what a policy promises; --json with its source."),
            "deskctl.cli.policies:show",
            "deskctl policy show after-sales-strict",
        ),
        "check": Stub(
            N_("Name every mistake in a policy file; exit code 4 where there is one."),
            "deskctl.cli.policies:check",
            "deskctl policy check policy.toml",
        ),
        "install": Stub(
            N_("Install a policy file; one with mistakes is refused."),
            "deskctl.cli.policies:install",
            "deskctl policy install policy.toml",
        ),
        "compare": Stub(
            N_("Tell what another policy would have met and missed; nothing is written."),
            "deskctl.cli.reports:compare_",
            "deskctl policy compare after-sales-strict",
        ),
    },
    "store": {
        "info": Stub(
            N_("Tell where the store is and what it holds."),
            "deskctl.cli.stores:info",
            "deskctl store info --json",
        ),
        "check": Stub(
            N_(
                "Examine the store: what is wrong, since when, what to do; exit code 5 where facts are lost or changed."
            ),
            "deskctl.cli.stores:check",
            "deskctl store check --json",
        ),
        "backup": Stub(
            N_("Copy the store, also while it is in use, and verify the copy."),
            "deskctl.cli.stores:backup",
            "deskctl store backup backups/desk.db --keep 14",
        ),
        "restore": Stub(
            N_("Put a backup in the place of the store; the one that was there stays beside it as .old."),
            "deskctl.cli.stores:restore",
            "deskctl store restore backups/desk-20261122T020000.db",
        ),
        "migrate": Stub(
            N_("Bring an older store to the schema of this program; it stays beside it as it was."),
            "deskctl.cli.stores:migrate",
            "deskctl store migrate",
        ),
        "rebuild": Stub(
            N_("Derive status and clocks of every ticket anew from its history."),
            "deskctl.cli.stores:rebuild",
            "deskctl store rebuild",
        ),
    },
}
