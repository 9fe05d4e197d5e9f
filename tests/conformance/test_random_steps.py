"""Random sequences of operations have the same results and refusals on both engines.

DESKCTL_SEQUENCES says how many sequences of thirty steps are tried: `tests/bench/bench_conformance.py` tries 200.
"""

import json
import os
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from both_engines import NOW, Both
from random_steps import sequence

from deskctl.operations.batch import run_batch
from deskctl.operations.perform import RequestContext
from deskctl.store.open import check_store

pytestmark = [pytest.mark.xdist_group("server"), pytest.mark.usefixtures("_reused_connections")]

_SEQUENCES = int(os.environ.get("DESKCTL_SEQUENCES", "5"))


def _played(store: str, steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    lines = (json.dumps(step) for step in steps)
    return list(
        run_batch(store, lines, atomic=False, context=RequestContext(now=datetime.fromisoformat(NOW), actor="LE1"))
    )


def test_random_sequences(own_demo: Both, answer: Callable[..., tuple[int, str, str]]) -> None:
    """The results, the refusals, the export and the check of the store are the same."""
    for seed in range(_SEQUENCES):
        steps = sequence(own_demo.file, seed)
        answers = [_played(store, steps) for store in (own_demo.file, own_demo.server)]
        assert answers[0] == answers[1], seed
    assert answer(own_demo.file, "export", "-")[1] == answer(own_demo.server, "export", "-")[1]
    assert check_store(own_demo.server, 0) == []
