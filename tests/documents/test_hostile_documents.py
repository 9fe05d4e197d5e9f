"""Text of customers is evidence: every form contains it unchanged, and none executes it."""

from functools import cache
from pathlib import Path

import kept_rows
import pytest
from document_text import (
    READERS,
    formulas_and_links,
    squeezed,
    tags_of_html,
    words_of_html,
    words_of_pdf,
)

from deskctl.documents.model.safe_data import xml_safe
from deskctl.documents.model.tree import (
    Chart,
    Column,
    Document,
    LabelledValues,
    Letterhead,
    Section,
    Series,
    SignatureLine,
    Signatures,
    Table,
    TextBlock,
    Timeline,
    TimelineEntry,
)
from deskctl.documents.reports.service_sheet import service_sheet, visits_of
from deskctl.documents.reports.ticket_report import archived_ticket, open_report
from deskctl.documents.services.inspection import inspection_report
from deskctl.documents.writers.font import drawable
from deskctl.documents.writers.formats import FORMS, render
from deskctl.queries.customers.service_visits import inspection
from deskctl.store.sqlite.reader import open_reader

HOSTILE = {
    "escape sequence": "\x1b[31mred\x1b[0m",
    "clipboard": "\x1b]52;c;aGk=\x07",
    "null": "a\x00b",
    "bell and backspace": "a\x07\x08b",
    "delete": "a\x7fb",
    "vertical tab and form feed": "a\x0bb\x0cc",
    "C1": "a\x9b31mb\x85c\x90d",
    "bidi override": "invoice\u202eexe.gnp",
    "bidi isolate": "a\u2066b\u2069c",
    "zero width": "pass\u200bword\u200d\ufeff",
    "line separators": "a\u2028b\u2029c",
    "tags": "a\U000e0041\U000e007fb",
    "noncharacters": "a\ufffe\uffff\ufdd0b",
    "lone surrogate": "a\ud800b",
    "combining flood": "e" + "\u0301" * 500,
    "Rich markup": "[bold red]x[/]",
    "Textual action": "[@click=app.quit]x[/]",
    "script": "<script>alert(1)</script>",
    "image": '<img src="file:///etc/passwd">',
    "entity": "&lt;b&gt; &#x1b; &nbsp;",
    "comment": "<!-- x --> ]]>",
    "attribute break": '" onmouseover="x',
    "style break": "</style><style>*{display:none}",
    "Jinja": "{{ 7 * 7 }} {% for x in y %} {# z #}",
    "Jinja escape": "{{ ''.__class__.__mro__ }}",
    "typst markup": '#read("/etc/passwd") *b* _i_ $x$ @ref <label>',
    "typst set": "#set page(width: 1pt); = heading",
    "typst string": '" + read("/etc/passwd") + "',
    "Markdown": "# h\n- [x](javascript:1) **b** `c` | d | ![i](file:///etc/passwd)",
    "Markdown lists": "1. one\n2) two\n+ three\n===",
    "formula": "=cmd|' /C calc'!A0",
    "plus formula": "+1+1",
    "minus formula": "-2+3",
    "at formula": "@SUM(A1)",
    "tab formula": "\t=1+1",
    "link": "https://example.com/?a=b&c=d mailto:a@example.com",
    "spreadsheet escape": "_x0041_ _x001B_",
    "field code": '{ INCLUDETEXT "/etc/passwd" } %s %(x)s {0}',
    "rare characters": "𠮷𪚥 👨‍👩‍👧 ଓ ሀ ᠠ ∰",
    "right to left": "مرحبا שלום",
    "one long word": "x" * 600,
    "lines": "two\r\nlines\rand\ttabs\n\n\n",
}
_ALLOWED = "\n\u3000\u200d"  # a joiner combines several pictures into one
_LAID_OUT = {"div"}  # short facts are side by side
FILLED = {
    "ticket": ("title", "description"),
    "customer": ("name", "name_en"),
    "contact": ("name", "title", "phone"),
    "site": ("name", "address"),
    "staff": ("name",),
    "asset": ("name", "model", "serial"),
    "action": ("note",),
    "report": ("cause", "method", "result"),
}
"""The fields that a person can fill."""

SPOILED = {name: HOSTILE[name] for name in ("escape sequence", "image", "typst string", "noncharacters", "formula")}


def document_with(text: str) -> Document:
    """Return a document with a text in every place."""
    table = Table((Column(text), Column(text, "number")), ((text, text), (text, 1), (None, text)), text)
    blocks = (
        LabelledValues(((text, text), ("label", text))),
        TextBlock(text, text),
        table,
        Timeline((TimelineEntry(text, text, text, text),)),
        Chart(text, (text,), (Series(text, (1,)),)),
        Signatures((SignatureLine(text, text), SignatureLine("role"))),
    )
    return Document("incident", text, text, text, "zh", Letterhead(text, (text,)), (Section(text, blocks),), mark=text)


@cache
def rendered(text: str, form: str) -> bytes:
    """Render a document with a text in every place, once for all tests."""
    return render(document_with(text), form)


def expected(text: str, form: str) -> str:
    """Return a text as a form shows it: with control characters as symbols, in PDF as code points."""
    return squeezed(drawable(text) if form == "pdf" else xml_safe(text))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_literal_in_every_form(name: str) -> None:
    """A hostile text can be read unchanged in every form."""
    for form in FORMS:
        made = rendered(HOSTILE[name], form)
        assert expected(HOSTILE[name], form) in squeezed(READERS[form](made)), form


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_inactive(name: str) -> None:
    """Hostile text adds no formula, link, tag, attribute or control character to a file."""
    assert formulas_and_links(rendered(HOSTILE[name], "xlsx")) == []
    page = rendered(HOSTILE[name], "html")
    plain = tags_of_html(rendered("x" * 30, "html"))
    assert [tag for tag, _names in tags_of_html(page) if tag not in _LAID_OUT] == [
        tag for tag, _names in plain if tag not in _LAID_OUT
    ]
    assert {name for _tag, names in tags_of_html(page) for name in names} <= {
        name for _tag, names in plain for name in names
    }
    for made in (page, rendered(HOSTILE[name], "md")):
        assert all(sign.isprintable() or sign in _ALLOWED for sign in made.decode())


def test_control_character_and_missing_glyph_are_visible() -> None:
    """A control character is shown as a symbol, and a character without a glyph as its code point."""
    document = document_with("a\x1bb 👨 \u0f00")
    assert "a␛b" in words_of_html(render(document, "html"))
    pdf = squeezed(words_of_pdf(render(document, "pdf")))
    assert "a<U+001B>b" in pdf
    assert "<U+1F468>" in pdf
    assert "<U+0F00>" in pdf


def test_text_of_100000_characters_is_complete_in_every_form() -> None:
    """A long text is not cut, neither of words nor without spaces."""
    text = "样例 words " * 11_000 + "END"
    document = Document("incident", "t", "n", "s", "zh", Letterhead(), (Section("long", (TextBlock(text),)),))
    for form in FORMS:
        shown = squeezed(READERS[form](render(document, form)))
        assert (shown.count("样"), shown.count("words"), shown.count("END")) == (11_000, 11_000, 1), form


@pytest.mark.parametrize("name", SPOILED)
def test_hostile_text_in_the_store_is_literal_in_documents(desk: Path, now: int, name: str) -> None:
    """Hostile texts from the store are shown unchanged in every document."""
    spoil(desk, SPOILED[name])
    conn = open_reader(str(desk))
    ticket = archived_ticket(conn, 10, at=now)
    documents = [
        open_report(conn, 1, at=now).document(),
        service_sheet(ticket, visits_of(ticket)[0]),
        inspection_report(inspection(conn, "IN-2026-10-CUS-02")),
    ]
    conn.close()
    for document in documents:
        for form in FORMS:
            assert expected(SPOILED[name], form) in squeezed(READERS[form](render(document, form)))


def spoil(store: Path, text: str) -> None:
    """Put a text into every field that a person can fill."""
    text = text.encode("utf-8", "replace").decode()
    for table, fields in FILLED.items():
        kept_rows.spoil(store, table, dict.fromkeys(fields, text))


@pytest.mark.parametrize(
    ("text", "drawn"),
    [("☎\ufe0f 电话", "☎ 电话"), ("1\ufe0f\u20e3", "1<U+20E3>"), ("管\ufe0f理", "管<U+FE0F>理")],
)
def test_variation_selectors_are_not_drawn(text: str, drawn: str) -> None:
    """A variation selector after a pictograph is left out, and one inside a word is shown, as it may hide a text."""
    assert drawable(text).replace("<U+260E>", "☎") == drawn


def test_a_word_that_is_wider_than_its_column_is_broken() -> None:
    """A serial number of twenty capitals may break in one of seven columns and in a short fact, not in a whole line."""
    serial = "2102311XYZW0J70MW123"
    columns = tuple(Column(str(place)) for place in range(7))
    table = Table(columns, (((serial,) * 7),))
    facts = LabelledValues((("a", "WWWWWWWWWWWWWWWWWWWWWWWW"), ("b", "c"), ("d", "e"), ("f", "g")))
    sections = (Section("s", (table, facts, TextBlock(serial))),)
    words = words_of_pdf(render(Document("incident", "t", "n", "s", "zh", Letterhead(), sections), "pdf"))
    assert words.count(serial) == 1
    assert squeezed(words).count(serial) == 8
    assert "WWWWWWWWWWWWWWWWWWWWWWWW" not in words
