"""The examples of the operations, each with what it needs to work on the demo desk."""

from collections.abc import Mapping

from command_lines import perform_command
from workbench import Workbench

from deskctl.errors import Refused
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import OperationResult

BEFORE: Mapping[str, str] = {
    "ticket.untag": "deskctl ticket tag T-066 --tags raid",
    "ticket.resume": find("ticket", "pause").example,
    "ticket.identify": "deskctl ticket open --caller-name '王样' --title '打印机不出纸'",
    "hotline.edit": find("hotline", "add").example,
    "faq.release": find("faq", "add").example,
    "hotline.retire": find("hotline", "add").example,
    **{f"inspection-plan.{verb}": find("inspection-plan", "add").example for verb in ("edit", "retire")},
    **{
        f"recommendation.{verb}": find("recommendation", "add").example for verb in ("edit", "agree", "decline", "done")
    },
    "inspection.correct": find("inspection", "schedule").example,
    "advisory.correct": find("advisory", "deliver").example,
    "return-visit.correct": find("return-visit", "record").example,
    "training.correct": find("training", "schedule").example,
    "improvement.correct": find("improvement", "start").example,
    "certificate.correct": find("certificate", "renew").example,
    "contract.correct": find("contract", "outcome").example,
    "recommendation.correct": f"{find('recommendation', 'add').example} && {find('recommendation', 'agree').example}",
    "checklist.retire": find("checklist", "install").example,
    "checklist.tick": find("checklist", "attach").example,
    **{f"visit.{verb}": find("visit", "plan").example for verb in ("assign", "confirm", "move", "drop")},
    **{f"absence.{verb}": find("absence", "add").example for verb in ("edit", "retire")},
    **{f"callback.{verb}": find("callback", "add").example for verb in ("done", "move")},
    **{f"text.{verb}": find("text", "add").example for verb in ("edit", "retire")},
    "shift.confirm": f"{find('shift', 'hand-over').example} --actor HL1",
}
"""The commands that must come before the example of an operation."""


def with_hints(desk: Workbench, words: str, remaining: int = 8) -> OperationResult:
    """Perform a command line, after following the hints of its refusals."""
    try:
        return perform_command(desk, words)
    except Refused as refusal:
        hint = str(refusal.hint)
        if not remaining:
            raise
    done = with_hints(desk, hint, remaining - 1)
    return done if hint.startswith(words) else with_hints(desk, words, remaining - 1)
