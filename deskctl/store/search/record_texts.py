"""What is searched of a record of reference data, folded: its own texts, and the names of what it belongs to."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from deskctl.language.folding import fold, joined, phone_digits
from deskctl.store.port import Reader

_CUSTOMER = "(SELECT customer.name FROM customer WHERE customer.id = record.customer)"
_SITE = "(SELECT site.name FROM site WHERE site.id = record.site)"
_VENDOR = "(SELECT vendor.name FROM vendor WHERE vendor.id = record.vendor)"
_STAFF = "(SELECT staff.name FROM staff WHERE staff.id = record.staff)"
_OF_SITE = "(SELECT customer.name FROM site JOIN customer ON customer.id = site.customer WHERE site.id = record.site)"
_SENDER = "(SELECT contact.name FROM contact WHERE contact.id = record.from_contact)"
_OF_SENDER = (
    "(SELECT customer.name FROM contact JOIN customer ON customer.id = contact.customer"
    " WHERE contact.id = record.from_contact)"
)

KINDS: Mapping[str, tuple[str, ...]] = {
    "customer": (),
    "site": (_CUSTOMER,),
    "contact": (_CUSTOMER,),
    "contract": (_CUSTOMER,),
    "staff": (),
    "vendor": (),
    "asset": (_SITE, _OF_SITE, _VENDOR),
    "part": (),
    "loaner": (),
    "faq": (),
    "course": (),
    "expert": (),
    "catalog_item": (),
    "mode": (),
    "advisory": (_VENDOR,),
    "improvement": (),
    "mail": (_SENDER, _OF_SENDER),
    "training": (_CUSTOMER,),
    "inspection": (_CUSTOMER, _SITE),
    "return_visit": (_CUSTOMER,),
    "course_account": (_CUSTOMER,),
    "roster": (_STAFF,),
}
"""The kinds of records that are searched, each with the names that it is found by beside its own texts."""

NAMED_BY_INITIALS = frozenset({"customer", "contact", "staff"})

_SHARED: Mapping[str, tuple[str, ...]] = {
    "customer": ("name",),
    "site": ("name", "customer"),
    "contact": ("name", "phone", "email", "customer"),
    "staff": ("name",),
    "vendor": ("name",),
    "asset": ("serial",),
}
"""The columns of a record that are searched elsewhere too, and those that lead to such."""

_UNSEARCHED = frozenset(
    {"password_hash", "lang", "options", "rounding", "preferred_mode", "channels", "quiet", "origin", "merged_into"}
)
_OF_MAIL = frozenset({"sha256", "identity", "text", "addresses", "suggests", "state", "handled_by", "kind"})
_PHONES = frozenset({"phone", "agreed_phone", "support_phone"})
_CODES = frozenset({"id", "serial", "no", "model", "external_id"})


class RecordText(NamedTuple):
    """The folded words of a record, its name, and what other texts take over from it."""

    kind: str
    id: str
    words: str
    name: str
    shared: str


def record_texts(conn: Reader, kind: str, ids: Sequence[str]) -> list[RecordText]:
    """Return the texts of some records of a kind; what does not exist is left out."""
    more = "".join(f", {name} AS beside_{place}" for place, name in enumerate(KINDS[kind]))
    marks = ", ".join("?" * len(ids))
    cursor = conn.execute(f"SELECT record.*{more} FROM {kind} AS record WHERE id IN ({marks}) ORDER BY id", ids)
    names = [column[0] for column in cursor.description]
    return [_text(kind, dict(zip(names, row, strict=True))) for row in cursor]


def _text(kind: str, record: Mapping[str, Any]) -> RecordText:
    left_out = _UNSEARCHED | _OF_MAIL if kind == "mail" else _UNSEARCHED
    texts = {name: value for name, value in record.items() if isinstance(value, str) and name not in left_out}
    codes = [
        phone_digits(value) if name in _PHONES else joined(value)
        for name, value in texts.items()
        if name in _PHONES or name in _CODES
    ]
    words = "\n".join((fold("\n".join(dict.fromkeys(texts.values()))), *dict.fromkeys(code for code in codes if code)))
    shared = "\n".join(str(record[name] or "") for name in _SHARED.get(kind, ()))
    return RecordText(kind, str(record["id"]), words, str(record.get("name") or ""), shared)
