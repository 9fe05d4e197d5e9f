"""The rows of the due list at every width."""

import re
from contextlib import closing
from typing import Any

import pytest

from deskctl.language.i18n import use_language
from deskctl.language.words.operation_names import operation_name
from deskctl.queries.customers.customers import all_customer_names
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list
from deskctl.sla.facts import instant
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.lines.due_lines import DueRow, due_lines, due_words, duty_word
from deskctl.widgets.panes.line_pane import width_of
from deskctl.widgets.style.look import Look


def _rows_of(desk: str, watch: Any) -> Any:
    with closing(open_reader(desk)) as conn:
        return due_list(DueInputs(conn, instant(watch()), watch().tzinfo), DueFilter(within=365 * 86_400))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_due_rows_fit_every_width(desk: str, watch: Any, lang: str) -> None:
    """Each row fits its list and shows kind, number and due time whole, from 80 columns on also the operation."""
    use_language(lang)
    at, duties = instant(watch()), _rows_of(desk, watch)
    names = {"stock_minimum": None}
    rows = [
        DueRow(duty, names.get(duty.rule.kind, "澄川样例零售连锁"), operation_name("return-visit", "record"))
        for duty in duties
    ]
    for width in (57, 77, 97, 157):
        for kind in (None, *{duty.rule.kind for duty in duties}):
            shown = [row for row in rows if kind in {None, row.duty.rule.kind}]
            for row, line in zip(shown, due_lines(shown, at, Look(), width), strict=True):
                text, duty = "".join(piece.text for piece in line), row.duty
                assert width_of(line) <= width
                assert all(word in text for word in (duty_word(duty), due_words(duty, at, Look()))), text
                assert not re.match(r"\s*[A-Z]+-[0-9-]*\.\.", text[2:].removeprefix(duty_word(duty))), text
                assert kind is None or width < 77 or f"> {row.step}" in text, text
                assert duty.rule.kind != "stock_minimum" or f"  {duty.title.split()[-1]} " in text, text
                assert f"{duty.customer}/" not in text
    longer = [*rows, rows[0]._replace(step=operation_name("calendar", "publish"))]
    assert len({width_of(line[:3]) for line in due_lines(longer, at, Look(), 157)}) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_narrow_due_rows_name_whom_they_concern(desk: str, watch: Any, lang: str) -> None:
    """On 40 and 60 columns each row has its whole due time and a short number, else its customer before its title."""
    use_language(lang)
    at, duties = instant(watch()), _rows_of(desk, watch)
    with closing(open_reader(desk)) as conn:
        names = all_customer_names(conn)
    rows = [DueRow(duty, names.get(duty.customer or "")) for duty in duties]
    for width in (36, 56):
        for row, line in zip(rows, due_lines(rows, at, Look(), width), strict=True):
            duty, text = row.duty, "".join(piece.text for piece in line)
            assert width_of(line) <= width, text
            assert due_words(duty, at, Look(), short=width < 50) in text
            number = duty.subject.removeprefix(f"{duty.customer}/")
            is_short = len(number) <= 8 and number != duty.customer and duty.rule.kind != "contract"
            named = number if is_short else (row.customer or duty.title)[:3]
            assert named in text, text
