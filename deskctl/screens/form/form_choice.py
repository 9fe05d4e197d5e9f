"""The form of an operation: a special one for some operations, else the one derived from its fields."""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from deskctl.screens.form.form_screen import FormScreen

if TYPE_CHECKING:
    from deskctl.screens.session.draft_file import Draft
    from deskctl.screens.session.session import Session

OWN_FORMS: Mapping[str, tuple[str, str]] = {
    "ticket.resolve": ("deskctl.screens.actions.ending_screen", "EndingScreen"),
    "ticket.close": ("deskctl.screens.actions.ending_screen", "EndingScreen"),
    "ticket.identify": ("deskctl.screens.intake.identify_screen", "IdentifyScreen"),
    "ticket.assign": ("deskctl.screens.dispatch.assign_screen", "AssignScreen"),
    "visit.log": ("deskctl.screens.today.work_log_screen", "WorkLogScreen"),
    "visit.plan": ("deskctl.screens.dispatch.plan_screen", "PlanScreen"),
    "visit.assign": ("deskctl.screens.dispatch.visit_screen", "VisitScreen"),
    "visit.move": ("deskctl.screens.dispatch.visit_screen", "VisitScreen"),
    "visit.drop": ("deskctl.screens.dispatch.visit_screen", "VisitScreen"),
    "checklist.tick": ("deskctl.screens.services.checklist_screen", "ChecklistScreen"),
    "inspection.record": ("deskctl.screens.services.inspection_screen", "InspectionScreen"),
    "return-visit.record": ("deskctl.screens.services.return_visit_screen", "ReturnVisitScreen"),
    "account.add": ("deskctl.screens.form.secret_screen", "SecretScreen"),
    "account.password": ("deskctl.screens.form.secret_screen", "SecretScreen"),
    "account.reset": ("deskctl.screens.form.secret_screen", "SecretScreen"),
    "callback.done": ("deskctl.screens.actions.callback_screen", "CallbackScreen"),
    "callback.move": ("deskctl.screens.actions.callback_screen", "CallbackScreen"),
    "attachment.add": ("deskctl.screens.documents.attach_screen", "AttachScreen"),
}
"""The operations with a special form: its module and class."""


def form_of(
    session: "Session",
    noun: str,
    verb: str,
    number: int | None,
    preset: Mapping[str, Any] | None = None,
    *,
    left: "Draft | None" = None,
) -> FormScreen:
    """Return the form of an operation; a special form is imported when it is first used."""
    module, name = OWN_FORMS.get(f"{noun}.{verb}", ("", ""))
    made = cast("type[FormScreen]", getattr(import_module(module), name)) if module else FormScreen
    return made(session, noun, verb, number, preset, left=left)
