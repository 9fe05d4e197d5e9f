"""Modules that each call loads: a list must not load the ORM, and a script must not load the console."""

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
"""The limit of modules beside those of Typer; more show that a read loads what it does not use."""
_TYPER = "import sys, typer; print(*sys.modules)"
_RUN_CALLS = """
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
"""Runs each call that it reads in a child process of its own with Typer already loaded, since Typer loads slowest."""


@pytest.fixture(scope="module")
def loading() -> Iterator[Loading]:
    """Return a function that runs a call and returns the modules that it loaded, including those of Typer."""
    with subprocess.Popen(
        [sys.executable, "-c", _RUN_CALLS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
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
        ["part", "edit", "PT-02", "--location", "shelf 3"],
        ["ticket", "note", "71", "--text", "seen", "--dry-run"],
    ],
)
def test_writes_load_nothing_heavy(loading: Loading, desk: Path, words: list[str]) -> None:
    """A write for a script loads neither the ORM nor pydantic, Textual or Rich."""
    assert not HEAVY & loading(desk, *words, "--json")


@pytest.mark.parametrize("words", [["ticket", "list"], ["ticket", "show", "17"], ["clock", "next"], ["clock", "list"]])
def test_read_loads_few_modules(loading: Loading, demo: Path, words: list[str]) -> None:
    """A read loads few modules, and none for dataclasses, settings, search or operations."""
    found = loading(demo, *words, "--json")
    assert not {
        "dataclasses", "tomllib", "hashlib", "deskctl.queries.conditions.search_terms", "deskctl.store.postgres",
        "deskctl.store.search", "deskctl.store.sqlite.search", "deskctl.operations",
    } & found  # fmt: skip
    assert len(found - typers()) <= MODULES_OF_A_READ


@pytest.mark.parametrize("words", [["ticket", "list"], ["ticket", "show", "17"]])
def test_ticket_reads_load_no_policy_and_no_operation(loading: Loading, demo: Path, words: list[str]) -> None:
    """`ticket list` and `ticket show` load neither the policies nor the module that records operations."""
    assert not {"deskctl.sla.policy", "deskctl.operations.perform"} & loading(demo, *words, "--json")


def test_opening_a_ticket_loads_no_planning(loading: Loading, desk: Path) -> None:
    """Opening a ticket loads no planning, no duties, no other operations and no shapes of other commands."""
    words = ("ticket", "open", "--contact", "P-0101", "--title", "till restarts", "--json")
    unneeded = {
        "deskctl.queries.dispatch.conflicts", "deskctl.sla.duties", "deskctl.operations.work.emergencies",
        "deskctl.operations.tickets.classification", "deskctl.cli.schemas", "tomllib", "hashlib",
    }  # fmt: skip
    assert not unneeded & loading(desk, *words)


def test_list_loads_neither_settings_nor_paths(loading: Loading, demo: Path) -> None:
    """With a named store a list loads neither the parser of the settings nor the paths of this machine."""
    assert not {"tomllib", "platformdirs", "importlib_metadata"} & loading(demo, "ticket", "list", "--json")


def test_help_in_a_pipe_lists_the_commands() -> None:
    """Help in a pipe succeeds and lists the nouns."""
    done = program("--help")
    assert done.returncode == 0
    assert b"ticket" in done.stdout


@pytest.mark.parametrize("words", [["--help"], ["ticket", "show", "--help"]])
def test_help_on_a_terminal_loads_only_tables(loading: Loading, demo: Path, words: list[str]) -> None:
    """Help in colour loads the tables of Rich, but neither Markdown nor the rest that Typer would load."""
    found = loading(demo, *words, FORCE_COLOR="1")
    assert "rich.table" in found
    assert not {"rich.markdown", "markdown_it", "pygments", "rich.traceback", "typer.rich_utils"} & found


def test_help_of_a_noun_loads_none_of_its_operations(loading: Loading, demo: Path) -> None:
    """The help of a noun lists its commands without loading their operations, the policies or the store."""
    unneeded = {"deskctl.operations.tickets", "deskctl.operations.closing", "deskctl.sla.policy", "sqlite3", "tomllib"}
    assert not unneeded & loading(demo, "ticket", "--help")


@pytest.mark.parametrize("words", [["--help"], ["ticket", "--help"], ["part", "--help"], ["ticket", "open", "--help"]])
def test_help_loads_no_orm(loading: Loading, demo: Path, words: list[str]) -> None:
    """Help loads neither the ORM nor pydantic nor Textual."""
    assert not {"sqlmodel", "sqlalchemy", "pydantic", "textual"} & loading(demo, *words)


def test_headings_of_tables_load_no_console() -> None:
    """A table on a terminal that shares a heading with the console loads nothing of it."""
    shown = "import sys; from deskctl.cli.output.headings import heading; print(heading('vendor'), *sys.modules)"
    done = subprocess.run([sys.executable, "-c", shown], capture_output=True, check=True, text=True)
    assert not {"textual", "rich", "deskctl.widgets"} & set(done.stdout.split())


def test_console_opens_without_commands_and_writing() -> None:
    """A call without a command loads no Typer, and the console's first frame neither the ORM nor the policies.

    The first frame also loads no multi-line fields, operations, drafts, or drawing of tickets, alerts or refusals.
    """
    unneeded = (
        "typer", "sqlmodel", "pydantic", "tomllib", "textual.widgets._text_area", "deskctl.sla.policy",
        "deskctl.operations.framework.catalogue", "deskctl.screens.session.draft_file",
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
        (["--store", "a.db", "--store=b.db"], "b.db"),
        (["--store"], None),
        (["--json"], None),
        (["ticket", "list"], None),
        (["--help"], None),
    ],
)
def test_call_without_a_command(monkeypatch: pytest.MonkeyPatch, words: list[str], path: str | None) -> None:
    """Only store, actor and language are read without the command line parser; any other call is left to the parser."""
    monkeypatch.setenv("DESKCTL_STORE", "set.db")
    front = console_invocation(words)
    assert (front.path if front else None) == path
