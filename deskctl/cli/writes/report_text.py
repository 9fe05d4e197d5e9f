"""The texts of a report: given as options, in a file, or written in the user's editor."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shlex import quote

from deskctl.cli.app.error_output import as_desk_error
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.stdin import STDIN
from deskctl.cli.desk.desk_commands import reading_bytes
from deskctl.cli.output.narration import narrate
from deskctl.cli.output.results import OutputError
from deskctl.cli.writes.recording import check_operation, record_operation
from deskctl.documents.reports.headed_text import PARTS, as_one_text, as_parts, headings, headings_in
from deskctl.errors import BadData, Refused, Usage, listed
from deskctl.external_editor import named_editor, private_file, require_edited, run_editor, text_of
from deskctl.language.blank import is_blank
from deskctl.language.i18n import N_, _
from deskctl.names import ticket_name, ticket_number
from deskctl.operations.closing.reports import Write
from deskctl.operations.framework.base import Operation, build
from deskctl.operations.rules.concurrent_changes import CHANGED_MEANWHILE
from deskctl.queries.ticket.history import history
from deskctl.queries.ticket.reports import CurrentReport, current_report, draft_of
from deskctl.queries.tickets.ticket_row import get_ticket

_HINT = "deskctl report write --help"
_ANYTHING = "?"


def record_report_text(invocation: Invocation, step: Write, ticket: str | None) -> int:
    """Store the parts of a draft that were given; without any, let the user write them in an editor."""
    if step.file is not None:
        if ticket == STDIN == step.file:
            raise Usage(N_("stdin is read once: name the ticket, or the file."), hint=_HINT)
        return _save(invocation, build(Write, _parts_in(step.file)), ticket)
    if any(getattr(step, part) is not None for part in PARTS):
        return _save(invocation, step, ticket)
    if ticket is None or ticket == STDIN or invocation.dry_run or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Usage(
            N_("Give --cause, --method, --result or --file; only for one ticket on a terminal an editor opens."),
            hint=_HINT,
        )
    return _write_in_editor(invocation, ticket_number(ticket))


def _save(invocation: Invocation, step: Operation, ticket: str | None) -> int:
    """Store the parts, and print the command that issues the report."""
    code = record_operation(invocation, step, ticket)
    if ticket is not None and ticket != STDIN and not invocation.dry_run:
        name = ticket_name(ticket_number(ticket))
        command = f"deskctl report issue {name}"
        narrate(_("The draft of the report of {ticket} is saved. Next: {command}").format(ticket=name, command=command))
    return code


def _parts_in(file: str) -> dict[str, str]:
    """Return the parts of a file that have a text; raises `BadData` if there is none."""
    with reading_bytes(file) as stream:
        try:
            text = stream.read().decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            raise BadData(N_("{path} is not UTF-8 text."), path=file) from error
    parts = as_parts(text, headings_in(text))
    written = {part: words.strip("\n") for part, words in parts.items() if not is_blank(words)}
    if not written:
        raise BadData(N_("{path} has no text under its headings."), path=file, code="blank")
    return written


def _write_in_editor(invocation: Invocation, number: int) -> int:
    words = named_editor()
    check_operation(invocation, build(Write, {"cause": _ANYTHING}), number)
    with invocation.reading() as desk:
        get_ticket(desk.conn, number)
        current = current_report(desk.conn, number, history(desk.conn, number))
        draft = draft_of(desk.conn, number) or dict.fromkeys(PARTS, "")
    path = private_file(as_one_text(current.parts), ticket_name(number))
    require_edited(run_editor(words, path), words, path)
    text = text_of(path)
    with _keeping(path, invocation, number):
        changed = _changed(text, current, draft)
        if changed:
            _require_not_overtaken(invocation, number, draft, changed)
            return _save(invocation, build(Write, changed), str(number))
    return 0


def _require_not_overtaken(
    invocation: Invocation, number: int, before: Mapping[str, str], changed: Mapping[str, str]
) -> None:
    """Refuse to replace a part of the draft that somebody wrote while the editor was open."""
    with invocation.reading() as desk:
        now = draft_of(desk.conn, number) or before
    overtaken = [_(PARTS[part]) for part in changed if now[part] != before[part]]
    if overtaken:
        raise Refused(
            N_("Another text was saved while the editor was open: {parts}."),
            code=CHANGED_MEANWHILE,
            parts=listed(overtaken, _),
        )


def _changed(text: str, current: CurrentReport, draft: Mapping[str, str]) -> dict[str, str]:
    """Return the parts that the draft does not have yet; none, with a message, if the text is empty or unchanged."""
    if is_blank(text):
        narrate(_("The text is empty: nothing was saved."))
        return {}
    written = {part: words.strip("\n") for part, words in as_parts(text, headings(current.parts)).items()}
    if all(is_blank(words) for words in written.values()):
        narrate(_("The text is empty: nothing was saved."))
        return {}
    if all(words == current.parts[part].strip("\n") for part, words in written.items()):
        narrate(_("The text is unchanged: nothing was saved."))
        return {}
    emptied = [_(PARTS[part]) for part, words in written.items() if is_blank(words) and not is_blank(draft[part])]
    if emptied:
        narrate(_("An emptied part stays as it was: {parts}.").format(parts=listed(emptied, _)))
    return {part: words for part, words in written.items() if not is_blank(words) and words != draft[part]}


@contextmanager
def _keeping(path: Path, invocation: Invocation, number: int) -> Iterator[None]:
    """Remove the file once its text is saved; an error names it instead, with the command that saves it."""
    try:
        yield
    except OutputError:
        path.unlink()
        raise
    except Exception as error:
        known = as_desk_error(error)
        if known is None:
            raise
        if invocation.form not in {"json", "jsonl"}:
            narrate(_("What you wrote is in {path}").format(path=path))
        known.hint = f"deskctl report write {ticket_name(number)} --file {quote(str(path))}"
        raise known from error
    path.unlink()
