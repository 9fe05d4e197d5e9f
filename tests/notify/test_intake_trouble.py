"""Mails that cannot be received in the usual way: broken, interrupted or too big ones."""

from datetime import timedelta

import pytest
from timed_desk import TimedDesk

from deskctl.config.messages import message_settings
from deskctl.mail.intake import intake
from deskctl.mail.intake.intake import Intake, Place
from deskctl.queries.messages.mail_json import show_mail

MAIL = "From: p-0101@cus01.example.com\nSubject: {0}\nMessage-ID: <{0}@c>\n\nIt is dark.\n"


def test_mail_that_cannot_be_processed_is_quarantined(desk: TimedDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail whose processing fails is kept and quarantined, and the mails behind it are received."""
    usual = intake.join

    def failing(*args: object) -> bool:
        if "bad" in args[2].subject:  # type: ignore[attr-defined]
            raise ValueError("bad")
        return usual(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(intake, "join", failing)
    kinds = [desk.receive(MAIL.format(word).encode())["kind"] for word in ("bad", "good")]
    assert kinds == ["quarantine", "new"]


PHOTO = """From: p-0702@cus07.example.com
Subject: [T-071] the photo
Message-ID: <photo@c>
Content-Type: multipart/mixed; boundary=b

--b

It is the lamp in the back.
--b
Content-Type: image/jpeg; name=lamp.jpg

"""


def test_mail_beyond_the_limit_is_received_without_its_files(desk: TimedDesk) -> None:
    """The text of a customer's mail with too big a photo joins its ticket, and says that the rest is missing."""
    with Intake(desk.store, message_settings(), lambda: desk.now) as taking:
        taken = taking.take(PHOTO.encode() + b"x" * 1000, problem="too_big")
    shown = desk.ask(lambda conn: show_mail(conn, taken.mail, 0, desk.now.tzinfo))  # type: ignore[arg-type]
    assert (shown["kind"], shown["ticket"], shown["attachments"]) == ("reply", "T-071", [])
    assert shown["text"] == "It is the lamp in the back."
    assert "30 MB" in shown["text_new"]


def test_interrupted_mail_keeps_its_arrival(desk: TimedDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail that was stored but not read before a crash keeps the time of its arrival and its problem."""
    arrived = desk.now - timedelta(hours=5)
    with Intake(desk.store, message_settings(), lambda: desk.now) as taking:
        with monkeypatch.context() as patch:
            patch.setattr(taking, "_read", _interrupted)
            raw, place = MAIL.format("big").encode(), Place("a", "f", 1, 1)
            with pytest.raises(KeyboardInterrupt):
                taking.take(raw, received=arrived, place=place, problem="too_big")
        (finished,) = taking.finish()
    shown = desk.ask(lambda conn: show_mail(conn, finished.mail, 0, desk.now.tzinfo))  # type: ignore[arg-type]
    assert shown["received_at"] == arrived.isoformat()
    assert "30 MB" in shown["text_new"]


@pytest.mark.parametrize("sender", ["service@desk.example.com", "no-reply@forms.example.net"])
def test_mail_of_a_form_is_from_its_writer(desk: TimedDesk, sender: str) -> None:
    """A mail that a form on a website sent is from the person in its reply address, and gets no automatic answer."""
    form = "From: {}\nReply-To: Lin <P-0101@cus01.example.com>\nSubject: form\nMessage-ID: {}\n\nIt is dark.\n"
    shown = desk.receive(form.format(sender, "<f@c>").encode())
    assert (shown["kind"], shown["contact"], shown["auto_answer"]) == ("new", "P-0101", False)
    loop = desk.receive(form.format(sender, "<g@c>\nX-Deskctl-Loop: desk-7f31").encode())
    assert loop["kind"] == "loop"


def test_answer_from_a_second_address_suggests_its_ticket(desk: TimedDesk) -> None:
    """An answer to a mail of the desk from an address that is not on record suggests the ticket without joining it."""
    desk.do("report.send", 64, by="mail")
    (sent,) = [row for row in desk.outbox() if row["ticket"] == "T-064"]
    answers = f"In-Reply-To: {desk.outbox(sent['outbox'])['message_id']}"
    raw = MAIL.format("home").replace("p-0101@cus01.example.com", f"me@private.example.net\n{answers}")
    shown = desk.receive(raw.encode())
    assert (shown["kind"], shown["ticket"], shown["suggests"]) == ("new", None, ["T-064"])


@pytest.mark.parametrize("stored", ["wang@例子.example", "wang@xn--fsqu00a.example"])
@pytest.mark.parametrize("sent", ["wang@例子.example", "Wang@xn--fsqu00a.example"])
def test_domain_in_chinese_has_two_spellings(desk: TimedDesk, stored: str, sent: str) -> None:
    """A contact and their colleagues are recognised if the mail spells the domain otherwise than the record."""
    desk.do("contact.edit", id="P-0101", email=stored, actor="LE1")
    shown = desk.receive(MAIL.format("idn").replace("p-0101@cus01.example.com", sent).encode())
    assert shown["contact"] == "P-0101"
    other = desk.receive(
        MAIL.format("other")
        .replace("p-0101@cus01", "li@cus01")
        .replace("li@cus01.example.com", sent.replace("ang", "u"))
        .encode()
    )
    assert other["customer"] == "CUS-01"


def _interrupted(*_args: object) -> str:
    raise KeyboardInterrupt
