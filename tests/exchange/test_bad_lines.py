"""An invalid line is reported by its number and field, and nothing of the file is imported."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from related_records import related

from deskctl.data_files import data_file
from deskctl.errors import BadData
from deskctl.exchange.importing.desk_import import read_desk

Record = dict[str, Any]
Change = Callable[[Record], object]


def _set(name: str, value: Any) -> Change:
    return lambda record: record.__setitem__(name, value)


def _drop(name: str) -> Change:
    return lambda record: record.pop(name)


def _step(name: str, value: Any) -> Change:
    return lambda record: record["timeline"][0].__setitem__(name, value)


def _data(event: str, data: Record) -> Change:
    return lambda record: record["timeline"][0].update(event=event, data=data)


BAD = [
    ("CUS-02", _drop("name"), "name"),
    ("CUS-02", _set("name", 7), "name"),
    ("CUS-02", _set("name", None), "name"),
    ("CUS-02", _set("name", "one\ntwo"), "name"),
    ("CUS-02", _set("name_en", "a\x1b]0;b"), "name_en"),
    ("P-0101", _set("name", "one\u2028two"), "name"),
    ("T-001", _set("title", "one\ttwo"), "title"),
    ("CUS-02", _set("nickname", "x"), "nickname"),
    ("CUS-02", _set("key_customer", "yes"), "key_customer"),
    ("CUS-02", _set("id", "CUS-01"), "id"),
    ("CUS-02", _set("id", ""), "id"),
    ("CUS-02", _set("return_visit_interval_days", 1 << 70), "return_visit_interval_days"),
    ("CUS-02", _set("return_visit_interval_days", 1.5), "return_visit_interval_days"),
    ("META", _set("tz", "Nowhere/Land"), "tz"),
    ("CT-01", _set("maintenance_end", "2026-13-01"), "maintenance_end"),
    ("CT-01", _set("day_rate", "1800"), "day_rate"),
    ("CT-01", _set("options", []), "options"),
    ("S-0101", _set("customer", "CUS-99"), "customer"),
    ("A-0101", _set("vendor", "VN9"), "vendor"),
    ("SP-01", _set("engineers", ["SE1", "NOBODY"]), "engineers"),
    ("RO-01", _set("start", "2026-09-21T08:00:00"), "start"),
    ("FAQ-001", _set("source_ticket", "T-999"), "source_ticket"),
    ("FAQ-001", _set("source_ticket", "017"), "source_ticket"),
    ("T-001", _set("id", "T-002"), "id"),
    ("T-001", _set("id", "T-0"), "id"),
    ("T-001", _drop("timeline"), "timeline"),
    ("T-001", _drop("assets"), "assets"),
    ("T-001", _set("customer", "CUS-99"), "customer"),
    ("T-001", _set("site", "S-9999"), "site"),
    ("T-001", _set("contact", "P-9999"), "contact"),
    ("T-001", _set("owner", "NOBODY"), "owner"),
    ("T-001", _set("owner_initial", "NOBODY"), "owner_initial"),
    ("T-001", _set("assets", ["A-0301", "A-9999"]), "assets[1]"),
    ("T-001", _set("assets", "A-0301"), "assets"),
    ("T-001", _set("affected_sites", ["S-9999"]), "affected_sites[0]"),
    ("T-001", _set("duplicate_of", "T-999"), "duplicate_of"),
    ("T-001", _set("about_staff", "NOBODY"), "about_staff"),
    ("T-001", _set("channel", "pigeon"), "channel"),
    ("T-001", _set("level_initial", "sleepy"), "level_initial"),
    ("T-001", _set("severity_initial", "sleepy"), "severity_initial"),
    ("T-001", _set("reported_at", "2026-09-27T10:05:00"), "reported_at"),
    ("T-001", _set("reported_at", "yesterday"), "reported_at"),
    ("T-001", _set("reported_at", 1790474700), "reported_at"),
    ("T-001", _set("policy", "no-such-policy"), "policy"),
    ("T-001", _set("policy", ["after-sales"]), "policy"),
    ("T-001", _set("policy_version", "no-such-version"), "policy_version"),
    ("T-001", _set("wishes", 3), "wishes"),
    ("T-001", _set("evaluation", {"score": 5}), "evaluation.text"),
    ("T-001", _set("charge", {"basis": "fixed", "rate": "much", "amount": 1}), "charge.rate"),
    ("T-001", _set("upgrade", "6.1.7"), "upgrade"),
    ("T-001", lambda record: record["reports"].append(dict(record["reports"][0])), "reports[1].version"),
    ("T-001", lambda record: record["reports"][0].update(author="NOBODY"), "reports[0].author"),
    ("T-001", _step("event", "danced"), "timeline[0].event"),
    ("T-001", _step("actor", "NOBODY"), "timeline[0].actor"),
    ("T-001", _step("actor", "VEX"), "timeline[0].actor"),
    ("T-001", _step("at", "2026-09-27T10:05:00"), "timeline[0].at"),
    ("T-001", _step("seq", 2), "timeline[1].seq"),
    ("T-001", _step("seq", -1), "timeline[0].seq"),
    ("T-001", lambda record: record["timeline"][0].update(actor="x", outsider="yes"), "timeline[0].actor"),
    ("T-001", _step("mood", "good"), "timeline[0].mood"),
    ("T-001", _step("note", None), "timeline[0].note"),
    ("T-001", _step("data", []), "timeline[0].data"),
    ("T-001", _data("part_requested", {"part": "PT-99"}), "timeline[0].data.part"),
    ("T-001", _data("remote_consent", {"by_contact": 7}), "timeline[0].data.by_contact"),
    ("T-001", _data("emergency_declared", {"notice_at": "10:05"}), "timeline[0].data.notice_at"),
    ("T-001", _data("severity_changed", {}), "timeline[0].data.to"),
    ("T-001", _data("level_changed", {"to": "sleepy"}), "timeline[0].data.to"),
    ("T-001", _data("duplicate_of", {"ticket": "T-999"}), "timeline[0].data.ticket"),
    ("T-001", _data("assigned", {"to": ["EN1"]}), "timeline[0].data.to"),
    ("T-001", _data("logged", {"n": float("inf")}), None),
]


@pytest.fixture(scope="module")
def lines() -> list[str]:
    """Return the lines of the demo desk that the tests change, and of all records that these refer to."""
    whole = map(json.loads, data_file("demo.jsonl").read_text(encoding="utf-8").splitlines())
    return [json.dumps(record) for record in related(whole, "T-002", *(name for name, _change, _field in BAD))]


def _refused(path: Path, store: str) -> BadData:
    before = Path(store).read_bytes()
    with pytest.raises(BadData) as caught:
        read_desk(path, store)
    assert Path(store).read_bytes() == before
    assert caught.value.exit_code == 4
    return caught.value


@pytest.mark.parametrize(("name", "change", "field"), BAD)
def test_a_bad_field_is_named(
    store: str, tmp_path: Path, lines: list[str], name: str, change: Change, field: str | None
) -> None:
    """A record with an invalid field is refused with the line and the field, and nothing is imported."""
    place = next(place for place, line in enumerate(lines) if json.loads(line)["id"] == name)
    record = json.loads(lines[place])
    change(record)
    path = tmp_path / "bad.jsonl"
    path.write_text("\n".join([*lines[:place], json.dumps(record), *lines[place + 1 :]]), encoding="utf-8")
    error = _refused(path, store)
    duplicated = field == "id" and name == "T-001" and record["id"] == "T-002"
    assert error.line == place + 1 + duplicated
    assert error.field == field
    assert f"Line {error.line}" in error.text()


@pytest.mark.parametrize(
    "line",
    [
        b"not json",
        b'{"type": "customer"',
        b"[1, 2]",
        b'"customer"',
        b"7",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"type": "ticket", "id": NaN}',
        b'{"type": "ticket", "title": "\\ud800"}',
        b'{"type": "planet", "id": "X"}',
        b'{"id": "X"}',
        b'{"type": ["ticket"]}',
        b'{"type": null}',
    ],
)
def test_a_line_that_is_not_a_record_is_named(store: str, tmp_path: Path, lines: list[str], line: bytes) -> None:
    """A line that is not a JSON object of a known type is refused with its number."""
    path = tmp_path / "bad.jsonl"
    good = [one.encode() for one in lines]
    path.write_bytes(b"\n".join([*good[:30], line, *good[30:]]))
    assert _refused(path, store).line == 31


def test_a_long_invalid_value_is_shortened_in_the_message(store: str, tmp_path: Path, demo: list[Record]) -> None:
    """The message about an invalid value of a million characters is short."""
    demo[0]["tz"] = "x" * 1_000_000
    path = tmp_path / "bad.jsonl"
    path.write_text(json.dumps(demo[0]) + "\n")
    assert len(_refused(path, store).text()) < 300


def test_the_unchanged_lines_are_imported(store: str, lines: list[str]) -> None:
    """The lines of the tests above can be imported if none of them is changed."""
    result = read_desk(io.StringIO("\n".join(lines)), store)
    assert (result.records, result.tickets) == (len(lines), sum('"type": "ticket"' in line for line in lines))
