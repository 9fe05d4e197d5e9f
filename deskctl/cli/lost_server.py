"""Reads of commands that run for ever: if their server is lost, they go on when it is back."""

import time
from collections.abc import Callable
from typing import TypeVar

from deskctl.cli.app.invocation import Invocation, Reading
from deskctl.cli.output.narration import narrate
from deskctl.config.store_address import redacted
from deskctl.language.i18n import N_, _
from deskctl.store.store_errors import ServerLost

_Result = TypeVar("_Result")
_RETRY_SECONDS = 3.0
_LOST = N_("The connection to the store {path} is lost; watching goes on when it is back.")
_BACK = N_("The store {path} is back; watching goes on.")


def read_through_losses(invocation: Invocation, read: Callable[[Reading], _Result]) -> _Result:
    """Return the result of a function that reads the desk; it is called again with each new connection.

    A server that cannot be reached at the beginning is an error.
    """
    is_lost = has_begun = False
    while True:
        try:
            with invocation.reading() as desk:
                if is_lost:
                    _say(_BACK, invocation)
                is_lost, has_begun = False, True
                return read(desk)
        except ServerLost:
            if not has_begun:
                raise
        if not is_lost:
            _say(_LOST, invocation)
        is_lost = True
        time.sleep(_RETRY_SECONDS)


def _say(sentence: str, invocation: Invocation) -> None:
    narrate(_(sentence).format(path=redacted(invocation.path)))
