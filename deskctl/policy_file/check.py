"""Check a policy file before it is installed: every mistake with its file, its key and what is allowed there."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from deskctl.errors import BadPolicy
from deskctl.policy_file.build import build_policy
from deskctl.policy_file.policy_lint import find_nonsense
from deskctl.policy_file.read import read_policy
from deskctl.policy_file.sections.duty_rules import unknown_clauses
from deskctl.sla.events import EVENTS


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake: in which file, at which key, and the error that says what is wrong."""

    file: str
    error: BadPolicy

    @property
    def key(self) -> str:
        """The key that is wrong; empty if the file as a whole cannot be read."""
        return self.error.field or ""

    def text(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence in the language of `translate`."""
        return self.error.text(translate)


def check_policy(path: Path, recorded: Collection[str] = EVENTS) -> list[Finding]:
    """Return every mistake in a policy file, none if it is sound; `recorded` are the events that some action records.

    What makes no sense is looked for once everything can be read.
    """
    try:
        source = read_policy(path)
    except BadPolicy as error:
        return [Finding(path.name, error)]
    problems: list[BadPolicy] = []
    policy = build_policy(source.keys, source.version, problems=problems)
    problems = problems or [
        *find_nonsense(policy, source.clauses, recorded),
        *unknown_clauses(source.keys, source.clauses),
    ]
    return [Finding(path.name, problem) for problem in problems]
