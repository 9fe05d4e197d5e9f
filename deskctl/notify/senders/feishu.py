"""The group robot of Feishu: `https://open.feishu.cn/open-apis/bot/v2/hook/...`, signed if there is a secret."""

import base64
import hashlib
import hmac
import time
from collections.abc import Mapping
from typing import Any, ClassVar

from deskctl.notify.senders.robot import Robot


class Feishu(Robot):
    """Sends text to a group of Feishu; `code` 0 means success."""

    code_name: ClassVar[str] = "code"
    words_name: ClassVar[str] = "msg"
    later: ClassVar[frozenset[int]] = frozenset({9499, 11232, 11233, 99991400})
    wrong_secret: ClassVar[frozenset[int]] = frozenset({19001, 19021, 19022, 19024})
    longest: ClassVar[int] = 18_000

    def body(self, text: str) -> Mapping[str, Any]:
        """Return a text message, with the time and its signature if there is a secret."""
        message: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
        if self._secret:
            stamp = str(int(time.time()))
            digest = hmac.new(f"{stamp}\n{self._secret}".encode(), b"", hashlib.sha256).digest()
            message |= {"timestamp": stamp, "sign": base64.b64encode(digest).decode("ascii")}
        return message
