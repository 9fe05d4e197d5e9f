"""The recommendation of a service mode at intake, by what matters most to the customer (S3-rec)."""

from typing import TYPE_CHECKING

from deskctl.language.i18n import N_
from deskctl.language.words.choices import choice_term

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


def recommend_mode(desk: "Desk", need: str | None) -> dict[str, str]:
    """Show the recommendation to the operator, and return the intake values that record it; it is never binding."""
    if need is None:
        return {}
    from deskctl.queries.knowledge.mode_advice import advice_on_ticket

    advice = advice_on_ticket(desk.reader, desk.case.number, need, desk.at)
    fitting = ", ".join([*advice["courses"], *advice["faq"]])
    desk.warn(
        N_("Recommended: {mode} ({clause}); {fitting}") if fitting else N_("Recommended: {mode} ({clause})"),
        mode=choice_term("service_mode", advice["mode"]),
        clause=advice["clause"],
        fitting=fitting,
    )
    return {"need": need, "recommended_mode": advice["mode"]}
