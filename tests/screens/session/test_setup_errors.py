"""The setup wizard names an error by the label of its field and puts the cursor there; the date of acceptance."""

from contextlib import closing
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from deskctl.console.setup.first_desk import make_desk
from deskctl.console.setup.record_files import guessed_kind
from deskctl.console.setup.setup_wizard import SetupWizard
from deskctl.language.i18n import use_language
from deskctl.operations.reference.desk_setup import checked_zone
from deskctl.queries.reference.records import list_records
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.inputs.safe_input import SafeInput

_CUSTOMERS = 3


_WRONG = {
    "en": [
        ({"customer": "A", "contract_from": "2026-01-01"}, "contract", "Number of their contract"),
        ({"customer": "A", "contract": "1", "contract_from": "soon"}, "contract_from", "Maintained from"),
        ({"customer": "A", "file_1": "/none/such.csv"}, "file_1", "no file"),
    ],
    "zh": [
        ({"customer": "A", "contract_until": "2027-01-01"}, "contract", "合同编号"),
        ({"contract": "1"}, "customer", "客户"),
    ],
}
"""Per language: what is typed on the page of customers, the field that is wrong, and words of the error."""


@pytest.mark.parametrize("lang", _WRONG)
async def test_cursor_moves_to_the_wrong_field(lang: str) -> None:
    """An error on the page of customers is named by its label, gets the cursor, and the page stays open."""
    use_language(lang)
    wizard = SetupWizard()
    async with wizard.run_test(size=(60, 20)) as pilot:
        await pilot.press(*["pagedown"] * _CUSTOMERS)
        for typed, wrong, words in _WRONG[lang]:
            for line in wizard.query("#page-3 SafeInput").results(SafeInput):
                line.value = typed.get(str(line.id).removeprefix("line-"), "")
            await pilot.press("pagedown")
            assert "4/5" in str(wizard.query_one("#setup").border_title), typed
            assert words in str(wizard.query_one("#page-3 .tried").render()), typed
            assert wizard.focused is not None, typed
            assert wizard.focused.id == f"line-{wrong}", typed


async def test_wrong_hour_and_zone_get_the_cursor() -> None:
    """A wrong time zone and wrong hours on the earlier pages get the cursor too."""
    wizard = SetupWizard()
    async with wizard.run_test(size=(80, 24)) as pilot:
        zone = wizard.query_one("#line-zone", SafeInput)
        zone.value = "Mars"
        await pilot.press("pagedown")
        assert wizard.focused is zone
        zone.value = "Asia/Shanghai"
        await pilot.press("pagedown")
        until = wizard.query_one("#line-until", SafeInput)
        until.value = "99:00"
        wizard.query_one("#line-hotline", SafeInput).value = "1"
        await pilot.press("pagedown")
        assert wizard.focused is until


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        ("客户名称,名称,型号,序列号", "asset"),
        ("备机名称,型号,序列号", "loaner"),
        ("客户名称,姓名,电话", "contact"),
    ],
)
def test_kind_of_file_is_guessed_from_its_headings(tmp_path: Path, headings: str, kind: str) -> None:
    """The kind with the most matching headings is chosen, also for a quoted path as a terminal inserts it."""
    file = tmp_path / "our list.csv"
    file.write_text(f"{headings}\n", encoding="utf-8")
    assert guessed_kind(f"'{file}'") == kind


def test_zone_in_full_width_is_accepted() -> None:
    """A time zone that is typed in full-width characters is accepted."""
    assert checked_zone("Ａｓｉａ／Ｓｈａｎｇｈａｉ ") == "Asia/Shanghai"


async def test_long_error_is_wrapped(until: Any) -> None:
    """A long error message is wrapped onto the next line, also in Chinese."""
    use_language("zh")
    wizard = SetupWizard()
    async with wizard.run_test(size=(60, 20)) as pilot:
        wizard.query_one("#line-zone", SafeInput).value = "Mars" * 12
        await pilot.press("pagedown")
        tried = wizard.query_one("#page-0 .tried")
        await until(pilot, lambda: tried.size.height > 1)
        assert tried.size.width < wizard.size.width


@pytest.mark.parametrize(("accepted", "day"), [("", "2026-01-05"), ("2025-12-01", "2025-12-01")])
async def test_acceptance_defaults_to_the_start_of_maintenance(tmp_path: Path, accepted: str, day: str) -> None:
    """The date of acceptance is the start of maintenance unless another date is entered."""
    answers = {"customer": "A", "contract": "HT-1", "contract_from": "2026-01-05", "contract_accepted": accepted}
    store = str(tmp_path / "own.db")
    make_desk(store, {name: text for name, text in answers.items() if text}, None)
    with closing(open_reader(store)) as conn:
        (contract,) = list_records(conn, "contract", ZoneInfo("Asia/Shanghai"))
    assert contract["final_acceptance_date"] == day
