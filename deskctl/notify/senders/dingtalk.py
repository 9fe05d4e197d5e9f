"""The group robot of DingTalk: `https://oapi.dingtalk.com/robot/send?access_token=...`, signed if there is a secret."""

import base64
import hashlib
import hmac
import time
from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import quote_plus

from deskctl.notify.senders.robot import Robot


class DingTalk(Robot):
    """Sends text to a group of DingTalk; `errcode` 0 means success."""

    code_name: ClassVar[str] = "errcode"
    words_name: ClassVar[str] = "errmsg"
    later: ClassVar[frozenset[int]] = frozenset({-1, 130101, 130103, 410100})
    wrong_secret: ClassVar[frozenset[int]] = frozenset({300001, 300005, 310000, 40035})
    longest: ClassVar[int] = 16_000

    def address(self) -> str:
        """Return the address with the time and its signature."""
        if not self._secret:
            return self._address
        stamp = str(round(time.time() * 1000))
        digest = hmac.new(self._secret.encode(), f"{stamp}\n{self._secret}".encode(), hashlib.sha256).digest()
        return f"{self._address}&timestamp={stamp}&sign={quote_plus(base64.b64encode(digest))}"

    def body(self, text: str) -> Mapping[str, Any]:
        """Return a text message that mentions nobody."""
        return {"msgtype": "text", "text": {"content": text}, "at": {"isAtAll": False}}
