"""Checks of contact details: mail addresses, quiet hours, language and mail domains."""

from contextlib import closing
from typing import Any

import pytest

from deskctl.errors import BadData
from deskctl.operations.reference.address_checks import check_address, check_hours
from deskctl.queries.messages.senders import customer_of_domain
from deskctl.store.open import open_reader


@pytest.mark.parametrize("address", ["a b@x.example.com", "nobody", "@x.example.com", "a@", "a@x\r\nBcc: b@y", "a,b@x"])
def test_an_invalid_address_is_refused(address: str) -> None:
    """An address without a name or domain, or with more than one address in it, is refused."""
    with pytest.raises(BadData):
        check_address(address)


@pytest.mark.parametrize("address", [None, "", "a@x.example.com", "张@例子.example.com", "a.b+c@x-y.example.com"])
def test_an_address_is_accepted(address: str | None) -> None:
    """Addresses in other alphabets and empty values are accepted."""
    check_address(address)


@pytest.mark.parametrize("words", ["abc", "25:00-07:00", "22:00", "22-7-9"])
def test_invalid_quiet_hours_are_refused(words: str) -> None:
    """Quiet hours that are not two times of the day are refused."""
    with pytest.raises(BadData):
        check_hours(words)
    check_hours("22:00-07:00")


def test_quiet_hours_and_language_are_set_and_emptied_by_their_names(desk: Any) -> None:
    """Quiet hours and language are set, and emptied by `--clear` with the names of their options."""
    desk.do("staff.edit", id="EN1", quiet_hours="22:00-07:00", language="en")
    desk.do("staff.edit", id="EN1", clear=["quiet_hours", "language"])
    assert desk.rows("staff", "quiet, lang", id="EN1") == [(None, None)]


@pytest.mark.parametrize(("domain", "identifies"), [("own-domain.example.com", True), ("outlook.com", False)])
def test_a_public_mail_domain_identifies_no_customer(desk: Any, domain: str, identifies: bool) -> None:
    """The domain of a contact's address identifies a customer unless it belongs to a public provider."""
    ((contact, customer), *_) = desk.rows("contact", "id, customer")
    desk.do("contact.edit", id=contact, email=f"somebody@{domain}")
    with closing(open_reader(desk.path)) as conn:
        assert customer_of_domain(conn, domain) == (customer if identifies else None)
