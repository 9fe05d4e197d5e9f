"""The customers' accounts: added, given a password, closed (S3-course.login)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.desk.passwords import folded_name
from deskctl.errors import BadData, Refused
from deskctl.language.i18n import N_
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import ABOUT, AddRecord, OnRecord, RecordOperation
from deskctl.operations.framework.secret_operations import SecretStep
from deskctl.queries.knowledge.accounts import account_of_name

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

ACCOUNT_TABLE = "course_account"


@dataclass(frozen=True, kw_only=True)
class AddAccount(SecretStep, AddRecord):
    """Add a customer's account; its password is generated, read from stdin, or typed."""

    noun = "account"
    table = ACCOUNT_TABLE
    first_id = "CA-01"
    needed: ClassVar[tuple[str, ...]] = ("customer", "username")
    example = "deskctl account add --customer CUS-03 --username yanqiu --contact P-0301 --generate"

    customer: str | None = option(N_("whose"), ref="customer")
    username: str | None = option(N_("the user name"))
    contact: str | None = option(N_("the person who has it"), ref="contact")

    def run(self, desk: "Desk") -> None:
        """Store the account with the hash of its password; the history does not contain the hash."""
        name = folded_name(str(self.username))
        account = account_of_name(desk.reader, name)
        if account is not None:
            raise Refused(
                N_("The user name {name} is that of {id}."), name=name, id=account["id"], code="name_taken",
                hint=f"deskctl account show {account['id']}",
            )  # fmt: skip
        row = {**self.new_row(desk), "username": name}
        desk.insert(self.kept_in(), {**row, "password_hash": self.hash or ""})
        if self.hash is None:
            desk.warn(N_("{id} has no password yet: deskctl account password {id} --generate"), id=row[ABOUT])
        desk.record_in_history(self.kept_in(), row[ABOUT], "added", row)


def _refuse_closed(row: Mapping[str, Any]) -> None:
    """Refuse a new password for a closed account: nobody could use it."""
    if not row["active"]:
        raise Refused(
            N_("{id} is closed: a new password would not open it."), id=row[ABOUT], code="closed",
            hint=f"deskctl account deactivate {row[ABOUT]} --undo --reason",
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class SetPassword(SecretStep, OnRecord, RecordOperation):
    """Set the password of an account; the previous one is no longer valid."""

    noun = "account"
    verb = "password"
    event = "password_set"
    table = ACCOUNT_TABLE
    example = "deskctl account password CA-01 --generate"

    def run(self, desk: "Desk") -> None:
        """Store the hash; the history only records that it was set."""
        if self.hash is None:
            raise BadData(
                N_("A password is typed, generated or read from stdin on the command line."), field="generate"
            )
        _refuse_closed(self.row(desk))
        self.save(desk, {"password_hash": self.hash}, {})


@dataclass(frozen=True, kw_only=True)
class DeactivateAccount(OnRecord, RecordOperation):
    """Close an account; with --undo it opens again."""

    noun = "account"
    verb = "deactivate"
    event = "account_deactivated"
    table = ACCOUNT_TABLE
    example = N_("deskctl account deactivate CA-04 --reason 'the contact left'")

    reason: str | None = option(N_("why"), required=True, long=True)
    undo: bool | None = option(N_("open it again"), stored=False)

    def run(self, desk: "Desk") -> None:
        """Close it, or open it again; refuse an account that is in this state already."""
        row = self.row(desk)
        active = bool(self.undo)
        if bool(row["active"]) == active:
            sentence = N_("{id} is open already.") if active else N_("{id} is closed already.")
            raise Refused(sentence, id=self.id, code="order")
        event = "account_activated" if active else self.event
        self.save(desk, {"active": int(active)}, {"reason": self.reason}, event)


@dataclass(frozen=True, kw_only=True)
class ResetAccount(SecretStep):
    """Set a new password of a courseware account at the customer's request."""

    noun = "account"
    verb = "reset"
    event = "account_reset"
    example = "deskctl account reset T-071 --account CA-04"

    account: str | None = option(N_("which account"), ref="course_account", required=True)

    def run(self, desk: "Desk") -> None:
        """Store the hash if there is a new password; record it in the histories of the ticket and the account."""
        _refuse_closed(desk.row(ACCOUNT_TABLE, id=self.account) or {})
        super().run(desk)
        if self.hash is None:
            return
        desk.update(ACCOUNT_TABLE, {ABOUT: self.account}, {"password_hash": self.hash})
        desk.record_in_history(ACCOUNT_TABLE, str(self.account), "password_set", {"ticket": desk.case.name})
