"""The warning that a customer asked similar questions before (S3-rec-5)."""

from typing import TYPE_CHECKING

from deskctl.language.i18n import N_
from deskctl.names import ticket_name

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


def warn_of_training_need(desk: "Desk") -> None:
    """Suggest a training if the customer asked the question of the current ticket often."""
    if desk.case.columns["kind"] != "question":
        return
    from deskctl.queries.knowledge.training_needs import KIND, need_of_ticket
    from deskctl.queries.reference.policies import current_duty_rules

    need = need_of_ticket(desk.reader, current_duty_rules(desk.reader)[KIND], desk.case.number, desk.now)
    if need is not None:
        desk.warn(
            N_("{customer} keeps asking this ({tickets}): suggest a training."),
            customer=need.customer,
            tickets=", ".join(ticket_name(one.number) for one in need.questions),
        )
