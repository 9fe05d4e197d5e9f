"""The look of DOCX files: page, fonts with an East Asian face, headings, page numbers."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from deskctl.documents.model.templates import template_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document as WordFile
    from docx.text.paragraph import Paragraph

LATIN, EAST_ASIAN = "Calibri", "Microsoft YaHei"
_ACCENT, _QUIET = "1F3F66", "5D6878"
_SIZES: dict[str, tuple[float, str | None]] = {
    "Normal": (10, None),
    "Title": (21, _ACCENT),
    "Subtitle": (12, None),
    "Heading 1": (13, _ACCENT),
    "Caption": (9, _QUIET),
    "Header": (9, _QUIET),
    "Footer": (8, _QUIET),
}
_OWN: dict[str, tuple[float, str | None]] = {
    "Label": (9.5, _QUIET),
    "Value": (9.5, None),
    "Table text": (8.5, None),
    "Table head": (8.5, _ACCENT),
    "Gap": (4, None),
}
_UNUSED_PARTS = frozenset({"stylesWithEffects", "customXml", "webSettings", "thumbnail"})
_BREAKS = re.compile(r"[\t\n\r]")
_PAGE = re.compile(r"(\{pages?\})")


@dataclass(frozen=True, slots=True)
class StyledFile:
    """A file to write in, and the ids of the styles in it."""

    made: WordFile
    looks: Mapping[str, str]

    def add(self, text: str = "", look: str | None = None) -> Paragraph:
        """Add a paragraph with a named style; python-docx's own lookup of styles takes milliseconds."""
        paragraph = self.made.add_paragraph(text)
        if look:
            paragraph._p.style = self.looks.get(look)  # noqa: SLF001 - by id, without a search
        return paragraph


def open_styled_file(name: str) -> StyledFile:
    """Open the firm's template, or an empty file in our own look."""
    import docx

    own = template_of(name, "docx")
    made = docx.Document(str(own) if own else io.BytesIO(_empty_file()))
    return StyledFile(made, _add_own_styles(made))


@cache
def _empty_file() -> bytes:
    """Return an empty file in our own look; python-docx takes as long to create it as to write a document in it."""
    import docx

    made, out = docx.Document(), io.BytesIO()
    _drop_unused(made)
    _set_page(made)
    for style, (size, colour) in _SIZES.items():
        _set_style(made.styles[style], size, colour)
    _add_own_styles(made)
    made.save(out)
    return out.getvalue()


def _drop_unused(made: WordFile) -> None:
    """Drop the parts and table styles of python-docx's template that no document uses, which are most of its size."""
    from docx.oxml.ns import qn

    for relations in (made.part.rels, made.part.package.rels):
        for key in [key for key, one in relations.items() if one.reltype.rpartition("/")[2] in _UNUSED_PARTS]:
            del relations[key]
    styles = made.styles.element
    for style in styles.findall(f"{qn('w:style')}[@{qn('w:type')}='table']"):
        if style.get(qn("w:default")) is None:
            styles.remove(style)


def _add_own_styles(made: WordFile) -> dict[str, str]:
    """Add our own styles that a file does not have; return the ids of all its styles by name."""
    style_ids = _ids_by_name(made)
    for style, (size, colour) in _OWN.items():
        if style not in style_ids:
            style_ids[style] = _add_style(made, style, size, colour)
    return style_ids


def _ids_by_name(made: WordFile) -> dict[str, str]:
    """Return the id of each style; python-docx's own properties of styles take milliseconds."""
    from docx.oxml.ns import qn
    from docx.styles import BabelFish

    value, style_id = qn("w:val"), qn("w:styleId")
    names = made.styles.element.iterfind(f"{qn('w:style')}/{qn('w:name')}")
    return {BabelFish.internal2ui(name.get(value)): name.getparent().get(style_id) for name in names}


def _set_page(made: WordFile) -> None:
    from docx.shared import Mm

    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)


def _add_style(made: WordFile, name: str, size: float, colour: str | None) -> str:
    """Add a style that the file does not have, and return its id."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.styles.style import StyleFactory

    style: Any = StyleFactory(made.styles.element.add_style_of_type(name, WD_STYLE_TYPE.PARAGRAPH, builtin=False))
    style.base_style = made.styles["Normal"]
    _set_style(style, size, colour)
    style.font.bold = name == "Table head"
    return str(style.style_id)


def _set_style(style: Any, size: float, colour: str | None) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size = LATIN, Pt(size)
    style.font.color.rgb = RGBColor.from_string(colour or "1C2430")
    style.font.italic = False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for face, name in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", EAST_ASIAN)):
        fonts.set(qn(f"w:{face}"), name)
    _set_language(style)
    space = style.paragraph_format
    space.space_after = Pt(0 if style.name in _OWN else 4)
    if style.name == "Title":
        _drop_border(style)
    if style.name == "Heading 1":
        space.space_before, space.space_after, space.keep_with_next = Pt(14), Pt(4), True


def _set_language(style: Any) -> None:
    """Mark Latin letters as English even in Chinese texts: otherwise words break anywhere."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement("w:lang")
    element.set(qn("w:val"), "en-GB")
    element.set(qn("w:eastAsia"), "zh-CN")
    style.element.get_or_add_rPr().append(element)


def _drop_border(style: Any) -> None:
    from docx.oxml.ns import qn

    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def fill(paragraph: Paragraph, style_id: str, text: str, *, kept: bool = False) -> None:
    """Write a text in an empty paragraph, `kept` on the page of the next one, without python-docx's searches."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    style = OxmlElement("w:pStyle")
    style.set(qn("w:val"), style_id)
    properties = OxmlElement("w:pPr")
    properties.append(style)
    if kept:
        properties.append(OxmlElement("w:keepNext"))
    paragraph._p.append(properties)  # noqa: SLF001 - no API for this
    if _BREAKS.search(text) or text != text.strip():
        paragraph.add_run(text)
    elif text:
        run, piece = OxmlElement("w:r"), OxmlElement("w:t")
        piece.text = text
        run.append(piece)
        paragraph._p.append(run)  # noqa: SLF001 - no API for this


def page_numbers(paragraph: Paragraph, words: str) -> None:
    """Write `Page {page} of {pages}` with fields that Word fills in."""
    for piece in _PAGE.split(words):
        if piece in {"{page}", "{pages}"}:
            _add_field(paragraph, "PAGE" if piece == "{page}" else "NUMPAGES")
        else:
            paragraph.add_run(piece)


def _add_field(paragraph: Paragraph, name: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)  # noqa: SLF001 - no API for fields
