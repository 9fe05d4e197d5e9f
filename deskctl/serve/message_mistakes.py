"""Mistakes in the settings for messages that only an attempt shows: addresses, password files, kinds of channels."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, TypeAlias

from deskctl.config.access_tokens import missing_settings, uses_token
from deskctl.config.messages import MessageSettings, secret_in
from deskctl.errors import BadData
from deskctl.notify.channels import sender_of, server_of
from deskctl.operations.framework.values import missing
from deskctl.serve.accounts import account_of

Mistake: TypeAlias = tuple[str, BadData]
"""The full name of a setting and what is wrong with it."""


def message_mistakes(settings: MessageSettings) -> Iterator[Mistake]:
    """Yield the mistakes in the settings for messages; nothing is connected, and no command is run."""
    for name, account in settings.accounts.items():
        yield from _mistake(f"mail.account.{name}.imap", partial(account_of, settings, name))
        yield from _of_login(f"mail.account.{name}", account)
        if not uses_token(account) or account.get("password_file"):
            place = str(account.get("password_file", ""))
            yield from _mistake(f"mail.account.{name}.password_file", partial(secret_in, place))
    if "smtp" in settings.out:
        yield from _mistake("mail.out.smtp", partial(server_of, settings))
        yield from _of_login("mail.out", settings.out)
    for channel in settings.channels:
        yield from _mistake(f"channel.{channel}", partial(sender_of, settings, channel))


def _of_login(table: str, options: Mapping[str, Any]) -> Iterator[Mistake]:
    """Yield what a service needs to issue a token and a table does not name."""
    for name in missing_settings(options):
        yield f"{table}.{name}", missing(f"{table}.{name}")


def _mistake(name: str, attempt: Callable[[], Any]) -> Iterator[Mistake]:
    try:
        attempt()
    except BadData as error:
        yield error.field or name, error
