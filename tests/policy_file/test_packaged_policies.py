"""The packaged policies are sound, and each version is identified by its content."""

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
def test_a_packaged_policy_has_no_mistakes(path: Path) -> None:
    """Each packaged policy passes the check."""
    assert [finding.text() for finding in check_policy(path)] == []


def test_the_strict_policy_differs_in_one_milestone() -> None:
    """The strict policy extends the first one and differs in one milestone."""
    first, strict = (
        read_policy(data_file("policies", f"{name}.toml")) for name in ("after-sales", "after-sales-strict")
    )
    differing = [clause for clause, keys in strict.keys["targets"].items() if keys != first.keys["targets"][clause]]
    assert differing == ["S5.5-normal-1.onsite"]
    assert strict.keys["targets"][differing[0]]["milestone"] == "arrived"


def test_a_version_depends_on_its_content(tmp_path: Path) -> None:
    """A comment in a policy keeps its version, and a changed word of a clause makes a new one."""
    sources = data_file("policies")
    for path in sources.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    path, words = tmp_path / "example-english.toml", tmp_path / "example-english.clauses.jsonl"
    before = read_policy(path).version
    path.write_text(path.read_text(encoding="utf-8") + "\n# a comment\n", encoding="utf-8")
    assert read_policy(path).version == before
    words.write_text(words.read_text(encoding="utf-8").replace("one hour", "an hour"), encoding="utf-8")
    assert read_policy(path).version != before


def test_a_stored_policy_is_built_again() -> None:
    """A policy that was stored as JSON and built again is the same policy."""
    for source in packaged_policies():
        again = build_policy(json.loads(source.keys_as_json()), source.version)
        assert again == build_policy(source.keys, source.version)


def test_every_key_of_the_schema_is_used_by_a_packaged_policy() -> None:
    """Every key of the schema has an example in a packaged policy, except `extends` and `scope`."""
    used = {name for source in packaged_policies() for name in _names(source.keys)}
    described = {key.name for keys in TABLES.values() for key in keys}
    assert described - used == {"extends", "scope"}


def _names(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(_names, value.values()))
    return set().union(*map(_names, value)) if isinstance(value, list) else set()
