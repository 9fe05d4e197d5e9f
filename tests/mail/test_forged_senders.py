"""Mails whose sender the desk's own mail server could not authenticate speak for nobody."""

import pytest
from demo_lookups import DemoDesk

from deskctl.mail.classification.classify import Classified, classify
from deskctl.mail.read_message import read_message

OURS = "<t-071.c1.kx7q2m@desk.example.com>"
CONTACT = "p-0702@cus07.example.com"
FORGED = (
    "mx.desk.example.com; spf=fail smtp.mailfrom=evil.example.net; dkim=none; dmarc=fail header.from=cus07.example.com"
)


def classified(results: str, *head: str) -> Classified:
    lines = [
        f"Authentication-Results: {results}",
        f"From: {CONTACT}",
        "Message-ID: <one@c.example.com>",
        *head,
        "",
        "x",
    ]
    return classify(read_message("\r\n".join(lines).encode())[0], DemoDesk())


@pytest.mark.parametrize(
    "results", [FORGED, "mx; dmarc=fail (p=reject)", "mx; spf=fail", "mx; spf=hardfail; dkim=fail"]
)
def test_forged_contact_is_a_stranger(results: str) -> None:
    """A forged mail does not join by the number in its subject and gets no answer, but the ticket is suggested."""
    found = classified(results, "Subject: Re: [T-071] till")
    assert (found.kind, found.joins, found.suggests, found.auto_answer) == ("new", None, (71,), False)
    found = classified(results, "Subject: till")
    assert (found.kind, found.reason, found.auto_answer) == ("new", "not_authenticated", False)


def test_forged_answer_is_of_an_unknown_person() -> None:
    """Who knows the id of a message of ours may answer it, yet their name is not proved."""
    found = classified(FORGED, "Subject: x", f"In-Reply-To: {OURS}")
    assert (found.kind, found.joins, found.new_participant) == ("reply", 71, True)


@pytest.mark.parametrize(
    "results",
    [
        "mx; spf=pass; dkim=pass; dmarc=pass",
        "mx; spf=fail; dkim=pass header.d=cus07.example.com",
        "mx; spf=softfail; dkim=none",
        "mx; spf=fail; dkim=pass; dmarc=pass",
        "mx; none",
        "mx; spf=pass reason=dmarc=failure-of-nothing",
    ],
)
def test_mail_that_passes_a_check_is_of_its_sender(results: str) -> None:
    """A forwarded mail fails one check and passes another, and many domains have none."""
    found = classified(results, "Subject: Re: [T-071] till")
    assert (found.kind, found.joins, found.new_participant) == ("reply", 71, False)


def test_only_the_newest_results_count() -> None:
    """The results of an earlier server are those of a way before, such as that to a mailing list."""
    found = classified("mx; dmarc=pass", f"Authentication-Results: {FORGED}", "Subject: Re: [T-071] till")
    assert found.kind == "reply"


@pytest.mark.parametrize(
    ("results", "kind"),
    [
        (["mx; spf=fail", "mx; dkim=pass"], "reply"),
        (["mx; spf=fail", "mx; dmarc=pass", "mx; dmarc=fail"], "reply"),
        (["mx; dkim=none", "mx; dmarc=fail"], "new"),
        (["mx; spf=fail", "other; dkim=pass"], "new"),
    ],
)
def test_results_of_one_server_count_together(results: list[str], kind: str) -> None:
    """A server writes one header for each of its checks."""
    lines = [f"Authentication-Results: {value}" for value in results[1:]]
    assert classified(results[0], *lines, "Subject: Re: [T-071] till").kind == kind
