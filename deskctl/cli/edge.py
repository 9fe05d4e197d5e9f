"""The edge of the command line: the one place where an error becomes words and an exit code."""

import os
import sys
from collections.abc import Callable, Sequence
from typing import TypeAlias

import typer

from deskctl.cli.root import root
from deskctl.cli.words import stated, wants_json

OpenConsole: TypeAlias = Callable[[str, str | None, str], None]

INTERRUPTED = 130
_COMPLETION = "_DESKCTL_COMPLETE"


def run(words: Sequence[str], open_console: OpenConsole) -> int:
    """Run one call and give its exit code; whatever goes wrong is told on stderr."""
    for stream in (sys.stdout, sys.stderr):
        _show_what_it_can(stream)
    try:
        code = _run(words, open_console)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _let_go_of_the_pipe()
        return 0
    return code


def _run(words: Sequence[str], open_console: OpenConsole) -> int:
    try:
        return _call(words, open_console)
    except typer.Exit as end:
        return end.exit_code
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except Exception as error:
        from deskctl.cli.complaint import as_desk_error, tell

        known = as_desk_error(error)
        if known is None:
            raise
        tell(known, as_json=wants_json(words), store=stated(words, "--store"))
        return known.exit_code


def _call(words: Sequence[str], open_console: OpenConsole) -> int:
    group = root()
    if _COMPLETION in os.environ:
        from typer._completion_classes import completion_init  # kept private by Typer, whose version is pinned

        completion_init()
        group.main(list(words), prog_name="deskctl", obj=open_console)
    with group.make_context("deskctl", list(words), obj=open_console) as context:
        code = group.invoke(context)
    return code if isinstance(code, int) else 0


def _show_what_it_can(stream: object) -> None:
    """Let a terminal of another encoding show a code where it has no sign, instead of failing."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


def _let_go_of_the_pipe() -> None:
    """Point the output at nothing, so that Python's own flush at the end finds no broken pipe."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            os.dup2(nothing, stream.fileno())
        except (OSError, ValueError):
            continue
