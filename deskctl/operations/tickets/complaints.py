"""The check that a complaint is not given to the person it is about (S3-complaint)."""

from deskctl.errors import GAP, Refused, Remedy
from deskctl.language.i18n import N_


def check_complaint(about_staff: str | None, taker: str | None, ticket: str) -> None:
    """Refuse to give a complaint to the person it is about."""
    if taker is not None and taker == about_staff:
        raise Refused(
            N_("{ticket} is a complaint about {staff}: somebody else takes it."),
            ticket=ticket,
            staff=taker,
            clause="S3-complaint",
            code="complaint_about_taker",
            remedy=Remedy(do="ticket.assign", ticket=ticket, fields={"to": GAP}),
        )
