"""Build the search texts of records: their own words, and the names of the records that they belong to."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from deskctl.language.folding import fold, joined, phone_digits
from deskctl.store.port import Reader

_CUSTOMER = "(SELECT customer.name FROM customer WHERE customer.id = record.customer)"
_SITE = "(SELECT site.name FROM site WHERE site.id = record.site)"
_VENDOR = "(SELECT vendor.name FROM vendor WHERE vendor.id = record.vendor)"
_STAFF = "(SELECT staff.name FROM staff WHERE staff.id = record.staff)"
_SITE_CUSTOMER = (
    "(SELECT customer.name FROM site JOIN customer ON customer.id = site.customer WHERE site.id = record.site)"
)
_SENDER = "(SELECT contact.name FROM contact WHERE contact.id = record.from_contact)"
_SENDER_CUSTOMER = (
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
    "asset": (_SITE, _SITE_CUSTOMER, _VENDOR),
    "part": (),
    "loaner": (),
    "faq": (),
    "course": (),
    "expert": (),
    "catalog_item": (),
    "mode": (),
    "advisory": (_VENDOR,),
    "improvement": (),
    "mail": (_SENDER, _SENDER_CUSTOMER),
    "training": (_CUSTOMER,),
    "inspection": (_CUSTOMER, _SITE),
    "return_visit": (_CUSTOMER,),
    "course_account": (_CUSTOMER,),
    "roster": (_STAFF,),
}
"""Searched kind of record -> SQL for the names of other records by which it is found too."""

NAMED_BY_INITIALS = frozenset({"customer", "contact", "staff"})

_SHARED: Mapping[str, tuple[str, ...]] = {
    "customer": ("name",),
    "site": ("name", "customer"),
    "contact": ("name", "phone", "email", "customer"),
    "staff": ("name",),
    "vendor": ("name",),
    "asset": ("serial",),
}
"""Kind of record -> the columns on which the texts of other records or tickets depend."""

_UNSEARCHED = frozenset(
    {"password_hash", "lang", "options", "rounding", "preferred_mode", "channels", "quiet", "origin", "merged_into"}
)
_UNSEARCHED_OF_MAIL = frozenset({"sha256", "identity", "text", "addresses", "suggests", "state", "handled_by", "kind"})
_PHONES = frozenset({"phone", "agreed_phone", "support_phone"})
_CODES = frozenset({"id", "serial", "no", "model", "external_id"})


class RecordText(NamedTuple):
    """The search text of a record: its folded words, its name, and the columns on which other texts depend."""

    kind: str
    id: str
    words: str
    name: str
    shared: str


def record_texts(conn: Reader, kind: str, ids: Sequence[str]) -> list[RecordText]:
    """Return the search texts of records of a kind; ids that do not exist are left out."""
    more = "".join(f", {name} AS beside_{place}" for place, name in enumerate(KINDS[kind]))
    marks = ", ".join("?" * len(ids))
    cursor = conn.execute(f"SELECT record.*{more} FROM {kind} AS record WHERE id IN ({marks}) ORDER BY id", ids)
    names = [column[0] for column in cursor.description]
    return [_text(kind, dict(zip(names, row, strict=True))) for row in cursor]


def _text(kind: str, record: Mapping[str, Any]) -> RecordText:
    left_out = _UNSEARCHED | _UNSEARCHED_OF_MAIL if kind == "mail" else _UNSEARCHED
    texts = {name: value for name, value in record.items() if isinstance(value, str) and name not in left_out}
    codes = [
        phone_digits(value) if name in _PHONES else joined(value)
        for name, value in texts.items()
        if name in _PHONES or name in _CODES
    ]
    words = "\n".join((fold("\n".join(dict.fromkeys(texts.values()))), *dict.fromkeys(code for code in codes if code)))
    shared = "\n".join(str(record[name] or "") for name in _SHARED.get(kind, ()))
    return RecordText(kind, str(record["id"]), words, str(record.get("name") or ""), shared)
