"""Who may perform an operation: every refusal that depends on the actor."""

from collections.abc import Iterator

from deskctl.errors import Refused, listed
from deskctl.field_words import FIELD_WORDS
from deskctl.language.i18n import N_, _
from deskctl.language.words.choices import choice_term
from deskctl.operations.rules.people.complaints import WITHHELD_ACTIONS, refusal_by_complaint
from deskctl.operations.rules.people.rights import refusal_by_right
from deskctl.operations.rules.step_request import StepRequest
from deskctl.policy_file.sections.rights import shipped_rights
from deskctl.sla.rights import AFTER_THE_WINDOW, IN_PLACE_OF_ANOTHER, TO_ANOTHER_CUSTOMER, Right

_SITUATIONS = {
    AFTER_THE_WINDOW: N_("Later than the window for reopening: {roles}."),
    TO_ANOTHER_CUSTOMER: N_("To move it to another customer: {roles}."),
    IN_PLACE_OF_ANOTHER: N_("To replace the person whom it names: that person, {roles}."),
}


def refusal_by_actor(request: StepRequest) -> Refused | None:
    """Return the refusal of an operation that depends on the actor; None if there is none."""
    return refusal_by_right(request) or refusal_by_complaint(request)


def who_may(step: str) -> str:
    """Return a sentence on who may perform an operation by the shipped policy; the policy of a desk may differ."""
    named = [right for right in shipped_rights() if right.names(step)]
    always = [right for right in named if right.is_for_every_use]
    sentences = [
        _("Who may, by the shipped policy: {roles}.").format(
            roles=_roles(always) or _("every active member of the staff")
        )
    ]
    sentences += (_named(right.named) for right in always if right.named)
    sentences += (one for right in named if not right.is_for_every_use for one in _conditional(right))
    if step in WITHHELD_ACTIONS:
        sentences.append(_("On a complaint, not the person it is about."))
    return " ".join(sentences)


def _named(field: str) -> str:
    return _("Also the person whom the record names as {field}.").format(field=_(FIELD_WORDS[field]))


def _conditional(right: Right) -> Iterator[str]:
    """Yield who has a right that is for some uses only."""
    yield _condition(right).format(roles=_roles([right]))
    if right.named and right.when != IN_PLACE_OF_ANOTHER:
        yield _named(right.named)


def _condition(right: Right) -> str:
    if right.when is not None:
        return _(_SITUATIONS[right.when])
    return _("With {words}: {{roles}}.").format(words=listed(list(_words(right)), _))


def _words(right: Right) -> Iterator[str]:
    for name in sorted(right.given):
        yield f"--{name.replace('_', '-')}"
    for name, values in right.where.items():
        yield f"--{name.replace('_', '-')} {' | '.join(sorted(map(str, values)))}"


def _roles(rights: list[Right]) -> str:
    roles = sorted({role for right in rights for role in right.roles})
    return listed([_(choice_term("role", role)) for role in roles], _)
