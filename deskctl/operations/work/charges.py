"""Charges for visits: agreed first, usually by actual working days (S2.3-note.charge)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.values import missing
from deskctl.queries.dispatch.days_on_site import days_on_site
from deskctl.queries.reference.contracts import contract_in_force
from deskctl.queries.reference.desk_facts import desk_currency

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_FIXED, _BY_DAY = "fixed", "working_day"
_HOW = ("phone", "email", "in_person", "written")
_MOST = 1e9
_DECIMALS = 2


@dataclass(frozen=True, kw_only=True)
class Agree(Operation):
    """Record the charge that both sides agreed on."""

    noun = "charge"
    verb = "agree"
    event = "charge_agreed"
    actor_field = "by_contact"
    example = "deskctl charge agree T-071 --basis working_day --rate 1800 --by-contact P-0702 --how email"

    basis: str | None = option(N_("by the working day, or a fixed sum"), choices=(_BY_DAY, _FIXED), required=True)
    rate: float | None = option(N_("how much; the contract's day rate if not given"), minimum=0, maximum=_MOST)
    currency: str | None = option(N_("in which currency; the desk's if not given"))
    estimate_days: float | None = option(N_("how many days it may take"), minimum=0, maximum=10_000)
    by_contact: str | None = option(N_("who agreed"), ref="contact", required=True)
    how: str | None = option(N_("how it was agreed"), choices=_HOW, required=True)

    @classmethod
    def required_with(cls, texts: Mapping[str, str]) -> tuple[str, ...]:
        """Return the sum if it is fixed: no contract has it."""
        return ("rate",) if texts.get("basis") == _FIXED else ()

    def run(self, desk: "Desk") -> None:
        """Store the agreement."""
        rate = self._rate(desk)
        currency = self.currency or desk_currency(desk.reader)
        desk.record(self.event, {**self.data(), "rate": rate, "currency": currency}, actor=self.by_contact)
        amount = rate if self.basis == _FIXED else None
        row = {"ticket": desk.case.number, "basis": self.basis, "rate": rate, "days": None, "amount": amount}
        desk.replace("charge", row)

    def _rate(self, desk: "Desk") -> float:
        rate = self.rate
        if rate is None and self.basis == _BY_DAY:
            rate = _contract(desk).get("day_rate")
        if rate is None:
            raise missing("rate")
        return float(rate)


@dataclass(frozen=True, kw_only=True)
class Decline(Operation):
    """Record that the customer does not accept the charge."""

    noun = "charge"
    verb = "decline"
    event = "charge_declined"
    actor_field = "by_contact"
    example = "deskctl charge decline T-071 --by-contact P-0702"

    by_contact: str | None = option(N_("who declines"), ref="contact", required=True)
    reason: str | None = option(N_("why"))


@dataclass(frozen=True, kw_only=True)
class Record(Operation):
    """Record what is charged: the days actually worked on site, at the agreed rate."""

    noun = "charge"
    verb = "record"
    event = "charged"
    follows = ("charge_agreed",)
    example = "deskctl charge record T-020 --days 2"

    days: float | None = option(N_("working days; counted from the visits if not given"), minimum=0, maximum=10_000)
    amount: float | None = option(N_("how much; days times rate if not given"), minimum=0, maximum=_MOST)
    reason: str | None = option(N_("why it differs from the count"))

    def run(self, desk: "Desk") -> None:
        """Store the charge, by default for the days on which somebody was on site (S2.3-note.charge)."""
        agreed = desk.row("charge", ticket=desk.case.number) or {}
        days = _days_on_site(desk) if self.days is None else self.days
        by_day = agreed.get("basis") == _BY_DAY
        due = round((agreed.get("rate") or 0) * (days if by_day else 1), _DECIMALS)
        charge: dict[str, Any] = {"days": days, "amount": due if self.amount is None else self.amount}
        desk.record(self.event, {**self.data(), **charge})
        desk.update("charge", {"ticket": desk.case.number}, charge)


def _contract(desk: "Desk") -> dict[str, Any]:
    return contract_in_force(desk.reader, desk.case.columns["customer"], desk.at, desk.zone)


def _days_on_site(desk: "Desk") -> float:
    """Count the days with work on site, by the contract's rounding."""
    zone, halves = ZoneInfo(desk.case.policy.zone), _contract(desk).get("rounding") == "half_day"
    return days_on_site(desk.case.story.facts, desk.at, zone, halves=halves)
