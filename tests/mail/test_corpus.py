"""The mails of the corpus are read and classified as expected."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from demo_lookups import CORPUS, DemoDesk

from deskctl.mail.classification.classify import Classified, classify
from deskctl.mail.parsed_message import MailFile, ParsedMail
from deskctl.mail.read_message import read_message

EXPECTED = [json.loads(line) for line in (CORPUS / "expected.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def mails() -> Iterator[dict[str, tuple[ParsedMail, Classified]]]:
    """Read all mails in the order of their names, and classify each of them."""
    desk, found = DemoDesk(), {}
    for expected in EXPECTED:
        reading, _ = read_message((CORPUS / expected["file"]).read_bytes())
        found[expected["file"]] = (reading, classify(reading, desk))
        desk.seen[reading.message_id, reading.identity] = expected["file"]
    return found


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda expected: expected["file"])
def test_text_and_files_of_a_mail(mails: dict[str, tuple[ParsedMail, Classified]], expected: dict[str, Any]) -> None:
    """Subject, sender, new text and attachments of a mail are as its sender meant them."""
    reading, _ = mails[expected["file"]]
    assert is_right_subject(expected, reading.subject)
    assert reading.from_address in {expected["from_address"] or "", *expected.get("sender_also", ())}
    if not reading.problem:
        assert is_right_text(expected, reading.text_new), reading.text_new
        assert are_right_files(expected, reading.files), reading.files


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda expected: expected["file"])
def test_kind_and_ticket_of_a_mail(mails: dict[str, tuple[ParsedMail, Classified]], expected: dict[str, Any]) -> None:
    """Kind, ticket, sender and permission for an automatic answer are as expected."""
    _, found = mails[expected["file"]]
    joins = None if found.joins is None else f"T-{found.joins:03}"
    kind = f"reply:{joins}" if found.kind == "reply" else found.kind
    assert kind in {expected["kind"], *expected.get("also", ())}
    assert found.sender.contact in {expected["contact"], *expected.get("contact_also", ())}
    assert found.auto_answer in {expected["auto_answer"], *expected.get("auto_also", ())}
    assert joins == expected.get("joins", joins)
    assert joins != expected.get("must_not_join", "")
    assert [f"T-{number:03}" for number in found.suggests] == expected.get("suggests", []) or "suggests" not in expected
    if kind.startswith(("new", "reply")):
        assert found.sender.customer == expected["customer"]
    assert found.new_participant == expected.get("new_participant", False)


def test_bounce_has_its_status(mails: dict[str, tuple[ParsedMail, Classified]]) -> None:
    """A delivery report has status and recipient, and is classified as a permanent failure."""
    bounce = mails["m25.eml"][1].bounce
    assert bounce is not None
    assert (bounce.failed, bounce.hard, bounce.status, bounce.recipient) == (
        True,
        True,
        "5.1.1",
        "p-0701@cus07.example.com",
    )


def is_right_subject(expected: dict[str, Any], subject: str) -> bool:
    if expected.get("subject") is None:
        return subject.startswith(expected["subject_begins"]) and not any(ord(character) < 32 for character in subject)
    return subject in (expected["subject"], *expected.get("subject_also", ()))


def squeezed(text: str) -> str:
    return "".join(text.split())


def is_right_text(expected: dict[str, Any], text: str) -> bool:
    musts, nots = expected.get("new_must", ()), expected.get("new_must_not", ())
    if any(part not in text for part in musts) or any(part in text for part in nots):
        return False
    for part in (*expected.get("new_text_optional", ()), *expected.get("new_text_alternatives_drop", ())):
        text = text.replace(part, "")
    if expected.get("new_count_free"):
        return True
    if expected.get("may_be_cut"):
        return squeezed(text).startswith(squeezed(expected["first_line"]))
    also = expected.get("new_also") or []
    rights = [expected.get("new_text") or "", *([also] if isinstance(also, str) else also)]
    return any(squeezed(right) == squeezed(text) for right in rights)


def are_right_files(expected: dict[str, Any], files: list[MailFile]) -> bool:
    left, loose = list(files), expected.get("attachments_size_tolerance", 0)
    if expected.get("attachments_free"):
        return True
    for one in expected["attachments"]:
        for file in left:
            named = expected.get("name_free") or file.name == one["name"]
            if (
                named
                and abs(file.size - one["size"]) <= loose
                and (file.type, file.inline) == (one["type"], one["inline"])
            ):
                left.remove(file)
                break
        else:
            return False
    return not left
