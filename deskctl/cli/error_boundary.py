"""The edge of the command line: the one place where an error becomes words and an exit code."""

import os
import sys
from collections.abc import Callable, Sequence
from typing import TypeAlias

from deskctl.cli.app.raw_argv import requested, wants_json
from deskctl.cli.console_shortcut import opening
from deskctl.cli.output.answers import Unwritten
from deskctl.errors import AnswerLost, Usage
from deskctl.language.i18n import N_, language

OpenConsole: TypeAlias = Callable[[str, str | None, str], None]

INTERRUPTED = 130
_COMPLETION = "_DESKCTL_COMPLETE"


def run(words: Sequence[str], open_console: OpenConsole) -> int:
    """Run one call and give its exit code; whatever goes wrong is told on stderr."""
    _take_the_places()
    for stream in (sys.stdout, sys.stderr):
        _show_what_it_can(stream)
    try:
        return _run(words, open_console)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _let_go_of_the_pipe()
        return 0


def _run(words: Sequence[str], open_console: OpenConsole) -> int:
    saved = _times_saved()
    try:
        _check_the_call(words)
        code = _complete(words) if os.environ.get(_COMPLETION) else _call(words, open_console)
        sys.stdout.flush()
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except Exception as error:
        from deskctl.cli.app.error_output import as_desk_error, tell

        known = as_desk_error(error)
        if known is None:
            from deskctl.store.log import note_failure

            note_failure(error)
            raise
        if isinstance(known, Unwritten) and _times_saved() > saved:
            known = AnswerLost(
                N_("It is recorded, but the answer cannot be written: {reason}."),
                code="answer_not_written",
                reason=known.values["reason"],
            )
        tell(known, as_json=wants_json(words), store=requested(words, "--store"))
        if isinstance(known, (Unwritten, AnswerLost)):
            _let_go_of_the_pipe()
        return known.exit_code
    return code


def _times_saved() -> int:
    """Return how often this program has saved something; what has not loaded the writer has saved nothing."""
    writer = sys.modules.get("deskctl.store.sqlite.writer")
    return writer.times_saved() if writer else 0


def _check_the_call(words: Sequence[str]) -> None:
    """Refuse a call that could not be answered or understood, before anything is done."""
    if sys.stdout is None:
        raise Usage(N_("stdout is closed: there is nowhere to write the answer."))
    for word in words:
        try:
            word.encode()
        except UnicodeEncodeError as error:
            raise Usage(N_("{word} is no UTF-8."), word=ascii(word)) from error


def _call(words: Sequence[str], open_console: OpenConsole) -> int:
    alone = opening(words)
    if alone:
        open_console(alone.path, alone.set_actor, language())
        return 0
    return _command(words, open_console)


def _command(words: Sequence[str], open_console: OpenConsole) -> int:
    import typer

    from deskctl.cli.root import root

    group = root()
    try:
        with group.make_context("deskctl", list(words), obj=open_console) as context:
            code = group.invoke(context)
    except typer.Exit as end:
        return end.exit_code
    return code if isinstance(code, int) else 0


def _complete(words: Sequence[str]) -> int:
    """Describe a shell what may stand next; Typer, half the time of a call, is loaded only where it must be asked."""
    from deskctl.cli.completion.candidates import complete

    for line in complete([*words, ""] if os.environ[_COMPLETION] == "words+" else words):
        sys.stdout.write(line + "\n")
    return 0


def _take_the_places() -> None:
    """Fill the places of streams that are closed, so that no file that is opened later takes one of them."""
    for place, stream in enumerate((sys.stdin, sys.stdout, sys.stderr)):
        if stream is None:
            os.open(os.devnull, os.O_RDWR if place else os.O_RDONLY)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - for the rest of the run


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
