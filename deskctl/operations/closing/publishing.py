"""What the customer may read of an action: its words are internal until they are published."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.errors import NotFound, Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.queries.ticket.history import history, published

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class _OnAction(Operation):
    """Decide whether the customer may read the words of an action."""

    noun = "ticket"
    after_slash = "seq"

    seq: int | None = option(N_("the number of the action: 3 or T-068/3"), required=True, minimum=1)

    @classmethod
    def normalised(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Accept the full name of the action as well."""
        seq = values.get("seq")
        return {**values, "seq": seq.rpartition("/")[2]} if isinstance(seq, str) else values

    def run(self, desk: "Desk") -> None:
        """Refuse an action that does not exist, and one that is public or internal already."""
        action = f"{desk.case.name}/{self.seq}"
        hint = f"deskctl ticket history {desk.case.name}"
        if self.seq not in {fact.seq for fact in desk.case.story.facts}:
            raise NotFound(N_("There is no action {action}."), action=action, hint=hint)
        is_public = self.seq in published(history(desk.reader, desk.case.number))
        if is_public == (self.event == "published"):
            words = N_("{action} is public already.") if is_public else N_("{action} is internal already.")
            other = "ticket.unpublish" if is_public else "ticket.publish"
            remedy = Remedy(do=other, ticket=desk.case.name, fields={"seq": self.seq})
            raise Refused(words, code="order", action=action, remedy=remedy)
        super().run(desk)


@dataclass(frozen=True, kw_only=True)
class Publish(_OnAction):
    """Publish the words of an action: documents for the customer print them."""

    verb = "publish"
    event = "published"
    example = "deskctl ticket publish T-068/2"


@dataclass(frozen=True, kw_only=True)
class Unpublish(_OnAction):
    """Make the words of an action internal again; documents issued before stay as they are."""

    verb = "unpublish"
    event = "unpublished"
    example = "deskctl ticket unpublish T-068/2"
