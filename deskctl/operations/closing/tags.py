"""Tags: words on a ticket, by which lists can be filtered."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.errors import BadData, Refused
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.sla.lifecycle import current_tags

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_COMMA = ","


@dataclass(frozen=True, kw_only=True)
class Tag(Operation):
    """Tag a ticket with words of your own; lists can be filtered by them."""

    noun = "ticket"
    verb = "tag"
    event = "tagged"
    example = "deskctl ticket tag T-066 --tags raid --tags vip"

    tags: tuple[str, ...] = option(N_("a tag to add"), required=True, default=())

    def run(self, desk: "Desk") -> None:
        """Record the tags that the ticket does not have yet; refuse a comma, which separates tags in filters."""
        for word in self.tags:
            if _COMMA in word:
                raise BadData(
                    N_("{field}: {value!r} contains a comma, which separates tags."), field="tags", value=word
                )
        current = current_tags(desk.case.story.facts)
        new = tuple(dict.fromkeys(word for word in self.tags if word not in current))
        if not new:
            raise Refused(N_("{ticket} has these tags already."), code="order", ticket=desk.case.name)
        desk.record(self.event, {"tags": list(new)})


@dataclass(frozen=True, kw_only=True)
class Untag(Operation):
    """Remove tags from a ticket."""

    noun = "ticket"
    verb = "untag"
    event = "untagged"
    example = "deskctl ticket untag T-066 --tags raid"

    tags: tuple[str, ...] = option(N_("a tag to remove"), required=True, default=())

    def run(self, desk: "Desk") -> None:
        """Refuse a tag that the ticket does not have."""
        current = current_tags(desk.case.story.facts)
        missing = [word for word in self.tags if word not in current]
        if missing:
            raise Refused(
                N_("{ticket} does not have the tag {tag}."), code="order", ticket=desk.case.name, tag=", ".join(missing)
            )
        super().run(desk)
