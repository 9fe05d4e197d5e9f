"""A loaded ticket: its row, its facts and its policy."""

from dataclasses import dataclass, field, replace
from typing import Any

from deskctl.errors import NotFound
from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.sla.clocks import state_of
from deskctl.sla.facts import CORRECTED, Case, Fact, Instant, Intake
from deskctl.sla.policy import Policy
from deskctl.sla.state import State
from deskctl.sla.timeline import Story
from deskctl.store.facts.cases import columns_of_ticket, ended_at, facts_of, intake_of
from deskctl.store.facts.policies import load_policy
from deskctl.store.port import Reader


class DerivedCase:
    """What is derived from a case: its story and, on demand, its state."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.state: State | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CaseFile:
    """A ticket with everything on which its next action depends, and the facts recorded in this transaction.

    `links` are the known links in the chain of its actions, the newest last.
    """

    number: int
    columns: dict[str, Any]
    facts: list[Fact]
    policy: Policy
    recorded: list[Fact] = field(default_factory=list)
    _derived_cases: dict[tuple[int, Intake], DerivedCase] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of the ticket as people write it."""
        return ticket_name(self.number)

    @property
    def story(self) -> Story:
        """The story of all facts, including those just recorded."""
        return self._now.story

    def story_until(self, at: Instant, without: int | None = None) -> Story:
        """Return the story of the facts up to a time, without any that were ever undone, or without one more."""
        case = self.case
        if without is None and all(fact.at <= at for fact in self.story.facts):
            return self.story
        until_then = [fact for fact in case.facts if (fact.at <= at or fact.event == CORRECTED) and fact.seq != without]
        return Story(Case(case.intake, until_then), self.policy)

    def story_without(self, without: Fact) -> Story:
        """Return the story without one fact."""
        case = self.case
        return Story(Case(case.intake, [fact for fact in case.facts if fact.seq != without.seq]), self.policy)

    @property
    def state(self) -> State:
        """The state derived from all facts, including those just recorded."""
        now = self._now
        if now.state is None:
            now.state = state_of(now.story, self.policy)
        return now.state

    @property
    def case(self) -> Case:
        """The ticket as input of the clock core."""
        return Case(intake_of(self.columns), [*self.facts, *self.recorded])

    @property
    def _now(self) -> DerivedCase:
        """What is derived from the current facts and intake, computed once."""
        case = self.case
        key = (len(case.facts), case.intake)
        if key not in self._derived_cases:
            self._derived_cases[key] = DerivedCase(Story(case, self.policy))
        return self._derived_cases[key]

    @property
    def reusable(self) -> dict[tuple[int, Intake], DerivedCase]:
        """What is derived from the current facts and intake, to be reused when the ticket is reloaded."""
        case = self.case
        key = (len(case.facts), case.intake)
        return {key: self._derived_cases[key]} if key in self._derived_cases else {}

    @property
    def next_seq(self) -> int:
        """The number of the next action."""
        return int(self.columns["last_seq"]) + len(self.recorded) + 1


def load_case(conn: Reader, number: int) -> CaseFile:
    """Load a ticket; raises `NotFound`."""
    columns = _columns(conn, number)
    facts = facts_of(conn, number)
    policy = load_policy(conn, columns["policy"], columns["policy_version"], ended_at(facts))
    return CaseFile(number, columns, facts, policy)


def reload_case(conn: Reader, case: CaseFile) -> CaseFile:
    """Reload a ticket whose history is that of `case`, including the facts recorded there."""
    facts = [*case.facts, *case.recorded]
    return CaseFile(case.number, _columns(conn, case.number), facts, case.policy, [], case.reusable)


def with_present_calendars(conn: Reader, case: CaseFile) -> CaseFile:
    """Return a ticket with the calendars that apply after the facts just recorded: it may be open again."""
    before, now = ended_at(case.facts), ended_at(case.case.facts)
    if before is None or before == now:
        return case
    policy = load_policy(conn, case.columns["policy"], case.columns["policy_version"], now)
    return case if policy is case.policy else replace(case, policy=policy, _derived_cases={})


def _columns(conn: Reader, number: int) -> dict[str, Any]:
    columns = columns_of_ticket(conn, number)
    if columns is None:
        raise NotFound(N_("There is no ticket {ticket}."), ticket=ticket_name(number), hint="deskctl ticket list")
    return columns
