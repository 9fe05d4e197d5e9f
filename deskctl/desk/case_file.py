"""A loaded ticket: its row, its facts and the policy that it is pinned to."""

from dataclasses import dataclass, field
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
    """A ticket with everything that its next action depends on; facts recorded in this transaction are appended.

    `links` are those of the chain of its actions, as far as they are known: the newest comes last.
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
        """The facts in order, those just recorded included."""
        return self._now.story

    def story_until(self, at: Instant) -> Story:
        """Return the story of what had happened by a time; what was undone at any time is left out."""
        case = self.case
        if all(fact.at <= at for fact in self.story.facts):
            return self.story
        until_then = [fact for fact in case.facts if fact.at <= at or fact.event == CORRECTED]
        return Story(Case(case.intake, until_then), self.policy)

    def story_without(self, without: Fact) -> Story:
        """Return the story as it would be if a fact were undone."""
        case = self.case
        return Story(Case(case.intake, [fact for fact in case.facts if fact.seq != without.seq]), self.policy)

    @property
    def state(self) -> State:
        """Derive the state from the facts, those just recorded included."""
        now = self._now
        if now.state is None:
            now.state = state_of(now.story, self.policy)
        return now.state

    @property
    def case(self) -> Case:
        """The ticket as the clock core sees it."""
        return Case(intake_of(self.columns), [*self.facts, *self.recorded])

    @property
    def _now(self) -> DerivedCase:
        """What follows from the facts and the intake as they are now; once for each."""
        case = self.case
        key = (len(case.facts), case.intake)
        if key not in self._derived_cases:
            self._derived_cases[key] = DerivedCase(Story(case, self.policy))
        return self._derived_cases[key]

    @property
    def lately(self) -> dict[tuple[int, Intake], DerivedCase]:
        """What follows from the facts and the intake as they are now, for the next load of the ticket."""
        case = self.case
        key = (len(case.facts), case.intake)
        return {key: self._derived_cases[key]} if key in self._derived_cases else {}

    @property
    def next_seq(self) -> int:
        """The place of the next action."""
        return int(self.columns["last_seq"]) + len(self.recorded) + 1


def load_case(conn: Reader, number: int) -> CaseFile:
    """Read a ticket; raises `NotFound`."""
    columns = _columns(conn, number)
    policy = load_policy(conn, columns["policy"], columns["policy_version"], ended_at(conn, number))
    return CaseFile(number, columns, facts_of(conn, number), policy)


def again(conn: Reader, case: CaseFile) -> CaseFile:
    """Load a ticket again whose history is that of `case`, including what was recorded there."""
    facts = [*case.facts, *case.recorded]
    return CaseFile(case.number, _columns(conn, case.number), facts, case.policy, [], case.lately)


def _columns(conn: Reader, number: int) -> dict[str, Any]:
    columns = columns_of_ticket(conn, number)
    if columns is None:
        raise NotFound(N_("There is no ticket {ticket}."), ticket=ticket_name(number), hint="deskctl ticket list")
    return columns
