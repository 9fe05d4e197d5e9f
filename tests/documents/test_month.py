"""The monthly service report has the same figures as the desk."""

import sqlite3
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from document_text import words_of_markdown, words_of_xlsx
from kept_rows import column

from deskctl.documents.model.tree import Chart
from deskctl.documents.month.figures import MonthFigures, read_figures
from deskctl.documents.month.monthly_report import month_report
from deskctl.documents.month.promises import attainment_table, misses, promises_kept
from deskctl.documents.month.tickets import answers_of, closed_in, counted_by, new_in, open_after
from deskctl.documents.writers.formats import FORMS, render
from deskctl.errors import Usage
from deskctl.language.i18n import use_language
from deskctl.language.time_words.months import month_of
from deskctl.queries.conditions.filters import TicketFilter
from deskctl.queries.month.attainment import attainment
from deskctl.queries.month.period import Period
from deskctl.queries.tickets.ticket_list import count_tickets

ZONE = ZoneInfo("Asia/Shanghai")
START = int(datetime(2026, 9, 1, tzinfo=ZONE).timestamp())


def figures_of(conn: sqlite3.Connection, now: int, customer: str | None = None) -> MonthFigures:
    """Return the figures of all records of the demo desk."""
    return read_figures(conn, Period(START, now + 1, now, customer), ZONE)


def test_attainment_equals_the_clock_report(conn: sqlite3.Connection, now: int) -> None:
    """Met, missed and late of each clause, and the total rate (rule 23), equal those of `clock report`."""
    groups, missed = attainment(conn, at=now)
    figures = figures_of(conn, now)
    for soft in (False, True):
        expected = [(one.group, one.met, one.missed, one.overdue, one.rate) for one in groups if one.soft is soft]
        shown = [(row[0], *row[2:5], row[6]) for row in attainment_table(figures, soft=soft).rows]
        assert shown == expected
    hard = [one for one in groups if not one.soft]
    assert promises_kept(figures)[:2] == (sum(one.met for one in hard), sum(one.missed + one.overdue for one in hard))
    assert len(misses(figures).rows) == len(missed)


def test_months_add_up_to_the_whole(conn: sqlite3.Connection, now: int) -> None:
    """Each promise is counted in the month in which it began, and in no other."""
    months = [
        read_figures(conn, Period(*month_of(name, ZONE), now), ZONE, name) for name in ("2026-09", "2026-10", "2026-11")
    ]
    whole = figures_of(conn, now)
    for count in (0, 1):
        assert sum(promises_kept(month)[count] for month in months) == promises_kept(whole)[count]
    assert sum(map(new_in, months)) == new_in(whole) == 72
    assert sum(map(closed_in, months)) == closed_in(whole)


def test_tickets_are_counted_once_in_every_table(conn: sqlite3.Connection, now: int) -> None:
    """The tables by service, level, severity, kind and channel sum up to the same tickets."""
    figures = figures_of(conn, now)
    for table in counted_by(figures):
        sums = [sum(int(row[column] or 0) for row in table.rows) for column in (1, 2, 3)]
        assert sums == [new_in(figures), closed_in(figures), open_after(figures)]
    assert open_after(figures) == count_tickets(conn, TicketFilter(), at=now)


def test_customers_add_up_to_the_desk(conn: sqlite3.Connection, now: int) -> None:
    """The reports of all customers add up to the report of the desk."""
    customers = column(conn, "customer", "id")
    each = [figures_of(conn, now, customer) for customer in customers]
    whole = figures_of(conn, now)
    assert sum(promises_kept(one)[1] for one in each) == promises_kept(whole)[1]
    assert sum(len(one.visits) for one in each) == len(whole.visits) > 10


def test_missing_answer_is_not_a_score(conn: sqlite3.Connection, now: int) -> None:
    """Only customers who gave a score are averaged, and the others are counted apart."""
    scores, unanswered = answers_of(figures_of(conn, now))
    assert len(scores) == len({*column(conn, "action", "ticket", event="evaluated")})
    assert unanswered >= 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_month_has_every_form(conn: sqlite3.Connection, now: int, lang: str) -> None:
    """The monthly report renders in every form, and contains the misses with their reasons."""
    use_language(lang)
    document = month_report(read_figures(conn, Period(*month_of("2026-10", ZONE), now), ZONE, "2026-10"))
    made = {form: render(document, form) for form in FORMS}
    for words in (words_of_markdown(made["md"]), words_of_xlsx(made["xlsx"])):
        assert "返程高峰拥堵" in words
        assert "S5.5-normal-1.fix" in words


def test_trend_begins_with_the_first_ticket(conn: sqlite3.Connection, now: int) -> None:
    """The chart leaves out months before the first ticket."""
    document = month_report(read_figures(conn, Period(*month_of("2026-11", ZONE), now), ZONE, "2026-11"))
    charts = [block for section in document.sections for block in section.blocks if isinstance(block, Chart)]
    assert charts[0].labels == ("2026-09", "2026-10", "2026-11")


def test_other_texts_than_a_month_are_refused(conn: sqlite3.Connection) -> None:
    """A text that is not a month is refused."""
    for text in ("2026", "2026-13", "October", "2026-10-01", "-1"):
        with pytest.raises(Usage):
            month_of(text, ZONE)
