"""The demo desk and the servers of the tests of mail and messages."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "mail"), str(Path(__file__).parents[1] / "notify")]
