"""The files made of an issued report (S5.4-4): the hash of each is kept beside the data of the report."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.operations.framework.base import Operation

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class KeepFile(Operation):
    """Keep the hash of a file made of an issued report.

    It is not an action of the ticket and not in the catalogue: exporting a report performs it.
    """

    noun = "report"
    verb = "export"
    on_ticket = False

    ticket: int
    version: int
    lang: str
    form: str
    seq: int
    sha256: str

    def run(self, desk: "Desk") -> None:
        """Add the file to those of the version unless it is listed already."""
        key = {"ticket": self.ticket, "version": self.version}
        row = desk.row("report", **key)
        if row is None:
            return
        kept = json.loads(row["files"] or "[]")
        file = {"lang": self.lang, "form": self.form, "seq": self.seq, "sha256": self.sha256}
        if not any(file.items() <= kept_file.items() for kept_file in kept):
            files = json.dumps([*kept, {**file, "at": desk.now}], ensure_ascii=False, separators=(",", ":"))
            desk.update("report", key, {"files": files})
