"""The list of the work that is not planned, below the week."""

from deskctl.widgets.panes.line_list import LineList


class UnplannedList(LineList):
    """Shows its cursor only with the focus, since the week has a cursor too."""

    HIDES_IDLE_CURSOR = True
