"""What the firm offers: the service catalogue, the service modes, the numbers that customers call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.errors import BadData
from deskctl.language.i18n import N_
from deskctl.language.words import LEVELS
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import AddRecord, EditRecord, RecordOperation
from deskctl.queries.knowledge.service_modes import SPLIT, SPLIT_EDITED, stars_of

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class _Item(RecordOperation):
    """The columns of an item of the catalogue."""

    noun = "catalog"
    table = "catalog_item"
    needed: ClassVar[tuple[str, ...]] = ("name",)

    name: str | None = option(N_("the name"))
    name_en: str | None = option(N_("the name in English"))
    allowed_levels: tuple[str, ...] = option(
        N_("a service level that it may have"), choices=tuple(LEVELS), of_policy="level", default=()
    )


@dataclass(frozen=True, kw_only=True)
class AddCatalogItem(AddRecord, _Item):
    """Add an item to the service catalogue."""

    initial: ClassVar[Mapping[str, Any]] = {"allowed_levels": '["full_urgent","urgent","routine"]'}
    example = N_(
        "deskctl catalog add --code H --name 'Moving of server rooms' --name-en 'Relocation' --allowed-levels routine"
    )

    code: str | None = option(N_("its letter or short code"), required=True, stored=False)

    def new_id(self, desk: "Desk") -> str:
        """Use the code if no other item has it."""
        return _unused(desk, self.table, self.code)


@dataclass(frozen=True, kw_only=True)
class EditCatalogItem(EditRecord, _Item):
    """Edit an item of the service catalogue; newer shipped data never overwrites it."""

    example = "deskctl catalog edit C --allowed-levels full_urgent --allowed-levels urgent --allowed-levels routine"


@dataclass(frozen=True, kw_only=True)
class _Mode(RecordOperation):
    """The columns of a service mode."""

    noun = "mode"
    needed: ClassVar[tuple[str, ...]] = ("name",)

    name: str | None = option(N_("the name"))
    name_en: str | None = option(N_("the name in English"))
    stars_total: int | None = option(N_("the total of its stars"), minimum=0, maximum=100)
    availability: str | None = option(N_("when it is available: 5x8, 7x8, 7x24"))


@dataclass(frozen=True, kw_only=True)
class AddMode(AddRecord, _Mode):
    """Add a service mode."""

    example = N_("deskctl mode add --code chat --name 'Online chat' --name-en Chat --availability 7x8")

    code: str | None = option(N_("its short code"), required=True, stored=False)

    def new_id(self, desk: "Desk") -> str:
        """Use the code if no other service mode has it."""
        return _unused(desk, self.noun, self.code)


@dataclass(frozen=True, kw_only=True)
class EditMode(EditRecord, _Mode):
    """Edit a service mode; newer shipped data never overwrites it."""

    also = (SPLIT_EDITED,)
    example = "deskctl mode edit remote --availability 5x8"

    timeliness: int | None = option(
        N_("stars for timeliness, a part of the total"), minimum=0, maximum=100, stored=False
    )
    friendliness: int | None = option(
        N_("stars for friendliness, a part of the total"), minimum=0, maximum=100, stored=False
    )
    independence: int | None = option(
        N_("stars for independence, a part of the total"), minimum=0, maximum=100, stored=False
    )
    openness: int | None = option(N_("stars for openness, a part of the total"), minimum=0, maximum=100, stored=False)

    def run(self, desk: "Desk") -> None:
        """Change the row, and keep a new split of the stars in the history."""
        stars = stars_of(desk.reader, str(self.id), desk.at)
        given = {name: getattr(self, name) for name in SPLIT if getattr(self, name) is not None}
        changed = {name: {"from": stars[name], "to": value} for name, value in given.items() if stars[name] != value}
        if not changed or self.columns_set() or self.clear:
            super().run(desk)
        if changed:
            self.save(desk, {}, changed, SPLIT_EDITED)
            self._warn_of_sum(desk, [*(stars | given).values()])

    def _warn_of_sum(self, desk: "Desk", stars: Sequence[int | None]) -> None:
        """Warn if the parts do not add up to the total."""
        total = self.row(desk)["stars_total"]
        parts = [part for part in stars if part is not None]
        if total is not None and len(parts) == len(stars) and sum(parts) != total:
            desk.warn(N_("The stars add up to {sum}, but the total is {total}."), sum=sum(parts), total=total)


@dataclass(frozen=True, kw_only=True)
class _Hotline(RecordOperation):
    """The columns of a phone number of the desk."""

    noun = "hotline"
    first_id = "HN-01"
    needed: ClassVar[tuple[str, ...]] = ("number",)

    number: str | None = option(N_("the phone number"))
    label: str | None = option(N_("what it is for"))
    from_: str | None = option(N_("from which time of day it is answered: 09:00"), stored=False)
    until_: str | None = option(N_("until which time of day"), stored=False)

    def columns_set(self) -> dict[str, Any]:
        """Return the columns, with the hours under their names."""
        hours = {"opens": ("from", self.from_), "closes": ("until", self.until_)}
        return {
            **super().columns_set(),
            **{name: _daytime(field, value) for name, (field, value) in hours.items() if value is not None},
        }


@dataclass(frozen=True, kw_only=True)
class AddHotline(AddRecord, _Hotline):
    """Add a number that customers call."""

    example = N_("deskctl hotline add --number 000-0009-0001 --label 'Hotline' --from 09:00 --until 22:30")


@dataclass(frozen=True, kw_only=True)
class EditHotline(EditRecord, _Hotline):
    """Edit a number that customers call."""

    example = "deskctl hotline edit HN-01 --until 21:30"


def _unused(desk: "Desk", table: str, code: str | None) -> str:
    if code is None or desk.row(table, id=code) is not None:
        raise BadData(N_("{item} exists already."), item=code, field="code")
    return code


def _daytime(field: str, text: str) -> str:
    from deskctl.language.time_words.daytimes import read_daytime

    read = read_daytime(text)
    if read is None:
        raise BadData(N_("{field} must be a time of day such as 09:00."), field=field)
    return read
