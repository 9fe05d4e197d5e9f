"""What each call loads: a list must not pay for the ORM, a script never for the console."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pytest
from calling import program

from deskctl.cli.console_shortcut import console_invocation

Loading: TypeAlias = Callable[..., frozenset[str]]
HEAVY = {"sqlmodel", "sqlalchemy", "pydantic", "textual", "rich", "alembic", "jinja2"}
MODULES_OF_A_READ = 104
"""More than these beside Typer's are a sign that a read pays for what it does not use."""
_TYPER = "import sys, typer; print(*sys.modules)"
_TELL = """
import json, os, sys, traceback, typer

def call(words, environment):
    os.environ.clear()
    os.environ.update(environment)
    sys.argv[1:] = words
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    from deskctl.__main__ import main
    main()

answers = os.fdopen(os.dup(1), "w")
for line in sys.stdin:
    code = None
    if (child := os.fork()) == 0:
        try:
            call(*json.loads(line))
        except SystemExit as ended:
            code = ended.code or 0
        except BaseException:
            traceback.print_exc()
        print(code, *sorted(sys.modules), file=answers, flush=True)
        os._exit(0)
    os.waitpid(child, 0)
"""
"""Runs each call that it reads in a child of its own, which begins with Typer loaded: to load it takes longest."""


@pytest.fixture(scope="module")
def loading() -> Iterator[Loading]:
    """Return what runs a call and returns the modules that it loaded, Typer's among them."""
    with subprocess.Popen(
        [sys.executable, "-c", _TELL], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as caller:

        @cache  # several tests ask about the same read
        def loaded(demo: Path, *words: str, **more: str) -> frozenset[str]:
            environment = {**os.environ, "LC_ALL": "C.UTF-8", **more}
            print(json.dumps([[*words, "--store", str(demo)], environment]), file=caller.stdin, flush=True)
            code, *modules = caller.stdout.readline().split()
            assert code == "0", words
            return frozenset(modules)

        yield loaded
        caller.stdin.close()


@cache
def typers() -> frozenset[str]:
    """Return the modules that Typer itself loads."""
    done = subprocess.run([sys.executable, "-c", _TYPER], capture_output=True, check=True, text=True)
    return frozenset(done.stdout.split())


@pytest.mark.parametrize("form", ["--json", "--jsonl", "--plain"])
@pytest.mark.parametrize(
    "words",
    [
        ["ticket", "list"],
        ["ticket", "show", "17"],
        ["ticket", "history", "17"],
        ["clock", "list"],
        ["clock", "next"],
        ["policy", "list"],
        ["on-call"],
    ],
)
def test_reads_load_nothing_heavy(loading: Loading, demo: Path, words: list[str], form: str) -> None:
    """A read for a script loads neither SQLModel nor Rich nor Textual."""
    assert not HEAVY & loading(demo, *words, form)


@pytest.mark.parametrize(
    "words",
    [
        ["ticket", "note", "71", "--text", "seen"],
        ["call", "log", "71", "--minutes", "3", "--note", "seen"],
        ["ticket", "open", "--contact", "P-0101", "--title", "till restarts"],
        ["part", "edit", "PT-02", "--min-qty", "6"],
        ["ticket", "note", "71", "--text", "seen", "--dry-run"],
    ],
)
def test_writes_load_nothing_heavy(loading: Loading, desk: Path, words: list[str]) -> None:
    """A write for a script loads neither the ORM nor pydantic, and neither Textual nor Rich."""
    assert not HEAVY & loading(desk, *words, "--json")


@pytest.mark.parametrize("words", [["ticket", "list"], ["ticket", "show", "17"], ["clock", "next"], ["clock", "list"]])
def test_a_read_starts_with_little(loading: Loading, demo: Path, words: list[str]) -> None:
    """A read is light rows and one query: no dataclass is made, no word is looked for, few modules are read."""
    found = loading(demo, *words, "--json")
    assert not {
        "dataclasses", "tomllib", "hashlib", "deskctl.queries.conditions.search_terms", "deskctl.store.postgres",
        "deskctl.store.search", "deskctl.store.sqlite.search", "deskctl.operations",
    } & found  # fmt: skip
    assert len(found - typers()) <= MODULES_OF_A_READ


@pytest.mark.parametrize("words", [["ticket", "list"], ["ticket", "show", "17"]])
def test_reading_tickets_needs_no_policy_and_no_step(loading: Loading, demo: Path, words: list[str]) -> None:
    """What a script asks most often loads neither the policies nor what records a step."""
    assert not {"deskctl.sla.policy", "deskctl.operations.perform"} & loading(demo, *words, "--json")


def test_opening_a_ticket_plans_nothing(loading: Loading, desk: Path) -> None:
    """A call that is taken down loads neither plans and duties, nor other steps, nor the shapes of every command."""
    words = ("ticket", "open", "--contact", "P-0101", "--title", "till restarts", "--json")
    unneeded = {
        "deskctl.queries.dispatch.conflicts", "deskctl.sla.duties", "deskctl.operations.work.emergencies",
        "deskctl.operations.tickets.classification", "deskctl.cli.schemas", "tomllib", "hashlib",
    }  # fmt: skip
    assert not unneeded & loading(desk, *words)


def test_a_list_loads_no_settings_nor_paths(loading: Loading, demo: Path) -> None:
    """A store that is named needs neither the settings' parser nor the paths of this machine."""
    assert not {"tomllib", "platformdirs", "importlib_metadata"} & loading(demo, "ticket", "list", "--json")


def test_help_loads_nothing_heavy() -> None:
    """Help in a pipe needs no Rich, and none of the commands that it lists."""
    done = program("--help")
    assert done.returncode == 0
    assert b"ticket" in done.stdout


@pytest.mark.parametrize("words", [["--help"], ["ticket", "show", "--help"]])
def test_help_on_a_terminal_draws_tables_alone(loading: Loading, demo: Path, words: list[str]) -> None:
    """In colour it needs Rich's tables, but neither Markdown nor whatever else Typer would load for them."""
    found = loading(demo, *words, FORCE_COLOR="1")
    assert "rich.table" in found
    assert not {"rich.markdown", "markdown_it", "pygments", "rich.traceback", "typer.rich_utils"} & found


def test_help_of_a_noun_loads_none_of_its_operations(loading: Loading, demo: Path) -> None:
    """The helps of its commands are known without their classes, and so without what these need."""
    unneeded = {"deskctl.operations.tickets", "deskctl.operations.closing", "deskctl.sla.policy", "sqlite3", "tomllib"}
    assert not unneeded & loading(demo, "ticket", "--help")


@pytest.mark.parametrize("words", [["--help"], ["ticket", "--help"], ["part", "--help"], ["ticket", "open", "--help"]])
def test_help_loads_no_orm(loading: Loading, demo: Path, words: list[str]) -> None:
    """Help is there at once: what only writing needs is not loaded for it."""
    assert not {"sqlmodel", "sqlalchemy", "pydantic", "textual"} & loading(demo, *words)


def test_the_console_opens_without_commands_or_what_writing_needs() -> None:
    """A call without a command loads no Typer; the console's first frame needs neither the ORM nor the policies.

    Nor does it need fields of several lines, the operations, drafts, or what draws a ticket, an alert or a refusal.
    """
    unneeded = (
        "typer", "sqlmodel", "pydantic", "tomllib", "textual.widgets._text_area", "deskctl.sla.policy",
        "deskctl.operations.framework.catalogue", "deskctl.screens.session.typed_draft",
        "deskctl.screens.session.step_runner", "deskctl.screens.actions.remedy_form",
        "deskctl.widgets.lines.ticket_lines", "deskctl.widgets.lines.alert_lines",
    )  # fmt: skip
    code = (
        "import sys; from deskctl.__main__ import *; import deskctl.cli.error_boundary, deskctl.console.app\n"
        f"print(*(name for name in {unneeded} if name in sys.modules))"
    )
    assert not subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.split()


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ([], "set.db"),
        (["--store", "a.db", "--actor", "EN1"], "a.db"),
        (["--store=a.db", "--store", "b.db", "--lang=zh"], "b.db"),
        (["--store="], "set.db"),
        (["--store"], None),
        (["--json"], None),
        (["ticket", "list"], None),
        (["--help"], None),
    ],
)
def test_a_call_that_names_no_command(monkeypatch: pytest.MonkeyPatch, words: list[str], path: str | None) -> None:
    """Only where and who is read without the command line; anything else is left to it."""
    monkeypatch.setenv("DESKCTL_STORE", "set.db")
    front = console_invocation(words)
    assert (front.path if front else None) == path
