"""Suggest service modes from keywords in a symptom (S3-modes): a hint, never a gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.language.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WORDS: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("courseware", "phone"): (
        "咨询", "怎么", "如何", "怎样", "请问", "培训", "教程", "how to", "how do", "question", "training", "course",
    ),
    ("on_site", "phone"): (
        "硬盘", "磁盘", "硬件", "电源", "主板", "内存条", "网线", "断电", "黑屏", "花屏", "冒烟", "异响", "风扇",
        "出纸", "打印机", "卡纸", "更换", "disk", "hardware", "power", "printer", "paper", "fan", "cable", "screen",
        "noise", "smoke",
    ),
}  # fmt: skip
_REST = ("remote", "phone")


def modes_for(symptom: str, *, is_request: bool = False) -> Sequence[str]:
    """Return the service modes for a symptom, the best first; empty for an empty symptom."""
    text = fold(symptom)
    if not text.strip():
        return ()
    ways_of_word = next((ways for ways, words in _WORDS.items() if any(fold(word) in text for word in words)), None)
    return ways_of_word or (("courseware", "phone") if is_request else _REST)
