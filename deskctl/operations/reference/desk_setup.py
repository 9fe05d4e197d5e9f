"""A firm sets up its desk: its zone, the first of its people, the numbers that customers call."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import normalize
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from deskctl.errors import Notice, Refused, Usage
from deskctl.language.folding import fold, phone_digits
from deskctl.language.i18n import N_
from deskctl.names import DEFAULT_POLICY
from deskctl.operations.framework.catalogue import find
from deskctl.operations.framework.values import WORD_LIMIT, check_text
from deskctl.operations.rules.people.actors import own_name
from deskctl.queries.reference.contracts import policies_of_contracts
from deskctl.queries.reference.desk_facts import has_tickets, names_of_staff, numbers_of_hotlines
from deskctl.store.facts.desk_zone import desk_zone, policy_zone
from deskctl.store.facts.policies import desk_policy
from deskctl.store.facts.shipped_records import store_zone

if TYPE_CHECKING:
    from deskctl.operations.framework.base import Operation
    from deskctl.store.port import Reader, Transaction

FIRST_ROLE = "service_manager"
_HOURS_ELSEWHERE = N_(
    "Times are shown in {own}, but the promises of the policy {policy} count in {zone}, with its hours and holidays:"
    " deskctl policy install FILE installs one of your own (docs/policy.md)."
)
_POLICY_ELSEWHERE = N_(
    "Times are shown in {own}, but the policy {policy} counts in {zone}. Until the first ticket this changes the desk's"
    " zone: deskctl init --zone {zone}"
)
_NO_CONTRACT = N_(
    "No contract names the policy {policy}: tickets follow it if deskctl contract add or edit gets --profile {policy},"
    " all others follow {default}."
)
_CODE_LENGTH = 3


@dataclass(frozen=True, kw_only=True)
class DeskSetup:
    """The data that a firm enters when it sets up its desk; what is not given stays as it is."""

    me: str | None = None
    user: str | None = None
    role: str | None = None
    hotlines: Sequence[str] = ()
    hours: tuple[str, str] | None = None
    people: Sequence[tuple[str, str]] = ()
    customer: str | None = None
    site: str | None = None
    contract: str | None = None
    contract_from: str | None = None
    contract_until: str | None = None
    contract_accepted: str | None = None
    caller: str | None = None
    phone: str | None = None
    title: str | None = None
    severity: str | None = None
    currency: str | None = None


def checked_firm(name: str | None) -> str | None:
    """Return the name of a firm; raises `BadData` if it is blank."""
    if name is not None:
        check_text("firm", name, WORD_LIMIT)
    return name


def checked_zone(name: str | None) -> str | None:
    """Return the name of a time zone; raises `Usage` if it is unknown."""
    if name is None:
        return None
    try:
        return ZoneInfo(normalize("NFKC", name).strip()).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Usage(N_("There is no zone {zone!r}; write it as Asia/Shanghai."), zone=name) from error


def hours_elsewhere(conn: "Reader") -> Notice | None:
    """Return the notice that the default policy counts in another zone than the desk's; None if it does not."""
    own, zone = desk_zone(conn), policy_zone(conn)
    return Notice(_HOURS_ELSEWHERE, {"policy": DEFAULT_POLICY, "zone": zone, "own": own}) if zone != own else None


def notices_on_policy(conn: "Reader", policy: str, version: str) -> list[Notice]:
    """Return the notices on an installed policy: the desk follows it in another zone, or no contract names it."""
    followed, source = desk_policy(conn)
    zone, own = json.loads(source)["zone"], desk_zone(conn)
    notices = []
    if version == followed and zone != own:
        notices.append(Notice(_POLICY_ELSEWHERE, {"policy": policy, "zone": zone, "own": own}))
    if policy not in {DEFAULT_POLICY, *policies_of_contracts(conn)}:
        notices.append(Notice(_NO_CONTRACT, {"policy": policy, "default": DEFAULT_POLICY}))
    return notices


def checked_currency(code: str | None) -> str | None:
    """Return the code of a currency in upper case; raises `Usage` if it is not of the form CNY."""
    if code is None:
        return None
    if len(code) != _CODE_LENGTH or not (code.isascii() and code.isalpha()):
        raise Usage(N_("{currency!r} is not the code of a currency such as CNY."), currency=code)
    return code.upper()


def set_zone(conn: "Transaction", zone: str) -> None:
    """Set the desk's zone as long as no ticket has times in another one."""
    if zone == desk_zone(conn):
        return
    if has_tickets(conn):
        raise Refused(
            N_("The zone of this desk is {own}: it has tickets, whose times are of that zone."),
            own=desk_zone(conn),
            code="zone_fixed",
            hint="deskctl store info",
        )
    store_zone(conn, zone)


def first_steps(conn: "Reader", setup: DeskSetup) -> list["Operation"]:
    """Return the operations that add the people and numbers that the desk does not have yet."""
    names = set(map(fold, names_of_staff(conn)))
    people: list[dict[str, str | None]] = [{"name": name, "role": role} for name, role in setup.people]
    if setup.me:
        people.insert(0, {"name": setup.me, "role": setup.role or FIRST_ROLE, "user": setup.user or own_name(conn)})
    hotlines = set(map(phone_digits, numbers_of_hotlines(conn)))
    hours = dict(zip(("from", "until"), setup.hours, strict=True)) if setup.hours else {}
    numbers = [{"number": number, **hours} for number in setup.hotlines if phone_digits(number) not in hotlines]
    return [
        *(find("staff", "add").of(person) for person in people if fold(str(person["name"])) not in names),
        *(find("hotline", "add").of(number) for number in numbers),
    ]
