"""What a refusal says, and the command that opens the way: for each gate, and for each step that must come before."""

from collections.abc import Mapping

from deskctl.language.i18n import N_

GATE, EARLIER, BARRED = "gate", "earlier", "barred"

_GATES: Mapping[str, tuple[str, str]] = {
    "remote_consent": (
        N_("{ticket}: a remote session needs the customer's permission, and none is on record."),
        "deskctl remote consent {ticket} --by-contact {contact} --how phone",
    ),
    "part_consent": (
        N_("{ticket}: no part is asked for before the customer has agreed to it."),
        "deskctl part consent {ticket} --for {part} --by-contact {contact} --how phone",
    ),
    "business_informed": (
        N_("{ticket}: the business staff have not been told yet."),
        "deskctl part inform {ticket}",
    ),
    "model_verified": (
        N_("{ticket}: the part's model has not been checked against the device."),
        "deskctl part verify {ticket} --part {part}",
    ),
    "work_log": (
        N_("{ticket}: the site is not left before the work there is logged."),
        "deskctl visit log {ticket} --done '...'",
    ),
    "upgrade_verified": (
        N_("{ticket}: an upgrade is not done before the new and the existing functions have passed their checks."),
        "deskctl upgrade verify {ticket} --new '...' --existing '...'",
    ),
    "explanation": (
        N_("{ticket}: the fault is not solved; the customer is told its reason first."),
        "deskctl diagnosis explain {ticket}",
    ),
    "plan": (
        N_("{ticket}: the fault is not solved; the customer is told the plan first."),
        "deskctl diagnosis plan {ticket} --next '...'",
    ),
    "report": (
        N_("{ticket}: an incident is not closed before its report of cause, method and result is issued."),
        "deskctl report issue {ticket} --cause '...' --method '...' --result '...'",
    ),
    "customers_word": (
        N_("{ticket}: a ticket is not closed before the customer has said to be satisfied."),
        "deskctl feedback satisfied {ticket} --by-contact {contact}",
    ),
    "charge_agreed": (
        N_("{ticket}: this visit is charged, and no charge is agreed."),
        "deskctl charge agree {ticket} --basis working_day --by-contact {contact} --how phone",
    ),
    "emergency_prepared": (
        N_("{ticket}: nobody sets out in an emergency before plan, tools and parts are prepared."),
        "deskctl emergency prepare {ticket} --plan '...' --tools '...'",
    ),
    "training_material": (
        N_("{ticket}: the training is not over before its material is handed over."),
        "deskctl training hand-over {training} --to {contact}",
    ),
    "routine_visit": (
        N_("{ticket}: at the routine level a visit needs one of four reasons."),
        "deskctl visit request {ticket} --reason phone_and_remote_failed",
    ),
}
_EARLIER: Mapping[str, tuple[str, str]] = {
    "remote_started": (N_("{ticket}: no remote session is open."), "deskctl remote start {ticket}"),
    "onsite_requested": (
        N_("{ticket}: no visit is asked for."),
        "deskctl visit request {ticket} --reason user_request",
    ),
    "arrived": (N_("{ticket}: nobody has arrived on site."), "deskctl visit arrive {ticket}"),
    "resolved": (N_("{ticket}: it is not resolved yet."), "deskctl ticket resolve {ticket}"),
    "report_issued": (
        N_("{ticket}: no report has been issued yet."),
        "deskctl report issue {ticket} --cause '...' --method '...' --result '...'",
    ),
    "vendor_contacted": (
        N_("{ticket}: no vendor has been contacted."),
        "deskctl vendor contact {ticket} --vendor VN1 --case '...'",
    ),
    "emergency_declared": (
        N_("{ticket}: no emergency is declared."),
        "deskctl emergency declare {ticket} --reason '...'",
    ),
    "part_requested": (
        N_("{ticket}: no part has been requested."),
        "deskctl part request {ticket} --part {part}",
    ),
    "part_installed": (
        N_("{ticket}: no part has been installed."),
        "deskctl part install {ticket} --part {part}",
    ),
    "faulty_part_sent": (
        N_("{ticket}: no part is out for repair."),
        "deskctl part return {ticket} --part {part}",
    ),
    "loaner_out": (N_("{ticket}: no loaner is out."), "deskctl loaner send {ticket} --loaner LN-01"),
    "upgrade_started": (
        N_("{ticket}: no upgrade is under way."),
        "deskctl upgrade start {ticket} --rollback '...'",
    ),
    "upgrade_finished": (N_("{ticket}: nothing is there to be checked yet."), "deskctl upgrade finish {ticket}"),
    "change_decided": (
        N_("{ticket}: the change has not been decided on."),
        "deskctl change decide {ticket} --size small --decision accepted",
    ),
    "charge_agreed": (
        N_("{ticket}: no charge is agreed."),
        "deskctl charge agree {ticket} --basis working_day --by-contact {contact} --how phone",
    ),
    "diagnosed": (
        N_("{ticket}: the cause has not been stated yet."),
        "deskctl diagnosis record {ticket} --cause '...' --fault-class soft",
    ),
}
_BARRED: Mapping[str, tuple[str, str]] = {
    "emergency_declared": (
        N_("{ticket}: the emergency is declared already."),
        "deskctl emergency prepare {ticket} --plan '...' --tools '...'",
    ),
}
_TABLES: Mapping[str, Mapping[str, tuple[str, str]]] = {GATE: _GATES, EARLIER: _EARLIER, BARRED: _BARRED}


def sentence_of(kind: str, name: str) -> str:
    """Return the sentence of a refusal, marked for translation."""
    return _TABLES[kind][name][0]


def way_of(kind: str, name: str) -> str:
    """Return the command that opens the way, with places for ticket, contact, part and training."""
    return _TABLES[kind][name][1]
