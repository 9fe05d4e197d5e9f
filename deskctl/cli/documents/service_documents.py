"""Exports of what is done beside tickets: sheets of inspections."""

from functools import partial
from typing import Annotated

import typer

from deskctl.cli.app.invocation import Front
from deskctl.cli.documents.export_command import Target, export_document, exports, write_table
from deskctl.documents.model.file_names import using_language
from deskctl.language.i18n import _

_CSV = "csv"


@partial(exports, more=(_CSV,))
def sheet(
    front: Front,
    inspection: Annotated[str, typer.Argument(metavar="ID", help=_("The inspection."))],
    *,
    target: Target,
) -> None:
    """Export the sheet of an inspection, to be filled in on site."""
    from deskctl.documents.services.inspection_sheet import inspection_sheet, sheet_as_csv
    from deskctl.queries.services.inspection_form import inspection_form

    with front.reading() as desk:
        form = inspection_form(desk.conn, inspection)
    if target.form == _CSV or (target.form is None and str(target.to or "").endswith(".csv")):
        with using_language(front.lang, form["lang"]):
            write_table(front, sheet_as_csv(form), inspection, target)
        return
    export_document(front, form["lang"], lambda: inspection_sheet(form), target)
