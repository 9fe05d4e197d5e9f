"""The rules as stories: what people try at the desk, what it answers, and whether the way out of a refusal is one."""

from pathlib import Path

import pytest
from story_player import Player, Story, stories

DATA = Path(__file__).parents[2] / "data" / "stories"


@pytest.mark.parametrize("story", stories(DATA), ids=str)
def test_story(story: Story, story_desks: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step of a story is answered as its rule requires; each refusal names a step that its person can take."""
    monkeypatch.setenv("DESKCTL_LANG", "en")
    assert Player(tmp_path, story_desks[story.desk], monkeypatch).play(story) is None
