"""Exports of documents about services other than tickets: inspection sheets, letters, training records."""

from functools import partial
from typing import Annotated

import typer

from deskctl.cli.app.invocation import Invocation
from deskctl.cli.documents.export_command import Target, export_document, exports, write_table
from deskctl.documents.model.file_names import using_language
from deskctl.language.i18n import N_

_CSV = "csv"


@partial(exports, more=(_CSV,))
def sheet(
    invocation: Invocation,
    inspection: Annotated[str, typer.Argument(metavar="ID", help=N_("The inspection."))],
    *,
    target: Target,
) -> None:
    """Export the sheet of an inspection, to be filled in on site."""
    from deskctl.documents.services.inspection_sheet import inspection_sheet, sheet_as_csv
    from deskctl.queries.services.inspection_form import inspection_form

    with invocation.reading() as desk:
        form = inspection_form(desk.conn, inspection)
    if target.form == _CSV or (target.form is None and str(target.to or "").endswith(".csv")):
        with using_language(invocation.lang, form["lang"]):
            write_table(invocation, sheet_as_csv(form), inspection, target)
        return
    export_document(invocation, form["lang"], lambda: inspection_sheet(form), target)


@exports
def letter(
    invocation: Invocation,
    advisory: Annotated[str, typer.Argument(metavar="ID", help=N_("The notice."))],
    customer: Annotated[str, typer.Option(metavar="ID", help=N_("The customer it is for."))],
    *,
    target: Target,
) -> None:
    """Export the letter with a notice to a customer."""
    from deskctl.documents.services.advisory_letter import advisory_letter
    from deskctl.queries.services.service_records import advisory_for

    with invocation.reading() as desk:
        record = advisory_for(desk.conn, advisory, customer)
    export_document(invocation, record["lang"], lambda: advisory_letter(record), target)


@exports
def recommendation(
    invocation: Invocation,
    recommendation: Annotated[str, typer.Argument(metavar="ID", help=N_("The recommendation."))],
    *,
    target: Target,
) -> None:
    """Export the letter with a recommendation to the customer."""
    from deskctl.documents.reports.annex import annex_of
    from deskctl.documents.services.recommendation_letter import recommendation_letter
    from deskctl.queries.services.service_records import recommendation_with_names

    with invocation.reading() as desk:
        record = recommendation_with_names(desk.conn, recommendation)
        annex = annex_of(desk.conn, recommendation)
    export_document(invocation, record["lang"], partial(recommendation_letter, record, annex), target)


@exports
def training(
    invocation: Invocation,
    training: Annotated[str, typer.Argument(metavar="ID", help=N_("The training."))],
    attendance: Annotated[bool, typer.Option("--attendance", help=N_("The sheet on which attendees sign."))] = False,
    *,
    target: Target,
) -> None:
    """Export the record of a training, or its attendance sheet."""
    from deskctl.documents.reports.annex import annex_of
    from deskctl.documents.services.training_record import attendance_sheet, training_record
    from deskctl.queries.services.service_records import training_with_names

    with invocation.reading() as desk:
        record, annex = training_with_names(desk.conn, training), annex_of(desk.conn, training)
    describe = partial(attendance_sheet, record) if attendance else partial(training_record, record, annex)
    export_document(invocation, record["lang"], describe, target)
