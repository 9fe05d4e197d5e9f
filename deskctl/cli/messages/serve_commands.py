"""`serve`: run the desk's worker, run one round of it, or show its state."""

import os
import socket
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, tzinfo
from typing import Annotated

import typer

from deskctl import clock
from deskctl.cli.app.closest_match import one_of
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import desk_command
from deskctl.cli.output.narration import narrate
from deskctl.errors import StoreUnusable, Unreachable
from deskctl.language.i18n import N_, _, counted


@desk_command
def serve(
    invocation: Invocation,
    what: Annotated[
        str | None, typer.Argument(metavar="[status]", help=N_("status: show the state of the worker."))
    ] = None,
    once: Annotated[bool, typer.Option("--once", help=N_("Do one round and exit, for cron."))] = False,
) -> None:
    """Fetch mail and send waiting messages."""
    if what is not None:
        one_of("serve", what, ("status",))
        _show_status(invocation)
    elif once:
        _run_one_round(invocation)
    else:
        _run_worker(invocation)


def _show_status(invocation: Invocation) -> None:
    from deskctl.desk.worker_state import not_running, read_state

    stored = read_state(invocation.path)
    alive = stored.is_alive(clock.now())
    local = stored.in_zone(_zone(invocation))
    state = stored if invocation.form in {"json", "jsonl"} else local
    invocation.show(
        {
            "running": alive,
            "host": state.host or None,
            "pid": state.pid or None,
            "started": state.started or None,
            "beat": state.beat or None,
            "sent": state.sent,
            "received": state.received,
            "accounts": _without_left(state.accounts) if invocation.form == "table" else state.accounts,
            "channels": state.channels,
            "differing": state.differing,
        }
    )
    _name_older_mails({name: int(one.get("left") or 0) for name, one in state.accounts.items()})
    if not alive:
        raise not_running(local)


def _without_left(accounts: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    """Return the accounts without the number of older mails, which people read in a sentence."""
    return {name: {key: value for key, value in one.items() if key != "left"} for name, one in accounts.items()}


def _name_older_mails(left: Mapping[str, int]) -> None:
    """Say of each account how many older mails were not fetched, and how to get them."""
    for name, count in left.items():
        if count:
            narrate(
                counted(
                    "{n} older mail was left in the mailbox {account} when it was first read.",
                    "{n} older mails were left in the mailbox {account} when it was first read.",
                    count,
                    account=name,
                )
            )
    if any(left.values()):
        narrate(
            _("To get older mails, move them out of the folder and back, or save them and run deskctl mail import.")
        )


def _zone(invocation: Invocation) -> tzinfo:
    """Return the desk's zone; UTC if the store cannot be read, since the state of the worker is beside it."""
    try:
        with invocation.reading() as desk:
            return desk.zone
    except StoreUnusable:
        return UTC


def _run_one_round(invocation: Invocation) -> None:
    from deskctl.desk.worker_state import WorkerState, worker_lock, write_state
    from deskctl.serve.rounds import one_round

    with worker_lock(invocation.path) as file:
        done = one_round(invocation.path)
        now = clock.now().isoformat()
        state = WorkerState(socket.gethostname(), os.getpid(), now, now, done.sent, done.received)
        write_state(file, replace(state, accounts=done.accounts, channels=done.channels))
    _name_older_mails(done.left)
    invocation.show({"received": done.received, "sent": done.sent, "failed": done.failed, "errors": list(done.errors)})
    if done.errors or done.failed:
        failed = counted("{n} message was not accepted", "{n} messages were not accepted", done.failed)
        words = "; ".join(done.errors) or failed
        raise Unreachable(
            N_("Not everything could be fetched or sent: {reason}."), reason=words.rstrip(".。"),
            hint=done.remedy,
        )  # fmt: skip


def _run_worker(invocation: Invocation) -> None:
    from deskctl.serve.loop import Worker

    Worker(invocation.path).run(_report_ready)


def _report_ready() -> None:
    narrate(_("The worker is running; Ctrl+C stops it."))
