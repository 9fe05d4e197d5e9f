"""The README's blocks, run as they stand there."""

import os
import re
import subprocess
import sys
from pathlib import Path

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")


def block(mark: str) -> str:
    """Give the block of code below a mark."""
    found = re.search(rf"<!-- {mark} -->\n```(?:sh)?\n(.*?)```", README, re.DOTALL)
    assert found is not None, f"the README has no block {mark!r}"
    return found[1]


def surroundings(**more: str) -> dict[str, str]:
    """Give the environment of whoever types it: deskctl on the path, nothing of this machine's desk."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("DESKCTL_")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return own | {"PATH": path, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"} | more


def run(script: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a script in bash, in a folder."""
    return subprocess.run(
        ["bash", "-eu", "-c", script],
        cwd=folder,
        env=surroundings(**more),
        text=True,
        capture_output=True,
        check=False,
    )
