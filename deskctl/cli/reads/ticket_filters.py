"""The filters of the ticket list, and the check that their values exist."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from deskctl.cli.app.closest_match import one_of
from deskctl.cli.app.filter_options import ME, FilterOption, chosen_codes, owner_codes
from deskctl.cli.app.invocation import Invocation, Reading
from deskctl.errors import Usage
from deskctl.language.i18n import N_
from deskctl.language.words import CHANNELS, KINDS, MODES
from deskctl.queries.conditions.filter_values import require_ids
from deskctl.queries.conditions.filters import EVERY, NOBODY, SORTS, TicketFilter
from deskctl.queries.reference.record_references import with_remaining_records
from deskctl.sla.lifecycle import STATUSES

_TIME_HELP = N_("A time: 2026-11-20, 14:05, -2d.")
FILTERS = (
    FilterOption("status", "STATUS", N_("Only this status; all lists every status.")),
    FilterOption("owner", "ID", N_("Only for this owner: a staff id, me, or none.")),
    FilterOption("customer", "ID", N_("Only for this customer.")),
    FilterOption("site", "ID", N_("Only for this site, or where it is affected.")),
    FilterOption("asset", "ID", N_("Only about this asset.")),
    FilterOption("contact", "ID", N_("Only from this caller.")),
    FilterOption("kind", "KIND", N_("Only this kind.")),
    FilterOption("catalog", "ID", N_("Only for this catalogue item.")),
    FilterOption("channel", "CHANNEL", N_("Only those received through this channel.")),
    FilterOption("level", "LEVEL", N_("Only this level, as a policy names it.")),
    FilterOption("severity", "SEVERITY", N_("Only this severity, as a policy names it.")),
    FilterOption("mode", "MODE", N_("Only in this mode: normal or emergency.")),
    FilterOption("external", "ID", N_("Only with this id from another system.")),
    FilterOption("tag", "WORD", N_("Only marked with this word.")),
    FilterOption("reported_since", "TIME", _TIME_HELP, opposite=False),
    FilterOption("reported_until", "TIME", _TIME_HELP, opposite=False),
    FilterOption("closed_since", "TIME", _TIME_HELP, opposite=False),
    FilterOption("closed_until", "TIME", _TIME_HELP, opposite=False),
)
_TIMES = tuple(one.name for one in FILTERS if not one.opposite)
_OF_POLICIES = ("level", "severity")


def filter_of(invocation: Invocation, desk: Reading, saved: str | None, options: Mapping[str, Any]) -> TicketFilter:
    """Return the filter for the options, on top of a saved queue if one is named.

    Raises `Usage` for a value that is not one of the choices, and `NotFound` for an id that does not exist.
    """
    where = TicketFilter()
    if saved is not None:
        from deskctl.queries.tickets.saved_queues import saved_queue

        where = saved_queue(saved).where
    times = {name: _time(desk, name, options[name]) for name in _TIMES}
    own = {**options, **times, "due_within": _seconds(options["due_within"])}
    without = tuple((name.removeprefix("not_"), own.pop(name)) for name in options if name.startswith("not_"))
    where = where._replace(**{name: value for name, value in own.items() if _is_set(name, value)})
    where = where._replace(without=tuple((name, values) for name, values in without if values))
    one_of("--sort", where.sort, SORTS)
    named: dict[str, Any] = {
        one.name: _known(desk, one.name, getattr(where, one.name), f"--{one.name}") for one in FILTERS if one.opposite
    }
    others = tuple((name, _known(desk, name, values, f"--not-{name}")) for name, values in where.without)
    where = where._replace(**named, without=others)
    return _of_actor(invocation, desk, where)


def _is_set(name: str, value: Any) -> bool:
    return value is not None and value is not False and value != () and not (name == "words" and not value)


def _known(desk: Reading, name: str, values: Sequence[str], option: str) -> tuple[str, ...]:
    """Return the values of a filter, given as `option`, as the store has them: codes for words, and ids that exist."""
    if not values:
        return ()
    if name in _CHOICES:
        return chosen_codes(name, option, values, _CHOICES[name]())
    if name in _OF_POLICIES:
        from deskctl.queries.reference.policies import words_of_policies

        return chosen_codes(name, option, values, words_of_policies(desk.conn, name))
    values = owner_codes(values) if name == "owner" else values
    require_ids(desk.conn, name, [one for one in values if one != NOBODY and (name, one) != ("owner", ME)])
    return with_remaining_records(desk.conn, name, values)


def _of_actor(invocation: Invocation, desk: Reading, where: TicketFilter) -> TicketFilter:
    """Replace `me` by the actor."""
    without = dict(where.without)
    if ME not in {*where.owner, *without.get("owner", ())}:
        return where
    from deskctl.operations.rules.people.actors import actor_of

    me = actor_of(desk.conn, invocation.set_actor).id

    def replaced(values: Sequence[str]) -> tuple[str, ...]:
        return tuple(me if value == ME else value for value in values)

    if "owner" in without:
        without["owner"] = replaced(without["owner"])
    return where._replace(owner=replaced(where.owner), without=tuple(without.items()))


def _time(desk: Reading, name: str, values: Sequence[str]) -> int | None:
    """Return the time of a filter; an `until` filter with a day alone includes that day."""
    if not values:
        return None
    if len(values) > 1:
        raise Usage(N_("{option} takes one time."), option=f"--{name.replace('_', '-')}")
    return desk.bound(values[0], "last" if name.endswith("_until") else "first")


def _seconds(text: str | None) -> int | None:
    if text is None:
        return None
    from deskctl.language.time_words.times import read_duration

    return read_duration(text)


_CHOICES: Mapping[str, Callable[[], Sequence[str]]] = {
    "status": lambda: (*STATUSES, EVERY),
    "kind": lambda: (*KINDS,),
    "channel": lambda: (*CHANNELS,),
    "mode": lambda: (*MODES,),
}
"""The filters whose choices are fixed in the program."""
