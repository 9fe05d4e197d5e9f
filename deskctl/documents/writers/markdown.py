"""Documents as Markdown; every text is escaped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from deskctl.documents.model.document_format import bracketed, labelled
from deskctl.documents.model.safe_data import SafeData, heading_data, section_data, xml_safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from deskctl.documents.model.tree import Document

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~$&{}])")
_LINE_START = re.compile(r"(?m)^(\s*)([-+=]|[0-9]+(?=[.)]))")
_BAR = 20
_FULL = "█"


def to_markdown(document: Document) -> bytes:
    """Return a document as Markdown in UTF-8."""
    return ("\n".join(_lines(document)).rstrip() + "\n").encode()


def _safe(text: str) -> str:
    return _MARKUP.sub(r"\\\1", xml_safe(text))


def _line(text: str) -> str:
    """Return a text that begins a line of the file, so that it starts no list and underlines no heading."""
    return _LINE_START.sub(_escaped_start, text)


def _escaped_start(match: re.Match[str]) -> str:
    """Escape what would start a list or underline a heading; after a number, the next character is escaped."""
    return f"{match[1]}{match[2]}\\" if match[2][0].isdigit() else f"{match[1]}\\{match[2]}"


def _lines(document: Document) -> Iterator[str]:
    data = heading_data(document, _safe)
    head = data["letterhead"]
    if head["name"]:
        yield from (f"**{head['name']}**", "")
    number = _line(" · ".join(filter(None, (data["number"], data["subject"], data["mark"]))))
    yield from (f"# {data['title']}", "", number, "")
    for section in section_data(document, _safe):
        yield from (f"## {section['title']}", "")
        for block in section["blocks"]:
            yield from _BLOCKS[block["type"]](block)
            yield ""
    if head["imprint"]:
        yield "---"
        for line in head["imprint"]:
            yield from ("", _line(line))


def _facts(block: SafeData) -> Iterator[str]:
    for line in block["lines"]:
        for label, value in line:
            yield f"- **{labelled(label, '').rstrip()}** {_within(value)}"


def _words(block: SafeData) -> Iterator[str]:
    text = _line(block["text"]).replace("\n", "  \n")
    yield f"**{labelled(block['label'], '').rstrip()}** {text}" if block["label"] else text


def _table(block: SafeData) -> Iterator[str]:
    if block["caption"]:
        yield from (f"**{block['caption']}**", "")
    yield _row(column["title"] for column in block["columns"])
    yield _row("---" if column["kind"] == "text" else "---:" for column in block["columns"])
    yield from map(_row, block["rows"])


def _timeline(block: SafeData) -> Iterator[str]:
    for when, what, who, text in block["moments"]:
        step = bracketed(what, who)
        yield f"- **{when}** {labelled(step, _within(text)) if text else step}"


def _chart(block: SafeData) -> Iterator[str]:
    yield from (f"**{block['title']}**", "")
    yield _row(["", *(_titled(one) for one in block["series"])])
    yield _row(["---"] * (len(block["series"]) + 1))
    for place, label in enumerate(block["labels"]):
        yield _row([label, *(_bar(one, place) for one in block["series"])])


def _titled(series: dict[str, Any]) -> str:
    return str(series["name"])


def _bar(series: dict[str, Any], place: int) -> str:
    return f"{series['values'][place]} {_FULL * round(series['parts'][place] * _BAR)}".strip()


def _signatures(block: SafeData) -> Iterator[str]:
    labels = block["labels"]
    yield _row(["", *(blank["role"] for blank in block["blanks"])])
    yield _row(["---"] * (len(block["blanks"]) + 1))
    yield _row([labels["name"], *(blank["name"] for blank in block["blanks"])])
    for name in ("signature", "date"):
        yield _row([labels[name], *("" for _blank in block["blanks"])])


def _pictures(block: SafeData) -> Iterator[str]:
    """Yield the captions of the pictures, since a text cannot show them."""
    for one in block["pictures"]:
        yield f"- {_line(_within(one['caption']))}"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(_within(cell) for cell in cells) + " |"


def _within(text: str) -> str:
    """Return a text on one line of the file."""
    return text.replace("\n", "<br>")


_BLOCKS: dict[str, Callable[[SafeData], Iterator[str]]] = {
    "facts": _facts,
    "words": _words,
    "table": _table,
    "timeline": _timeline,
    "chart": _chart,
    "signatures": _signatures,
    "pictures": _pictures,
}
