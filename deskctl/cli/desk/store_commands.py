"""Commands about the store: information, check, backup, restore, migration, rebuild."""

from pathlib import Path
from typing import Annotated, Any

import typer

from deskctl import clock
from deskctl.cli.app.authority import ACCEPT, require_right, require_right_to_restore
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import MOST, desk_command
from deskctl.cli.desk.server_store import refuse_on_server
from deskctl.cli.output.narration import narrate
from deskctl.cli.output.terminal import progress_line
from deskctl.config.store_address import redacted
from deskctl.errors import Remedy, StoreUnusable
from deskctl.language.i18n import N_, _
from deskctl.names import ticket_name
from deskctl.sla.facts import instant, moment
from deskctl.store.open import store_info

_COLUMNS = ("grave", "what", "since", "todo")
_BROKEN_RULE_COLUMNS = ("where", "kind", "what", "todo")
_RULE_SENTENCES = ("where", "what", "clause")
_SOUND = N_("The store {path} is sound.")
_SKIPPED = N_("The quick check of {path} found no problem; pages, rows and chains were not read.")


@desk_command
def info(invocation: Invocation) -> None:
    """Show what the store holds."""
    invocation.show(store_info(invocation.path))


@desk_command
def check(
    invocation: Invocation,
    quick: Annotated[
        bool,
        typer.Option(
            "--quick", help=N_("Only rights, head file, checksums, counter and clock; not pages, rows or chains.")
        ),
    ] = False,
    broken: Annotated[
        bool,
        typer.Option("--sense", help=N_("List the rules that imported actions break, instead of damage.")),
    ] = False,
) -> int:
    """Check the store."""
    if broken:
        return _list_broken_rules(invocation)
    from deskctl.store.open import check_store

    findings = check_store(invocation.path, instant(clock.now()), quick=quick)
    rows = [finding_shape(finding) for finding in findings]
    invocation.write(rows, "trouble", _COLUMNS)
    if not rows:
        narrate(_(_SKIPPED if quick else _SOUND).format(path=redacted(invocation.path)))
    return StoreUnusable.exit_code if any(finding.grave for finding in findings) else 0


def _list_broken_rules(invocation: Invocation) -> int:
    """List the rules that imported actions break; nothing is damaged, so the exit code is 0."""
    from deskctl.operations.rules.people.imported_history import broken_rules

    with invocation.reading() as desk:
        rows = [
            {
                "kind": one.refusal.code,
                "grave": False,
                "where": one.action,
                "what": one.refusal.text(_),
                "since": None,
                "todo": one.refusal.clause or "",
            }
            for one in broken_rules(desk.conn)
        ]
    if invocation.form == "table":
        invocation.write([{**row, "clause": row["todo"]} for row in rows], "trouble", _RULE_SENTENCES)
    else:
        invocation.write(rows, "trouble", _BROKEN_RULE_COLUMNS)
    return 0


@desk_command
def backup(
    invocation: Invocation,
    file: Annotated[str, typer.Argument(metavar="FILE", help=N_("The backup file; an existing one is replaced."))],
    keep: Annotated[
        int | None,
        typer.Option(
            min=1, max=MOST, metavar="N", help=N_("Add the UTC time to the name, and keep only the N newest.")
        ),
    ] = None,
) -> None:
    """Copy the store."""
    from deskctl.store.sqlite.backup import back_up

    refuse_on_server(invocation.path)
    with progress_line(_("{done} of {total} pages copied")) as show:
        made = back_up(invocation.path, Path(file), clock.now(), keep=keep, on_progress=show)
    removed = [str(old) for old in made.removed]
    invocation.show({"file": str(made.file), "changes": made.writes, "removed": removed})


@desk_command
def restore(
    invocation: Invocation,
    file: Annotated[str, typer.Argument(metavar="FILE", help=N_("The backup."))],
    force: Annotated[bool, typer.Option("--force", help=N_("Replace even a newer store."))] = False,
) -> None:
    """Replace the store by a backup."""
    from deskctl.store.sqlite.backup import restore as restore_backup

    refuse_on_server(invocation.path)
    require_right_to_restore(invocation, Path(file))
    with progress_line(_("{done} of {total} pages copied")) as show:
        done = restore_backup(Path(file), invocation.path, force=force, on_progress=show)
    old = None if done.old is None else str(done.old)
    invocation.show({"store": invocation.path, "changes": done.writes, "old": old})


@desk_command
def migrate(invocation: Invocation) -> None:
    """Migrate the store to the schema of this program."""
    from deskctl.store.migrations.revision import HEAD
    from deskctl.store.open import ensure_current

    migrated = ensure_current(invocation.path)
    invocation.show({"store": redacted(invocation.path), "migrated": migrated, "schema": HEAD})


@desk_command
def rebuild(
    invocation: Invocation,
    accept: Annotated[
        bool, typer.Option("--accept", help=N_("Accept the actions as they are, although some were lost or altered."))
    ] = False,
) -> None:
    """Derive all status and clocks again."""
    from deskctl.store.open import rebuild as rebuild_store

    if accept:
        require_right(invocation, ACCEPT, Remedy(do="store.rebuild", fields={"accept": True}))
    with progress_line(_("tickets derived: {done} of {total}")) as show:
        done = rebuild_store(invocation.path, show, accept=accept)
    differing = [ticket_name(number) for number in done.differing]
    invocation.show({"store": redacted(invocation.path), **done._asdict(), "differing": differing})


def finding_shape(finding: Any) -> dict[str, Any]:
    """Return a finding of a check as the row of a list."""
    return {
        "kind": finding.kind,
        "grave": finding.grave,
        "where": finding.where,
        "what": _(finding.template).format(**finding.values),
        "since": None if finding.since is None else moment(finding.since).isoformat(),
        "todo": _(finding.todo),
    }
