"""Operations with a password, which is never a field: only its hash reaches the store."""

import dataclasses
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from deskctl.desk.passwords import check_password, hash_password, new_password
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.store.facts.rows import row_of

if TYPE_CHECKING:
    from deskctl.store.port import Reader


@dataclass(frozen=True, kw_only=True)
class SecretStep(Operation):
    """An operation with a password, of which only the `hash` is stored.

    The user interface asks for the password or has one generated, and shows a generated one once.
    """

    has_secret: ClassVar[bool] = True

    generate: bool | None = option(N_("generate a password and print it once"), stored=False, cli_only=True)
    password_stdin: bool | None = option(N_("read the password from stdin"), stored=False, cli_only=True)
    hash: str | None = dataclasses.field(default=None, repr=False)


def with_password(step: SecretStep, conn: "Reader", password: str | None = None) -> tuple[SecretStep, str | None]:
    """Return the operation with the hash of its password, and the password if it was generated here."""
    made = new_password() if password is None else None
    chosen = password or made or ""
    check_password(chosen, _username(step, conn))
    return replace(step, hash=hash_password(chosen)), made


def _username(step: SecretStep, conn: "Reader") -> str:
    name = getattr(step, "username", None)
    if name is not None:
        return str(name)
    account = getattr(step, "account", None) or getattr(step, "id", None)
    row = row_of(conn, "course_account", id=account)
    return str(row["username"]) if row else ""
