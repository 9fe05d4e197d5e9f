"""The rules as stories: commands at the desk, the expected answers, and the remedies of refusals."""

from pathlib import Path

import pytest
from story_player import Player, Story, stories

DATA = Path(__file__).parents[2] / "data" / "stories"


@pytest.mark.parametrize("story", stories(DATA), ids=str)
def test_story(story: Story, story_desks: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step of a story has the expected answer, and each refusal names a remedy that works."""
    monkeypatch.setenv("DESKCTL_LANG", "en")
    assert Player(tmp_path, story_desks[story.desk], monkeypatch).play(story) is None
