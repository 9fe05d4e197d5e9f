"""A training that was held is evaluated by the customer's people, and the trainer does not record that (S2.G)."""

from test_services import history
from workbench import Workbench

from deskctl.documents.services.training_record import training_record
from deskctl.documents.writers.formats import render
from deskctl.queries.services.service_records import training_with_names
from deskctl.store.open import open_reader


def test_a_held_training_is_evaluated(desk: Workbench) -> None:
    """Each evaluation is kept with its score and words, and can be undone; a training to come has none."""
    assert desk.refused("training.evaluate", None, "S2.G-1", id="TR-002", score=5).code == "order"
    desk.do("training.evaluate", id="TR-003", score=4, by_contact="P-0201", text="too fast", how="email")
    desk.do("training.evaluate", id="TR-003", score=2)
    desk.do("training.correct", step="TR-003/2", reason="another training")
    with open_reader(desk.path) as conn:
        record = training_with_names(conn, "TR-003")
        assert [one["score"] for one in record["evaluations"]] == [4]
        printed = render(training_record(record), "md").decode()
    assert ("4 / 5" in printed, "too fast" in printed) == (True, True)
    assert history(desk, "training", "TR-003")[:2] == ["training_evaluated", "training_evaluated"]


def test_the_trainer_does_not_record_their_own_evaluation(desk: Workbench) -> None:
    """The person judged asks somebody else to record it, and a contact of another customer has no say."""
    assert desk.refused("training.evaluate", None, "S2.G-1", id="TR-003", score=5, actor="EN2").code == "not_yours"
    other = desk.refused("training.evaluate", id="TR-003", score=5, by_contact="P-0301")
    assert other.code == "wrong_customer"


def test_evaluations_of_a_training_that_was_not_held_after_all_do_not_count(desk: Workbench) -> None:
    """When it is undone that a training was held, its record shows no evaluation, until it is held."""
    scores = []
    for step in ("training.hold", "training.evaluate", "training.correct", "training.hold"):
        given = {
            "training.hold": {"id": "TR-002", "attendees": 3, "actor": "EN4"},
            "training.evaluate": {"id": "TR-002", "score": 4},
            "training.correct": {"step": "TR-002/1", "reason": "another day", "actor": "EN4"},
        }[step]
        desk.do(step, **given)
        with open_reader(desk.path) as conn:
            scores.append([one["score"] for one in training_with_names(conn, "TR-002")["evaluations"]])
    assert scores == [[], [4], [], [4]]
