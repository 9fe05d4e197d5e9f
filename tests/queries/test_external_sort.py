"""A long list is put in order in pieces: the same rows in the same order as if it were sorted at once."""

import random
from operator import itemgetter

import pytest

from deskctl.queries import external_sort
from deskctl.queries.external_sort import in_order


@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 35])
def test_the_order_is_that_of_sorted(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Rows with equal keys stay in the order in which they came, whether they fit into memory or not."""
    monkeypatch.setattr(external_sort, "AT_ONCE", 10)
    chance = random.Random(count)  # noqa: S311 - a test may be guessed
    rows = [(chance.randrange(5), number) for number in range(count)]
    assert list(in_order(iter(rows), key=itemgetter(0))) == sorted(rows, key=itemgetter(0))


def test_no_more_than_a_piece_is_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stops early leaves no file open."""
    monkeypatch.setattr(external_sort, "AT_ONCE", 10)
    rows = in_order(iter(range(100, 0, -1)), key=int)
    assert [next(rows), next(rows)] == [1, 2]
    rows.close()
