"""What the customer may read of an action: its words are internal until they are published."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.errors import Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.operations.closing.named_action import OnAction
from deskctl.queries.ticket.history import history, published

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class _Readability(OnAction):
    """Decide whether the customer may read the words of an action."""

    def run(self, desk: "Desk") -> None:
        """Refuse an action that does not exist, and one that is public or internal already."""
        action = f"{desk.case.name}/{self.fact(desk).seq}"
        is_public = self.seq in published(history(desk.reader, desk.case.number))
        if is_public == (self.event == "published"):
            words = N_("{action} is public already.") if is_public else N_("{action} is internal already.")
            other = "ticket.unpublish" if is_public else "ticket.publish"
            remedy = Remedy(do=other, ticket=desk.case.name, fields={"seq": self.seq})
            raise Refused(words, code="order", action=action, remedy=remedy)
        super().run(desk)


@dataclass(frozen=True, kw_only=True)
class Publish(_Readability):
    """Publish the text of an action, so that documents for the customer contain it."""

    verb = "publish"
    event = "published"
    example = "deskctl ticket publish T-068/2"


@dataclass(frozen=True, kw_only=True)
class Unpublish(_Readability):
    """Make the text of an action internal again; documents already issued stay as they are."""

    verb = "unpublish"
    event = "unpublished"
    example = "deskctl ticket unpublish T-068/2"
