"""The equipment under maintenance, and its vendors."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from deskctl.desk.next_ids import next_id, of_customer
from deskctl.language.i18n import N_
from deskctl.language.words.choices import ASSET_CLASSES, CRITICALITIES
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import AddRecord, EditRecord, RecordOperation

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class _Asset(RecordOperation):
    """The columns of an asset."""

    noun = "asset"
    needed: ClassVar[tuple[str, ...]] = ("site", "asset_class", "name")
    other_names: ClassVar[Mapping[str, str]] = {"class": "asset_class"}

    site: str | None = option(N_("where it stands"), ref="site")
    asset_class: str | None = option(N_("what it is"), choices=ASSET_CLASSES)
    name: str | None = option(N_("the name"))
    model: str | None = option(N_("the model"))
    serial: str | None = option(N_("the serial number"))
    criticality: str | None = option(N_("how critical it is"), choices=CRITICALITIES)
    vendor: str | None = option(N_("the manufacturer"), ref="vendor")
    warranty_end: date | None = option(N_("the last day of the warranty"))
    procured_by_us: bool | None = option(N_("procured by us"))
    ip: str | None = option(N_("the network address"))
    external_id: str | None = option(N_("its id in another system"))

    def new_id(self, desk: "Desk") -> str:
        """Return the next id at the customer, such as `A-0108`."""
        site = desk.row("site", id=self.site) or {}
        return next_id(desk, self.noun, of_customer("A-", site["customer"]))


@dataclass(frozen=True, kw_only=True)
class AddAsset(AddRecord, _Asset):
    """Add an asset."""

    example = N_("deskctl asset add --site S-0101 --asset-class server --name 'Report server' --model SRV-A2U")


@dataclass(frozen=True, kw_only=True)
class EditAsset(EditRecord, _Asset):
    """Edit an asset."""

    example = "deskctl asset edit A-0303 --warranty-end 2027-05-31"


@dataclass(frozen=True, kw_only=True)
class _Vendor(RecordOperation):
    """The columns of a vendor."""

    noun = "vendor"
    first_id = "VN1"
    needed: ClassVar[tuple[str, ...]] = ("name",)

    name: str | None = option(N_("the name"))
    kind: str | None = option(N_("what they make"))
    support_phone: str | None = option(N_("the number of their support"))
    external_id: str | None = option(N_("its id in another system"))


@dataclass(frozen=True, kw_only=True)
class AddVendor(AddRecord, _Vendor):
    """Add a vendor."""

    example = N_("deskctl vendor add --name 'Sample Maker' --support-phone 000-0007-0005")


@dataclass(frozen=True, kw_only=True)
class EditVendor(EditRecord, _Vendor):
    """Edit a vendor."""

    example = "deskctl vendor edit VN1 --support-phone 000-0007-0009"
