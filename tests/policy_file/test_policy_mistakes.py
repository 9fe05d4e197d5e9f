"""Mistakes in a policy file: each is reported with its file, its key and the allowed values."""

import json
from pathlib import Path

import pytest

from deskctl.errors import BadPolicy
from deskctl.policy_file.build import build_policy
from deskctl.policy_file.check import check_policy
from deskctl.policy_file.read import read_policy

CLAUSES = ("C-1", "C-2", "G-1")
SOUND = """
id = "small"
zone = "Europe/Berlin"
clauses = "small.jsonl"
call_channels = ["phone"]
pause_reasons = ["customer_request"]
visit_at_call = ["high"]

[warnings]
share = 0.5
left = "10 min"

[calendars.DAY]
hours = { mon-fri = ["09:00-12:00", "13:00-17:00"] }
dates = { 2026-12-24 = { hours = ["09:00-12:00"], name = "Christmas Eve" } }

[levels.normal]
calendar = "DAY"

[severities.high]
level = "normal"

[milestones.arrived]
until = "left_site"

[targets.C-1]
milestone = "first_response"
start = "call"
length = "1 h"
calendar = "level"
when = { kind = ["incident"] }

[targets.C-2]
milestone = "arrived"
start = "onsite_requested"
length = "1 workday"
calendar = "DAY"
during = { severity = ["high"] }
restarts = true
opens_after = "C-1"

[[endings]]
event = "onsite_cancelled"
outcome = "waived"
milestones = ["arrived"]

[gates.work_log]
clause = "G-1"
when = { level = ["normal"] }

[rights.closing]
steps = ["ticket.close"]
clause = "G-1"
roles = ["engineer"]

[duties.return_visit]
interval = 60
clause = "G-1"
"""

MISTAKES = [
    # the text in the file, the text that replaces it, the reported key, part of the message
    ('id = "small"', 'id = "small"\ncolour = "red"', "colour", "allowed: extends, id, title, zone"),
    ('id = "small"', "id = 7", "id", "must name the policy"),
    ('"Europe/Berlin"', '"Europe/Atlantis"', "zone", "there is no time zone 'Europe/Atlantis'"),
    ('zone = "Europe/Berlin"\n', "", "zone", "must be a text"),
    ('"small.jsonl"', '"nowhere.jsonl"', "clauses", "nowhere.jsonl cannot be read"),
    ('clauses = "small.jsonl"\n', "", "clauses", "must be a text"),
    ('id = "small"', 'id = "small"\ntitle = { fr = "petit" }', "title.fr", "allowed: zh, en"),
    ('call_channels = ["phone"]', 'call_channels = "phone"', "call_channels", "must be a list of texts"),
    ('call_channels = ["phone"]', 'call_channels = ["pigeon"]', "call_channels", "'pigeon' is not known"),
    ('visit_at_call = ["high"]', 'visit_at_call = ["low"]', "visit_at_call", "allowed: high"),
    ("share = 0.5", "share = 1.5", "warnings.share", "between 0 and 1"),
    ("share = 0.5", "share = true", "warnings.share", "between 0 and 1"),
    ('left = "10 min"', 'left = "soon"', "warnings.left", "'soon' is not a duration"),
    ('"09:00-12:00", "13:00', '"09:00-13:30", "13:00', "calendars.DAY.hours.mon-fri", "overlap"),
    ('"13:00-17:00"]', '"17:00-13:00"]', "calendars.DAY.hours.mon-fri", "write it as 09:00-17:30"),
    ('"13:00-17:00"]', '"13:00-25:00"]', "calendars.DAY.hours.mon-fri", "write it as 09:00-17:30"),
    ("mon-fri =", "weekdays =", "calendars.DAY.hours.weekdays", "name days as daily, mon-fri, sat"),
    ("{ mon-fri =", '{ wed = "09:00-10:00", mon-fri =', "calendars.DAY.hours.mon-fri", "wed has its hours already"),
    ("hours = { mon-fri", "ours = { mon-fri", "calendars.DAY.ours", "allowed: hours, holidays, dates"),
    ("[levels.normal]", "[calendars.NEVER]\nhours = {}\n[levels.normal]", "calendars.NEVER.hours", "is never open"),
    ("dates = { 2026-12-24", "dates = { 24-12-2026", "calendars.DAY.dates.24-12-2026", "2026-12-24"),
    ("dates =", 'holidays = "atlantis"\ndates =', "calendars.DAY.holidays", "allowed: china"),
    ("dates =", "known_until = 20277\ndates =", "calendars.DAY.known_until", "must be a year"),
    ('calendar = "DAY"\n\n[severities', 'calendar = "NIGHT"\n\n[severities', "levels.normal.calendar", "allowed: DAY"),
    ('level = "normal"', 'level = "gold"', "severities.high.level", "'gold' is not known; allowed: normal"),
    ('[severities.high]\nlevel = "normal"', "", "severities", "must name at least one"),
    (
        "[gates.work_log]",
        '[reopening]\nsame_fault = "-1 h"\n[gates.work_log]',
        "reopening.same_fault",
        "is not a duration",
    ),
    (
        "[gates.work_log]",
        '[reopening]\nsame_fault = "3 workdays"\nwithin = "2 workdays"\n[gates.work_log]',
        "reopening.within",
        "must not be shorter than `same_fault`",
    ),
    ("[gates.work_log]", '[reopening]\nagain = ["landed"]\n[gates.work_log]', "reopening.again", "is not a milestone"),
    ("[gates.work_log]", '[on_site]\nfor = "1 workday"\n[gates.work_log]', "on_site.for", "is not a duration"),
    ("[gates.work_log]", "[pauses]\nshortest = 1\n[gates.work_log]", "pauses.shortest", "allowed: longest"),
    ("[gates.work_log]", '[late_entry]\nafter = "soon"\n[gates.work_log]', "late_entry.after", "is not a duration"),
    ("[gates.work_log]", '[month]\ncloses = "?"\n[gates.work_log]', "month.closes", "is not a duration"),
    ('id = "small"', 'id = "small"\nworkdays = "NIGHT"', "workdays", "'NIGHT' is not known; allowed: DAY"),
    ('id = "small"', 'id = "small"\nassumed_severity = "low"', "assumed_severity", "'low' is not known; allowed: high"),
    ('roles = ["engineer"]', 'roles = ["janitor"]', "rights.closing.roles", "'janitor' is not known"),
    ("[milestones.arrived]", "[milestones.landed]", "milestones.landed", "is not known here"),
    ('until = "left_site"', 'until = "went_home"', "milestones.arrived.until", "'went_home' is not known"),
    ('until = "left_site"', "voided_by = { where = {} }", "milestones.arrived.voided_by.event", "must be a text"),
    ('milestone = "first_response"', 'milestone = "applause"', "targets.C-1.milestone", "it must be an event"),
    ('start = "call"', 'start = "cal"', "targets.C-1.start.event", "'cal' is not known; allowed: call"),
    ('start = "call"', 'start = { event = "diagnosed", if = {} }', "targets.C-1.start.if", "allowed: event, where, at"),
    ('length = "1 h"', 'length = "-1 h"', "targets.C-1.length", "'-1 h' is not a duration; write it as 10 min"),
    ('length = "1 h"', "length = 60", "targets.C-1.length", "60 is not a duration"),
    ('length = "1 h"', 'length = "0 min"', "targets.C-1.length", "cannot have the length 0"),
    ('length = "1 h"', 'length = "1 fortnight"', "targets.C-1.length", "not a duration"),
    ('length = "1 h"', 'length = { field = "by" }', "targets.C-1.length", "only an event has fields"),
    ('length = "1 h"', 'length = "900000 d"', "targets.C-1.length", "never has that much open time"),
    ('calendar = "level"', 'calendar = "NIGHT"', "targets.C-1.calendar", "allowed: level, DAY"),
    ("[targets.C-1]", "[targets.C-1]\nsoft = 'no'", "targets.C-1.soft", "true or false"),
    ("[targets.C-1]", "[targets.C-1]\nwhy = 'so'", "targets.C-1.why", "allowed: milestone, start, length"),
    ("[targets.C-1]", "[targets.C-1]\nneeds = 'luck'", "targets.C-1.needs", "'luck' is not known"),
    ('kind = ["incident"]', 'mood = ["bad"]', "targets.C-1.when.mood", "allowed: kind, channel"),
    ('kind = ["incident"]', 'kind = ["mystery"]', "targets.C-1.when.kind", "'mystery' is not known; allowed: incident"),
    ('kind = ["incident"]', "kind = []", "targets.C-1.when.kind", "at least one value"),
    ('kind = ["incident"]', 'level = ["gold"]', "targets.C-1.when.level", "'gold' is not known; allowed: normal"),
    ('severity = ["high"]', 'severity = ["low"]', "targets.C-2.during.severity", "'low' is not known; allowed: high"),
    ('severity = ["high"]', 'kind = ["incident"]', "targets.C-2.during.kind", "allowed: level, severity"),
    (
        'severity = ["high"] }',
        'mode = ["normal"] }\nwhen = { mode = ["emergency"] }',
        "targets.C-2.during.mode",
        "never hold together",
    ),
    ('during = { severity = ["high"] }\n', "", "targets.C-2.restarts", "only a target with `during`"),
    ('opens_after = "C-1"', 'opens_after = "C-9"', "targets.C-2.opens_after", "allowed: C-1, C-2"),
    ('opens_after = "C-1"', 'opens_after = "C-2"', "targets.C-2.opens_after", "must come before"),
    ("[targets.C-2]", "[targets.C-3]", "targets.C-3", "the clauses file has no 'C-3'"),
    ("[targets.C-2]", "[targets.C-1]", "", "cannot be read: Cannot declare"),
    ('outcome = "waived"', 'outcome = "forgotten"', "endings.1.outcome", "allowed: waived, superseded, not_needed"),
    ('milestones = ["arrived"]', 'clauses = ["C-9"]', "endings.1.clauses", "there is no target 'C-9'"),
    (
        'milestones = ["arrived"]',
        'milestones = ["resolved"]',
        "endings.1.milestones",
        "allowed: first_response, arrived",
    ),
    ('event = "onsite_cancelled"', 'event = "rained_off"', "endings.1.event", "'rained_off' is not known"),
    (
        "[gates.work_log]",
        '[[endings]]\nevent = "onsite_cancelled"\noutcome = "superseded"\nmilestones = ["arrived"]\n[gates.work_log]',
        "endings.2",
        "repeats an earlier ending",
    ),
    ("[gates.work_log]", "[gates.garden]", "gates.garden", "is not known here; allowed: remote_consent"),
    ('clause = "G-1"\nwhen', 'clause = "G-9"\nwhen', "gates.work_log.clause", "the clauses file has no 'G-9'"),
    ('level = ["normal"]', 'level = ["gold"]', "gates.work_log.when.level", "'gold' is not known"),
    (
        'steps = ["ticket.close"]',
        'steps = ["close"]',
        "rights.closing.steps",
        "must name an operation such as visit.depart",
    ),
    ('steps = ["ticket.close"]', "steps = []", "rights.closing.steps", "at least one"),
    ('steps = ["ticket.close"]', 'steps = ["ticket.close"]\nwhen = "it rains"', "rights.closing.when", "is not known"),
    ('roles = ["engineer"]', 'roles = ["king"]', "rights.closing.roles", "'king' is not known"),
    ('roles = ["engineer"]', "roles = []", "rights.closing.roles", "at least one"),
    *(
        ("[gates.work_log]", f"[duties.{table}\n[gates.work_log]", f"duties.{key}", words)
        for table, key, words in (
            ("gardening]", "gardening", "allowed: inspection, inspection_report, finding"),
            ("advisory]\ndue = '60 days'", "advisory.due", "a whole number from 1 to 36500"),
            ("advisory]\ndue = 0", "advisory.due", "a whole number from 1 to 36500"),
            ("training]\nlead = -1", "training.lead", "a whole number from 0 to 36500"),
            ("advisory]\nrepair = 3", "advisory.repair", "allowed: clause, role, lead, hard, soft, on, due"),
            ("inspection]\nrole = 'janitor'", "inspection.role", "'janitor' is not known"),
            ("inspection]\nsoft = 'yes'", "inspection.soft", "true or false"),
            ("inspection]\nclause = 'G-9'", "inspection.clause", "the clauses file has no 'G-9'"),
        )
    ),
    ('id = "small"', "id = small", "", "cannot be read"),
]

BAD_CLAUSES = [
    ('{"id": "C-1"', "not JSON"),
    ('["C-1"]', "has no 'id'"),
    ('{"id": "C-1", "kind": "target", "zh": "字"}', "has no 'en'"),
    ('{"id": "C-1", "kind": "target", "zh": " ", "en": "words"}', "has no 'zh'"),
    ('{"id": "C-2", "kind": "target", "zh": "字", "en": "words"}', "appears twice"),
]


def written(folder: Path, text: str, clauses: str | None = None) -> Path:
    rows = ({"id": clause, "kind": "target", "zh": "字", "en": "words"} for clause in CLAUSES)
    lines = "\n".join(json.dumps(row) for row in rows) if clauses is None else clauses
    (folder / "small.jsonl").write_text(lines, encoding="utf-8")
    path = folder / "small.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_sound_file_has_no_findings(tmp_path: Path) -> None:
    """The file in which the other tests make mistakes is itself correct."""
    assert check_policy(written(tmp_path, SOUND)) == []


@pytest.mark.parametrize(("right", "wrong", "key", "words"), MISTAKES)
def test_a_mistake_is_reported(tmp_path: Path, right: str, wrong: str, key: str, words: str) -> None:
    """One mistake leads to one finding with the file, the key and the allowed values."""
    assert SOUND.count(right) >= 1
    (finding,) = check_policy(written(tmp_path, SOUND.replace(right, wrong, 1)))
    assert (finding.file, finding.key) == ("small.toml", key)
    assert words in finding.text()


@pytest.mark.parametrize(("line", "words"), BAD_CLAUSES)
def test_a_mistake_in_the_clauses_names_its_line(tmp_path: Path, line: str, words: str) -> None:
    """A mistake in the clauses file is reported with its line."""
    good = '{"id": "C-2", "kind": "target", "zh": "字", "en": "words"}'
    (finding,) = check_policy(written(tmp_path, SOUND, f"{good}\n{line}\n"))
    assert (finding.key, finding.error.line) == ("clauses", 2)
    assert "small.jsonl, line 2" in finding.text()
    assert words in finding.text()


def test_every_mistake_is_reported_at_once(tmp_path: Path) -> None:
    """All mistakes are reported at once."""
    text = SOUND.replace('"Europe/Berlin"', '"Europe/Atlantis"').replace('length = "1 h"', 'length = "-1 h"')
    text = text.replace('outcome = "waived"', 'outcome = "forgotten"').replace("share = 0.5", "share = 7")
    keys = [finding.key for finding in check_policy(written(tmp_path, text))]
    assert keys == ["zone", "targets.C-1.length", "endings.1.outcome", "warnings.share"]


def test_mistakes_of_form_and_of_reference_are_reported_together(tmp_path: Path) -> None:
    """A wrong length hides neither an unknown clause nor another mistake of its target, and causes no further ones."""
    text = SOUND.replace('length = "1 h"', 'length = "soon"\ncolour = "red"').replace(
        'start = "onsite_requested"', 'start = "nothing_known"'
    )
    text = text.replace("[gates.work_log]", '[duties.inspection]\nclause = "X-9"\n\n[gates.work_log]')
    keys = [finding.key for finding in check_policy(written(tmp_path, text))]
    assert sorted(keys) == ["duties.inspection.clause", "targets.C-1.colour", "targets.C-1.length",
                            "targets.C-2.start.event"]  # fmt: skip


def test_an_event_that_no_operation_records_is_reported(tmp_path: Path) -> None:
    """An event that no operation records is reported if the recorded events are given."""
    findings = check_policy(written(tmp_path, SOUND), recorded={"first_response", "arrived"})
    assert [finding.key for finding in findings] == ["targets.C-2.start"]
    assert "no operation records 'onsite_requested'" in findings[0].text()


def test_a_missing_file(tmp_path: Path) -> None:
    """A missing file is reported as a finding."""
    (finding,) = check_policy(tmp_path / "gone.toml")
    assert "gone.toml cannot be read" in finding.text()


def test_policies_that_extend_each_other(tmp_path: Path) -> None:
    """Policies that extend each other in a circle are reported."""
    for one, other in (("a", "b"), ("b", "a")):
        (tmp_path / f"{one}.toml").write_text(f'extends = "{other}.toml"\nid = "{one}"', encoding="utf-8")
    (finding,) = check_policy(tmp_path / "a.toml")
    assert finding.key == "extends"
    assert "in a circle" in finding.text()


def test_a_policy_with_a_mistake_is_not_built(tmp_path: Path) -> None:
    """Building a policy without checking it raises the first mistake as an error."""
    source = read_policy(written(tmp_path, SOUND.replace('length = "1 h"', 'length = "-1 h"')))
    with pytest.raises(BadPolicy, match="not a duration") as raised:
        build_policy(source.keys, source.version)
    assert raised.value.field == "targets.C-1.length"


def test_a_file_that_extends_another_is_checked_as_a_whole(tmp_path: Path) -> None:
    """A file that extends another is checked together with the values of the first one."""
    written(tmp_path, SOUND)
    path = tmp_path / "strict.toml"
    path.write_text('extends = "small.toml"\nid = "strict"\n[targets.C-1]\ncalendar = "NIGHT"', encoding="utf-8")
    (finding,) = check_policy(path)
    assert (finding.file, finding.key) == ("strict.toml", "targets.C-1.calendar")
