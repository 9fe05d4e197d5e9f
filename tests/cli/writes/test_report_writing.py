"""`report write`: the parts as options, from a file, or in the user's editor."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from calling import Answer, Deskctl

HEADED = "# Cause of the fault\nworn fan\n\n# How it was handled\nnew fan\n\n# Final result\n\n"
OPTIONS = ("--cause", "--method", "--result", "--file")


@pytest.fixture
def written(act: Deskctl, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Answer]:
    """Return a function that writes the report of T-067 on a terminal, with an editor that runs a shell script."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    script = tmp_path / "editor"

    def call(body: str, *words: str, ticket: str = "T-067") -> Answer:
        script.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        script.chmod(0o700)
        with monkeypatch.context() as terminal:
            terminal.setenv("VISUAL", str(script))
            for stream in (sys.stdin, sys.stdout):
                terminal.setattr(stream, "isatty", lambda: True, raising=False)
            return act("report", "write", ticket, *words, "--plain")

    return call


@pytest.fixture
def draft(act: Deskctl) -> Callable[[], str]:
    """Return a function that shows the report with the parts of the draft."""
    return lambda: act("report", "export", "T-067", "--draft", "--format", "md", "-o", "-", "--lang", "en").out


def leftover_files(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "tmp").iterdir())


def test_without_parts_and_terminal_the_options_are_named(act: Deskctl) -> None:
    """Without a part and without a terminal, for many tickets or with `--dry-run`, the refusal names the options."""
    for ticket in ("T-067", "-"):
        refused = act("report", "write", ticket, "--json")
        assert (refused.code, refused.out) == (2, "")
        assert all(option in refused.error["message"] for option in OPTIONS)


def test_changed_parts_are_saved(written: Callable[..., Answer], draft: Callable[[], str], tmp_path: Path) -> None:
    """The editor shows the current parts under headings; only what changed is saved, and the file is removed."""
    assert written("sed -i 's/^# Cause.*/&\\nfirst cause/' \"$1\"").code == 0
    assert "first cause" in draft()
    seen = tmp_path / "seen"
    done = written(f'cp "$1" {seen}; sed -i \'s/first cause/second cause/; s/^# Final.*/&\\nit runs/\' "$1"')
    assert (done.code, done.err.count("\n"), leftover_files(tmp_path)) == (0, 1, [])
    assert "# Cause of the fault\nfirst cause\n" in seen.read_text(encoding="utf-8")
    assert "second cause" in draft()
    assert "it runs" in draft()


@pytest.mark.parametrize(
    ("body", "word"), [("true", "unchanged"), ('> "$1"', "empty"), ("sed -i '/^#/!d' \"$1\"", "empty")]
)
def test_unchanged_or_empty_text_saves_nothing(
    written: Callable[..., Answer], draft: Callable[[], str], tmp_path: Path, body: str, word: str
) -> None:
    """An unchanged text, an empty one and one with only its headings save nothing, and say so."""
    written("sed -i 's/^# Cause.*/&\\nfirst cause/' \"$1\"")
    before = draft()
    answer = written(body)
    assert (answer.code, answer.out, answer.err.count("nothing was saved"), word in answer.err) == (0, "", 1, True)
    assert (draft(), leftover_files(tmp_path)) == (before, [])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('echo mine > "$1"', 4),
        ("sed -i '1i mine' \"$1\"", 4),
        ("head -c 3000000 /dev/zero | tr '\\0' x >> \"$1\"", 4),
        ('echo half > "$1"; exit 3', 4),
    ],
)
def test_text_that_cannot_be_saved_is_kept(
    written: Callable[..., Answer], act: Deskctl, tmp_path: Path, body: str, code: int
) -> None:
    """A text without headings or before them, one that is too long, or of a failed editor stays in the named file."""
    answer = written(body)
    (kept,) = leftover_files(tmp_path)
    assert (answer.code, str(kept) in answer.err) == (code, True)
    kept.write_text(HEADED, encoding="utf-8")
    assert act("report", "write", "T-067", "--file", kept).code == 0


def test_text_saved_meanwhile_is_not_replaced(
    written: Callable[..., Answer], draft: Callable[[], str], desk: Path, tmp_path: Path
) -> None:
    """What is saved while the editor is open stays; the text of the editor stays in its file."""
    other = f"{sys.executable} -m deskctl --store {desk} --actor MG1 report write T-067 --cause theirs -q >&2"
    refused = written(f"{other}; sed -i 's/^# Cause.*/&\\nmine/' \"$1\"", "--actor", "MG1")
    (kept,) = leftover_files(tmp_path)
    assert (refused.code, str(kept) in refused.err, "mine" in kept.read_text(encoding="utf-8")) == (1, True, True)
    assert ("theirs" in draft(), "mine" in draft()) == (True, False)


def test_marks_of_windows_are_no_text(written: Callable[..., Answer], draft: Callable[[], str]) -> None:
    """An editor may add the mark of UTF-8 and the line ends of Windows; neither becomes part of the report."""
    body = r"""sed -i 's/^# Cause.*/&\nfirst\nsecond/; 1s/^/\xef\xbb\xbf/' "$1"; sed -i 's/$/\r/' "$1" """
    assert written(body).code == 0
    assert "first  \nsecond" in draft()
    assert "\N{SYMBOL FOR CARRIAGE RETURN}" not in draft()


def test_file_that_the_editor_removed_is_not_offered(written: Callable[..., Answer], tmp_path: Path) -> None:
    """If the editor removed the file, no command with its name is offered."""
    removed = written('rm "$1"')
    assert (removed.code, "cannot be read: No such file" in removed.err, "--file" in removed.err) == (4, True, False)
    assert leftover_files(tmp_path) == []


def test_refusals_come_before_the_editor(written: Callable[..., Answer], tmp_path: Path) -> None:
    """An unknown ticket or actor and a missing editor are refused before anybody writes anything."""
    assert written("exit 9", ticket="T-999").code == 3
    assert written("exit 9", "--actor", "nobody").code == 1
    assert leftover_files(tmp_path) == []


def test_file_has_the_parts_under_headings(act: Deskctl, draft: Callable[[], str], tmp_path: Path) -> None:
    """A file in either language stores the parts that have a text; without headings or text it is refused."""
    file = tmp_path / "report.md"
    for text, code in (
        (HEADED, 0),
        ("## 故障原因\n松动\n## 处理方法\n\n## 处理结果\n", 0),
        ("no headings", 4),
        ("# Cause of the fault\n# How it was handled\n# Final result\n", 4),
        ("\udcff", 4),
    ):
        file.write_bytes(text.encode("utf-8", "surrogateescape"))
        assert act("report", "write", "T-067", "--file", file).code == code, text
    assert "松动" in draft()
    assert "new fan" in draft()
    assert act("report", "write", "T-067", "--file", file, "--cause", "x").code == 2
    assert act("report", "write", "T-067", "--file", tmp_path / "none").code == 3


def test_saved_draft_is_named_with_the_next_command(act: Deskctl) -> None:
    """A saved draft is confirmed on stderr with the command that issues it, a dry run says that nothing is saved."""
    words = ("report", "write", "T-067", "--cause", "worn fan", "--plain")
    dry = act(*words, "--dry-run")
    assert (dry.code, dry.out) == (0, "")
    assert dry.err == "The draft of T-067 would be saved; no action would be recorded, and no clock would change.\n"
    saved = act(*words)
    assert saved.err == "The draft of the report of T-067 is saved. Next: deskctl report issue T-067\n"
    assert act(*words, "-q").err == ""
