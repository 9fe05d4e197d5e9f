"""Robots of chat services: the code in the body decides, since they answer with status 200 in any case."""

import sys

import pytest
from http_sink import answering

from deskctl.notify.senders.command import Command
from deskctl.notify.senders.dingtalk import DingTalk
from deskctl.notify.senders.feishu import Feishu
from deskctl.notify.senders.outcome import PreparedMessage
from deskctl.notify.senders.robot import Robot
from deskctl.notify.senders.webhook import Webhook
from deskctl.notify.senders.wecom import WeCom

LETTER = PreparedMessage("EN4", "[T-070]", 'T-070 存储链路中断 @all <at user_id="all">')

ANSWERS = [
    (WeCom, 200, '{"errcode":0,"errmsg":"ok"}', "sent"),
    (WeCom, 200, '{"errcode":45009,"errmsg":"api freq out of limit"}', "later"),
    (WeCom, 200, '{"errcode":93000,"errmsg":"invalid webhook url"}', "stopped"),
    (WeCom, 200, '{"errcode":40058,"errmsg":"invalid parameter"}', "refused"),
    (DingTalk, 200, '{"errcode":0,"errmsg":"ok"}', "sent"),
    (DingTalk, 200, '{"errcode":130101,"errmsg":"send too fast"}', "later"),
    (DingTalk, 200, '{"errcode":310000,"errmsg":"sign not match"}', "stopped"),
    (DingTalk, 200, '{"errcode":400013,"errmsg":"group is gone"}', "refused"),
    (Feishu, 200, '{"code":0,"msg":"success"}', "sent"),
    (Feishu, 200, '{"code":11232,"msg":"frequency limited"}', "later"),
    (Feishu, 200, '{"code":19021,"msg":"sign match fail"}', "stopped"),
    (Feishu, 200, '{"code":9499,"msg":"Bad Request"}', "later"),
    (WeCom, 200, "<html>please log in to the hotel</html>", "later"),
    (WeCom, 200, '{"errcode":"0"}', "later"),
    (Feishu, 500, "oops", "later"),
    (Feishu, 429, "slow down", "later"),
    (DingTalk, 302, "moved", "refused"),
    (DingTalk, 0, "", "unsure"),
]


@pytest.mark.parametrize(("robot", "status", "body", "kind"), ANSWERS)
def test_answer_of_a_robot_is_classified(robot: type[Robot], status: int, body: str, kind: str) -> None:
    """Each answer is classified as sent, later, refused, stopped or unsure, without the secret in the outcome."""
    with answering(status, body) as peer:
        outcome = robot(peer.address, "").send(LETTER)
    assert outcome.kind == kind
    assert "SECRET" not in f"{outcome}"
    assert len(peer.got) == 1


def test_robot_mentions_nobody() -> None:
    """Text of a customer cannot mention everybody in a chat group."""
    with answering(200, '{"errcode":0}') as peer:
        WeCom(peer.address).send(LETTER)
    words = peer.got[0]["text"]["content"]
    assert "@all" not in words
    assert "<at" not in words
    assert words.startswith("T-070 存储链路中断")


def test_signed_posts_have_a_signature() -> None:
    """A robot with a secret signs each post, and the secret itself is not sent."""
    with answering(200, '{"errcode":0,"code":0}') as peer:
        DingTalk(peer.address, "s3cret").send(LETTER)
        Feishu(peer.address, "s3cret").send(LETTER)
    assert "&sign=" in peer.paths[0]
    assert {"timestamp", "sign"} <= peer.got[1].keys()
    assert "s3cret" not in f"{peer.paths}{peer.got}"


def test_webhook_accepts_every_2xx() -> None:
    """The outcome of a plain webhook depends on its status, as its answer has no code."""
    with answering(204, "") as peer:
        assert Webhook(peer.address, "x").send(LETTER).kind == "sent"
    assert peer.got[0]["to"] == "EN4"
    assert Webhook("file:///etc/passwd").send(LETTER).kind == "stopped"
    assert Webhook(peer.address).send(LETTER).kind == "later"


@pytest.mark.parametrize(("code", "kind"), [("0", "sent"), ("75", "later"), ("1", "refused")])
def test_command_reports_by_its_exit_code(code: str, kind: str) -> None:
    """A command gets the text on standard input, and its exit code decides the outcome."""
    script = f"import os, sys; assert 'T-070' in sys.stdin.read() and os.environ['DESKCTL_TO']; sys.exit({code})"
    assert Command((sys.executable, "-c", script)).send(LETTER).kind == kind


def test_missing_command_stops_the_channel() -> None:
    """A command that does not exist stops the channel, as it is a mistake of the settings."""
    assert Command(("/nowhere/at/all",)).send(LETTER).kind == "stopped"
