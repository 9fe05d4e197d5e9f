"""The form that names the customer of a ticket: site and equipment of another customer are put right in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from deskctl.language.i18n import _
from deskctl.queries.customers.customers import customer_names
from deskctl.queries.reference.owners import owners_of
from deskctl.queries.ticket.intake_values import ASSETS, intake_values
from deskctl.safe_text import one_line
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.form.ref_picker import RefPicker
from deskctl.screens.session.jobs import FINDS, in_background
from deskctl.screens.session.store_session import reading

if TYPE_CHECKING:
    from deskctl.store.port import Reader

_PLACES = {"site": "site", ASSETS: "asset"}
"""The fields of places, with the kind of their records."""


@dataclass
class PlacesRead(Message):
    """The site and the equipment of the ticket."""

    site: str
    assets: str


@dataclass
class OwnersRead(Message):
    """The customer that was chosen, and the fields that name something of another, with whose it is."""

    customer: str
    others: Sequence[tuple[str, str]]


class IdentifyScreen(FormScreen):
    """Asks whose ticket it is, and where."""

    CSS_PATH = ["../form/form.tcss"]  # noqa: RUF012 - Textual's own form

    def on_mount(self) -> None:
        """Read the site and the equipment that the ticket was opened with."""
        in_background(self, self._read_places, "places", name=FINDS)

    def _read_places(self) -> PlacesRead:
        with reading(self.session.store) as conn:
            values = intake_values(conn, self.number or 0)
        return PlacesRead(values["site"] or "", ", ".join(values[ASSETS]))

    def on_places_read(self, read: PlacesRead) -> None:
        """Show the site and the equipment, unless others were typed meanwhile."""
        for name, text in (("site", read.site), (ASSETS, read.assets)):
            self._row_of(name).fill_in(text)

    def _row_of(self, name: str) -> FieldRow:
        return next(row for row in self.fields.rows if row.field.name == name)

    @on(RefPicker.Picked)
    def _picked(self) -> None:
        """Look up whose the site and the equipment are."""
        named = {name: self._row_of(name).text for name in ("customer", "contact", *_PLACES)}
        in_background(self, lambda: self._read_owners(named), "owners", name=FINDS)

    def _read_owners(self, named: dict[str, str]) -> OwnersRead:
        with reading(self.session.store) as conn:
            owners = owners_of(conn, "contact", named["contact"]) if named["contact"] else None
            customer = named["customer"] or min(owners or (), default="")
            others = []
            for name, kind in _PLACES.items():
                for one in filter(None, map(str.strip, named[name].split(","))):
                    theirs = owners_of(conn, kind, one)
                    if customer and theirs is not None and customer not in theirs:
                        owner, _english = customer_names(conn, min(theirs)) or ("", None)
                        others.append(
                            (name, _("{record} is {customer}'s").format(record=one, customer=one_line(owner)))
                        )
        return OwnersRead(customer, others)

    def on_owners_read(self, read: OwnersRead) -> None:
        """Offer the customer's own places, and ask for one at the fields that name another's."""
        words = dict(read.others)
        way = _("{sentence}. Choose one of this customer, or none; down lists them.")
        for name in _PLACES:
            row = self._row_of(name)
            picker = row.query_one(RefPicker)
            picker.narrow(**({"customer": read.customer} if read.customer else {}))
            if name in words:
                picker.offer_all()
            row.show_error(way.format(sentence=words[name]) if name in words else "")


def _name_of(conn: "Reader", customer: str) -> str:
    names = customer_names(conn, customer)
    return one_line(names[0]) if names else customer
