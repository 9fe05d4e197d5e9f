"""Check a policy file before it is installed, and report every mistake with its file and key."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from deskctl.errors import BadPolicy
from deskctl.policy_file.build import build_policy
from deskctl.policy_file.policy_lint import lint_policy
from deskctl.policy_file.read import read_policy
from deskctl.policy_file.sections.duty_rules import unknown_clauses
from deskctl.sla.events import EVENTS


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

    Meaningless values are only searched if everything can be read.
    """
    try:
        source = read_policy(path)
    except BadPolicy as error:
        return [Finding(path.name, error)]
    problems: list[BadPolicy] = []
    policy = build_policy(source.keys, source.version, problems=problems)
    problems = problems or [
        *lint_policy(policy, source.clauses, recorded),
        *unknown_clauses(source.keys, source.clauses),
    ]
    return [Finding(path.name, problem) for problem in problems]
