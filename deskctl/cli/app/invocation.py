"""The common options of a call, and what follows from them: store, time, output format."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime
from itertools import chain
from typing import Any, NamedTuple, Self
from zoneinfo import ZoneInfo

from deskctl import clock
from deskctl.cli.output.narration import be_quiet, narrate
from deskctl.cli.output.results import (
    Form,
    Shape,
    chosen_form,
    naming_output_errors,
    write_json_line,
    write_one,
    write_rows,
)
from deskctl.cli.output.terminal import is_watched
from deskctl.config.known_settings import LONGEST_WAIT
from deskctl.errors import NotFound, Notice, Usage
from deskctl.language.i18n import LANGUAGES, N_, _
from deskctl.safe_text import visible
from deskctl.sla.facts import moment
from deskctl.store.facts.desk_zone import desk_zone
from deskctl.store.open import open_reader, real_path, translated_errors
from deskctl.store.port import Reader, time_of
from deskctl.store.wait_limit import wait_at_most

_BLANK: Mapping[str, str] = {
    "store": N_("{option} is empty: give a file or postgresql://...; without the option it is your own desk."),
    "actor": N_("{option} is empty: give a staff id or a user name; without the option it is you."),
    "as_of": N_("{option} is empty: give a time; without the option it is now."),
    "xlsx": N_("{option} is empty: give the file to write."),
}
"""What to give instead of a blank value, by option."""


class Invocation(NamedTuple):
    """The common options of one call."""

    store: str | None = None
    actor: str | None = None
    lang: str | None = None
    json: bool = False
    jsonl: bool = False
    plain: bool = False
    csv: bool = False
    xlsx: str | None = None
    raw: bool = False
    fields: str | None = None
    as_of: str | None = None
    at: str | None = None
    key: str | None = None
    note: str | None = None
    dry_run: bool = False
    if_seq: str | None = None
    wait: str | None = None
    fail_empty: bool = False
    quiet: bool = False

    @classmethod
    def begin(cls, **options: Any) -> Self:
        """Create the invocation of a call and apply its process-wide options; raises `Usage` for a wrong value."""
        call = cls(**options)
        be_quiet(quiet=call.quiet)
        wait_at_most(None if call.wait is None else _seconds(call.wait))
        call._require_no_blanks()
        _one = call.form  # two are refused before anything is recorded
        if call.lang is not None and call.lang not in LANGUAGES:
            raise Usage(
                N_("--lang must be one of {known}, not {value!r}."), known=", ".join(LANGUAGES), value=call.lang
            )
        return call

    def _require_no_blanks(self) -> None:
        """Refuse an option that is blank, as from an empty variable of a script, and would change nothing."""
        for name, sentence in _BLANK.items():
            value = getattr(self, name)
            if value is not None and not value.strip():
                raise Usage(sentence, option=f"--{name.replace('_', '-')}")

    @property
    def path(self) -> str:
        """The path of the store with symbolic links resolved, since a link has no lock or log files of its own."""
        if self.store:
            return real_path(self.store)
        from deskctl.config import default_store

        return real_path(default_store())

    @property
    def set_actor(self) -> str | None:
        """The actor from the option or the settings; None for the user of this machine."""
        from deskctl.config import setting

        return setting("actor") or None if self.actor is None else self.actor

    @property
    def form(self) -> Form:
        """The output format."""
        return chosen_form(json=self.json, jsonl=self.jsonl, plain=self.plain, csv=self.csv, xlsx=self.xlsx is not None)

    def write(self, rows: Iterable[Shape], shape: str, columns: Sequence[str] = ()) -> None:
        """Write rows of a shape in the output format; a table shows only `columns`, if there are any.

        With `--fail-empty`, raise `NotFound` if there are no rows.
        """
        if self.fail_empty:
            rows = iter(rows)
            first = next(rows, None)
            if first is None:
                raise NotFound(N_("Nothing was found."))
            rows = chain([first], rows)
        fields = self._fields_of(shape, columns)
        shown = list(rows) if self.form == "table" else rows
        with naming_output_errors():
            write_rows(
                shown,
                self.form,
                all_fields=fields,
                columns=columns or fields,
                of=shape,
                selected=self.fields,
                raw=self.raw,
                file=self.xlsx,
            )
        if shown == [] and is_watched():
            from deskctl.cli.app.empty_lists import explain_empty_list

            explain_empty_list(self._fields)

    def _fields_of(self, shape: str, columns: Sequence[str]) -> Sequence[str]:
        """Return the fields of a shape, or just the columns if the output needs no others."""
        if self.fields is None and (self.form in {"json", "jsonl"} or (columns and self.form in {"plain", "table"})):
            return columns
        from deskctl.cli.schemas import fields_of, selectable_fields

        return fields_of(shape) if self.fields is None else selectable_fields(shape)

    def require_no_rows(self) -> None:
        """Refuse the options for rows in a call whose output has none; with `--json` its errors are JSON."""
        for name in ("plain", "csv", "xlsx", "fields"):
            if getattr(self, name) not in {None, False}:
                raise Usage(N_("{option} has no meaning here: the output is not a table."), option=f"--{name}")

    def require_jsonl(self, *, cursor: bool) -> None:
        """Refuse `--cursor` in a form without lines."""
        if cursor and not self.jsonl:
            raise Usage(N_("--cursor requires --jsonl."))

    def end_page(self, following: str | None, *, cursor: bool) -> None:
        """Write the cursor of the next page: with `--cursor` as the last line, else on stderr if there is one."""
        if cursor:
            with naming_output_errors():
                write_json_line({"next": following})
        elif following is not None:
            narrate(_("More follow: --after {cursor}").format(cursor=following))

    def show(self, shape: Shape, of: str = "") -> None:
        """Write one record in the output format; `of` is the kind of record, by default named by its first field."""
        with naming_output_errors():
            write_one(shape, self.form, of=of, selected=self.fields, raw=self.raw, file=self.xlsx)

    def warn(self, notices: Iterable[Notice]) -> None:
        """Print notices about a recorded action on stderr."""
        for notice in notices:
            narrate(visible(_("Note: {text}").format(text=notice.text(_))))

    @contextmanager
    def reading(self) -> Iterator["Reading"]:
        """Open the store for reading, with the time for which states are shown."""
        with translated_errors(self.path), closing(open_reader(self.path)) as conn:
            name = desk_zone(conn)
            moment = time_in(self.as_of, name) if self.as_of else clock.now()
            yield Reading(conn, ZoneInfo(name), int(moment.timestamp()))

    def moment(self, text: str, bound: str = "") -> datetime:
        """Parse a typed time in the desk's zone; on a server, relative times count from the server's time.

        As the `first` or `last` bound of a period, a day alone is accepted too.
        """
        with self.reading() as desk:
            counted = time_of(desk.conn)
            now = clock.now() if counted is None else moment(counted)
            if not bound:
                return time_in(text, desk.zone.key, now=now)
            from deskctl.language.time_words.times import read_bounded

            return read_bounded(text, bound, now=now, zone=desk.zone.key)

    def day(self, text: str) -> date:
        """Parse a typed day in the desk's zone; an ISO date is read without loading the parser."""
        with suppress(ValueError):
            return date.fromisoformat(text)
        from deskctl.language.time_words.times import read_date

        with self.reading() as desk:
            return read_date(text, now=clock.now(), zone=desk.zone.key)


def _seconds(text: str) -> float:
    try:
        if 0 <= float(text) <= LONGEST_WAIT:
            return float(text)
    except ValueError:
        pass
    raise Usage(N_("--wait takes seconds, not {value!r}."), value=text)


def time_in(text: str, name: str, *, whole_day: bool = False, now: datetime | None = None) -> datetime:
    """Parse a typed time; without an offset it is in the named zone, and with `whole_day` a day means its start."""
    from deskctl.language.time_words.times import read_time

    return read_time(text, now=now or clock.now(), zone=name, whole_day=whole_day)


class Reading(NamedTuple):
    """A store opened for reading, its zone, and the time for which states are shown."""

    conn: Reader
    zone: ZoneInfo
    at: int

    def bound(self, text: str | None, which: str) -> int | None:
        """Parse the `first` or `last` bound of a period; a day alone means its start or its end."""
        if text is None:
            return None
        from deskctl.language.time_words.times import read_bounded

        return int(read_bounded(text, which, now=clock.now(), zone=self.zone.key).timestamp())

    def since(self, text: str | None) -> int | None:
        """Parse the start of a period; a day means its start."""
        return None if text is None else int(time_in(text, self.zone.key, whole_day=True).timestamp())
