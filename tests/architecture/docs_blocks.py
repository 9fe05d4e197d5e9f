"""Code blocks of the README and of docs/recipes.md, run unchanged."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = "\n".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/recipes.md"))


def block(mark: str) -> str:
    """Return the code block below a mark."""
    found = re.search(rf"<!-- {mark} -->\n```(?:sh)?\n(.*?)```", PAGES, re.DOTALL)
    assert found is not None, f"neither page has a block {mark!r}"
    return found[1]


def environment(**more: str) -> dict[str, str]:
    """Return an environment with deskctl on the path and without the settings of this machine's desk."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("DESKCTL_")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return own | {"PATH": path, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"} | more


def run(script: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a script in bash, in a folder."""
    return subprocess.run(
        ["bash", "-eu", "-c", script],
        cwd=folder,
        env=environment(**more),
        text=True,
        capture_output=True,
        check=False,
    )
