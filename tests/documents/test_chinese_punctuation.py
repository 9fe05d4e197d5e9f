"""Chinese documents have Chinese punctuation in every text that is ours, whatever people typed."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from document_text import READERS

from deskctl.data_files import data_file
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.policy_file.read import packaged_policies
from deskctl.store.open import create_store

PAPERS = (
    ("report", "export", "9"), ("report", "export", "22"),
    ("sheet", "export", "10", "--visit", "1"), ("remote", "export", "3"), ("remote", "export", "6"),
    ("inspection", "export", "IN-2026-10-CUS-02"), ("inspection", "sheet", "IN-2026-12-S-0401"),
    ("return-visit", "export", "RV-002"), ("training", "export", "TR-003"),
    ("training", "export", "TR-003", "--attendance"), ("advisory", "export", "AD-01", "--customer", "CUS-04"),
    ("faq", "export", "FD-01"), ("month", "export", "2026-10"),
)  # fmt: skip
_ALL_FORMS = ("sheet",)
"""The document that is checked in every form, since the forms differ in the layout of blocks and not in their text."""

_HAN = r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]"
_BESIDE_HAN = re.compile(rf"{_HAN} ?[,:;()]|[,:;()] ?{_HAN}")
_FULL_WIDTH = str.maketrans(",:;()", "，：；（）")


def _in_chinese(value: Any) -> Any:
    """Return a text or structure of the demo with full-width punctuation."""
    if isinstance(value, dict):
        return {name: _in_chinese(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_in_chinese(one) for one in value]
    return value.translate(_FULL_WIDTH) if isinstance(value, str) and re.search(_HAN, value) else value


@pytest.fixture
def chinese_desk(tmp_path: Path) -> Path:
    """Make the demo desk with texts in full-width punctuation."""
    store, lines = tmp_path / "chinese.db", tmp_path / "chinese.jsonl"
    demo = data_file("demo.jsonl").read_text(encoding="utf-8").splitlines()
    lines.write_text("\n".join(json.dumps(_in_chinese(json.loads(line))) for line in demo), encoding="utf-8")
    create_store(str(store))
    read_desk(str(lines), str(store))
    return store


def test_no_half_width_sign_beside_a_chinese_character(
    chinese_desk: Path, deskctl: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    """No document has half-width punctuation beside a Chinese character, except in the quoted text of policies."""
    quoted = {words["zh"] for policy in packaged_policies() for words in policy.clauses.values()}
    of_policies = re.compile("|".join(re.escape(quote) for quote in sorted(quoted, key=len, reverse=True)))
    wrong = {}
    for words in PAPERS:
        for form in ("md", "html", "docx") if words[0] in _ALL_FORMS else ("md",):
            path = tmp_path / f"paper.{form}"
            code, _out, err = deskctl(
                *words, "--lang", "zh", "--format", form, "-o", path, "--force", "--store", chinese_desk, "-q"
            )
            assert code == 0, (words, err)
            if found := _BESIDE_HAN.findall(of_policies.sub("", READERS[form](path.read_bytes()))):
                wrong[*words, form] = found
    assert wrong == {}
