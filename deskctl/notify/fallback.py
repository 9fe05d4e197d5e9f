"""Urgent messages are sent through a person's next channel as soon as the first one fails."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from deskctl.config.messages import MessageSettings
from deskctl.desk.outbox import OutgoingMessage, queue_message
from deskctl.notify.escalation.people import ReachablePeople

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_NOTICES = frozenset({"notify", "escalation"})


def try_other_way(desk: "Desk", message: Mapping[str, Any], settings: MessageSettings) -> str | None:
    """Queue an urgent notice for the next way to the person that it was not queued for; return its id."""
    if message["kind"] not in _NOTICES or not message["urgent"] or not message["staff"] or not message["dedupe"]:
        return None
    base = str(message["dedupe"]).removesuffix(message["channel"])
    ways = ReachablePeople(desk.reader, settings, desk.now).other_ways(str(message["staff"]))
    way = next((one for one in ways if desk.row("outbox", dedupe=f"{base}{one.channel}") is None), None)
    if way is None:
        return None
    return queue_message(
        desk,
        OutgoingMessage(
            kind=message["kind"],
            recipient=way.recipient,
            channel=way.channel,
            staff=way.staff,
            urgent=True,
            dedupe=f"{base}{way.channel}",
            facts={**json.loads(message["facts"] or "{}"), "how": way.how},
            **{name: message[name] for name in ("ticket", "mail", "rule", "step", "caused_by")},
        ),
    )
