"""`config check` finds what is wrong with mailboxes, the outgoing server and chat channels, without connecting."""

import os
from pathlib import Path

import pytest
from calling import Deskctl

from deskctl.config.commands import words_of
from deskctl.config.messages import message_settings

MICROSOFT = 'oauth = "microsoft"\nclient = "app"\npassword_file = "config.toml"'


@pytest.fixture
def file() -> Path:
    """Return the path of the settings file of the test."""
    path = Path(os.environ["XDG_CONFIG_HOME"]) / "deskctl" / "config.toml"
    path.parent.mkdir(parents=True)
    return path


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ('[mail.out]\nsmtp = "nonsense"\nfrom = "a@firm.example.com"', 2, "mail.out.smtp"),
        ('[mail.account.a]\nimap = "http://x"\npassword_file = "config.toml"', 2, "mail.account.a.imap"),
        ('[mail.account.a]\nimap = "imaps://me@host:993"\npassword_file = "none"', 3, "mail.account.a.password_file"),
        ('[mail.out]\nsmtp = "smtps://host"\nca = "none.pem"\nfrom = "a@firm.example.com"', 3, "mail.out.ca"),
        ('[mail.account.a]\nimap = "imaps://host"\noauth_command = "x"\nca = "config.toml"', 4, "mail.account.a.ca"),
        (f'[mail.out]\nsmtp = "smtps://host"\nfrom = "a@f.example.com"\n{MICROSOFT}', None, "mail.out.tenant"),
        (f'[mail.account.a]\nimap = "imaps://me@host"\n{MICROSOFT}', None, "mail.account.a.tenant"),
        ('[channel.c]\nkind = "dingtalk"', None, "channel.c.url_file"),
        ('[channel.c]\nkind = "webhook"\nurl_file = "none"', 1, "channel.c"),
        ('[channel.c]\nkind = "command"', None, "channel.c.command"),
        ('[channel.c]\nkind = "command"\ncommand = "say \'x"', 3, "channel.c.command"),
        ('[mail.out]\noauth_command = ""', 2, "mail.out.oauth_command"),
        ("[mail.out]\noauth_command = []", 2, "mail.out.oauth_command"),
    ],
)
def test_mistakes_of_messages_are_found(deskctl: Deskctl, file: Path, text: str, line: int | None, key: str) -> None:
    """A wrong address, a missing password or certificate, and a channel without an address are reported."""
    file.write_text(text, encoding="utf-8")
    checked = deskctl("config", "check", "--json")
    assert (checked.code, [(row["line"], row["key"]) for row in checked.json]) == (4, [(line, key)])


def test_good_message_settings_have_no_mistake(deskctl: Deskctl, file: Path) -> None:
    """Complete settings are accepted, and a command for a token is not run."""
    (file.parent / "secret").write_text("x", encoding="utf-8")
    file.write_text(
        '[mail.out]\nsmtp = "smtps://me@host:465"\nfrom = "a@firm.example.com"\noauth_command = "false"\n'
        '[mail.account.a]\nimap = "imaps://me@host:993"\noauth_command = "false"\n'
        '[channel.c]\nkind = "webhook"\nurl_file = "secret"\n',
        encoding="utf-8",
    )
    assert deskctl("config", "check").code == 0


def test_command_is_set_as_it_is_typed(deskctl: Deskctl, file: Path) -> None:
    """A command is one line as in a shell, which may contain a comma; one without an end is refused."""
    command = "token --scope 'a, b'"
    assert deskctl("config", "set", "mail.out.oauth_command", command).code == 0
    assert deskctl("config", "set", "channel.c.command", "say 'x").code == 2
    out = message_settings().out["oauth_command"]
    assert (out, words_of(out)) == (command, ["token", "--scope", "a, b"])


def test_one_address_of_a_mailbox_needs_no_list(file: Path) -> None:
    """A mailbox with one address may have it as a text."""
    file.write_text('[mail.account.a]\naddresses = "Service@firm.example.com"\n', encoding="utf-8")
    assert message_settings().own_addresses == {"service@firm.example.com"}


def test_the_certificate_of_the_firm_is_beside_the_settings(deskctl: Deskctl, file: Path) -> None:
    """The file of a certificate is named like that of a password: relative to the settings file."""
    (file.parent / "firm-ca.pem").write_text("-----BEGIN CERTIFICATE-----\n", encoding="ascii")
    file.write_text('[mail.out]\nsmtp = "smtps://host"\nca = "firm-ca.pem"\nfrom = "a@firm.example.com"\n', "utf-8")
    assert deskctl("config", "check").code == 0


def test_settings_in_another_encoding_are_explained(deskctl: Deskctl, file: Path) -> None:
    """A settings file in GBK is reported as not readable as UTF-8, without the words of a programming language."""
    file.write_bytes('[firm]\nname = "样例"\n'.encode("gbk"))
    (found,) = deskctl("config", "check", "--json").json
    assert found["message"].endswith("cannot be read: UTF-8")
