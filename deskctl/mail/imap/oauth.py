"""Access tokens: from a command, or by the client credentials of Microsoft 365."""

import json
import subprocess
import urllib.parse
import urllib.request

from deskctl.mail.imap.connection import MailboxDown

_SECONDS = 30
_MICROSOFT = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"
_SCOPE = "https://outlook.office365.com/.default"


def token_by_command(words: list[str]) -> str:
    """Return the first line of a command's output; raises `MailboxDown`."""
    try:
        done = subprocess.run(  # noqa: S603 - the command is the desk's own setting
            words, capture_output=True, text=True, timeout=_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError) as failed:
        raise MailboxDown(f"oauth_command: {type(failed).__name__}", refused=True) from failed
    return done.stdout.strip().partition("\n")[0]


def token_of_microsoft(tenant: str, client: str, secret: str, address: str = _MICROSOFT) -> str:
    """Return a token for a mailbox by the credentials of an application; raises `MailboxDown`."""
    fields = {"grant_type": "client_credentials", "client_id": client, "client_secret": secret, "scope": _SCOPE}
    url = address.format(tenant=urllib.parse.quote(tenant, safe=""))
    data = urllib.parse.urlencode(fields).encode()
    try:
        with urllib.request.urlopen(url, data, timeout=_SECONDS) as answer:  # noqa: S310 - https by its constant
            value = json.load(answer)
        return str(value["access_token"])
    except (OSError, ValueError, KeyError) as failed:
        raise MailboxDown(f"oauth: {type(failed).__name__}", refused=getattr(failed, "code", 500) < 500) from failed  # noqa: PLR2004
