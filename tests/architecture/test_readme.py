"""The commands in the README and the recipes do what the pages state."""

import os
from pathlib import Path

import pytest
from docs_blocks import ROOT, block, run

CLAUSES = ("S5.2-2", "S3-onsite.log", "S5.4-3", "S5.4-5")


@pytest.mark.skipif(os.name == "nt", reason="the tour is written for a Unix shell")
def test_the_tour_runs_unchanged(tmp_path: Path) -> None:
    """The tour runs as a script, and each step that comes too early is refused with its clause."""
    done = run(block("tour"), tmp_path)
    assert done.returncode == 0, done.stderr
    assert [clause for clause in CLAUSES if f"\n{clause}: " not in f"\n{done.stderr}"] == []
    assert "overdue" not in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="the commands are written for a Unix shell")
def test_five_minutes_lead_to_the_first_ticket(tmp_path: Path) -> None:
    """The first steps of the README make an empty desk and open a ticket with running clocks."""
    done = run(block("first ticket"), tmp_path)
    assert done.returncode == 0, done.stderr
    assert any(
        line.startswith("T-001\tfirst_response\t") and "\trunning\t" in line for line in done.stdout.splitlines()
    )


def test_the_readme_fits_on_two_screens() -> None:
    """The README fits on two screens of a large terminal."""
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 96


def test_ci_runs_the_readme_s_own_test_command() -> None:
    """The README's block `test command`, which `.ci/run` executes, ends with the call of pytest."""
    assert block("test command").strip().endswith("/pytest")
