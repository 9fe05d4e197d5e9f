"""The commands about the whole desk."""

from collections.abc import Mapping

from deskctl.cli.stubs.base import Stub
from deskctl.language.i18n import N_

DESK: Mapping[str, Stub] = {
    "demo": Stub(
        N_("Open the demo desk, its times shifted to now, in a store of its own."),
        "deskctl.cli.desk.demo:demo",
        "deskctl demo --no-console",
        ("made",),
    ),
    "init": Stub(
        N_("Create an empty desk; an existing one is left unchanged."),
        "deskctl.cli.desk.init_command:init",
        "deskctl init --store desk.db",
        ("begun",),
    ),
    "import": Stub(
        N_("Read the JSON Lines of a desk, or a CSV of one kind of records, into the store: all or nothing."),
        "deskctl.cli.desk.import_command:import_",
        "deskctl import desk.jsonl",
        ("imported", "table-imported"),
    ),
    "export": Stub(
        N_("Write the desk as JSON Lines; importing them into an empty store restores the same desk."),
        "deskctl.cli.desk.desk_commands:export",
        "deskctl export desk.jsonl",
        ("exported", "record"),
    ),
    "batch": Stub(
        N_("Run operations, one JSON object per line; print each result on a line as soon as it is done."),
        "deskctl.cli.desk.desk_commands:batch",
        "deskctl batch --atomic operations.jsonl",
        ("result",),
    ),
    "search": Stub(
        N_("Find tickets, customers, people, staff, equipment, contracts, parts, answers and courses by any fragment."),
        "deskctl.cli.reads.search:search",
        N_("deskctl search Yanqiu"),
        ("hit",),
    ),
    "whoami": Stub(
        N_("Show the acting person, their roles, and whether they were named or found by the machine's user."),
        "deskctl.cli.reads.whoami:whoami",
        "deskctl whoami --actor HL1",
        ("whoami",),
    ),
    "bug-report": Stub(
        N_("Collect information for finding a bug: versions, store checks, the log; nothing about your customers."),
        "deskctl.cli.desk.bug_report:bug_report",
        "deskctl bug-report --json",
        ("bug-report",),
    ),
    "watch": Stub(
        N_("Watch the desk: each recorded action, each promise due soon or late, one per line as it happens."),
        "deskctl.cli.reads.watch:watch",
        "deskctl watch --jsonl --since -1d --once",
        ("event", "due-event"),
    ),
    "serve": Stub(
        N_("Fetch mail and send waiting messages while it runs; --once for cron; status: show the worker's state."),
        "deskctl.cli.messages.serve_commands:serve",
        "deskctl serve --once",
        ("served",),
    ),
    "completion": Stub(
        N_("Print the completion script of a shell: bash, zsh, fish or powershell."),
        "deskctl.cli.completion_script:completion",
        "deskctl completion bash",
        ("completion",),
    ),
    "schema": Stub(
        N_("Print the JSON Schema of a shape that deskctl writes; without a shape, list all."),
        "deskctl.cli.reads.schema:schema",
        "deskctl schema ticket",
        ("shape", "schema"),
    ),
    "on-call": Stub(
        N_("Show who is on call; exit code 3 if the roster has a gap; `on-call gaps` lists gaps and overlaps ahead."),
        "deskctl.cli.services.roster:on_call",
        "deskctl on-call --as-of 22:00",
        ("on-call", "roster-stretch"),
    ),
}
