"""The random sequences of the suite, as many as a release is tried with: `python tests/bench/bench_sequences.py [N]`.

Each of N (2,000) sequences has thirty steps by four people, and one who is nobody, on tickets of two customers.
"""

import os
import subprocess
import sys
from pathlib import Path

SEQUENCES = "2000"
TEST = Path(__file__).parents[1] / "operations" / "framework" / "test_random_sequences.py"


def main() -> int:
    """Try them, and say how long it took."""
    os.environ["DESKCTL_SEQUENCES"] = sys.argv[1] if len(sys.argv) > 1 else SEQUENCES
    words = [sys.executable, "-m", "pytest", "-q", "-n", "0", "--durations=2", str(TEST)]
    return subprocess.run(words, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
