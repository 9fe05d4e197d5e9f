"""Hostile texts that would harm a terminal that obeyed them, and a desk that has one of them in every text field."""

import json
import sqlite3
from contextlib import closing
from itertools import cycle

from kept_rows import change, rows

TEXTS = (
    # Sequences that a terminal obeys.
    "\x1b[2J\x1b[H wiped", "\x1b[31;5mred and blinking", "\x1b[?1049l left the screen", "\x1b[6n where am I",
    "\x1bc reset", "\x1b[8;1;1t shrunk", "\x1b(0 lqqk", "\x1b]0;another title\x07", "\x1b]52;c;cm0gLXJmIC8=\x07",
    "\x1b]8;;https://example.org\x1b\\click\x1b]8;;\x1b\\", "\x1bP+q544e\x1b\\", "\x1b_Gf=24;AAAA\x1b\\",
    "\x1b]1337;File=:AAAA\x07", "\x1b]4;1;rgb:ff/00/00\x1b\\", "\x1b",
    # Control characters, also those of C1.
    "\x00nul\x00", "\x07\x07\x07 bells", "back\x08\x08\x08\x08space", "two\nlines\rand\ttabs\x0b\x0c",
    "\x7f\x7fdeleted",
    "\x9b31mred in C1", "\x9d52;c;eA==\x9c", "\x90q\x9c\x98\x85\x84",
    # Characters that reverse the direction, are invisible, or combine.
    "\u202eexe.gnp\u202c", "\u2066left\u2069\u2067right\u2069", "\u200bze\u200bro\u200dwi\ufeffdth\u2060",
    "soft\u00adhyphen",
    "e" + "\u0301" * 900, "Z" + "\u0315\u0322\u0489" * 300, "\U000e0041\U000e0042tags", "\u2028line\u2029paragraph",
    "👨‍👩‍👧‍👦🏳️‍🌈", "ﷺ" * 40, "\u3164\u115f\uffa0fillers",
    # Markup of the libraries, and template placeholders.
    "[bold red]not closed", "[@click=app.quit]leave[/]", "[/etc/passwd]", "$error {braces} %s %(x)d [link=a]b[/link]",
    # Very long, and wide.
    "W" * 5000, "样" * 4000,
)  # fmt: skip
LONE = "\ud800half a sign\udfff"
"""Lone surrogates, which JSON can contain and UTF-8 cannot."""

FIELDS = {
    "ticket": ("title", "description"),
    "customer": ("name", "name_en", "agreed_phone"),
    "contact": ("name", "title", "phone", "email"),
    "contract": ("no",),
    "site": ("name", "address"),
    "staff": ("name", "phone"),
    "asset": ("name", "model", "serial", "ip"),
    "system_profile": ("text",),
    "vendor": ("name", "support_phone"),
    "part": ("name", "model", "location"),
    "certificate": ("name",),
    "mail": ("subject",),
    "catalog_item": ("name", "name_en"),
    "faq": ("question", "answer"),
    "advisory": ("text",),
    "callback": ("text", "phone"),
    "canned_text": ("name", "words"),
    "course": ("title",),
    "improvement": ("text",),
    "mode": ("name", "name_en"),
    "recommendation": ("text", "area"),
    "shift": ("text",),
    "training": ("topic", "place"),
    "visit": ("purpose",),
    "report": ("cause", "method", "result"),
    "report_draft": ("cause", "method", "result"),
    "action": ("note",),
}
_TEXT_VALUES = ("cause", "done", "answer", "transport")


def spoil(store: str) -> None:
    """Put a hostile text into every field that a person can fill in, each time the next one of the list."""
    texts = cycle(TEXTS)
    with closing(sqlite3.connect(store)) as conn, conn:
        for table, names in FIELDS.items():
            keys = ("ticket", "seq") if table == "action" else ("ticket",) if table.startswith("report") else ("rowid",)
            for row in dict.fromkeys(rows(conn, table, ", ".join(keys))):
                change(conn, table, {name: next(texts) for name in names}, **dict(zip(keys, row, strict=True)))
        for ticket, seq, text in rows(conn, "action", "ticket, seq, data"):
            known = json.loads(text)
            data = {**known, **{name: LONE + next(texts) for name in _TEXT_VALUES if name in known}}
            change(conn, "action", {"data": json.dumps(data)}, ticket=ticket, seq=seq)
