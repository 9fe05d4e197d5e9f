"""Customers, their sites and the people there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.desk.next_ids import next_id, of_customer
from deskctl.language.i18n import N_
from deskctl.language.words.choices import LANGUAGES
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import AddRecord, EditRecord, RecordOperation
from deskctl.operations.reference.address_checks import check_address
from deskctl.store.facts.desk_zone import usual_language

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.store.port import Reader


@dataclass(frozen=True, kw_only=True)
class _Customer(RecordOperation):
    """The columns of a customer."""

    noun = "customer"
    first_id = "CUS-01"
    needed: ClassVar[tuple[str, ...]] = ("name",)

    name: str | None = option(N_("the name"))
    name_en: str | None = option(N_("the name in English"))
    language: str | None = option(N_("the language they speak with us"), choices=LANGUAGES, stored=False)
    key_customer: bool | None = option(N_("a key customer"))
    agreed_phone: str | None = option(N_("the number agreed for them to call"))
    email_domain: str | None = option(N_("the domain of their mail"))
    return_visit_interval_days: int | None = option(N_("days between return visits"), minimum=1, maximum=3660)
    preferred_mode: str | None = option(N_("the service mode they prefer"), ref="mode")
    external_id: str | None = option(N_("its id in another system"))
    service_start: date | None = option(N_("the day our service began"))

    def defaults(self, reader: "Reader") -> dict[str, Any]:
        """Return the default values, with the language of most customers of the desk."""
        return {**super().defaults(reader), "lang": usual_language(reader)}

    def columns_set(self) -> dict[str, Any]:
        """Return the columns, with the language under the name of its column."""
        return {**super().columns_set(), **({"lang": self.language} if self.language else {})}


@dataclass(frozen=True, kw_only=True)
class AddCustomer(AddRecord, _Customer):
    """Add a customer."""

    example = N_("deskctl customer add --name 'New Sample Trading' --name-en 'New Sample Trading' --language zh")


@dataclass(frozen=True, kw_only=True)
class EditCustomer(EditRecord, _Customer):
    """Edit a customer; reports issued before stay as they are."""

    example = "deskctl customer edit CUS-04 --key-customer"

    verified: bool | None = option(N_("checked: the caller is no longer marked as unverified"), stored=False)

    def after(self, desk: "Desk", before: Mapping[str, Any]) -> dict[str, Any]:
        """Remove the mark once somebody has checked it."""
        return {**super().after(desk, before), **({"unverified": None} if self.verified else {})}


@dataclass(frozen=True, kw_only=True)
class _Site(RecordOperation):
    """The columns of a site."""

    noun = "site"
    needed: ClassVar[tuple[str, ...]] = ("customer", "name")

    customer: str | None = option(N_("whose"), ref="customer")
    name: str | None = option(N_("the name"))
    outlet: bool | None = option(N_("an outlet with business of its own"))
    address: str | None = option(N_("the address"))
    travel_minutes: int | None = option(N_("minutes to get there"), minimum=0, maximum=10_000)
    external_id: str | None = option(N_("its id in another system"))

    def new_id(self, desk: "Desk") -> str:
        """Return the next id at the customer, such as `S-0104`."""
        return next_id(desk, self.noun, of_customer("S-", self.customer))


@dataclass(frozen=True, kw_only=True)
class AddSite(AddRecord, _Site):
    """Add a site."""

    example = N_("deskctl site add --customer CUS-01 --name 'Second plant' --outlet --travel-minutes 40")


@dataclass(frozen=True, kw_only=True)
class EditSite(EditRecord, _Site):
    """Edit a site."""

    example = "deskctl site edit S-0103 --travel-minutes 60"


@dataclass(frozen=True, kw_only=True)
class _Contact(RecordOperation):
    """The columns of a contact."""

    noun = "contact"
    needed: ClassVar[tuple[str, ...]] = ("customer", "name")

    customer: str | None = option(N_("whose"), ref="customer")
    name: str | None = option(N_("the person's name"))
    title: str | None = option(N_("the position"))
    phone: str | None = option(N_("the phone number"))
    email: str | None = option(N_("the mail address"))
    external_id: str | None = option(N_("its id in another system"))

    def columns_set(self) -> dict[str, Any]:
        """Refuse an address that no mail can be sent to."""
        check_address(self.email)
        return super().columns_set()

    def new_id(self, desk: "Desk") -> str:
        """Return the next id at the customer, such as `P-0103`."""
        return next_id(desk, self.noun, of_customer("P-", self.customer))


@dataclass(frozen=True, kw_only=True)
class AddContact(AddRecord, _Contact):
    """Add a contact."""

    offline = True
    example = N_("deskctl contact add --customer CUS-01 --name 'Hanna Sample' --phone 000-0002-0103")


@dataclass(frozen=True, kw_only=True)
class EditContact(EditRecord, _Contact):
    """Edit a contact."""

    example = "deskctl contact edit P-0102 --phone 000-0002-0199"

    verified: bool | None = option(N_("checked: the caller is no longer marked as unverified"), stored=False)

    def after(self, desk: "Desk", before: Mapping[str, Any]) -> dict[str, Any]:
        """Remove the mark once somebody has checked it."""
        return {**super().after(desk, before), **({"unverified": None} if self.verified else {})}
