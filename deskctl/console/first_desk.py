"""Make the first desk from the answers given in the wizard."""

from deskctl import clock
from deskctl.config import machine_user
from deskctl.console.setup_wizard import Answers


def make_desk(store: str, answers: Answers, actor: str | None) -> None:
    """Make a desk, and take down the answers in one transaction."""
    from deskctl.operations.first_desk import set_up_desk
    from deskctl.operations.perform import Call
    from deskctl.operations.reference.desk_setup import DeskSetup, checked_zone
    from deskctl.store.sqlite.create import create_store

    zone = checked_zone(answers.get("zone"))
    people = [
        (answers[f"person_{place}"], answers[f"role_{place}"]) for place in (1, 2) if f"person_{place}" in answers
    ]
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
    set_up_desk(store, setup, None, Call(now=clock.now(), actor=actor))
    if "firm" in answers:
        from deskctl.config.edit import set_value

        set_value("firm.name", answers["firm"])
