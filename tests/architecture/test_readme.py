"""What the README tells to type does what it says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
CLAUSES = ("S5.2-2", "S3-onsite.log", "S5.4-3", "S5.4-5")


def _block(mark: str) -> str:
    found = re.search(rf"<!-- {mark} -->\n```sh\n(.*?)```", README, re.DOTALL)
    assert found is not None, f"the README has no block {mark!r}"
    return found[1]


def _run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("DESKCTL_")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-eu", "-c", script],
        cwd=folder,
        env=own | {"PATH": path, "LANG": "C.UTF-8"},
        text=True,
        capture_output=True,
        check=False,
    )


@pytest.mark.skipif(os.name == "nt", reason="the tour is written for a Unix shell")
def test_the_tour_runs_as_it_stands(tmp_path: Path) -> None:
    """The whole story runs from a script, and each step that comes too early names its clause."""
    done = _run(_block("tour"), tmp_path)
    assert done.returncode == 0, done.stderr
    assert [clause for clause in CLAUSES if f"\n{clause}: " not in f"\n{done.stderr}"] == []
    assert "overdue" not in done.stdout


def test_ci_runs_the_readme_s_own_test_command() -> None:
    """The command that installs and passes the tests is the one that `.ci/run` picks out."""
    assert _block("test command").strip().endswith("/pytest")
