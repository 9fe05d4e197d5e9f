"""The reference page of the policy file agrees with the schema, and its example is correct."""

import re
import runpy
from pathlib import Path

from deskctl.policy_file.check import check_policy

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "policy.md").read_text(encoding="utf-8")


def test_the_tables_are_current() -> None:
    """The tables of the page are current; if not, run `python .ci/policy_page.py`."""
    filled = runpy.run_path(str(ROOT / ".ci" / "policy_page.py"))["filled"]
    assert filled(PAGE) == PAGE


def test_the_example_is_a_sound_policy(tmp_path: Path) -> None:
    """The example of the page passes the check."""
    for form, name in (("toml", "small.toml"), ("json", "small.clauses.jsonl")):
        found = re.search(rf"```{form}\n(.*?)```", PAGE, re.DOTALL)
        assert found
        (tmp_path / name).write_text(found[1], encoding="utf-8")
    assert check_policy(tmp_path / "small.toml") == []
