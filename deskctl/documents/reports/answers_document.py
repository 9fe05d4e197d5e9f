"""The document of answers (S2.A-3): frequent questions by topic, as they were issued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.documents.model.letterhead import letterhead
from deskctl.documents.model.tree import Column, Document, Section, Table, facts, section, sections
from deskctl.language.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from deskctl.queries.knowledge.document_contents import Contents

_TOPICS = ("process", "function", None)


def answers_document(contents: Contents, files: Sequence[Mapping[str, Any]] = ()) -> Document:
    """Return a version of a document of answers; `files` are those attached to its answers."""
    return Document(
        name="faq",
        title=_("Questions and answers"),
        number=f"{contents.document} v{contents.version}",
        subject=contents.system,
        lang=language(),
        letterhead=letterhead(),
        sections=sections(
            section(
                _("Overview"),
                facts(
                    (_("System"), contents.system),
                    (_("Version"), contents.version),
                    (_("Issued"), contents.issued),
                    (_("Answers"), len(contents.entries)),
                ),
            ),
            *_topics(contents),
            section(_("Files"), _files(files)),
        ),
    )


def _topics(contents: Contents) -> Iterator[Section | None]:
    titles = {"process": _("Business processes"), "function": _("Functions"), None: _("Questions")}
    for topic in _TOPICS:
        entries = [entry for entry in contents.entries if (entry["topic"] or None) == topic]
        yield section(titles[topic], _table(entries))


def _table(entries: Sequence[Mapping[str, Any]]) -> Table:
    columns = (Column(_("Number"), width=0.8), Column(_("Question"), width=2), Column(_("Answer"), width=3))
    return Table(columns, tuple((entry["id"], entry["question"], entry["answer"]) for entry in entries))


def _files(files: Sequence[Mapping[str, Any]]) -> Table:
    columns = (
        Column(_("Answer")),
        Column(_("File"), width=2),
        Column(_("Bytes"), kind="number"),
        Column("SHA-256", width=4),
    )
    return Table(columns, tuple((file["of"], file["name"], file["size"], file["sha256"]) for file in files))
