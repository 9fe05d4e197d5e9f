"""Operations on the severity of a ticket, its service level, and whether it is covered."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.desk.kept_values import BEFORE, SCOPE, value_in
from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.language.words import LEVELS, SEVERITIES
from deskctl.language.words.choices import choice_term
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.rules.levels import BY_SEVERITY, SCOPES, check_level, check_word, level_called_for
from deskctl.operations.work.severity_consequences import offer_emergency, request_visit_by_severity

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


def _check_changed(present: str | None, to: str | None, ticket: str) -> None:
    if present == to:
        raise Refused(
            N_("{ticket} is {value} already."),
            ticket=ticket,
            value=choice_term("to", to or ""),
            code="already_so",
            hint=f"deskctl ticket show {ticket}",
        )


def _keep_level(desk: "Desk", level: str) -> None:
    """Record a late level again where a later severity had raised the level to a lower one (rule 18)."""
    rank = desk.case.policy.rank
    for fact in [one for one in desk.case.story.facts if one.event == "level_changed" and one.at > desk.at]:
        lower = fact.data["to"]
        if fact.data.get("reason") != BY_SEVERITY or rank(lower) <= rank(level):
            return
        desk.record("level_changed", {"from": lower, "to": level, "reason": BY_SEVERITY}, note="", at=fact.at)


@dataclass(frozen=True, kw_only=True)
class ChooseSeverity(Operation):
    """Record that the customer chose the current severity."""

    noun = "ticket"
    verb = "choose-severity"
    event = "severity_chosen"
    example = "deskctl ticket choose-severity T-071 --by-contact P-0702"

    by_contact: str | None = option(N_("who chose it"), ref="contact")

    def run(self, desk: "Desk") -> None:
        """Mark the severity as chosen by the customer."""
        super().run(desk)
        desk.change(severity_chosen_by="user")


@dataclass(frozen=True, kw_only=True)
class SetSeverity(Operation):
    """Change the severity as the customer requests; a promise that applies again continues from its first start."""

    noun = "ticket"
    verb = "set-severity"
    event = "severity_changed"
    actor_field = "by_contact"
    also = ("level_changed", "onsite_requested")
    example = "deskctl ticket set-severity T-071 --to severe --by-contact P-0702"

    to: str | None = option(
        N_("how bad it is, in the customer's choice"), choices=SEVERITIES, of_policy="severity", required=True
    )
    by_contact: str | None = option(
        N_("who requested it: the customer chooses the severity"), ref="contact", required=True
    )
    visit: bool | None = option(N_("request a visit at once if the severity calls for one"), default=True, stored=False)

    def run(self, desk: "Desk") -> None:
        """Record the change; raise the level and request the visit that it calls for (S2.3.basis, S3-arrive)."""
        case = desk.case
        present = case.story.value_at("severity", desk.at)
        check_word("severity", self.to, case.policy.severities)
        _check_changed(present, self.to, case.name)
        desk.record(self.event, {"from": present, **self.data(), "by_user": True}, actor=self.by_contact)
        level = level_called_for(desk, present, str(self.to), desk.at)
        if level is not None:
            before = case.story.value_at("level", desk.at)
            desk.record("level_changed", {"from": before, "to": level, "reason": BY_SEVERITY}, note="")
            _keep_level(desk, level)
        if self.visit and self.to in case.policy.visit_at_call and case.columns["kind"] == "incident":
            request_visit_by_severity(desk)
        offer_emergency(desk)


@dataclass(frozen=True, kw_only=True)
class SetLevel(Operation):
    """Change the service level; the desk sets it, with a reason."""

    noun = "ticket"
    verb = "set-level"
    event = "level_changed"
    example = "deskctl ticket set-level T-068 --to urgent --reason 'exam marks are due tomorrow'"

    to: str | None = option(N_("the new level"), choices=LEVELS, of_policy="level", required=True)
    reason: str | None = option(N_("why, in one line"), required=True)

    def run(self, desk: "Desk") -> None:
        """Record the change; refuse a level that the catalogue item does not allow."""
        present = desk.case.story.value_at("level", desk.at)
        _check_changed(present, self.to, desk.case.name)
        check_word("level", self.to, desk.case.policy.levels)
        check_level(desk, desk.case.policy, desk.case.columns["catalog"], str(self.to))
        desk.record(self.event, {"from": present, **self.data()})


@dataclass(frozen=True, kw_only=True)
class SetScope(Operation):
    """Set whether it is covered, which decides whether a visit is charged (S2.3-note.scope)."""

    noun = "ticket"
    verb = "set-scope"
    event = "scope_set"
    example = "deskctl ticket set-scope T-071 --scope related_not_our_fault"

    scope: str | None = option(N_("covered, related but not our fault, or not covered"), choices=SCOPES, required=True)

    def run(self, desk: "Desk") -> None:
        """Record the earlier scope too, so that it can be undone."""
        before = value_in(desk.case, SCOPE, desk.case.story_until(desk.at))
        desk.record(self.event, {**self.data(), BEFORE: before})
        desk.change(scope=value_in(desk.case, SCOPE, desk.case.story))
