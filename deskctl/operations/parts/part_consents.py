"""Before a part is requested: the customer's consent, the business staff, the check of the model (S5.3-2)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.errors import GAP, NotFound, Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import MAIL_WITH_IT, option
from deskctl.operations.framework.values import missing
from deskctl.queries.customers.ticket_assets import first_asset, model_of, models_of_part, part_fits

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.store.port import Reader

WINDOW = "window"
"""The code for the time of the work in place of a part."""
TO_WHAT = "part or window"
"""The choice of a form between a part and the time of the work."""
HOW = ("phone", "email", "in_person", "written")


def check_part(desk: "Desk", name: str | None) -> None:
    """Refuse a name that is neither a part nor `window`."""
    if name != WINDOW and desk.row("part", id=name) is None:
        raise NotFound(
            N_("{field}: there is no {kind} {id}."), field="for", kind="part", id=name, hint="deskctl part list"
        )


@dataclass(frozen=True, kw_only=True)
class Consent(Operation):
    """Record the customer's consent to a part, or to a window for the work."""

    noun = "part"
    verb = "consent"
    event = "consent_given"
    actor_field = "by_contact"
    example = "deskctl part consent T-071 --for PT-01 --by-contact P-0702 --how phone --cost 0"

    for_: str | None = option(N_("to what: a part by its id, or the time of the work"), required=True, offers=TO_WHAT)
    by_contact: str | None = option(N_("who consents"), ref="contact", required=True)
    how: str | None = option(N_("how it was given"), choices=HOW, required=True)
    cost: float | None = option(N_("what it costs the customer"), minimum=0)
    mail: str | None = option(MAIL_WITH_IT, ref="mail")

    def run(self, desk: "Desk") -> None:
        """Refuse a part that is not known."""
        check_part(desk, self.for_)
        super().run(desk)


@dataclass(frozen=True, kw_only=True)
class Refuse(Operation):
    """Record that the customer refuses a part."""

    noun = "part"
    verb = "refuse"
    event = "consent_refused"
    actor_field = "by_contact"
    example = "deskctl part refuse T-071 --for PT-01 --by-contact P-0702 --reason 'next year'"

    for_: str | None = option(
        N_("what is refused: a part by its id, or the time of the work"), required=True, offers=TO_WHAT
    )
    by_contact: str | None = option(N_("who refuses"), ref="contact", required=True)
    reason: str | None = option(N_("why"))

    def run(self, desk: "Desk") -> None:
        """Refuse a part that is not known."""
        check_part(desk, self.for_)
        super().run(desk)


@dataclass(frozen=True, kw_only=True)
class Inform(Operation):
    """Notify the back office of the part that is needed."""

    noun = "part"
    verb = "inform"
    event = "business_informed"
    example = "deskctl part inform T-071 --to BS1 --part PT-01"

    to: str | None = option(N_("who was informed"), ref="staff")
    part: str | None = option(N_("which part is needed; describe one that is not in the list in the note"), ref="part")


@dataclass(frozen=True, kw_only=True)
class _Comparison(Operation):
    """Compare a part with the device that it is for."""

    part: str | None = option(N_("which part"), ref="part", required=True)
    asset: str | None = option(N_("for which device; the ticket's first if not given"), ref="asset")
    with_: str | None = option(N_("with whom it was checked"), ref="staff")

    @classmethod
    def required_on(cls, conn: "Reader", ticket: int) -> tuple[str, ...]:
        """Return the device if the ticket names none."""
        return () if first_asset(conn, ticket) else ("asset",)

    def compare(self, desk: "Desk") -> tuple[dict[str, str], bool]:
        """Return the action's data, and whether the part fits the model of the device."""
        asset = self.asset or first_asset(desk.reader, desk.case.number)
        if asset is None:
            raise missing("asset")
        return {**self.data(), "asset": asset}, part_fits(desk.reader, str(self.part), asset)


@dataclass(frozen=True, kw_only=True)
class Verify(_Comparison):
    """Verify that the part's model fits the device."""

    noun = "part"
    verb = "verify"
    event = "model_verified"
    example = "deskctl part verify T-066 --part PT-09 --asset A-0303 --with EN1"

    def run(self, desk: "Desk") -> None:
        """Refuse a part that is not made for the model."""
        data, fits = self.compare(desk)
        if not fits and not models_of_part(desk.reader, str(self.part)):
            raise self._without_models(desk, data["asset"])
        if not fits:
            raise Refused(
                N_("{part} does not fit {asset}."),
                part=self.part,
                asset=data["asset"],
                clause="S5.3-2.verify",
                code="model_mismatch",
                remedy=Remedy(
                    do="part.mismatch", ticket=desk.case.name, fields={"part": self.part, "asset": data["asset"]}
                ),
            )
        desk.record(self.event, data)

    def _without_models(self, desk: "Desk", asset: str) -> Refused:
        model = model_of(desk.reader, asset) or GAP
        return Refused(
            N_("{part} does not fit {asset}: no model is entered that {part} fits (--compatible-models)."),
            part=self.part,
            asset=asset,
            clause="S5.3-2.verify",
            code="model_mismatch",
            remedy=Remedy(do="part.edit", fields={"id": self.part, "compatible_models": [model]}, about="id"),
        )


@dataclass(frozen=True, kw_only=True)
class Mismatch(_Comparison):
    """Record that the part's model does not fit the device."""

    noun = "part"
    verb = "mismatch"
    event = "model_mismatch"
    example = "deskctl part mismatch T-066 --part PT-04 --asset A-0303"

    def run(self, desk: "Desk") -> None:
        """Record it even if the list disagrees: the person with the part in hand knows better."""
        data, _ = self.compare(desk)
        desk.record(self.event, data)
