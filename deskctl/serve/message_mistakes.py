"""Mistakes in the settings for messages that only an attempt shows: addresses, password files, kinds of channels."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeAlias

from deskctl.config.messages import MessageSettings, secret_in
from deskctl.errors import BadData
from deskctl.notify.channels import sender_of, server_of
from deskctl.serve.accounts import account_of

_COMMAND = "oauth_command"

Mistake: TypeAlias = tuple[str, BadData]
"""The full name of a setting and what is wrong with it."""


def message_mistakes(settings: MessageSettings) -> Iterator[Mistake]:
    """Yield the mistakes in the settings for messages; nothing is connected, and no command is run."""
    for name, account in settings.accounts.items():
        yield from _mistake(f"mail.account.{name}.imap", partial(account_of, settings, name))
        if _COMMAND not in account:
            place = str(account.get("password_file", ""))
            yield from _mistake(f"mail.account.{name}.password_file", partial(secret_in, place))
    if "smtp" in settings.out:
        out = {key: value for key, value in settings.out.items() if key != _COMMAND}
        yield from _mistake("mail.out.smtp", partial(server_of, settings._replace(out=out)))
    for channel in settings.channels:
        yield from _mistake(f"channel.{channel}", partial(sender_of, settings, channel))


def _mistake(name: str, attempt: Callable[[], Any]) -> Iterator[Mistake]:
    try:
        attempt()
    except BadData as error:
        yield error.field or name, error
