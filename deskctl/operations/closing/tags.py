"""Tags: words that a ticket is marked with, to find it by."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.errors import BadData, Refused
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.sla.lifecycle import standing_tags

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_COMMA = ","


@dataclass(frozen=True, kw_only=True)
class Tag(Operation):
    """Mark a ticket with words of your own; the lists find it by them."""

    noun = "ticket"
    verb = "tag"
    event = "tagged"
    example = "deskctl ticket tag T-066 --tags raid --tags vip"

    tags: tuple[str, ...] = option(N_("a word to mark it with"), required=True, default=())

    def run(self, desk: "Desk") -> None:
        """Record the words that the ticket does not have yet; refuse a comma, which separates them in filters."""
        for word in self.tags:
            if _COMMA in word:
                raise BadData(N_("{field}: {value!r} has a comma, which parts several."), field="tags", value=word)
        standing = standing_tags(desk.case.story.facts)
        new = tuple(dict.fromkeys(word for word in self.tags if word not in standing))
        if not new:
            raise Refused(N_("{ticket} is marked so already."), code="order", ticket=desk.case.name)
        desk.record(self.event, {"tags": list(new)})


@dataclass(frozen=True, kw_only=True)
class Untag(Operation):
    """Take words away that a ticket was marked with."""

    noun = "ticket"
    verb = "untag"
    event = "untagged"
    example = "deskctl ticket untag T-066 --tags raid"

    tags: tuple[str, ...] = option(N_("a word to take away"), required=True, default=())

    def run(self, desk: "Desk") -> None:
        """Refuse a word that the ticket does not have."""
        standing = standing_tags(desk.case.story.facts)
        missing = [word for word in self.tags if word not in standing]
        if missing:
            raise Refused(
                N_("{ticket} is not marked with {tag}."), code="order", ticket=desk.case.name, tag=", ".join(missing)
            )
        super().run(desk)
