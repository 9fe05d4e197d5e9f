"""Random sequences on both engines, as many as a release is tried with: `bench_conformance.py [N]`."""

import os
import subprocess
import sys
from pathlib import Path

SEQUENCES = "200"
TEST = Path(__file__).parents[1] / "conformance" / "test_random_steps.py"


def main() -> int:
    """Try them, and say how long it took."""
    os.environ["DESKCTL_SEQUENCES"] = sys.argv[1] if len(sys.argv) > 1 else SEQUENCES
    words = [sys.executable, "-m", "pytest", "-q", "-n", "0", "--durations=2", str(TEST)]
    return subprocess.run(words, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
