"""Who may move a record to another customer, or take it from the person whom it names (A5, A7)."""

from typing import Any

import pytest
from workbench import Workbench

from deskctl.language.i18n import use_language
from deskctl.operations.rules.people.who_may import who_may

MOVED: list[tuple[str, dict[str, Any], str, str]] = [
    ("contact.edit", {"id": "P-0301", "customer": "CUS-01"}, "HL1", "LE1"),
    ("site.edit", {"id": "S-0302", "customer": "CUS-01"}, "BS1", "MG1"),
    ("asset.edit", {"id": "A-0302", "site": "S-0101"}, "EN1", "LE1"),
    ("contract.edit", {"id": "CT-03", "customer": "CUS-01"}, "LE1", "BS1"),
    ("training.edit", {"id": "TR-002", "customer": "CUS-01", "site": "S-0101"}, "HL1", "MG1"),
]


@pytest.mark.parametrize(("step", "fields", "refused", "permitted"), MOVED)
def test_a_record_is_moved_to_another_customer_by_who_answers_for_it(
    desk: Workbench, step: str, fields: dict[str, Any], refused: str, permitted: str
) -> None:
    """Who belongs to a customer decides on its tickets, so a colleague without the right moves nobody and nothing."""
    clause = "S2-period" if step == "contract.edit" else None
    refusal = desk.refused(step, None, clause, **fields, actor=refused)
    assert refusal.code == "not_yours"
    assert refusal.remedy is not None
    desk.do(step, None, **fields, actor=permitted)


def test_a_stranger_does_not_become_the_customer_on_the_way(desk: Workbench) -> None:
    """The word of another customer's contact is refused, and so is making them a contact of this one."""
    assert desk.refused("feedback.satisfied", 67, by_contact="P-0301").code == "wrong_customer"
    moved = desk.refused("contact.edit", None, id="P-0301", customer="CUS-01", phone="000-1", actor="HL1")
    assert moved.code == "not_yours"
    assert desk.refused("feedback.satisfied", 67, by_contact="P-0301").code == "wrong_customer"


@pytest.mark.parametrize(
    ("step", "fields"),
    [
        ("contact.edit", {"id": "P-0301", "customer": "CUS-03", "phone": "000-1"}),
        ("asset.edit", {"id": "A-0302", "site": "S-0302"}),
        ("site.edit", {"id": "S-0302", "travel_minutes": 20}),
    ],
)
def test_a_record_that_stays_with_its_customer_is_edited_by_everybody(
    desk: Workbench, step: str, fields: dict[str, Any]
) -> None:
    """The right is needed only where the customer changes."""
    desk.do(step, None, **fields, actor="HL1")


def test_a_moved_training_is_not_left_at_the_site_of_the_customer_before(desk: Workbench) -> None:
    """A training and its site belong to the same customer."""
    assert desk.refused("training.edit", None, id="TR-002", customer="CUS-01", actor="MG1").code == "wrong_customer"


def test_a_training_at_a_site_that_was_moved_since_is_edited_as_before(desk: Workbench) -> None:
    """A site that got another customer later does not keep anybody from recording the rest of a training."""
    site = desk.value("training", "site", id="TR-002")
    desk.do("site.edit", None, id=site, customer="CUS-01", actor="MG1")
    desk.do("training.edit", None, id="TR-002", attendees=8, actor="EN4")
    again = {"id": "TR-002", "site": site, "place": "room 2", "actor": "MG1"}
    assert desk.refused("training.edit", None, **again).code == "wrong_customer"


@pytest.mark.parametrize(
    ("step", "clause", "fields"),
    [
        ("training.edit", "S3-training.deliver", {"id": "TR-002", "trainer": "HL1"}),
        ("training.edit", "S3-training.deliver", {"id": "TR-002", "clear": ("trainer",)}),
        ("training.edit", "S3-training.deliver", {"id": "TR-002", "held_at": "2026-11-22T09:00:00+08:00"}),
        ("improvement.edit", "S2.G-2", {"id": "IM-003", "owner": "HL1"}),
        ("improvement.edit", "S2.G-2", {"id": "IM-003", "clear": ("owner",)}),
    ],
)
def test_nobody_puts_himself_in_the_place_of_the_person_named(
    desk: Workbench, step: str, clause: str, fields: dict[str, Any]
) -> None:
    """Who may end a training or an improvement is changed by the person named or the lead; so is when it was held."""
    refusal = desk.refused(step, None, clause, **fields, actor="HL1")
    assert refusal.code == "not_yours"
    assert refusal.remedy is not None
    assert refusal.remedy.who == "EN4"
    desk.do(step, None, **fields, actor="EN4")


def test_a_record_that_names_nobody_is_given_to_somebody_by_everybody(desk: Workbench) -> None:
    """As long as nobody is named, every colleague may plan who does it, and edit the rest at any time."""
    training = desk.do("training.add", customer="CUS-02", topic="month end", actor="HL1").record
    desk.do("training.edit", None, id=training, trainer="EN3", actor="HL1")
    desk.do("training.edit", None, id=training, place="room 2", actor="HL1")
    improvement = desk.do("improvement.add", text="spare switch", actor="HL1").record
    desk.do("improvement.edit", None, id=improvement, owner="EN2", actor="HL1")
    desk.do("improvement.edit", None, id=improvement, owner="EN1", actor="LE1")


def test_the_help_says_that_the_person_named_may(desk: Workbench) -> None:
    """The help names the trainer where the trainer may: when it was held, and who takes the place of the trainer."""
    desk.do("training.edit", None, id="TR-002", held_at="2026-11-22T09:00:00+08:00", actor="EN4")
    words = who_may("training.edit")
    assert "With --held-at: lead engineer, service manager. Also the person whom the record names as trainer." in words
    assert "To replace the person whom it names: that person, lead engineer, service manager." in words
    use_language("zh")
    try:
        assert "带 --held-at 时：主管技术工程师、服务经理。" in who_may("training.edit")
    finally:
        use_language("en")
