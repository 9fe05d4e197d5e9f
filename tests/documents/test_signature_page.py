"""Signatures are on the same page as the last block above them."""

import io
import re

import docx
import pytest
from document_text import squeezed
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph
from text_layer import words_of_last_page

from deskctl.documents.model.tree import (
    Block,
    Column,
    Document,
    LabelledValues,
    Letterhead,
    Section,
    SignatureLine,
    Signatures,
    Table,
    TextBlock,
)
from deskctl.documents.writers.formats import render

ROWS = tuple((f"item {place}", "normal") for place in range(12))
LAST: dict[str, Block] = {
    "words": TextBlock("The last words before the signatures."),
    "facts": LabelledValues((("Last", "fact"), ("And", "another"))),
    "table": Table((Column("Item"), Column("Verdict")), ROWS),
}


def paper(lines: int, last: Block) -> Document:
    """Return a document with a number of lines, a last section, and signatures."""
    signing = Signatures((SignatureLine("Inspector", "Zhou"), SignatureLine("Customer")))
    above = tuple(TextBlock(f"line {place}") for place in range(lines))
    sections = (Section("Above", above), Section("Below", (last,)), Section("Signatures", (signing,)))
    return Document(
        name="inspection", title="Report", number="1", subject="", lang="en", letterhead=Letterhead(), sections=sections
    )


@pytest.mark.parametrize("kind", LAST)
def test_last_block_is_on_the_page_of_the_signatures(kind: str) -> None:
    """The end of the last block is on the page of the signatures, however many lines are above."""
    pages = [squeezed(words_of_last_page(render(paper(lines, LAST[kind]), "pdf"))) for lines in range(18, 40)]
    signed = [text for text in pages if "Inspector" in text]
    assert len(signed) == len(pages)
    assert [text for text in signed if not re.search("Thelastwords|another|item11", text)] == []


@pytest.mark.parametrize("kind", LAST)
def test_docx_keeps_the_last_block_with_the_signatures(kind: str) -> None:
    """In DOCX the block before the signatures is kept with them, and of a long table its head and its last two rows."""
    made = docx.Document(io.BytesIO(render(paper(3, LAST[kind]), "docx")))
    body = list(made.iter_inner_content())
    place = next(n for n, one in enumerate(body) if isinstance(one, Paragraph) and one.text == "Signatures")
    paragraphs, table = [one for one in body[:place] if isinstance(one, Paragraph)], body[place - 2]
    assert paragraphs[-1].paragraph_format.keep_with_next
    if isinstance(table, WordTable):
        kept = [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows]
        assert kept == [place == 0 or place >= len(kept) - 2 for place in range(len(kept))]
