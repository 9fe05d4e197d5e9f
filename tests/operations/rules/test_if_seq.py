"""Two people on one ticket: who comes second learns of the first."""

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
    """Both read the ticket at its last action; the owner that the first one set is not overwritten."""
    seen = desk.value("ticket", "last_seq", number=71)
    _assign(desk, "EN1", f"{seen}:owner")
    with pytest.raises(Refused) as caught:
        _assign(desk, "EN2", f"{seen}:owner")
    assert caught.value.code == "changed_meanwhile"
    assert desk.value("ticket", "owner", number=71) == "EN1"
    _assign(desk, "EN2", f"{seen + 1}:owner")


def test_what_does_not_matter_stops_nobody(desk: Workbench) -> None:
    """A note leaves the owner as it was; without a name every step of a person counts."""
    seen = desk.value("ticket", "last_seq", number=71)
    desk.do("ticket.note", 71, text="called", actor="HL2")
    with pytest.raises(Refused):
        _assign(desk, "EN1", str(seen))
    _assign(desk, "EN1", f"{seen}:owner,status,level")


@pytest.mark.parametrize("text", ["", "x", "3:", "3:title", "-1"])
def test_a_condition_names_an_action(desk: Workbench, text: str) -> None:
    """And, if it names more, what can matter."""
    with pytest.raises(Usage):
        _assign(desk, "EN1", text)


def test_an_action_that_is_not_there_yet_guards_nothing(desk: Workbench) -> None:
    """A mistyped number is refused: with it no change would ever count as one."""
    seen = desk.value("ticket", "last_seq", number=71)
    with pytest.raises(NotFound):
        _assign(desk, "EN1", f"{seen + 1}:owner")
