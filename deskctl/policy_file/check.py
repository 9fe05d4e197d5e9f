"""Check a policy file before it is installed, and report every mistake with its file and key."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deskctl.errors import BadPolicy
from deskctl.policy_file.build import build_policy
from deskctl.policy_file.policy_lint import lint_policy
from deskctl.policy_file.read import read_policy
from deskctl.policy_file.sections.duty_rules import unknown_clauses
from deskctl.sla.events import EVENTS

_DECLARING = ("targets", "calendars", "levels", "severities")
_NEEDED_BY_OTHERS = frozenset({"clauses", *_DECLARING})
"""The keys without which every name in the rest would be unknown."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake: the file, and the error with its key."""

    file: str
    error: BadPolicy

    @property
    def key(self) -> str:
        """The key of the mistake; empty if the file as a whole cannot be read."""
        return self.error.field or ""

    def text(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence in the language of `translate`."""
        return self.error.text(translate)


def check_policy(path: Path, recorded: Collection[str] = EVENTS) -> list[Finding]:
    """Return every mistake in a policy file; `recorded` are the events that operations record.

    What could not be read is not missed in the rest.
    """
    try:
        source = read_policy(path)
    except BadPolicy as error:
        return [Finding(path.name, error)]
    problems: list[BadPolicy] = []
    policy = build_policy(source.keys, source.version, problems=problems)
    if any(problem.field in _NEEDED_BY_OTHERS for problem in problems):
        return [Finding(path.name, problem) for problem in problems]
    unread = _names_in(source.keys) if problems else frozenset()
    meaningless = [
        problem
        for problem in (*lint_policy(policy, source.clauses, recorded), *unknown_clauses(source.keys, source.clauses))
        if problem.values.get("value") not in unread
    ]
    return [Finding(path.name, problem) for problem in (*problems, *meaningless)]


def _names_in(keys: Mapping[str, Any]) -> frozenset[Any]:
    """Return the names that a policy file declares, also those of entries that cannot be read."""
    tables = [keys[name] for name in _DECLARING if isinstance(keys.get(name), Mapping)]
    names = [name for table in tables for name in table]
    entries = [entry for table in tables for entry in table.values() if isinstance(entry, Mapping)]
    milestones = [entry.get("milestone") for entry in entries]
    return frozenset([*names, *(one for one in milestones if isinstance(one, str))])
