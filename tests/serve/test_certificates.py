"""The certificate of a mail server that no known authority has issued."""

import shutil
from pathlib import Path

import pytest
from dovecot import PASSWORD, USER, Dovecot
from served_desk import BOX, SETTINGS
from smtp_sink import Sink

from deskctl.cli.error_boundary import run


def test_a_certificate_is_beside_the_settings(
    store: str, sink: Sink, server: Dovecot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A certificate that no authority vouches for, and a missing file of one, lead to the setting that names it."""
    box = BOX.format(user=USER, port=server.tls_port).replace('"imap:', '"imaps:')
    (tmp_path / "password").write_text(PASSWORD, encoding="utf-8")
    shutil.copy(server.ca, tmp_path / "firm-ca.pem")
    for line, code, words in (
        ("", 7, "deskctl config set mail.account.service.ca ..."),
        ('ca = "none.pem"\n', 7, "none.pem cannot be read"),
        ('ca = "password"\n', 7, "password is not a certificate"),
        ('ca = "firm-ca.pem"\n', 0, ""),
    ):
        (tmp_path / "settings.toml").write_text(SETTINGS.format(smtp=sink.port) + box + line, encoding="utf-8")
        assert run(["--store", store, "serve", "--once"], lambda *_: None) == code
        assert words in capsys.readouterr().err
