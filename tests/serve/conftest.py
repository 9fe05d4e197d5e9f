"""Access to the builders and servers of the tests of mail and notifications."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "mail"), str(Path(__file__).parents[1] / "notify")]
