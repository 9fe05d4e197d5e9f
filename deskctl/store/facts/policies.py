"""The stored policy versions. A ticket is pinned to the version under which it was opened."""

from __future__ import annotations

import json
from bisect import bisect_right
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from deskctl.errors import NotFound
from deskctl.language.i18n import N_
from deskctl.names import DEFAULT_POLICY
from deskctl.sla.facts import moment
from deskctl.store.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from deskctl.policy_file.read import PolicySource
    from deskctl.sla.calendar import Calendar
    from deskctl.sla.policy import Policy
    from deskctl.sla.rights import Right
    from deskctl.store.port import Reader, Transaction

_RIGHTS: dict[str, tuple[Right, ...]] = {}
"""Policy version -> its rights, for the versions read so far; a version is a digest of its content."""
_EVER = 1 << 62
_EARLIEST = 0
"""When the packaged policies count as installed: before every policy that the firm installs or imports."""
_SHIPPED_BEFORE = 86_400
"""Newer packaged policies count as installed one second after the older ones, still on the first day of 1970."""
_OWN_DAYS = """
SELECT day, off, name FROM (
    SELECT id AS day, off, name, 0 AS added_at FROM holiday
    UNION ALL SELECT day, off, name, added_at FROM calendar_day WHERE added_at <= ?
) AS known ORDER BY added_at, day
"""
_LAST = "ORDER BY installed_at DESC, rowid DESC LIMIT 1"
_LAST_OF = f"FROM policy_version WHERE id = ? {_LAST}"
_NEWEST = f"SELECT version, source {_LAST_OF}"
_OF_DESK = (  # a source without "scope" is not parsed: parsing takes as long as the rest of an action
    """SELECT version, source FROM policy_version WHERE source LIKE '%"scope"%'"""
    f" AND installed_at <= ? AND json_extract(source, '$.scope') = 'desk' {_LAST}"
)
_SHARED = f"SELECT version, source FROM policy_version WHERE id = '{DEFAULT_POLICY}' AND installed_at <= ? {_LAST}"
_NEWER = N_("This version of deskctl includes a newer version of the policy {policy}, with its rights and duties.")
_TAKE_OVER = N_("Install it, for new tickets and for the whole desk: deskctl desk update-data.")
_MILESTONE = "milestone"
_PROFILES = {_MILESTONE: DEFAULT_POLICY, "strict": "after-sales-strict"}


def installed_versions(conn: Reader) -> list[dict[str, Any]]:
    """Return the installed versions of the policies, each with the time of its installation."""
    installed = conn.execute("SELECT id, version, installed_at FROM policy_version ORDER BY id, installed_at")
    return [
        {"id": policy, "version": version, "installed_at": moment(at).isoformat()} for policy, version, at in installed
    ]


def install_packaged(conn: Transaction) -> None:
    """Install the shipped policies whose versions the store does not have yet."""
    from deskctl.policy_file.read import packaged_policies

    for source in packaged_policies():
        install(conn, source, _EARLIEST)


def install(conn: Transaction, source: PolicySource, installed_at: int) -> bool:
    """Store a version of a policy; return whether it is new."""
    if list(conn.execute("SELECT 1 FROM policy_version WHERE id = ? AND version = ?", (source.id, source.version))):
        return False
    conn.insert(
        "policy_version",
        {
            "id": source.id,
            "version": source.version,
            "source": source.keys_as_json(),
            "clauses": source.clauses_as_json(),
            "installed_at": installed_at,
        },
    )
    return True


class PolicyUpdate(NamedTuple):
    """A shipped policy that the desk does not follow, and whether it is new or the desk follows its own version."""

    source: PolicySource
    is_new: bool
    is_own: bool


def policy_updates(conn: Reader) -> Iterator[PolicyUpdate]:
    """Yield the shipped policies of which this desk follows another version or none."""
    from deskctl.policy_file.read import packaged_policies

    for source in packaged_policies():
        version, at = conn.execute(f"SELECT version, installed_at {_LAST_OF}", (source.id,)).fetchone() or (None, 0)
        if version != source.version:
            yield PolicyUpdate(source, version is None, at >= _SHIPPED_BEFORE)


def follow_shipped(conn: Transaction, source: PolicySource) -> None:
    """Make the version of a shipped policy the current one; open tickets keep theirs."""
    (last,) = conn.execute("SELECT max(installed_at) FROM policy_version WHERE id = ?", (source.id,)).fetchone()
    at = _EARLIEST if last is None else last + 1
    if not install(conn, source, at):
        conn.update("policy_version", {"id": source.id, "version": source.version}, {"installed_at": at})


def older_policies(conn: Reader) -> Iterator[Finding]:
    """Yield a finding for each policy of which this program includes a newer version than the desk follows."""
    for update in policy_updates(conn):
        if not update.is_own:
            yield Finding(
                "policy", update.source.id, _NEWER, _TAKE_OVER, grave=False, values={"policy": update.source.id}
            )


def policy_of_options(options: Mapping[str, Any]) -> str:
    """Return the id of the policy that the options of a contract select.

    If the reaction within 60 minutes means the arrival (`onsite_reaction`), that is the strict policy, unless the
    profile names a policy of the firm.
    """
    profile = options.get("profile") or _MILESTONE
    by_arrival = profile == _MILESTONE and options.get("onsite_reaction") == "arrived"
    return policy_of_profile("strict" if by_arrival else str(profile))


def policy_of_profile(profile: str | None) -> str:
    """Return the id of the policy for a profile; a profile may also be the id of a policy."""
    return _PROFILES.get(profile or "milestone") or str(profile)


def current_version(conn: Reader, policy: str) -> str:
    """Return the version of a policy under which new tickets are opened: the one installed last."""
    for (version,) in conn.execute(f"SELECT version {_LAST_OF}", (policy,)):
        return str(version)
    raise _not_installed(policy)


def _not_installed(policy: str) -> NotFound:
    return NotFound(N_("There is no policy {policy} on this desk."), policy=policy, hint="deskctl policy list")


def desk_rights(conn: Reader) -> tuple[Right, ...]:
    """Return the rights of the current policy of the desk; they apply to every ticket."""
    version, source = desk_policy(conn)
    if version not in _RIGHTS:
        from deskctl.policy_file.sections.rights import read_rights

        _RIGHTS[version] = read_rights(json.loads(source))
    return _RIGHTS[version]


def desk_policy(conn: Reader, known_at: int | None = None) -> tuple[str, str]:
    """Return version and source of the policy of the desk: the last one installed for it, else `after-sales`.

    Its rights and duties apply whatever policy a ticket is pinned to. `known_at` leaves out those installed later.
    """
    known = (_EVER if known_at is None else known_at,)
    row = conn.execute(_OF_DESK, known).fetchone() or conn.execute(_SHARED, known).fetchone()
    row = row or conn.execute(_NEWEST, (DEFAULT_POLICY,)).fetchone()
    if row is None:
        raise _not_installed(DEFAULT_POLICY)
    return str(row[0]), str(row[1])


def load_desk_policy(conn: Reader, known_at: int | None = None) -> Policy:
    """Return the policy that `desk_policy` names, with the days that the desk knew at that time (None: now)."""
    version, source = desk_policy(conn, known_at)
    return _built(source, version, own_days(conn, known_at), published_years(conn, known_at))


def counts_entered_days(conn: Reader) -> bool:
    """Return whether a calendar of the desk's policy counts the days that the desk enters."""
    from deskctl.policy_file.sections.hours import follows_entered_days

    _version, source = desk_policy(conn)
    return any(map(follows_entered_days, json.loads(source)["calendars"].values()))


def load_policy(conn: Reader, policy: str, version: str, known_at: int | None = None) -> Policy:
    """Return a stored version of a policy, with the special days that the desk knew at a time in its calendars.

    `known_at` None means all days entered so far.
    """
    for (source,) in conn.execute("SELECT source FROM policy_version WHERE id = ? AND version = ?", (policy, version)):
        return _built(str(source), version, own_days(conn, known_at), published_years(conn, known_at))
    raise NotFound(
        N_("There is no version {version} of policy {policy} on this desk."),
        policy=policy,
        version=version,
        hint="deskctl policy list",
    )


class PolicyCache:
    """A cache of the policies of a store, for the derivation of many tickets."""

    def __init__(self, conn: Reader) -> None:
        self._conn = conn
        entered = conn.execute("SELECT added_at FROM calendar_day UNION SELECT added_at FROM calendar_year")
        self._entered = sorted(at for (at,) in entered)
        self._loaded: dict[tuple[str, str, int], Policy] = {}

    def load(self, policy: str, version: str, known_at: int | None) -> Policy:
        """Return a policy as `load_policy` does."""
        count = len(self._entered) if known_at is None else bisect_right(self._entered, known_at)
        key = (policy, version, count)
        if key not in self._loaded:
            self._loaded[key] = load_policy(self._conn, policy, version, known_at)
        return self._loaded[key]


def own_days(conn: Reader, known_at: int | None = None) -> tuple[tuple[str, int, str], ...]:
    """Return the special days that the desk knew at a time (None: now), the later entries last."""
    rows = conn.execute(_OWN_DAYS, (_EVER if known_at is None else known_at,))
    return tuple((day, off, name) for day, off, name in rows)


def published_years(conn: Reader, known_at: int | None = None) -> frozenset[int]:
    """Return the years that the desk had declared complete by a time (None: by now)."""
    last = _EVER if known_at is None else known_at
    rows = conn.execute("SELECT id FROM calendar_year WHERE added_at <= ?", (last,))
    return frozenset(int(year) for (year,) in rows)


@lru_cache(maxsize=32)
def _built(source: str, version: str, own: tuple[tuple[str, int, str], ...], published: frozenset[int]) -> Policy:
    from deskctl.policy_file.build import build_policy

    return build_policy(json.loads(source), version, _days(own), published=published)


def load_calendars(conn: Reader, policy: str) -> Mapping[str, Calendar]:
    """Return the calendars of the current version of a policy, without building the rest of it."""
    for _version, source in conn.execute(_NEWEST, (policy,)):
        return _calendars(str(source), own_days(conn), published_years(conn))
    raise _not_installed(policy)


@lru_cache(maxsize=32)
def _calendars(source: str, own: tuple[tuple[str, int, str], ...], published: frozenset[int]) -> Mapping[str, Calendar]:
    from deskctl.policy_file.sections.hours import EnteredDays, build_calendar

    keys = json.loads(source)
    entered, zone = EnteredDays(_days(own), published), ZoneInfo(keys["zone"])
    return {name: build_calendar(name, value, zone, entered) for name, value in keys["calendars"].items()}


def desk_calendars(conn: Reader) -> Mapping[str, Calendar]:
    """Return the calendars of the current policy of the desk, without building the rest of it."""
    _version, source = desk_policy(conn)
    return _calendars(source, own_days(conn), published_years(conn))


def desk_working_days(conn: Reader) -> Calendar:
    """Return the calendar whose open dates are the working days of the whole desk, by its current policy."""
    from deskctl.policy_file.sections.hours import workdays_of

    _version, source = desk_policy(conn)
    return desk_calendars(conn)[workdays_of(json.loads(source))]


def _days(own: tuple[tuple[str, int, str], ...]) -> dict[date, tuple[bool, str]]:
    return {date.fromisoformat(day): (bool(off), name) for day, off, name in own}
