"""Policies as files: `read` finds and merges them, `build` makes them `sla.Policy`, `holidays` knows special days.

What a file says wrong is raised as `BadPolicy` naming the key and what is allowed there.
"""

from deskctl.policy_file.build import build_policy
from deskctl.policy_file.read import PolicySource, packaged_policies, read_policy

__all__ = ["PolicySource", "build_policy", "packaged_policies", "read_policy"]
