"""A mail as a file, which a person opens in a mail program and sends from there."""

import email
from email.message import Message
from pathlib import Path

import pytest

from deskctl.data_files import data_file
from deskctl.language.i18n import translated
from deskctl.notify.mail_file import write_mail_file

SENDER = '[mail.out]\nfrom = "desk@firm.example.com"\n'


@pytest.mark.parametrize(("text", "sender"), [("", None), (SENDER, "desk@firm.example.com")])
def test_file_names_a_sender_only_if_one_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, sender: str | None
) -> None:
    """Without an address of the desk the file has no sender, so that the mail program enters the person's own."""
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("DESKCTL_CONFIG", str(tmp_path / "config.toml"))
    written = _written(tmp_path / "paper.eml")
    assert written["X-Unsent"] == "1"
    assert written["To"] == "Zhou <zhou@heling.example>"
    assert written["From"] == sender


def _written(path: Path) -> Message:
    write_mail_file(path, ("Zhou", "zhou@heling.example"), "Paper", "Please find it attached.\n", (), 1_796_000_000)
    return email.message_from_bytes(path.read_bytes())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_mail_names_the_report_as_the_report_is_headed(lang: str) -> None:
    """The mail that takes a report to the customer calls it by the heading of the report, in both languages."""
    subject = Path(data_file("mail"), f"report.{lang}.txt").read_text(encoding="utf-8").splitlines()[0]
    assert translated("Incident report", lang) in subject
