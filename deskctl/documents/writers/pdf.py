"""Documents as PDF by typst; texts are passed as data, never as markup."""

from __future__ import annotations

import json
from base64 import b64decode
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deskctl.data_files import data_file
from deskctl.documents.model.logo import logo_of, logo_width
from deskctl.documents.model.safe_data import as_data
from deskctl.documents.model.templates import adapted_to_template, captions_of, template_text
from deskctl.documents.writers.font import drawable, fitted, font_folder, missing_in
from deskctl.documents.writers.machine_fonts import MachineFonts, fonts_for
from deskctl.errors import BadData, Usage
from deskctl.language.i18n import N_
from deskctl.temporary_files import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskctl.documents.model.tree import Document, Section

_POINT = 25.4 / 72
_LINE, _INSETS, _LABEL = 170.0, 3.2, 36.0
"""In document.typ, in millimetres: the width of the page, of the space beside a cell, of a label with its gap."""
_IN_TABLES, _IN_FACTS = 8.5 * _POINT, 9.5 * _POINT
"""The sizes of the font, in millimetres."""
INSTALL = "pip install 'deskctl[pdf]'"


def to_pdf(document: Document) -> bytes:
    """Return a document as PDF; raises `Usage` with the install command if the extra is missing."""
    try:
        import typst
    except ImportError as error:
        raise _absent() from error
    text = template_text(document.name, "typ")
    document, fonts = adapted_to_template(text, document), _fonts_of(document, _missing_in(document))
    data = {**as_data(document, partial(drawable, more=fonts.characters)), "logo": "", "fallback": bool(fonts.folders)}
    _fit(data)
    try:
        with _root(document, data) as root:
            made: bytes = _compiler(fonts.folders).compile(
                text.encode(),
                format="pdf",
                root=root,
                sys_inputs={"document": json.dumps(data, ensure_ascii=False)},
                timestamp=0,
            )
    except typst.TypstError as error:
        raise BadData(N_("The template is wrong: {reason}"), reason=str(error)) from error
    return made


def _fonts_of(document: Document, missing: set[int]) -> MachineFonts:
    """Return the fonts of this machine for the characters that the packaged font lacks; none if there are none.

    A template of the firm that does not mention the fallback has only the packaged font.
    """
    allows_fallback = missing and "doc.fallback" in template_text(document.name, "typ")
    return fonts_for(missing) if allows_fallback else MachineFonts()


def undrawn(document: Document) -> list[str]:
    """Return the characters of a document that no font draws, in order; they are printed as code points."""
    missing = _missing_in(document)
    return sorted(map(chr, missing - _fonts_of(document, missing).characters))


def _missing_in(document: Document) -> set[int]:
    texts: list[str] = []

    def collect(text: str) -> str:
        texts.append(text)
        return ""

    as_data(replace(document, sections=tuple(map(_without_pictures, document.sections))), collect)
    return missing_in("\n".join(texts))


def _without_pictures(section: Section) -> Section:
    """Return a section with the captions of its pictures instead of them, as reading a picture takes long."""
    return replace(section, blocks=tuple(captions_of(block) for block in section.blocks))


def _fit(data: dict[str, Any]) -> None:
    """Add break points to the words that are too wide for their column; they would run into the next one."""
    for block in (block for section in data["sections"] for block in section["blocks"]):
        if block["type"] == "table":
            widths = [column["width"] for column in block["columns"]]
            limits = [(_LINE * width / sum(widths) - _INSETS) / _IN_TABLES for width in widths]
            block["rows"] = [list(map(fitted, row, limits)) for row in block["rows"]]
            for column, limit in zip(block["columns"], limits, strict=True):
                column["title"] = fitted(column["title"], limit + _INSETS / _IN_TABLES)
        elif block["type"] == "facts":
            block["lines"] = [[_fitted_fact(*fact, beside=len(line) > 1) for fact in line] for line in block["lines"]]


def _fitted_fact(label: str, value: str, *, beside: bool) -> list[str]:
    width = _LINE - _LABEL if not beside else (_LINE - 2 * _LABEL) / 2
    return [fitted(label, _LABEL / _IN_FACTS), fitted(value, width / _IN_FACTS)]


@contextmanager
def _root(document: Document, data: dict[str, Any]) -> Iterator[str]:
    """Yield the folder that typst may read, with the logo and the pictures; add the logo to the data."""
    shown = [one for section in data["sections"] for block in section["blocks"] for one in block.get("pictures", ())]
    files = {one["file"]: b64decode(one.pop("url").partition(",")[2]) for one in shown}
    logo = logo_of(document.letterhead)
    if logo:
        name = f"logo.{logo.kind.rpartition('/')[2]}"
        files[name] = logo.data
        data |= {"logo": f"/{name}", "logo_width": logo_width(logo)}
    if not files:
        yield str(data_file("templates"))
        return
    with temporary_folder() as folder:
        for name, content in files.items():
            (folder / name).write_bytes(content)
        yield str(folder)


@cache
def _compiler(folders: tuple[str, ...]) -> Any:
    """Return the compiler with the packaged font and the fonts of folders, created once because it keeps them."""
    import typst

    try:
        paths = [str(font_folder()), *folders]
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)
    except ImportError as error:
        raise _absent() from error
    packages = Path(data_file("templates"))
    return typst.Compiler(b"", root=str(packages), font_paths=fonts, package_path=str(packages))


def _absent() -> Usage:
    return Usage(N_("PDF files need the extra `pdf`: {command}"), command=INSTALL, hint=INSTALL)
