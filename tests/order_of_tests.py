"""The order in which the tests run, the workers that run them, and which of them have a second chance."""

import os
from collections import Counter
from pathlib import Path

import pytest

WAITING = ("architecture", "cli/app", "cli/output", "exchange", "faults", "mail", "notify", "screens", "serve")
"""Folders with tests that wait for a terminal, a process or a server."""
LONG = ("faults", "conformance")
"""Folders of which each is run by one worker, from the beginning of the run."""
ONE_BY_ONE = ("sla", "screens")
"""Folders whose tests share no expensive fixture."""
FIRST_PART = 0.8
"""The part of the run in which tests that stay together begin."""


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Rerun a failed test that waits for other processes once, and distribute the tests among the workers.

    On a busy machine such a test may exceed its time limit; the summary counts the reruns. The tests of a file stay
    together, so that its desks are made once; those of `ONE_BY_ONE` are distributed one by one, so that no worker waits
    for another at the end. The fault trials measure waits and count processes: one worker runs them all, and because
    that takes longest it begins with them.
    """
    here = len(str(Path(__file__).parent)) + 1
    files = [str(item.path)[here:].replace(os.sep, "/") for item in items]
    for item, file in zip(items, files, strict=True):
        if file.startswith(WAITING):
            item.add_marker(pytest.mark.flaky(reruns=1))
        if not file.startswith(ONE_BY_ONE) and not item.get_closest_marker("xdist_group"):
            group = "faults" if file.startswith("faults") else item.path.stem
            item.add_marker(pytest.mark.xdist_group(group))
    places = dict(zip(items, _places(files), strict=True))
    items.sort(key=places.__getitem__)


def _places(files: list[str]) -> list[float]:
    """Return the places of tests in the run: `LONG` first, then all others mixed, as consoles wait and others compute.

    The tests that any worker can run are spread over the whole rest of the run, the others over its first part.
    """
    kinds = [next((one for one in (*LONG, *ONE_BY_ONE) if file.startswith(one)), "") for file in files]
    total, seen, places = Counter(kinds), Counter[str](), []
    for kind in kinds:
        seen[kind] += 1
        share = seen[kind] / total[kind]
        places.append(LONG.index(kind) - len(LONG) if kind in LONG else share if kind else share * FIRST_PART)
    return places


def pytest_xdist_auto_num_workers() -> int:
    """Run two workers more than there are cores, as many tests wait for a disk, a terminal or a process."""
    return 2 + (os.cpu_count() or 1)
