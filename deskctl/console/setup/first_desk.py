"""Creating the first desk from the answers in the wizard."""

from contextlib import suppress
from datetime import datetime

from deskctl import clock
from deskctl.console.setup.record_files import import_files
from deskctl.console.setup.setup_pages import Answers
from deskctl.errors import DeskError


def make_desk(store: str, answers: Answers, actor: str | None) -> None:
    """Create a desk from the answers, and save the firm's name in the settings."""
    fill_desk(store, answers, actor)
    if "firm" in answers:
        from deskctl.config.edit import set_value

        set_value("firm.name", answers["firm"])


def fill_desk(store: str, answers: Answers, actor: str | None) -> list[str]:
    """Create a desk from the answers; return for each imported file a line with its result."""
    from deskctl.operations.first_desk import first_call, set_up_desk
    from deskctl.operations.perform import RequestContext
    from deskctl.operations.reference.desk_setup import DeskSetup, checked_zone
    from deskctl.store.open import create_store

    zone = checked_zone(answers.get("zone"))
    numbers = [name.removeprefix("person_") for name in answers if name.startswith("person_")]
    now = clock.now()
    days = {name: _day(answers[name], now, zone) for name in _DAYS if name in answers}
    setup = DeskSetup(
        hotlines=[answers["hotline"]] if "hotline" in answers else (),
        hours=(answers["from"], answers["until"]) if {"from", "until"} <= answers.keys() else None,
        people=[(answers[f"person_{number}"], answers[f"role_{number}"]) for number in numbers],
        **{name: {**answers, **days}.get(name) for name in _PLAIN_ANSWERS},
    )
    create_store(store, with_records=True, zone=zone)
    context = RequestContext(now=now, actor=actor)
    set_up_desk(store, setup, None, context)
    results = list(import_files(store, answers))
    first_call(store, setup, context)
    return results


def _day(text: str, now: datetime, zone: str | None) -> str:
    """Return a day as it is stored; a text that is no day stays as it is, and is refused where it is stored."""
    from deskctl.language.time_words.times import read_date
    from deskctl.store.facts.desk_zone import DEFAULT_ZONE

    with suppress(DeskError):
        return read_date(text, now=now, zone=zone or DEFAULT_ZONE).isoformat()
    return text


_DAYS = ("contract_from", "contract_until", "contract_accepted")
_PLAIN_ANSWERS = (
    "me", "role", "customer", "site", "contract", "contract_from", "contract_until", "contract_accepted",
    "caller", "phone", "title", "severity",
)  # fmt: skip
