"""Policies as files: `read` finds and merges them, `build` makes them `sla.Policy`, `check` names their mistakes.

`schema` says what may stand in a file - `parts` takes it apart - `hours` and `promises` read its parts - `holidays`
knows special days - `sense` finds what can be read but means nothing. What is wrong is a `BadPolicy` naming the key
and what is allowed there.
"""

from deskctl.policy_file.build import build_policy
from deskctl.policy_file.check import Finding, check_policy
from deskctl.policy_file.read import PolicySource, packaged_policies, read_policy

__all__ = ["Finding", "PolicySource", "build_policy", "check_policy", "packaged_policies", "read_policy"]
