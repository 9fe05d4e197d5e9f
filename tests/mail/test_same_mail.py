"""Mails that are recognised: by the ticket number in their subject, however it is written, and as copies of others."""

import pytest
from demo_lookups import DemoDesk

from deskctl.mail.classification.classify import Classified, classify
from deskctl.mail.read_message import read_message

CONTACT = "p-0702@cus07.example.com"


def classified(desk: DemoDesk, *head: str, body: str = "x") -> Classified:
    reading, _files = read_message("\r\n".join([*head, f"From: {CONTACT}", "", body]).encode())
    found = classify(reading, desk)
    desk.seen.setdefault((reading.message_id, reading.identity), "ML-0001")
    return found


@pytest.mark.parametrize(
    "subject",
    [
        "RE[2]: [T-071] till", "回复：回复: Re: [T-071]", "答复：［T-071］", "答复：［Ｔ－０７１］", "【T-０７１】",
        "[T\u2011071]",
        "[T\u2013071]", "Re: [T- 071]", "Re: [EXT] [T-071]", "[INC0012345] Re: [T-071]", "[T-071] [T-071]", "[t-0071]",
    ],
)  # fmt: skip
def test_number_of_a_ticket_is_found_in_any_spelling(subject: str) -> None:
    """Clients and gateways replace hyphens, brackets and digits in a subject, and put their own marks before it."""
    found = classified(DemoDesk(), f"Subject: {subject}")
    assert (found.kind, found.joins) == ("reply", 71)


@pytest.mark.parametrize("subject", ["[INC-071] [SR-2026-071]", "[AT-071] x", "[T-071 cut", "[T-99999999999999999999]"])
def test_number_of_another_system_is_none_of_ours(subject: str) -> None:
    """A number counts only as the desk writes it."""
    assert classified(DemoDesk(), f"Subject: {subject}").kind == "new"


@pytest.mark.parametrize(
    "trace",
    [
        "X-QQ-mid: xmmx1", "X-CM-TRANSID: EOC", "X-Coremail-Antispam: 1U", "X-MS-Exchange-CrossTenant-Id: 1",
        "X-EOPAttributedMessage: 0", "X-Rspamd-Score: 1", "X-Originating-IP: 192.0.2.1", "Received: by one",
        "ARC-Seal: 1",
    ],
)  # fmt: skip
def test_copy_by_another_way_is_a_duplicate(trace: str) -> None:
    """A mail that came twice differs in what the mail servers have added to it."""
    desk = DemoDesk()
    head = ("Message-ID: <one@client.example.com>", "Subject: till", "Date: Fri, 20 Nov 2026 09:00:00 +0800")
    assert classified(desk, *head).kind == "new"
    assert classified(desk, trace, *head).kind == "duplicate"


@pytest.mark.parametrize("change", ["Subject: [it] till", "To: other@desk.example.com"])
def test_other_content_under_the_same_id_is_no_duplicate(change: str) -> None:
    """A message id used twice does not hide the second mail."""
    desk = DemoDesk()
    assert classified(desk, "Message-ID: <one@client.example.com>", "X-A: b").kind == "new"
    assert classified(desk, "Message-ID: <one@client.example.com>", change).kind == "new"
    assert classified(desk, "Message-ID: <one@client.example.com>", "X-A: b", body="y").kind == "new"
