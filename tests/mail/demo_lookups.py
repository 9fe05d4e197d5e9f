"""The lookups of the demo desk without a store, for tests of classification."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from deskctl.data_files import data_file
from deskctl.mail.classification.desk_lookups import OwnMail, Person

CORPUS = Path(__file__).parents[1] / "data" / "mail"
DEMO = data_file("demo.jsonl")
WORLD: dict[str, Any] = json.loads((CORPUS / "world.json").read_text(encoding="utf-8"))


class DemoDesk:
    """The demo's people and tickets, the desk's own addresses and messages, and the mails received so far."""

    desk_id: str = WORLD["loop_value"]
    own_addresses = frozenset(WORLD["desk_addresses"])

    def __init__(self) -> None:
        self.seen: dict[tuple[str, str], str] = {}
        self._rows = [json.loads(line) for line in DEMO.read_text(encoding="utf-8").splitlines()]
        self._own = {
            message: OwnMail(message, message, int(what["ticket"][2:]), what["to"])
            for message, what in WORLD["sent"].items()
        }

    def _of(self, kind: str) -> list[dict[str, Any]]:
        return [row for row in self._rows if row["type"] == kind]

    def staff(self, address: str) -> str | None:
        return {mail: staff for staff, mail in WORLD["staff_addresses"].items()}.get(address)

    def contacts(self, address: str) -> list[Person]:
        return [Person(row["id"], row["customer"]) for row in self._of("contact") if row.get("email") == address]

    def customer_of_domain(self, domain: str) -> str | None:
        return {row.get("email_domain"): row["id"] for row in self._of("customer")}.get(domain)

    def own_mails(self, message_ids: Iterable[str]) -> list[OwnMail]:
        return [self._own[message] for message in message_ids if message in self._own]

    def ticket_customer(self, ticket: int) -> str | None:
        return {int(row["id"][2:]): row["customer"] for row in self._of("ticket")}.get(ticket)

    def same_mail(self, message_id: str, identity: str) -> str | None:
        return self.seen.get((message_id, identity))
