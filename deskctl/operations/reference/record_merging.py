"""Merge a customer, contact or equipment that was recorded twice: one record stands for both from then on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.operations.framework.fields import OWN, option
from deskctl.operations.framework.reference_records import ABOUT, RecordOperation
from deskctl.queries.reference.record_references import Reference, references_to, tickets_naming, tickets_naming_both

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_MERGED = "merged"
_EXTERNAL = "external_id"


@dataclass(frozen=True, kw_only=True)
class _Merging(RecordOperation):
    """Merge a record into another one: references move to that one, and the old id still works."""

    verb = "merge"
    about = ABOUT
    needed: ClassVar[tuple[str, ...]] = (ABOUT, "into", "reason")

    id: str | None = option(N_("the one that is merged"), ref=OWN, stored=False)
    into: str | None = option(N_("the one that stays"), ref=OWN)
    reason: str | None = option(N_("why"), long=True)

    def customer_of(self, desk: "Desk") -> str | None:  # noqa: ARG002 - asked of every operation
        """Return None: this class checks whether the two records belong together."""
        return None

    def run(self, desk: "Desk") -> None:
        """Move all references from one record to the other."""
        gone, kept = (desk.row(self.noun, id=name) or {} for name in (self.id, self.into))
        self._check(gone, kept)
        tickets = tickets_naming(desk.reader, self.noun, gone["id"])
        self.before_moving(desk, gone["id"], kept["id"])
        for reference in references_to(self.noun):
            _move(desk, reference, gone["id"], kept["id"])
        ends = {"merged_into": kept["id"], "retired_at": gone["retired_at"] or desk.at}
        inherits = bool(gone[_EXTERNAL]) and not kept[_EXTERNAL]
        desk.update(self.noun, {ABOUT: gone["id"]}, {**ends, **({_EXTERNAL: None} if inherits else {})})
        if inherits:
            desk.update(self.noun, {ABOUT: kept["id"]}, {_EXTERNAL: gone[_EXTERNAL]})
        moved = {**self.data(), "tickets": [ticket_name(number) for number in tickets]}
        desk.record_in_history(self.noun, gone["id"], _MERGED, moved)
        desk.record_in_history(self.noun, kept["id"], _MERGED, {"from": gone["id"]})

    def _check(self, gone: Mapping[str, Any], kept: Mapping[str, Any]) -> None:
        if gone["id"] == kept["id"]:
            raise Refused(N_("{id} cannot be merged into itself."), id=gone["id"], code="order")
        if gone["merged_into"]:
            raise Refused(
                N_("{id} was merged into {into}, which takes its place."),
                id=gone["id"],
                into=gone["merged_into"],
                code="retired",
                hint=f"deskctl {self.noun} show {gone['merged_into']}",
            )

    def before_moving(self, desk: "Desk", gone: str, kept: str) -> None:
        """Refuse two records that do not belong together, and remove rows that would collide."""


def _move(desk: "Desk", reference: Reference, gone: str, kept: str) -> None:
    table, column = reference
    desk.update(table, {column: gone}, {column: kept})


@dataclass(frozen=True, kw_only=True)
class MergeCustomers(_Merging):
    """Merge a customer into another: tickets, sites, contacts and contracts move, and the old id still works."""

    noun = "customer"
    example = N_("deskctl customer merge CUS-08 --into CUS-01 --reason 'entered twice'")

    def before_moving(self, desk: "Desk", gone: str, kept: str) -> None:
        """Let the visits that were planned for the one customer be for the other."""
        desk.update("visit", {"of": gone}, {"of": kept})


@dataclass(frozen=True, kw_only=True)
class MergeContacts(_Merging):
    """Merge a contact into another one of the same customer: the tickets move, and the old id still works."""

    noun = "contact"
    example = N_("deskctl contact merge P-0102 --into P-0101 --reason 'entered twice'")

    def before_moving(self, desk: "Desk", gone: str, kept: str) -> None:
        """Refuse two people of different customers."""
        _check_same_customer(
            gone, kept, *((desk.row("contact", id=name) or {}).get("customer") for name in (gone, kept))
        )


@dataclass(frozen=True, kw_only=True)
class MergeAssets(_Merging):
    """Merge equipment into another piece of the same customer: the tickets move, and the old id still works."""

    noun = "asset"
    example = N_("deskctl asset merge A-0102 --into A-0101 --reason 'entered twice'")

    def before_moving(self, desk: "Desk", gone: str, kept: str) -> None:
        """Refuse equipment of different customers; a ticket that is about both is about one from then on."""
        sites = ((desk.row("asset", id=name) or {})["site"] for name in (gone, kept))
        _check_same_customer(gone, kept, *((desk.row("site", id=site) or {})["customer"] for site in sites))
        for number in tickets_naming_both(desk.reader, gone, kept):
            desk.remove("ticket_asset", ticket=number, asset=gone)


def _check_same_customer(gone: str, kept: str, one: str | None, other: str | None) -> None:
    if one is not None and one != other:
        raise Refused(
            N_("{id} belongs to another customer than {into}."),
            id=gone,
            into=kept,
            code="wrong_customer",
            hint=f"deskctl customer merge {one} --into {other}",
        )
