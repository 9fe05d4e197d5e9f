"""Contracts: periods, permissions, the day rate, and the policy that the tickets are opened under."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.errors import BadData
from deskctl.language.i18n import N_
from deskctl.language.words.choices import REACTIONS, ROUNDINGS
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import AddRecord, EditRecord, RecordOperation
from deskctl.store.facts.policies import current_version, policy_of_options

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_OPTIONS = ("onsite_reaction", "profile")


@dataclass(frozen=True, kw_only=True)
class _Contract(RecordOperation):
    """The columns of a contract; its options are one column."""

    noun = "contract"
    first_id = "CT-01"
    needed: ClassVar[tuple[str, ...]] = ("customer", "no")

    customer: str | None = option(N_("whose"), ref="customer")
    no: str | None = option(N_("the number on the paper"))
    final_acceptance_date: date | None = option(N_("the day of the final acceptance"))
    maintenance_start: date | None = option(N_("the first day of maintenance"))
    maintenance_end: date | None = option(N_("the last day of maintenance"))
    remote_standing_authorisation: bool | None = option(N_("a standing consent to remote sessions"))
    day_rate: float | None = option(N_("what a working day costs"), minimum=0, maximum=1e9)
    rounding: str | None = option(N_("how working days are rounded"), choices=ROUNDINGS)
    external_id: str | None = option(N_("its id in another system"))
    onsite_reaction: str | None = option(N_("what the 60 minutes mean"), choices=REACTIONS, stored=False)
    profile: str | None = option(N_("milestone, strict, or the id of a policy"), stored=False)

    def columns_set(self) -> dict[str, Any]:
        """Return the columns, with the options in one."""
        options = {name: value for name in _OPTIONS if (value := getattr(self, name)) is not None}
        return {**super().columns_set(), **({"options": json.dumps(options)} if options else {})}

    def check(self, desk: "Desk", row: Mapping[str, Any]) -> None:
        """Refuse a maintenance period that ends before it starts, and an unknown policy."""
        start, end = row.get("maintenance_start"), row.get("maintenance_end")
        if start and end and end < start:
            raise BadData(N_("{field} is before the start."), field="maintenance_end")
        if self.profile or self.onsite_reaction:
            current_version(desk.reader, policy_of_options(json.loads(row["options"])))


@dataclass(frozen=True, kw_only=True)
class AddContract(AddRecord, _Contract):
    """Add a contract."""

    example = "deskctl contract add --customer CUS-08 --no HT-2026-009 --maintenance-start 2026-12-01 --profile strict"

    def check(self, desk: "Desk", row: Mapping[str, Any]) -> None:
        """Warn of a contract that is not accepted yet, since its promises are in no figure."""
        super().check(desk, row)
        if row.get("final_acceptance_date") is None:
            desk.warn(
                N_(
                    "no day of the final acceptance: until contract edit --final-acceptance-date sets one,"
                    " new tickets of this customer are left out of the figures"
                )
            )


@dataclass(frozen=True, kw_only=True)
class EditContract(EditRecord, _Contract):
    """Edit a contract; open tickets keep the policy they were opened under."""

    example = "deskctl contract edit CT-06 --maintenance-end 2027-12-31"

    def after(self, desk: "Desk", before: Mapping[str, Any]) -> dict[str, Any]:
        """Return the new columns; options that are not given stay."""
        columns = super().after(desk, before)
        if "options" in columns:
            columns["options"] = json.dumps({**json.loads(before["options"]), **json.loads(columns["options"])})
        return columns
