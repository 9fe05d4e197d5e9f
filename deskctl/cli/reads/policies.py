"""Reads about policies, and the installation of a firm's own policy."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from deskctl import clock
from deskctl.cli.app.authority import INSTALL, require_right
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import desk_command, read_command
from deskctl.cli.output.narration import narrate
from deskctl.cli.output.results import write_one
from deskctl.errors import BadPolicy, NotFound, Remedy
from deskctl.language.i18n import N_, _, either
from deskctl.names import DEFAULT_POLICY
from deskctl.queries.json_values import Shape, rfc3339
from deskctl.queries.reference.policies import list_policies, policy_source
from deskctl.queries.reference.promises import target_shape
from deskctl.store.facts.policies import current_version, load_policy, older_policies

_TARGET_COLUMNS = ("clause", "milestone", "length", "calendar", "start", "soft")

_File = Annotated[str, typer.Argument(metavar="FILE", help=N_("A policy file (TOML), see docs/policy.md."))]


@read_command
def list_(invocation: Invocation) -> None:
    """List the installed policies."""
    with invocation.reading() as desk:
        shapes = [
            {
                "policy": row.policy,
                "version": row.version,
                "title": either(row.title_zh, row.title_en),
                "installed_at": rfc3339(row.installed_at, desk.zone),
                "tickets": row.tickets,
                "current": row.current,
            }
            for row in list_policies(desk.conn)
        ]
        older = list(older_policies(desk.conn))
    invocation.write(shapes, "policy")
    for finding in older:
        narrate(f"{_(finding.template).format(**finding.values)} {_(finding.todo)}")


@read_command
def show(
    invocation: Invocation,
    policy: Annotated[str, typer.Argument(metavar="ID", help=N_("The policy, as `policy list` names it."))] = (
        DEFAULT_POLICY
    ),
    version: Annotated[
        str | None, typer.Option(metavar="VERSION", help=N_("A version other than the current."))
    ] = None,
) -> None:
    """Show the promises of a policy."""
    with invocation.reading() as desk:
        chosen = version or current_version(desk.conn, policy)
        targets = [target_shape(one) for one in load_policy(desk.conn, policy, chosen).targets]
        source = policy_source(desk.conn, policy, chosen)
    if invocation.form in {"json", "jsonl"} and invocation.fields is None:
        shape = {"policy": policy, "version": chosen, "targets": targets, "source": source}
        write_one(shape, invocation.form)
        return
    invocation.write(targets, "target", _TARGET_COLUMNS)


@desk_command
def check(invocation: Invocation, file: _File) -> int:
    """Print every mistake in a policy file."""
    findings = list(_findings(file))
    invocation.write(findings, "finding")
    return BadPolicy.exit_code if findings else 0


@desk_command
def install(invocation: Invocation, file: _File) -> None:
    """Install a policy file, unless it has mistakes."""
    from deskctl.operations.reference.desk_setup import notices_on_policy
    from deskctl.policy_file.check import check_policy
    from deskctl.policy_file.read import read_policy
    from deskctl.sla.facts import instant
    from deskctl.store.facts.policies import install as keep
    from deskctl.store.open import writing_once

    path = _existing_file(file)
    require_right(invocation, INSTALL, Remedy(do=INSTALL, fields={"file": file}, about="file"))
    for finding in check_policy(path):
        finding.error.hint = f"deskctl policy check {file}"
        raise finding.error
    source = read_policy(path)
    with writing_once(invocation.path) as conn:
        installed = keep(conn, source, instant(clock.now()))
    with invocation.reading() as desk:
        invocation.warn(notices_on_policy(desk.conn, source.id, source.version))
    invocation.show({"policy": source.id, "version": source.version, "installed": installed})


def _findings(file: str) -> Iterator[Shape]:
    from deskctl.policy_file.check import check_policy

    for finding in check_policy(_existing_file(file)):
        yield {"file": finding.file, "line": finding.error.line, "key": finding.key, "message": finding.text(_)}


def _existing_file(file: str) -> Path:
    path = Path(file)
    if not path.is_file():
        raise NotFound(N_("There is no file {path}."), path=file)
    return path
