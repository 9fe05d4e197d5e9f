"""The outermost call: turns exceptions into error messages and exit codes."""

import os
import sys
from collections.abc import Callable, Sequence
from typing import TypeAlias

from deskctl import clock
from deskctl.cli.app.raw_argv import option_value, wants_json
from deskctl.cli.console_shortcut import console_invocation
from deskctl.cli.output.results import OutputError
from deskctl.errors import AnswerLost, Usage
from deskctl.language.i18n import N_, language

OpenConsole: TypeAlias = Callable[[str, str | None, str], None]

INTERRUPTED = 130
_COMPLETION = "_DESKCTL_COMPLETE"
_HELP = "help"
_WITHOUT_VALUE = frozenset({"-q", "--quiet", "--json", "--jsonl", "--plain", "--csv", "--raw", "--version", "--help"})
"""The options before a command that take no value."""


def run(words: Sequence[str], open_console: OpenConsole) -> int:
    """Run one call and return its exit code; errors are printed on stderr."""
    _open_closed_streams()
    clock.begin()
    for stream in (sys.stdout, sys.stderr):
        _escape_what_cannot_be_encoded(stream)
    try:
        return _run(words, open_console)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _discard_output()
        return 0


def _run(words: Sequence[str], open_console: OpenConsole) -> int:
    saved = _write_count()
    try:
        _check_streams_and_words(words)
        code = _complete(words) if os.environ.get(_COMPLETION) else _call(words, open_console)
        sys.stdout.flush()
    except KeyboardInterrupt:
        raise
    except Exception as error:
        if isinstance(error, BrokenPipeError) and _write_count() == saved:
            raise
        from deskctl.cli.app.error_output import as_desk_error, print_error

        desk_error = as_desk_error(error)
        if desk_error is None:
            from deskctl.store.log import note_failure

            note_failure(error)
            raise
        if isinstance(desk_error, OutputError) and _write_count() > saved:
            desk_error = AnswerLost(
                N_("The action is recorded, but the output cannot be written: {reason}."),
                code="answer_not_written",
                reason=desk_error.values["reason"],
            )
        saved_nothing = _write_count() == saved and getattr(desk_error, "is_of_one_write", False)
        store = option_value(words, "--store")
        print_error(desk_error, as_json=wants_json(words), store=store, saved_nothing=saved_nothing)
        if isinstance(desk_error, (OutputError, AnswerLost)):
            _discard_output()
        return desk_error.exit_code
    return code


def _write_count() -> int:
    """Return how often this process has written to the store: 0 if the writer is not loaded."""
    writer = sys.modules.get("deskctl.store.save_count")
    return writer.times_saved() if writer else 0


def _check_streams_and_words(words: Sequence[str]) -> None:
    """Refuse a call without stdout, or with arguments that are not UTF-8, before anything is done."""
    if sys.stdout is None:
        raise Usage(N_("stdout is closed: the output cannot be written."))
    for word in words:
        try:
            word.encode()
        except UnicodeEncodeError as error:
            raise Usage(N_("{word} is not UTF-8."), word=ascii(word)) from error


def _call(words: Sequence[str], open_console: OpenConsole) -> int:
    invocation = console_invocation(words)
    if invocation:
        open_console(invocation.path, invocation.set_actor, language())
        return 0
    return _command(words, open_console)


def _command(words: Sequence[str], open_console: OpenConsole) -> int:
    import typer

    from deskctl.cli.root import root

    group = root()
    try:
        with group.make_context("deskctl", _with_help(words), obj=open_console) as context:
            code = group.invoke(context)
    except typer.Exit as end:
        return end.exit_code
    return code if isinstance(code, int) else 0


def _with_help(words: Sequence[str]) -> list[str]:
    """Return the words with `help TOPIC` replaced by `TOPIC --help`; the topic is a command or a noun."""
    place = 0
    while place < len(words) and words[place].startswith("-"):
        place += 1 if "=" in words[place] or words[place] in _WITHOUT_VALUE else 2
    if place >= len(words) or words[place] != _HELP:
        return list(words)
    return [*words[:place], *words[place + 1 :], "--help"]


def _complete(words: Sequence[str]) -> int:
    """Print completion candidates for a shell; Typer, half of a call's time, is loaded only if needed."""
    from deskctl.cli.completion_candidates import complete

    for line in complete([*words, ""] if os.environ[_COMPLETION] == "words+" else words):
        sys.stdout.write(line + "\n")
    return 0


def _open_closed_streams() -> None:
    """Connect closed standard streams to the null device, so that no file opened later gets their descriptors."""
    for place, stream in enumerate((sys.stdin, sys.stdout, sys.stderr)):
        if stream is None:
            os.open(os.devnull, os.O_RDWR if place else os.O_RDONLY)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - for the rest of the run


def _escape_what_cannot_be_encoded(stream: object) -> None:
    """Make a terminal with another encoding show escapes instead of failing."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


def _discard_output() -> None:
    """Redirect the output to the null device, so that Python's flush at exit does not fail."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            os.dup2(nothing, stream.fileno())
        except (OSError, ValueError):
            continue
