"""`init`: create a desk, and record the firm's name, its first person, its hotlines, zone and currency."""

from typing import TYPE_CHECKING, Annotated

import typer

from deskctl import clock
from deskctl.cli.app.closest_match import choice
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import desk_command
from deskctl.config.store_address import redacted
from deskctl.language.blank import is_blank
from deskctl.language.i18n import N_
from deskctl.language.words.choices import ROLES

if TYPE_CHECKING:
    from deskctl.operations.reference.desk_setup import DeskSetup

NEXT = (
    "deskctl customer add --name ...",
    "deskctl contact add --customer CUS-01 --name ...",
    "deskctl ticket open --contact P-0101 --title ... --severity severe",
)
"""The next commands on the way to the first ticket."""

_Login = Annotated[
    str | None,
    typer.Option(metavar="WORDS", help=N_("Your login on this machine or on the server; the current one by default.")),
]
_Zone = Annotated[str | None, typer.Option(metavar="ZONE", help=N_("The desk's time zone; the policy's by default."))]
_Currency = Annotated[str | None, typer.Option(metavar="CODE", help=N_("The currency of charges, such as CNY."))]


@desk_command
def init(
    invocation: Invocation,
    firm: Annotated[str | None, typer.Option(metavar="WORDS", help=N_("The firm's name on documents."))] = None,
    me: Annotated[
        str | None, typer.Option(metavar="WORDS", help=N_("Your name; you become the first member of the staff."))
    ] = None,
    role: Annotated[
        str | None, typer.Option(metavar="CHOICE", help=N_("Your role; by default service_manager."))
    ] = None,
    login: _Login = None,
    hotline: Annotated[
        list[str] | None, typer.Option(metavar="WORDS", help=N_("A number that customers call; may be repeated."))
    ] = None,
    zone: _Zone = None,
    currency: _Currency = None,
) -> None:
    """Create an empty desk."""
    from deskctl.operations.framework.values import blank
    from deskctl.operations.reference.desk_setup import DeskSetup, checked_currency, checked_firm, checked_zone
    from deskctl.store.open import create_store

    for field, text in (("name", me), ("user", login)):
        if text is not None and is_blank(text):
            raise blank(field)
    chosen_role = None if role is None else choice("role", "--role", role, tuple(ROLES))
    name = checked_firm(firm)
    chosen_zone, chosen_currency = checked_zone(zone), checked_currency(currency)
    made = create_store(invocation.path, with_records=True, zone=chosen_zone)
    if not made:
        from deskctl.store.open import settle_import

        settle_import(invocation.path)
    _record(
        invocation,
        DeskSetup(me=me, user=login, role=chosen_role, hotlines=hotline or (), currency=chosen_currency),
        None if made else chosen_zone,
    )
    _save_firm_name(name)
    _name_other_zone(invocation)
    invocation.show({"store": redacted(invocation.path), "made": made, "next": list(NEXT)})


def _save_firm_name(firm: str | None) -> None:
    """Save the firm's name in the settings, where documents take it from."""
    if firm:
        from deskctl.config.edit import set_value

        set_value("firm.name", firm)


def _name_other_zone(invocation: Invocation) -> None:
    """Note on stderr that the hours of the default policy are in another zone than the desk."""
    from deskctl.operations.reference.desk_setup import hours_elsewhere

    with invocation.reading() as desk:
        notice = hours_elsewhere(desk.conn)
    if notice is not None:
        invocation.warn([notice])


def _record(invocation: Invocation, setup: "DeskSetup", zone: str | None) -> None:
    """Record the setup in one transaction, if there is anything to record."""
    if not (zone or setup.me or setup.hotlines or setup.currency):
        return
    from deskctl.operations.first_desk import set_up_desk
    from deskctl.operations.perform import RequestContext

    set_up_desk(invocation.path, setup, zone, RequestContext(now=clock.now(), actor=invocation.set_actor))
