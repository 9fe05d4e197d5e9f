"""Readers of documents: the text of a file in each form without its markup."""

import io
import re
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from text_layer import words_of_pdf

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def squeezed(text: str) -> str:
    """Remove what a form may add or drop: spaces, line ends, and places where a long word may break."""
    return re.sub(r"[\s\u200b]+", "", text)


def words_of_markdown(made: bytes) -> str:
    """Return the text of a Markdown file as a reader sees it."""
    text = re.sub(r"(?m)^\|( -{3}:? \|)+$|^---$", "", made.decode())
    text = re.sub(r"<br>|\*\*(?=.)|(?m:^#+ |^- )|█", "", text)
    text = re.sub(r"(?<!\\)[|]|(?<!\\)\*\*", " ", text)
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._style = tag == "style"

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the shape of the parser
        self._style = False

    def handle_data(self, data: str) -> None:
        if not self._style:
            self.parts.append(data)


def words_of_html(made: bytes) -> str:
    """Return the text of an HTML file."""
    page = _Words()
    page.feed(made.decode())
    return " ".join(page.parts)


def tags_of_html(made: bytes) -> list[tuple[str, dict[str, str | None]]]:
    """Return the tags of an HTML file with their attributes."""
    page = _Words()
    page.feed(made.decode())
    return page.tags


def words_of_docx(made: bytes) -> str:
    """Return the text of a DOCX file in order, including tables."""
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        body = ET.fromstring(packed.read("word/document.xml"))  # noqa: S314 - a file of our own
    return " ".join("".join(paragraph.itertext()) for paragraph in body.iter(f"{_WORD}p"))


def words_of_xlsx(made: bytes) -> str:
    """Return the texts of an XLSX file."""
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        strings = ET.fromstring(packed.read("xl/sharedStrings.xml"))  # noqa: S314 - a file of our own
    texts = ("".join(one.itertext()) for one in strings.iter(f"{_SHEET}si"))
    return " ".join(text.replace("_x005F_", "_") for text in texts)


def formulas_and_links(made: bytes) -> list[str]:
    """Return the worksheets of an XLSX file that contain formulas or hyperlinks."""
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        names = [name for name in packed.namelist() if name.startswith("xl/worksheets/")]
        return [name for name in names if re.search(rb"<f[ >]|<hyperlink", packed.read(name))]


READERS = {
    "md": words_of_markdown,
    "html": words_of_html,
    "docx": words_of_docx,
    "pdf": words_of_pdf,
    "xlsx": words_of_xlsx,
}
