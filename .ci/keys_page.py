#!/usr/bin/env python3
"""Write the reference of the console's keys in both languages: docs/keys.md and docs/keys.zh.md."""

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from deskctl.language.i18n import _, use_language  # noqa: E402 - so that this checkout is imported
from deskctl.screens.settings.moved_keys import KEPT_BY_TERMINALS  # noqa: E402
from deskctl.screens.settings.screen_keys import PLACES, BoundAction, ScreenKeys, own_keys  # noqa: E402
from deskctl.widgets.style.key_words import key_word  # noqa: E402

PAGES = {"en": ROOT / "docs" / "keys.md", "zh": ROOT / "docs" / "keys.zh.md"}
_HOW_EN = (
    "The settings screen (`,` in the queue) does the same: press enter, then the new key. A key of another action on "
    "the same screen, an unknown id, and a key that is reserved by terminals ({kept}) are reported when the console "
    "starts and by `deskctl config check`; the default key then remains. Where text is typed, a key needs ctrl or alt. "
    "The mouse works everywhere: tabs, lines and the keys at the bottom edge can be clicked."
)
_HOW_ZH = (
    "设置界面（队列中按 `,`）效果相同：按回车，再按新键。与同一界面其他操作冲突的键、不存在的编号、被终端占用的键"
    "（{kept}）会在控制台启动时和 `deskctl config check` 中提示，并保留原来的键。可输入文字之处，按键须带 ctrl 或 "
    "alt。鼠标处处可用：标签、行和底部的按键都可以点击。"
)
WORDS = {
    "en": {
        "title": "Keys of the console",
        "before": "Every action has an id. `[keys]` in the settings file gives it other keys, separated by commas:",
        "how": _HOW_EN,
        "heads": "| key | what it does | id |",
        "again": "Also available, as described above: {groups}.",
        "colon": ": ",
    },
    "zh": {
        "title": "控制台按键一览",
        "before": "每个操作都有一个编号；在设置文件的 `[keys]` 中可以为它换键，多个键用逗号分隔：",
        "how": _HOW_ZH,
        "heads": "| 按键 | 作用 | 编号 |",
        "again": "其余同上：{groups}。",
        "colon": "：",
    },
}
_LISTS = frozenset({"lines", "detail", "choice", "matches", "answers"})
EXAMPLE = """```toml
[keys]
"ticket.new" = "N"
"report.issue" = "alt+i,f8"
```"""


def page(lang: str) -> str:
    """Return the page in a language."""
    use_language(lang)
    words = WORDS[lang]
    kept = ", ".join(f"`{key_word(key)}`" for key in sorted(KEPT_BY_TERMINALS))
    lines = [f"# {words['title']}", "", words["before"], "", EXAMPLE, "", words["how"].format(kept=kept), ""]
    shown_ids: set[str] = set()
    for place in PLACES:
        lines += _section(place, shown_ids, words)
    use_language("en")
    return "\n".join(lines).rstrip() + "\n"


def _section(place: ScreenKeys, shown_ids: set[str], words: dict[str, str]) -> Iterator[str]:
    """Yield the lines about the keys of a place; keys of a widget that several places share are described only once."""
    bounds = own_keys(place)
    again = [bound for bound in bounds if bound.id in shown_ids and _group(bound) in _LISTS]
    shown_ids.update(bound.id for bound in bounds)
    yield from (f"## {_(place.heading)}", "")
    rows = [_row(bound, words["colon"]) for bound in bounds if bound not in again]
    if rows:
        yield from (words["heads"], "|---|---|---|", *rows, "")
    if again:
        groups = ", ".join(f"`{group}.*`" for group in dict.fromkeys(map(_group, again)))
        yield from (words["again"].format(groups=groups), "")


def _group(bound: BoundAction) -> str:
    return bound.id.partition(".")[0]


def _row(bound: BoundAction, colon: str) -> str:
    keys = " ".join(f"`{key_word(key)}`" for key in bound.keys).replace("|", "\\|")
    meaning = f"{_(bound.name)}{colon}{_(bound.tooltip)}" if bound.tooltip else _(bound.name)
    return f"| {keys} | {meaning} | `{bound.id}` |"


def main() -> None:
    """Write the pages."""
    for lang, path in PAGES.items():
        path.write_text(page(lang), encoding="utf-8")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
