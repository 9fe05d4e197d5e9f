"""The item of the service catalogue for a request that names none: by its kind and the class of its equipment.

`data/proposed_items.json` lists the items in order of preference, each with the kinds of requests and the classes of
equipment that it fits. The first item that fits and that the desk offers with the level is proposed, else the first
item that the desk offers with the level.
"""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from deskctl.data_files import data_file
from deskctl.operations.rules.levels import allowed_levels
from deskctl.queries.reference.desk_facts import offered_items

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.sla.policy import Policy


def proposed_item(desk: "Desk", kind: str | None, assets: Sequence[str], level: str, *, policy: "Policy") -> str | None:
    """Return the proposed item among those that the desk offers with a level; None if there is none."""
    offered = [item for item, levels in offered_items(desk.reader) if level in allowed_levels(levels, policy)]
    classes = {row["asset_class"] for row in (desk.row("asset", id=asset) for asset in assets) if row}
    return next((item for item in _fitting(kind, classes) if item in offered), next(iter(offered), None))


def _fitting(kind: str | None, classes: set[str]) -> Iterator[str]:
    """Yield the items that fit, the best first; with equipment of several classes, one match is enough."""
    for rule in _rules():
        is_of_kind = kind in rule.get("kinds", (kind,))
        if is_of_kind and ("asset_classes" not in rule or not classes.isdisjoint(rule["asset_classes"])):
            yield str(rule["item"])


@cache
def _rules() -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = json.loads(data_file("proposed_items.json").read_text(encoding="utf-8"))
    return rules
