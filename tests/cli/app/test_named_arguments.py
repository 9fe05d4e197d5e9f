"""An argument may also be given as an option with its name."""

import pytest
from calling import Deskctl


@pytest.mark.parametrize(
    ("named", "plain"),
    [
        ("return-visit plan --customer CUS-01 --planned-at '2026-11-26 15:00'",
         "return-visit plan CUS-01 --planned-at '2026-11-26 15:00'"),
        ("evaluation summarise --month=2026-10", "evaluation summarise 2026-10"),
        ("stock receive --qty 1 --part PT-03", "stock receive PT-03 --qty 1"),
        ("checklist tick --item storage.capacity --value 1 --ticket T-071",
         "checklist tick T-071 --item storage.capacity --value 1"),
        ("ticket show --ticket T-071", "ticket show T-071"),
        ("due show --subject CUS-02 --kind return_visit", "due show return_visit CUS-02"),
        ("month show --month 2026-10", "month show 2026-10"),
    ],
)  # fmt: skip
def test_argument_may_be_named(act: Deskctl, named: str, plain: str) -> None:
    """An argument that is given by its name, first, last or with an equals sign, yields the same answer."""
    answers = [act(*_words(words), "--dry-run" * ("show" not in words) or "-q", "--json") for words in (named, plain)]
    assert answers[0].code == answers[1].code
    assert (answers[0].out, answers[0].err) == (answers[1].out, answers[1].err)


def _words(line: str) -> list[str]:
    from shlex import split

    return split(line)


def test_name_without_a_value_is_a_usage_error(act: Deskctl) -> None:
    """A named argument without a value and an unknown option are usage errors; a distant name gets no proposal."""
    assert act("return-visit", "plan", "--customer").code == 2
    answer = act("visit", "plan", "T-068", "--horse", "x")
    assert (answer.code, "did you mean" in answer.err) == (2, False)


def test_negative_flag_has_no_opposite(act: Deskctl) -> None:
    """A negative flag such as `--no-changes` or `--none` has no opposite."""
    shown = act("return-visit", "record", "--help").out + act("inspection", "finding", "--help").out
    assert ("--no-changes" in shown, "--no-no" in shown, "--none" in shown, "--no-none" in shown) == (
        True, False, True, False,
    )  # fmt: skip


def test_argument_is_named_after_its_record(act: Deskctl) -> None:
    """The help of a command, and the error if the argument is missing, name the record."""
    assert "{INSPECTION}" in act("inspection", "record", "--help").out
    assert "INSPECTION" in act("inspection", "record").err
