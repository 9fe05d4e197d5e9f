"""Upgrades and patches: started with a rollback plan, finished, checked (S2.C)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.errors import GAP, BadData, Refused, Remedy
from deskctl.language.blank import is_blank
from deskctl.language.i18n import N_
from deskctl.names import ticket_name, ticket_number
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.operation_remedy import remedy_of
from deskctl.operations.framework.values import blank, missing
from deskctl.queries.customers.ticket_assets import first_asset
from deskctl.store.facts.rows import row_of

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.store.port import Reader

_KINDS = ("upgrade", "patch")
_PASSED, _FAILED = "pass", "fail"
_CHECKS = ("new", "existing")


@dataclass(frozen=True, kw_only=True)
class Start(Operation):
    """Start the upgrade; refused without a way to roll it back."""

    noun = "upgrade"
    verb = "start"
    event = "upgrade_started"
    offline = True
    example = "deskctl upgrade start T-064 --kind patch --from 6.1.7 --to 6.1.8 --rollback 'restore the snapshot'"

    kind: str | None = option(N_("upgrade or patch"), choices=_KINDS, stored=False)
    system: str | None = option(
        N_("what is upgraded; the ticket's first asset if not given"), ref="asset", stored=False
    )
    from_: str | None = option(N_("the version before"), stored=False)
    to: str | None = option(N_("the version after"), stored=False)
    window: str | None = option(N_("the window agreed for it"), stored=False)
    rollback: str | None = option(N_("how to roll it back"), long=True, stored=False)
    fixes: tuple[str, ...] = option(
        N_("the tickets that it solves"), ref="ticket", stored=False, any_customer=True, default=()
    )
    fee: float | None = option(
        N_("what it costs the customer; nothing in the maintenance period"), stored=False, minimum=0
    )

    @classmethod
    def required_on(cls, conn: "Reader", ticket: int) -> tuple[str, ...]:
        """Return the system and the way back, if neither the plan nor the ticket has them."""
        planned = row_of(conn, "upgrade", ticket=ticket) or {"system": first_asset(conn, ticket)}
        return tuple(name for name in ("system", "rollback") if not planned.get(name))

    def run(self, desk: "Desk") -> None:
        """Store the fields that were given; the others stay as planned."""
        row = {**self._planned(desk), **self._columns_set()}
        if row["system"] is None:
            raise missing("system")
        if not row["rollback"]:
            raise Refused(
                N_("{ticket}: an upgrade cannot be started without a rollback plan."),
                ticket=desk.case.name,
                clause="S2.C-1",
                code="rollback_missing",
                remedy=self._with_rollback(desk.case.name),
            )
        desk.replace("upgrade", row)
        super().run(desk)

    def _with_rollback(self, ticket: str) -> Remedy:
        """Return this operation as a remedy, with the rollback plan to be filled in."""
        same = remedy_of(self, ticket)
        return same._replace(fields={**same.fields, "rollback": GAP})

    def _planned(self, desk: "Desk") -> dict[str, Any]:
        number = desk.case.number
        system = first_asset(desk.reader, number)
        fresh = {"ticket": number, "kind": _KINDS[0], "system": system, "rollback": None, "fixes": "[]", "fee": 0}
        return desk.row("upgrade", ticket=number) or fresh

    def _columns_set(self) -> dict[str, Any]:
        fixes = [ticket_name(ticket_number(name)) for name in self.fixes]
        columns = {
            "kind": self.kind,
            "system": self.system,
            "from_version": self.from_,
            "to_version": self.to,
            "window": self.window,
            "rollback": self.rollback,
            "fixes": json.dumps(fixes) if fixes else None,
            "fee": self.fee,
        }
        return {name: value for name, value in columns.items() if value is not None}


@dataclass(frozen=True, kw_only=True)
class Finish(Operation):
    """Record that the new version is installed; it counts as done when it is checked."""

    noun = "upgrade"
    verb = "finish"
    event = "upgrade_finished"
    offline = True
    follows = ("upgrade_started",)
    until = ("upgrade_finished", "rolled_back")
    example = "deskctl upgrade finish T-064"


@dataclass(frozen=True, kw_only=True)
class _Checks(Operation):
    """The results of the checks after an upgrade."""

    follows = ("upgrade_finished", "change_delivered")
    until = ("rolled_back",)
    new: tuple[str, ...] = option(N_("a check of a new function; name=fail if it failed"), required=True, default=())
    existing: tuple[str, ...] = option(
        N_("a check of an existing function; name=fail if it failed"), required=True, default=()
    )

    @classmethod
    def normalised(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Accept the pairs of the exchange file, `["name", "pass"]`, as well."""
        lists = {name: values[name] for name in _CHECKS if isinstance(values.get(name), list)}
        return {**values, **{name: [_as_text(check) for check in checks] for name, checks in lists.items()}}

    def results(self) -> dict[str, list[list[str]]]:
        """Return the checks as pairs of name and result."""
        return {kind: [_pair(check) for check in getattr(self, kind)] for kind in _CHECKS}


@dataclass(frozen=True, kw_only=True)
class Verify(_Checks):
    """Record that the new and the existing functions passed their checks."""

    noun = "upgrade"
    verb = "verify"
    event = "verified"
    offline = True
    example = "deskctl upgrade verify T-064 --new 'posts once' --existing 'stock in' --existing 'monthly report'"

    def run(self, desk: "Desk") -> None:
        """Refuse it if a check failed."""
        results = self.results()
        failed = [name for checks in results.values() for name, result in checks if result != _PASSED]
        if failed:
            raise Refused(
                N_("{ticket}: {check} failed, so the upgrade is not verified."),
                ticket=desk.case.name,
                check=failed[0],
                clause="S2.C-2",
                code="upgrade_not_verified",
                remedy=Remedy(do="upgrade.fail", ticket=desk.case.name, fields={"new": GAP, "existing": GAP}),
            )
        desk.record(self.event, results)


@dataclass(frozen=True, kw_only=True)
class Fail(_Checks):
    """Record that a check failed."""

    noun = "upgrade"
    verb = "fail"
    event = "verify_failed"
    example = "deskctl upgrade fail T-064 --new 'coupon' --existing 'return slip=fail'"

    def run(self, desk: "Desk") -> None:
        """Refuse it if no check failed."""
        results = self.results()
        if not any(result == _FAILED for checks in results.values() for _, result in checks):
            raise BadData(N_("{field}: none of the checks failed; write name=fail."), field="existing")
        desk.record(self.event, results)


@dataclass(frozen=True, kw_only=True)
class RollBack(Operation):
    """Record that the upgrade was rolled back."""

    noun = "upgrade"
    verb = "roll-back"
    event = "rolled_back"
    follows = ("upgrade_started",)
    until = ("rolled_back",)
    example = "deskctl upgrade roll-back T-064 --reason 'slips are not printed'"

    reason: str | None = option(N_("why"))


def _as_text(check: Any) -> Any:
    if isinstance(check, list) and len(check) == 2 and all(isinstance(word, str) for word in check):  # noqa: PLR2004
        return "=".join(check)
    return check


def _pair(check: str) -> list[str]:
    name, _, result = check.rpartition("=")
    if result in {_PASSED, _FAILED} and is_blank(name):
        raise blank("check")
    return [name, result] if name and result in {_PASSED, _FAILED} else [check, _PASSED]
