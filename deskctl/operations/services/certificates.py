"""Certificates of the staff: added, renewed before they end (S4-staff)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.errors import BadData
from deskctl.language.i18n import N_
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import ABOUT, AddRecord, OnRecord, RecordOperation
from deskctl.operations.rules.people.departures import refuse_departed

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class AddCertificate(AddRecord):
    """Add a certificate of a member of the staff."""

    noun = "certificate"
    first_id = "CERT-1"
    needed: ClassVar[tuple[str, ...]] = ("staff", "name")
    example = "deskctl certificate add --staff SE1 --name 'Database administrator' --expires 2028-05-31"

    staff: str | None = option(N_("whose"), ref="staff")
    name: str | None = option(N_("its name"))
    no: str | None = option(N_("its number"))
    issued: date | None = option(N_("since when"))
    expires: date | None = option(N_("its last day"))

    def check(self, desk: "Desk", row: Mapping[str, Any]) -> None:
        """Refuse a last day before the first one."""
        super().check(desk, row)
        _refuse_reversed(row.get("issued"), row.get("expires"))


@dataclass(frozen=True, kw_only=True)
class RenewCertificate(OnRecord, RecordOperation):
    """Record that a certificate was renewed."""

    noun = "certificate"
    verb = "renew"
    event = "certificate_renewed"
    needed: ClassVar[tuple[str, ...]] = (ABOUT, "expires")
    example = "deskctl certificate renew CERT-2 --expires 2028-05-31"

    expires: date | None = option(N_("its last day"))

    def run(self, desk: "Desk") -> None:
        """Change the last day, and keep the earlier one in the history."""
        row = self.row(desk)
        refuse_departed(desk, "staff", row["staff"])
        before, after = row.get("expires"), str(self.expires)
        _refuse_reversed(row.get("issued"), after)
        self.save(desk, {"expires": after}, {"expires": {"from": before, "to": after}})


@dataclass(frozen=True, kw_only=True)
class DropCertificate(OnRecord, RecordOperation):
    """Record that a certificate is not renewed; nobody is reminded of it any more."""

    noun = "certificate"
    verb = "drop"
    event = "certificate_dropped"
    example = "deskctl certificate drop CERT-2 --reason 'no longer used'"

    reason: str | None = option(N_("why"), required=True, long=True)


def _refuse_reversed(issued: str | None, expires: str | None) -> None:
    """Refuse a certificate that ends before it was issued."""
    if issued and expires and expires < issued:
        raise BadData(N_("{field} is before the start."), field="expires")
