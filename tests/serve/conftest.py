"""Access to the builders and servers of the tests of mail and notifications."""

import gc
import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parents[1] / "mail"), str(Path(__file__).parents[1] / "notify")]


@pytest.fixture(autouse=True)
def _garbage_of_other_tests() -> None:
    """Leave the objects of earlier tests out of the collections of a worker, which in its own process are quick."""
    gc.freeze()
