#!/usr/bin/env python3
"""Write the reference of the operations in both languages: docs/operations.md and docs/operations.zh.md."""

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from deskctl.language.i18n import _, use_language  # noqa: E402 - so that this checkout is imported
from deskctl.operations.framework.base import Operation, fields_of  # noqa: E402
from deskctl.operations.framework.catalogue import NOUNS, find, verbs  # noqa: E402
from deskctl.operations.rules.people.who_may import who_may  # noqa: E402

OFFLINE = {
    "en": "Can be recorded offline and submitted later as a line of a batch.",
    "zh": "可在没有网络时记录，以后作为批处理的一行送入。",
}
WORDS = {
    "en": ("Operations", "Records", "field", "kind", "meaning"),
    "zh": ("操作一览", "记录", "字段", "类型", "含义"),
}
PAGES = {"en": ROOT / "docs" / "operations.md", "zh": ROOT / "docs" / "operations.zh.md"}


def page(lang: str) -> str:
    """Return the page in a language."""
    use_language(lang)
    title, *words = WORDS[lang]
    lines = [f"# {title}", ""]
    for noun, text in NOUNS.items():
        lines += [f"## {noun}", "", _(text), ""]
        for verb in verbs(noun):
            lines += _operation(find(noun, verb), OFFLINE[lang], *words)
    use_language("en")
    return "\n".join(lines).rstrip() + "\n"


def _operation(operation: type[Operation], offline: str, records: str, *heads: str) -> Iterator[str]:
    yield f"### {operation.noun} {operation.verb}"
    yield ""
    yield _(operation.help())
    yield ""
    yield who_may(f"{operation.noun}.{operation.verb}")
    if operation.offline:
        yield ""
        yield offline
    if operation.event:
        yield ""
        yield f"{records}: " + ", ".join(f"`{event}`" for event in (operation.event, *operation.also))
    yield ""
    fields = fields_of(operation)
    if fields:
        yield f"| {' | '.join(heads)} |"
        yield "|---|---|---|"
    for field in fields:
        kind = " \\| ".join(field.choices) or field.ref or field.kind
        name = f"`{field.name}`" + (" *" if field.required else "")
        yield f"| {name} | {kind} | {_(field.help)} |"
    if fields:
        yield ""
    if operation.example:
        yield f"```sh\n{_(operation.example)}\n```\n"


def main() -> None:
    """Write the pages."""
    for lang, path in PAGES.items():
        path.write_text(page(lang), encoding="utf-8")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
