"""The row of a new ticket, from the intake fields, the contract, the calendar and the open visits."""

from typing import TYPE_CHECKING, Any

from deskctl.errors import GAP, Refused, Remedy
from deskctl.language.blank import as_one_line
from deskctl.language.i18n import N_
from deskctl.names import ticket_number
from deskctl.operations.framework.values import missing
from deskctl.operations.rules.levels import check_level, check_word
from deskctl.operations.rules.people.complaints import check_complaint_taker
from deskctl.operations.rules.proposed_item import proposed_item
from deskctl.operations.tickets.caller import Caller, is_early, reported_at, scope_by
from deskctl.queries.customers.site_visits import engineers_at_site
from deskctl.queries.messages.mail_texts import note_of_mail
from deskctl.sla.facts import Instant, instant
from deskctl.store.facts.desk_zone import usual_language

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.operations.tickets.intake_fields import IntakeFields

_COPIED = (
    "kind",
    "severity",
    "owner",
    "need",
    "visit_reason",
    "about_staff",
    "feedback_kind",
    "training",
    "inspection",
    "advisory",
    "faq",
    "self_attempted",
    "called",
    "external_id",
)
_HOTLINE = "HOTLINE"


def columns_of(desk: "Desk", intake: "IntakeFields", caller: Caller) -> dict[str, Any]:
    """Return the columns of the new ticket; raises `DeskError` if the values contradict each other."""
    title = intake.title or as_one_line((caller.mail or {}).get("subject") or "")
    if not title:
        raise missing("title")
    severity = intake.severity or _assumed_severity(intake, caller)
    other_policy = _way_to_another_policy(caller)
    check_word("severity", severity, caller.policy.severities, other_policy)
    check_word("level", intake.level, caller.policy.levels, other_policy)
    level = intake.level or _level_of(severity, caller)
    catalog = intake.catalog or proposed_item(desk, intake.kind, intake.assets, level, policy=caller.policy)
    check_level(desk, caller.policy, catalog, level)
    check_complaint_taker(intake.about_staff, intake.owner, None)
    if intake.external_id:
        desk.check_external("ticket", intake.external_id)
    columns = {name: getattr(intake, name) for name in _COPIED}
    return {
        **columns,
        "catalog": catalog,
        **_times(desk, intake, caller),
        "customer": caller.customer["id"] if caller.customer else None,
        "site": caller.site,
        "contact": caller.contact,
        "channel": "email" if caller.mail else intake.channel,
        "lang": caller.customer["lang"] if caller.customer else usual_language(desk.reader),
        "title": title,
        "description": intake.description or (note_of_mail(caller.mail) if caller.mail and caller.mail["text"] else ""),
        "status": "new",
        "level": level,
        "level_initial": level,
        "severity": severity,
        "severity_initial": severity,
        "severity_chosen_by": (intake.severity and intake.severity_chosen_by) or ("assumed" if severity else None),
        "follows": ticket_number(intake.follows_) if intake.follows_ else None,
        "owner_initial": intake.owner,
        "service_mode": intake.mode,
        "about_ticket": ticket_number(intake.about_ticket) if intake.about_ticket else None,
        "engineer_on_site": _engineer_on_site(desk, intake, caller) or None,
    }


def _way_to_another_policy(caller: Caller) -> Remedy | None:
    """Return the way to the words of another policy for a customer without a contract, which names the policy."""
    if caller.customer is None or caller.contract:
        return None
    return Remedy("contract.add", fields={"customer": caller.customer["id"], "no": GAP, "profile": GAP})


def _assumed_severity(intake: "IntakeFields", caller: Caller) -> str | None:
    """Return the severity of a customer's incident that names none (rule 18, S3-sev.choice)."""
    is_ours = intake.kind != "incident" or (intake.channel == "internal" and not caller.mail)
    return None if is_ours else caller.policy.assumed_severity


def _level_of(severity: str | None, caller: Caller) -> str:
    """Return the level that a severity proposes, else the least urgent one (S2.3.basis)."""
    return caller.policy.severities[severity].level if severity else [*caller.policy.levels][-1]


def _times(desk: "Desk", intake: "IntakeFields", caller: Caller) -> dict[str, Any]:
    reported = reported_at(desk, intake, caller.mail)
    occurred = None if intake.occurred_at is None else instant(intake.occurred_at)
    if reported > desk.at or (occurred is not None and occurred > reported):
        raise Refused(
            N_("The fault occurs first, then it is reported, then it is logged; these times say otherwise."),
            hint="deskctl ticket open --help",
        )
    early = is_early(caller.contract, reported, desk.zone)
    late = _out_of_hours(caller, reported)
    return {
        "reported_at": reported,
        "occurred_at": occurred,
        "pre_acceptance": (early if intake.pre_acceptance is None else intake.pre_acceptance) or None,
        "out_of_hours": (late if intake.out_of_hours is None else intake.out_of_hours) or None,
        "scope": intake.scope or scope_by(caller.contract, reported, desk.zone),
    }


def _out_of_hours(caller: Caller, at: Instant) -> bool:
    hotline = caller.policy.calendars.get(_HOTLINE)
    return hotline is not None and hotline.open_seconds(at, at + 1) == 0


def _engineer_on_site(desk: "Desk", intake: "IntakeFields", caller: Caller) -> bool:
    if intake.engineer_on_site is not None:
        return intake.engineer_on_site
    if caller.site is None:
        return False
    return bool(engineers_at_site(desk.reader, caller.site, desk.at, caller.policy.rules.on_site))
