"""Properties of every operation: its help, its example, its event, and how it treats invalid values."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from command_lines import perform_command
from examples import BEFORE, with_hints
from workbench import NOW, Workbench, who_may

from deskctl.desk.case_cache import CaseCache
from deskctl.errors import BadData, DeskError, NotFound, Refused
from deskctl.operations.framework.base import Field, Operation, fields_of
from deskctl.operations.framework.catalogue import NOUNS, find, names, verbs
from deskctl.operations.perform import RequestContext, perform_in
from deskctl.sla.events import EVENTS
from deskctl.sla.lifecycle import ALLOWED_AFTER_END
from deskctl.store.dry_run import dry_run
from deskctl.store.port import Transaction

OPERATIONS = [find(*name.split(".", 1)) for name in names()]
ON_A_TICKET = [operation for operation in OPERATIONS if operation.on_ticket]
BY_THE_OPENING = {"mail_received", "mail_handled"}
BY_ASSIGNING_NOBODY = {"unassigned"}
CHECKLIST = Path(__file__).parents[2] / "data" / "server-room.toml"
MAIL_SETTINGS = Path(__file__).parents[2] / "data" / "mail-out.toml"
RECORDED_BY_SEVERAL = {"contact": {"call.log", "ticket.note", "mail.join"}}
_VALID: dict[str, Any] = {
    "text": "words",
    "longtext": "words",
    "int": 1,
    "float": 1.5,
    "bool": True,
    "time": "2026-11-22T09:00:00+08:00",
    "date": "2026-11-22",
}
_LONG = "x" * 1_000_000
_WRONG: dict[str, Any] = {
    "text": 5,
    "longtext": ["a"],
    "int": "many",
    "float": "much",
    "bool": "perhaps",
    "time": "2026-11-22T09:00:00",
    "date": "the other day",
    "choice": "neither",
    "id": 5,
}


def _name(operation: type[Operation]) -> str:
    return f"{operation.noun}.{operation.verb}"


@pytest.fixture(scope="module")
def shared(demo_store: Path) -> Workbench:
    """Return a desk to which no test writes."""
    return Workbench(str(demo_store))


def test_every_event_is_recorded_by_exactly_one_operation() -> None:
    """Each event of the log has one operation, except contacts, mails at the opening, and assignments to nobody."""
    given = Counter(operation.event for operation in OPERATIONS)
    several = {event: {_name(o) for o in OPERATIONS if o.event == event} for event in EVENTS if given[event] > 1}
    assert several == RECORDED_BY_SEVERAL
    assert {event for event in EVENTS if not given[event]} == BY_THE_OPENING | BY_ASSIGNING_NOBODY
    assert set(find("ticket", "open").also) >= BY_THE_OPENING
    assert set(find("ticket", "assign").also) >= BY_ASSIGNING_NOBODY


def test_every_noun_has_verbs_and_every_operation_its_name() -> None:
    """The catalogue and the classes of the operations agree."""
    assert all(verbs(noun) for noun in NOUNS)
    assert [_name(operation) for operation in OPERATIONS] == list(names())
    assert {operation.noun for operation in OPERATIONS} == set(NOUNS)


def test_every_operation_has_a_help_and_an_example() -> None:
    """Each operation has a one-line help, a help for each field, and an example with its own name."""
    for operation in OPERATIONS:
        assert operation.help().endswith("."), _name(operation)
        assert "\n" not in (operation.__doc__ or ""), _name(operation)
        assert all(field.help for field in fields_of(operation)), _name(operation)
        assert operation.example.startswith(f"deskctl {operation.noun} {operation.verb}"), _name(operation)


@pytest.mark.parametrize("noun", NOUNS)
def test_every_example_works_on_the_demo_desk(
    noun: str, shared: Workbench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Each example of the help works on the demo desk, if necessary after following the hints of its refusals."""
    shutil.copy(CHECKLIST, tmp_path / "server-room.toml")
    monkeypatch.chdir(tmp_path)
    for name in ("photo.jpg", "slides.pdf"):
        (tmp_path / name).write_bytes(b"\xff\xd8\xff\xe0 a picture")
    failed = {}
    for operation in (operation for operation in OPERATIONS if operation.noun == noun):
        with monkeypatch.context() as patch:
            if operation.verb == "reply":
                patch.setenv("DESKCTL_CONFIG", str(MAIL_SETTINGS))
            try:
                events = _events_of_the_example(operation, shared, tmp_path / f"{operation.verb}.db")
            except DeskError as error:
                failed[operation.verb] = str(error)
            else:
                if operation.event in EVENTS and operation.event not in events:
                    failed[operation.verb] = f"recorded {events}"
    assert failed == {}


def _events_of_the_example(operation: type[Operation], shared: Workbench, place: Path) -> tuple[str, ...]:
    """Perform an example, on a desk of its own if the shared one is not sufficient, and return its events."""
    before, example = BEFORE.get(_name(operation)), operation.example
    if before:
        desk = Workbench(str(shutil.copy(shared.path, place)))
        opened = [perform_command(desk, one).ticket for one in before.split(" && ")][-1]
        example = example.replace("T-071", f"T-{opened:03d}") if _name(operation) == "ticket.identify" else example
    try:
        return perform_command(desk if before else shared, example, dry_run=True).events
    except Refused:
        own = desk if before else Workbench(str(shutil.copy(shared.path, place)))
        return with_hints(own, example).events


def test_no_field_has_the_name_of_a_common_option() -> None:
    """No field has the name of an option of every command or of a key of a batch line."""
    reserved = {
        "store",
        "actor",
        "lang",
        "json",
        "jsonl",
        "plain",
        "fields",
        "at",
        "key",
        "note",
        "dry_run",
        "wait",
        "do",
    }
    assert not [_name(o) for o in OPERATIONS for field in fields_of(o) if field.name in {*reserved, "as_of"}]
    assert not [_name(o) for o in OPERATIONS for field in fields_of(o) if o.on_ticket and field.name == "ticket"]


def _filled(operation: type[Operation]) -> dict[str, Any]:
    return {field.name: _valid(field) for field in fields_of(operation) if field.required}


def _valid(field: Field) -> Any:
    value = field.choices[0] if field.choices else _VALID.get(field.kind, "x")
    return [value] if field.many else value


def _bad_values(operation: type[Operation]) -> Iterator[dict[str, Any]]:
    good = _filled(operation)
    yield {**good, "no_such_field": 1}
    for field in fields_of(operation):
        if field.required:
            yield {name: value for name, value in good.items() if name != field.name}
            yield {**good, field.name: ""}
        for wrong in (_WRONG[field.kind], {"a": 1}, _LONG, "\ud800"):
            if wrong != _WRONG["choice"] or not field.of_policy:  # only the policy knows the values of such a field
                yield {**good, field.name: wrong}
        if field.minimum is not None:
            yield {**good, field.name: field.minimum - 1}
        if field.many:
            yield {**good, field.name: ["x"] * 1000}


def test_invalid_values_are_refused_without_a_store() -> None:
    """A missing, empty, wrong, too long or non-Unicode value is bad data, and the message names the field."""
    for operation in OPERATIONS:
        fields = {field.name for field in fields_of(operation)}
        for values in _bad_values(operation):
            with pytest.raises(BadData) as caught:
                operation.of(values)
            assert caught.value.field in {*values, *fields}, _name(operation)
            assert len(str(caught.value)) < 2000, _name(operation)


class Rehearsal:
    """A desk on which dry runs fail."""

    def __init__(self, conn: Transaction) -> None:
        self._conn = conn

    def fails(self, error: type[DeskError], operation: type[Operation], ticket: int | None, values: Any) -> DeskError:
        """Return the error of the dry run of an operation."""
        call = RequestContext(now=NOW, actor=who_may(_name(operation), values), dry_run=True)
        with pytest.raises(error) as caught:
            perform_in(self._conn, operation.of(values), ticket, call, CaseCache())
        return caught.value


@pytest.fixture
def rehearsed(shared: Workbench) -> Iterator[Rehearsal]:
    """Return the shared desk, opened once for many dry runs."""
    with dry_run(shared.path) as conn:
        yield Rehearsal(conn)


def test_a_referenced_record_must_exist(rehearsed: Rehearsal) -> None:
    """A reference to a record that does not exist is refused."""
    for operation in OPERATIONS:
        for field in (field for field in fields_of(operation) if field.ref):
            unknown = "T-999999" if field.ref == "ticket" else "NO-99"
            fields = {**_existing(operation), field.name: [unknown] if field.many else unknown}
            rehearsed.fails(NotFound, operation, 66 if operation.on_ticket else None, fields)


_KNOWN = {
    "contact": "P-0301", "staff": "EN1", "asset": "A-0303", "part": "PT-09", "vendor": "VN1", "loaner": "LN-02",
    "ticket": "T-010", "customer": "CUS-01", "site": "S-0101", "mail": "ML-005", "mode": "phone", "faq": "FAQ-001",
    "course": "CR-01", "training": "TR-002", "improvement": "IM-001", "course_account": "CA-01",
    "catalog_item": "A", "contract": "CT-01", "hotline": "HN-01", "roster": "RO-01",
    "attachment": "AT-0001", "faq_document": "FD-01", "visit": "V-0001", "absence": "AB-01", "shift": "SH-001",
    "callback": "CB-001", "canned_text": "TX-01",
    "outbox": "OB-0002",
    "inspection": "IN-2026-10-CUS-01", "return_visit": "RV-003", "advisory": "AD-03", "certificate": "CERT-1",
    "expert": "EX1", "system_profile": "SP-01",
    "inspection_plan": "IP-001", "recommendation": "RC-001", "checklist": "server-room",
}  # fmt: skip


def _existing(operation: type[Operation]) -> dict[str, Any]:
    required = (field for field in fields_of(operation) if field.required)
    return {field.name: _reference_value(field) for field in required}


def _reference_value(field: Field) -> Any:
    if field.ref is None:
        return _valid(field)
    return [_KNOWN[field.ref]] if field.many else _KNOWN[field.ref]


def test_an_operation_needs_an_existing_ticket(rehearsed: Rehearsal) -> None:
    """Without a ticket an operation is a usage error unless a field names the ticket; an unknown one is not found."""
    for operation in ON_A_TICKET:
        values = _existing(operation)
        rehearsed.fails(NotFound, operation, 999_999, values)
        refusal = rehearsed.fails(DeskError, operation, None, values)
        assert refusal.exit_code == (3 if operation.names_ticket else 2), _name(operation)


def test_a_ticket_that_is_over_refuses_other_operations(rehearsed: Rehearsal) -> None:
    """After the end of a ticket, every operation that is not allowed then is refused because of the status."""
    for operation in ON_A_TICKET:
        if operation.event in EVENTS and operation.event not in ALLOWED_AFTER_END - {"reopened"}:
            refusal = rehearsed.fails(Refused, operation, 52, _existing(operation))
            assert "duplicate" in str(refusal), _name(operation)
