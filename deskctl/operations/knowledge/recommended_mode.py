"""The way of service that is recommended at intake for what matters most to the customer (S3-rec)."""

from typing import TYPE_CHECKING

from deskctl.language.i18n import N_
from deskctl.language.words.choices import choice_term

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


def recommended(desk: "Desk", need: str | None) -> dict[str, str]:
    """Return what the intake keeps of the recommendation, and show it to the operator; it is never binding."""
    if need is None:
        return {}
    from deskctl.queries.knowledge.mode_advice import advice_on_ticket

    advice = advice_on_ticket(desk.reader, desk.case.number, need, desk.at)
    desk.warn(
        N_("Recommended: {mode} ({clause}); {fitting}"),
        mode=choice_term("service_mode", advice["mode"]),
        clause=advice["clause"],
        fitting=", ".join([*advice["courses"], *advice["faq"]]) or "-",
    )
    return {"need": need, "recommended_mode": advice["mode"]}
