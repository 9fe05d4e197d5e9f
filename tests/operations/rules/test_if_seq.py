"""Two people who change one ticket: the second one is warned about the change of the first."""

import pytest
from workbench import NOW, Workbench

from deskctl.errors import NotFound, Refused, Usage
from deskctl.operations.framework.catalogue import find
from deskctl.operations.framework.request_context import RequestContext
from deskctl.operations.perform import perform


def _assign(desk: Workbench, to: str, if_seq: str | None) -> None:
    operation = find("ticket", "assign").of({"to": to})
    perform(desk.path, operation, 71, RequestContext(now=NOW, actor="HL1", if_seq=if_seq))


def test_the_second_of_two_is_refused(desk: Workbench) -> None:
    """If two people saw the same last action, the owner set by the first is not overwritten by the second."""
    seen = desk.value("ticket", "last_seq", number=71)
    _assign(desk, "EN1", f"{seen}:owner")
    with pytest.raises(Refused) as caught:
        _assign(desk, "EN2", f"{seen}:owner")
    assert caught.value.code == "changed_meanwhile"
    assert desk.value("ticket", "owner", number=71) == "EN1"
    _assign(desk, "EN2", f"{seen + 1}:owner")


def test_an_unrelated_action_blocks_nothing(desk: Workbench) -> None:
    """A note does not block a change of the owner, but without field names every action does."""
    seen = desk.value("ticket", "last_seq", number=71)
    desk.do("ticket.note", 71, text="called", actor="HL2")
    with pytest.raises(Refused):
        _assign(desk, "EN1", str(seen))
    _assign(desk, "EN1", f"{seen}:owner,status,level")


@pytest.mark.parametrize("text", ["", "x", "3:", "3:title", "-1"])
def test_a_condition_names_an_action(desk: Workbench, text: str) -> None:
    """A condition that does not start with the number of an action or names an unknown field is a usage error."""
    with pytest.raises(Usage):
        _assign(desk, "EN1", text)


def test_a_future_action_is_refused_as_a_condition(desk: Workbench) -> None:
    """A condition with a number that no action has yet is refused."""
    seen = desk.value("ticket", "last_seq", number=71)
    with pytest.raises(NotFound):
        _assign(desk, "EN1", f"{seen + 1}:owner")
