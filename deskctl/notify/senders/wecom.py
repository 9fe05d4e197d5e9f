"""The group robot of WeCom: `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=...`."""

from collections.abc import Mapping
from typing import Any, ClassVar

from deskctl.notify.senders.robot import Robot


class WeCom(Robot):
    """Sends text to a group of WeCom; `errcode` 0 means success."""

    code_name: ClassVar[str] = "errcode"
    words_name: ClassVar[str] = "errmsg"
    later: ClassVar[frozenset[int]] = frozenset({-1, 45009, 45033, 45047})
    wrong_secret: ClassVar[frozenset[int]] = frozenset({93000, 40013, 40001})
    longest: ClassVar[int] = 2_048

    def body(self, text: str) -> Mapping[str, Any]:
        """Return a text message that mentions nobody."""
        return {"msgtype": "text", "text": {"content": text}}
