"""Make the first desk from the answers given in the wizard."""

from deskctl import clock
from deskctl.config import machine_user
from deskctl.console.setup.customers_file import take_file
from deskctl.console.setup.setup_pages import FILE
from deskctl.console.setup.setup_wizard import Answers


def make_desk(store: str, answers: Answers, actor: str | None) -> None:
    """Make a desk: its people and numbers, its customers, the first call."""
    from deskctl.operations.first_desk import first_call, set_up_desk
    from deskctl.operations.perform import Call
    from deskctl.operations.reference.desk_setup import DeskSetup, checked_zone
    from deskctl.store.open import create_store

    zone = checked_zone(answers.get("zone"))
    numbers = [name.removeprefix("person_") for name in answers if name.startswith("person_")]
    people = [(answers[f"person_{number}"], answers[f"role_{number}"]) for number in numbers]
    setup = DeskSetup(
        me=answers.get("me"),
        user=machine_user(),
        role=answers.get("role"),
        hotlines=[answers["hotline"]] if "hotline" in answers else (),
        hours=(answers["from"], answers["until"]) if {"from", "until"} <= answers.keys() else None,
        people=people,
        **{name: answers.get(name) for name in ("customer", "caller", "phone", "title", "severity")},
    )
    create_store(store, furnished=True, zone=zone)
    call = Call(now=clock.now(), actor=actor)
    set_up_desk(store, setup, None, call)
    if FILE in answers:
        take_file(store, answers[FILE])
    first_call(store, setup, call)
    if "firm" in answers:
        from deskctl.config.edit import set_value

        set_value("firm.name", answers["firm"])
