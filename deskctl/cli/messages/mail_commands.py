"""Commands about mails: import, list, show, save unchanged, try the templates."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deskctl import clock
from deskctl.cli.app.closest_match import one_of
from deskctl.cli.app.filter_options import chosen_codes, given_values, given_words
from deskctl.cli.app.invocation import Invocation, Reading
from deskctl.cli.app.options import desk_command, read_command
from deskctl.cli.app.stdin import STDIN, stdin_bytes
from deskctl.cli.messages.saved_file import save_and_show
from deskctl.cli.output.narration import narrate
from deskctl.errors import BadData, NotFound
from deskctl.language.i18n import N_, _
from deskctl.language.words.filter_words import NO, YES
from deskctl.names import ticket_number
from deskctl.operations.rules.server_time import ignored_time
from deskctl.queries.conditions.filters import EVERY
from deskctl.queries.conditions.value_filter import ValueFilter
from deskctl.queries.json_values import Shape
from deskctl.queries.messages.mail_states import MAIL_KINDS, MAIL_STATES
from deskctl.queries.messages.mail_texts import HINT

if TYPE_CHECKING:
    from deskctl.mail.sources import Source

_LISTED = ("mail", "due_at", "kind", "from_name", "from_address", "customer_name", "subject", "first_line", "joins")


@desk_command
def import_mails(
    invocation: Invocation,
    files: Annotated[
        list[str], typer.Argument(metavar="PATH...", help=N_("Files, mbox files, Maildir folders; - reads stdin."))
    ],
    answered: Annotated[
        str, typer.Option(metavar="yes|no", help=N_("no: send no automatic answers to them, for a backlog."))
    ] = "yes",
) -> None:
    """Import mails from files."""
    word = "yes" if answered in YES else "no" if answered in NO else answered
    answers_them = one_of("--answered", word, ("yes", "no")) == "yes"
    invocation.write(_read_files(invocation, files, answers=answers_them), "mail-taken")
    invocation.warn(ignored_time())


def _read_files(invocation: Invocation, files: list[str], *, answers: bool) -> Iterator[Shape]:
    from deskctl.config.messages import message_settings
    from deskctl.mail.intake.intake import Intake
    from deskctl.mail.parsed_message import TOO_BIG

    settings = message_settings()
    with Intake(invocation.path, settings, clock.now, answers=answers) as intake:
        intake.finish()
        for source in _messages(files, settings.largest):
            receipt = intake.take(source.raw, problem=TOO_BIG if source.too_big else "")
            yield {"mail": receipt.mail, "file": source.name, "kind": receipt.kind, "known": receipt.is_known}


def _messages(files: list[str], largest: int) -> Iterator["Source"]:
    """Yield the messages of every path; a path that does not exist is refused before anything is imported."""
    from deskctl.mail.sources import messages_at, messages_in

    for file in files:
        if file != STDIN and not Path(file).exists():
            raise NotFound(N_("There is no file {path}."), path=file)
    for file in files:
        try:
            sources = messages_in(stdin_bytes(), STDIN, largest) if file == STDIN else messages_at(Path(file), largest)
            yield from sources
        except OSError as error:
            raise BadData(N_("{path} cannot be read: {reason}"), path=file, reason=error.strerror) from error


@read_command
def list_mails(
    invocation: Invocation,
    words: Annotated[list[str] | None, typer.Argument(metavar="WORDS", help=N_("Fragments; each must occur."))] = None,
    kind: Annotated[
        list[str] | None, typer.Option(metavar="KIND", help=N_("Of this kind; all lists every kind."))
    ] = None,
    not_kind: Annotated[list[str] | None, typer.Option(metavar="KIND", help=N_("Exclude these."))] = None,
    state: Annotated[
        list[str] | None,
        typer.Option(metavar="STATE", help=N_("waiting, handled or set_aside; all lists every state.")),
    ] = None,
    not_state: Annotated[list[str] | None, typer.Option(metavar="STATE", help=N_("Exclude these."))] = None,
) -> None:
    """List the mails that wait to be handled."""
    from deskctl.queries.messages.mail_json import list_mails as listed

    options = {"kind": kind, "not_kind": not_kind, "state": state, "not_state": not_state}
    chosen = {name: given_values(options, name) for name in options}
    for option, values in chosen.items():
        field = option.removeprefix("not_")
        valid = MAIL_KINDS if field == "kind" else MAIL_STATES
        chosen[option] = chosen_codes(field, f"--{option.replace('_', '-')}", values, (*valid, EVERY))
    with invocation.reading() as desk:
        rows = listed(
            desk.conn,
            desk.at,
            desk.zone,
            kinds=ValueFilter(chosen["kind"], chosen["not_kind"]),
            states=ValueFilter(chosen["state"], chosen["not_state"]),
            words=given_words(words),
        )
    invocation.write(_for_people(invocation, rows, "first_line"), "mail", _LISTED)


@read_command
def show_mail(invocation: Invocation, key: Annotated[str, typer.Argument(metavar="ID", help=N_("Its id."))]) -> None:
    """Show one mail with its full text."""
    from deskctl.queries.messages.mail_json import show_mail as read

    with invocation.reading() as desk:
        shape = read(desk.conn, key, desk.at, desk.zone)
        commands = _remedies(desk, shape)
    (shown,) = _for_people(invocation, [shape], "text_new")
    invocation.show(shown)
    if commands:
        narrate(_("{ticket} is over: {ways}").format(ticket=shape["joins"], ways=_(", or ").join(commands)))


def _for_people(invocation: Invocation, mails: list[Shape], name: str) -> list[Shape]:
    """Return mails with a hint in the field of the text if it cannot be read; JSON has the text as it is stored."""
    if invocation.form in {"json", "jsonl"}:
        return mails
    return [{**mail, name: _(HINT)} if mail["sealed"] else mail for mail in mails]


def _remedies(desk: Reading, mail: Shape) -> list[str]:
    """Return the commands to handle a waiting mail about a ticket that is over."""
    if mail["state"] != "waiting" or mail["joins"] is None:
        return []
    from deskctl.operations.rules.undo.reopening import remedies_for_reply

    remedies = remedies_for_reply(desk.conn, mail["mail"], ticket_number(mail["joins"]), desk.at)
    return [remedy.command for remedy in remedies]


@read_command
def save_mail(
    invocation: Invocation,
    key: Annotated[str, typer.Argument(metavar="ID", help=N_("Its id."))],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="PATH", help=N_("The output: a file, a folder, - for stdout."))
    ] = ".",
) -> None:
    """Save a mail unchanged."""
    from deskctl.queries.files.stored_files import bytes_of
    from deskctl.queries.messages.mail_json import show_mail as shown

    with invocation.reading() as desk:
        mail = shown(desk.conn, key, desk.at, desk.zone)
        if mail["sha256"] is None:
            raise NotFound(N_("{mail} was imported without its content."), mail=key)
        data = bytes_of(desk.conn, mail["sha256"])
    save_and_show(invocation, data, f"{key}.eml", output, sha256=mail["sha256"])


@desk_command
def templates(invocation: Invocation) -> None:
    """Render every template with hostile names, the desk's own and the packaged ones."""
    from deskctl.notify.templates import template_trials

    invocation.write(template_trials(), "mail-template")
