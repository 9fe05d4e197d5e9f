"""The policies that travel with deskctl are sound, and each version has its name."""

import json
from pathlib import Path

import pytest

from deskctl.data_files import data_file
from deskctl.policy_file.build import build_policy
from deskctl.policy_file.check import check_policy
from deskctl.policy_file.read import packaged_policies, read_policy
from deskctl.policy_file.schema import TABLES

FILES = sorted(data_file("policies").glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_it_has_no_mistakes(path: Path) -> None:
    """What we give to others as an example is right."""
    assert [finding.text() for finding in check_policy(path)] == []


def test_the_strict_reading_differs_in_one_milestone() -> None:
    """It extends the first policy and says only what it reads otherwise."""
    first, strict = (
        read_policy(data_file("policies", f"{name}.toml")) for name in ("after-sales", "after-sales-strict")
    )
    differing = [clause for clause, keys in strict.keys["targets"].items() if keys != first.keys["targets"][clause]]
    assert differing == ["S5.5-normal-1.onsite"]
    assert strict.keys["targets"][differing[0]]["milestone"] == "arrived"


def test_a_version_is_made_by_its_content(tmp_path: Path) -> None:
    """A comment changes nothing, a word of a clause makes a new version."""
    sources = data_file("policies")
    for path in sources.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    path, words = tmp_path / "example-english.toml", tmp_path / "example-english.clauses.jsonl"
    before = read_policy(path).version
    path.write_text(path.read_text(encoding="utf-8") + "\n# a comment\n", encoding="utf-8")
    assert read_policy(path).version == before
    words.write_text(words.read_text(encoding="utf-8").replace("one hour", "an hour"), encoding="utf-8")
    assert read_policy(path).version != before


def test_a_policy_comes_back_from_what_the_store_keeps() -> None:
    """Kept as JSON and built again, it is the same policy."""
    for source in packaged_policies():
        again = build_policy(json.loads(source.keys_as_json()), source.version)
        assert again == build_policy(source.keys, source.version)


def test_every_key_of_the_schema_is_used_by_a_packaged_policy() -> None:
    """The schema describes no key without an example, but `extends`, used up in reading, and `scope`, a firm's own."""
    used = {name for source in packaged_policies() for name in _names(source.keys)}
    described = {key.name for keys in TABLES.values() for key in keys}
    assert described - used == {"extends", "scope"}


def _names(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(_names, value.values()))
    return set().union(*map(_names, value)) if isinstance(value, list) else set()
