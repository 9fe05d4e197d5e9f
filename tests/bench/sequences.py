"""Run a test of random sequences with the number of sequences that a release check needs."""

import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]


def run_sequences(test: str, count: str) -> int:
    """Run the number of sequences given on the command line, by default `count`; pytest prints how long it took."""
    os.environ["DESKCTL_SEQUENCES"] = sys.argv[1] if len(sys.argv) > 1 else count
    words = [sys.executable, "-m", "pytest", "-q", "-n", "0", "--durations=2", str(TESTS / test)]
    return subprocess.run(words, check=False).returncode
