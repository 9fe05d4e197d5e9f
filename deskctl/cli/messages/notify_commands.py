"""Commands that check whether people can be reached: the escalation rules over two weeks, and a test message."""

from typing import Annotated

import typer

from deskctl import clock
from deskctl.cli.app.closest_match import choice
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import desk_command, read_command
from deskctl.errors import Unreachable
from deskctl.language.i18n import N_, _
from deskctl.queries.json_values import rfc3339

_WAYS = ("mail", "chat")


@read_command
def check_notices(invocation: Invocation) -> None:
    """Check the escalation rules against the roster of the next two weeks."""
    from deskctl.config.messages import message_settings
    from deskctl.notify.escalation.roster_check import notice_problems
    from deskctl.notify.escalation.rules import load_escalation

    with invocation.reading() as desk:
        gaps = notice_problems(desk.conn, load_escalation(), message_settings(), desk.at)
        rows = [
            {
                "where": one.where,
                "what": _(one.what),
                "start": rfc3339(one.start, desk.zone),
                "end": rfc3339(one.end, desk.zone),
            }
            for one in gaps
        ]
    invocation.write(rows, "weakness")


@desk_command
def send_test_message(
    invocation: Invocation,
    to: Annotated[str, typer.Option(metavar="STAFF", help=N_("Who gets the test message."))],
    by: Annotated[str, typer.Option(metavar="CHOICE", help=N_("mail or chat."))] = "mail",
) -> None:
    """Send a test message to a member of the staff and wait for the server's answer."""
    from deskctl.config.messages import message_settings
    from deskctl.notify.trial_message import send_test

    way = choice("by", "--by", by, _WAYS)
    message, outcome = send_test(
        invocation.path, message_settings(), clock.now, actor=invocation.set_actor, to=to, by=way
    )
    invocation.show({"outbox": message, "outcome": outcome.kind, "code": outcome.code, "words": outcome.words})
    if outcome.kind != "sent":
        raise Unreachable(
            N_("The test message was not accepted: {reason}."),
            reason=f"{outcome.code} {outcome.words}".strip() or outcome.kind,
            hint=f"deskctl outbox show {message}",
        )
