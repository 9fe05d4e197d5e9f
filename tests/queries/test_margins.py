"""Margins of very many promises: the median is the same in memory and from a file."""

import random
from statistics import median

import pytest

from deskctl.queries.month import margins
from deskctl.queries.month.margins import Margins, SpillFile


@pytest.mark.parametrize("count", [1, 2, 7, 8, 9, 100, 1001])
@pytest.mark.parametrize("spread", [3, 5_000, 40_000_000])
def test_the_median_is_that_of_all(monkeypatch: pytest.MonkeyPatch, count: int, spread: int) -> None:
    """Two groups that share a file have each their own median and lowest value."""
    monkeypatch.setattr(margins, "AT_ONCE", 8)
    chance, spill = random.Random(count + spread), SpillFile()  # noqa: S311 - the same each time
    drawn = [[chance.randint(-spread, spread) for _ in range(count)] for _group in range(2)]
    groups = [Margins(spill) for _values in drawn]
    for pair in zip(*drawn, strict=True):
        for group, value in zip(groups, pair, strict=True):
            group.add(value)
    for group, values in zip(groups, drawn, strict=True):
        assert (group.median(), group.worst()) == (int(median(values)), min(values))


def test_no_margins_have_no_median() -> None:
    """A group without an ended promise has neither a median nor a lowest value."""
    assert (Margins(SpillFile()).median(), Margins(SpillFile()).worst()) == (None, None)
