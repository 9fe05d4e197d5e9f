"""Templates of messages: what is not known leaves nothing behind."""

from pathlib import Path

import pytest

from deskctl.language.i18n import LANGUAGES
from deskctl.notify.templates import render_template, template_names

_ALWAYS_KNOWN = {"ticket": "T-071", "mail": "ML-0001", "what": "late", "title": "x", "when": "11-25", "version": 1}
_LABELS = {"The following is due now or soon:", "以下事项已到期或即将到期："}


@pytest.mark.parametrize("name", template_names())
def test_unknown_values_leave_no_label_behind(name: str) -> None:
    """Without site, owner, names and times, no line of a message ends with a label or has a gap in it."""
    for lang in LANGUAGES:
        subject, text = render_template(name, lang, _ALWAYS_KNOWN)
        for line in {subject, *text.splitlines()} - _LABELS:
            assert not line.endswith((":", "：")) or line == "您好：", line
            assert "  " not in line.strip(), line
            assert not line.startswith(("，", ",")), line
            assert not any(gap in line for gap in (" ,", " .", "：，", "在 前")), line


def test_contact_without_a_phone_leaves_no_space_behind() -> None:
    """A line ends with its last value that is known; the line that begins a signature keeps its space."""
    for lang in LANGUAGES:
        _subject, text = render_template("escalation", lang, {**_ALWAYS_KNOWN, "contact": "Li"})
        assert [line for line in text.splitlines() if line != line.rstrip()] == [], lang


def test_line_of_labels_without_a_value_is_left_out_of_own_templates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also in a firm's own template a line of a label and values is left out if they are empty, but no sentence is."""
    monkeypatch.setenv("DESKCTL_CONFIG", str(tmp_path / "settings.toml"))
    (tmp_path / "mail").mkdir()
    own = "{{ title }}\nSite: {{ site }}\nWho: {{ contact }} {{ phone | upper }}\nOwner:{{ owner }}\nIn {{ when }}."
    (tmp_path / "mail" / "notify.en.txt").write_text(own, encoding="utf-8")
    shown = {"title": "x", "site": "", "phone": "021 a", "owner": None}
    assert render_template("notify", "en", shown) == ("x", "Who:  021 A\nIn .\n")
