"""Passwords for operations: generated, read from stdin, or typed twice, but never an argument."""

import sys
from dataclasses import replace
from getpass import getpass
from typing import TYPE_CHECKING

from deskctl.errors import BadData, Usage
from deskctl.language.i18n import N_, _

if TYPE_CHECKING:
    from deskctl.cli.app.invocation import Invocation
    from deskctl.operations.framework.secret_operations import SecretStep

_LONGEST = 4096
_NOT_KEPT = "-"
_SHOWN_ONCE = "password"


def with_secret(invocation: "Invocation", step: "SecretStep") -> tuple["SecretStep", str | None]:
    """Return an operation with the hash of its password, and the password if it was generated."""
    if step.generate and step.password_stdin:
        raise Usage(N_("{first} cannot be combined with {second}."), first="--generate", second="--password-stdin")
    if invocation.dry_run:
        return replace(step, hash=_NOT_KEPT), None
    if _generates_password(step):
        _require_password_output(invocation)
        password = None
    else:
        password = asked_password(from_stdin=bool(step.password_stdin), twice=True)
    from deskctl.operations.framework.secret_operations import with_password

    with invocation.reading() as desk:
        return with_password(step, desk.conn, password)


def asked_password(*, from_stdin: bool, twice: bool = False) -> str:
    """Return a password: the first line of stdin, or typed at the terminal."""
    if from_stdin:
        if sys.stdin is None:
            raise Usage(N_("stdin is closed: there is nothing to read."))
        line = sys.stdin.buffer.readline(_LONGEST).decode("utf-8", "surrogateescape").rstrip("\r\n")
        if not line:
            raise BadData(N_("The password on stdin is empty."), field="password")
        return line
    if not (sys.stdin and sys.stdin.isatty()):
        raise Usage(N_("Give the password with --password-stdin; it is never an argument."), hint="--password-stdin")
    password = getpass(_("Password: "))
    if twice and getpass(_("Repeat the password: ")) != password:
        raise BadData(N_("The two passwords differ."), field="password")
    return password


def _require_password_output(invocation: "Invocation") -> None:
    """Refuse to generate a password that the output would not show: it is shown nowhere else."""
    if invocation.fields is not None and _SHOWN_ONCE not in invocation.fields.split(","):
        raise Usage(
            N_("The password is shown only now: include it in the fields."),
            hint=f"--fields {invocation.fields},password",
        )


def _generates_password(step: "SecretStep") -> bool:
    """Return whether to generate a password: if requested, and for a reset without stdin or a terminal."""
    has_terminal = sys.stdin is not None and sys.stdin.isatty()
    return bool(step.generate) or (step.verb == "reset" and not step.password_stdin and not has_terminal)
