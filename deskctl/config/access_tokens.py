"""The access token of a mailbox or an outgoing server: from a command, or from Microsoft 365 for an application."""

import json
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Iterable, Mapping
from http.client import HTTPException
from typing import Any

from deskctl.config.commands import words_of
from deskctl.config.messages import secret_in

MICROSOFT = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"
_SCOPE = "https://outlook.office365.com/.default"
"""The scope of Outlook, for which alone Microsoft issues tokens for mailboxes and sending."""
_COMMAND, _SERVICE = "oauth_command", "oauth"
_APPLICATION = ("tenant", "client", "password_file")
_SECONDS = 30
_OUTAGE = 500


class NoToken(Exception):
    """No token was issued; `refused` if a person must change something first."""

    def __init__(self, reason: str, *, refused: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.refused = refused


def uses_token(table: Mapping[str, Any]) -> bool:
    """Return True if a table of the settings asks for a token in place of a password."""
    return _COMMAND in table or _SERVICE in table


def missing_settings(table: Mapping[str, Any]) -> Iterable[str]:
    """Return the settings that a service needs to issue a token and that a table does not have."""
    needed = _APPLICATION if _SERVICE in table and _COMMAND not in table else ()
    return [name for name in needed if not table.get(name)]


def access_token(table: Mapping[str, Any]) -> str:
    """Return the token for a table of the settings, empty if it asks for a password; raises `NoToken` and `BadData`."""
    if _COMMAND in table:
        return _token_by_command(words_of(table[_COMMAND]))
    if _SERVICE in table:
        secret = secret_in(str(table.get("password_file", "")))
        return _token_of_microsoft(str(table.get("tenant", "")), str(table.get("client", "")), secret)
    return ""


def _token_by_command(words: list[str]) -> str:
    """Return the first line of a command's output."""
    try:
        done = subprocess.run(  # noqa: S603 - the command is the desk's own setting
            words, capture_output=True, text=True, timeout=_SECONDS, check=True
        )
    except (OSError, ValueError, subprocess.SubprocessError) as failed:
        raise NoToken(f"{_COMMAND}: {type(failed).__name__}", refused=True) from failed
    token = done.stdout.strip().partition("\n")[0]
    if not token:
        raise NoToken(f"{_COMMAND}: no output", refused=True)
    return token


def _token_of_microsoft(tenant: str, client: str, secret: str) -> str:
    """Return a token by the credentials of an application."""
    fields = {"grant_type": "client_credentials", "client_id": client, "client_secret": secret, "scope": _SCOPE}
    url = MICROSOFT.format(tenant=urllib.parse.quote(tenant, safe=""))
    data = urllib.parse.urlencode(fields).encode()
    try:
        with urllib.request.urlopen(url, data, timeout=_SECONDS) as answer:  # noqa: S310 - https by its constant
            value = json.load(answer)
        return str(value["access_token"])
    except (ValueError, KeyError, TypeError) as failed:
        raise NoToken(f"{_SERVICE}: {type(failed).__name__}", refused=True) from failed
    except (OSError, HTTPException) as failed:
        code = getattr(failed, "code", _OUTAGE)
        raise NoToken(f"{_SERVICE}: {_reason(failed)}", refused=code < _OUTAGE) from failed


def _reason(failed: Exception) -> str:
    """Return the status of a service, or why it cannot be reached."""
    return str(getattr(failed, "code", "") or getattr(failed, "reason", "") or type(failed).__name__)
