"""Operations are found by the words that people use for them."""

import pytest

from deskctl.language.i18n import use_language
from deskctl.operations.framework.catalogue import names
from deskctl.operations.rules.advice.step_search import rank_of

WANTED = {
    "来电": "call.log", "电话": "call.log", "催": "call.log", "催单": "call.log", "记录通话": "call.log",
    "报修": "ticket.open", "开单": "ticket.open", "首次响应": "ticket.answer", "答复": "ticket.answer",
    "回电": "ticket.respond", "提醒": "callback.add", "约回电": "callback.add", "转派": "ticket.assign",
    "改派": "ticket.assign", "派单": "ticket.assign", "接单": "ticket.assign", "交接": "ticket.hand-over",
    "转交": "ticket.hand-over", "交班": "shift.hand-over", "换班": "shift.hand-over", "签字": "attachment.add",
    "拍照": "attachment.add", "附件": "attachment.add", "换件": "part.install", "更换": "part.install",
    "申请备件": "part.request", "到货": "part.receive", "领料": "stock.issue", "备机": "loaner.send",
    "还机": "loaner.return", "收费": "charge.record", "报价": "charge.agree", "修好": "ticket.resolve",
    "解决": "ticket.resolve", "关单": "ticket.close", "重开": "ticket.reopen", "挂起": "ticket.pause",
    "备注": "ticket.note", "加急": "ticket.set-level", "重复": "ticket.mark-duplicate", "误开": "ticket.void",
    "待查": "ticket.identify", "撤回": "ticket.correct", "应急": "emergency.declare", "原因": "diagnosis.record",
    "会诊": "diagnosis.consult", "厂商": "vendor.contact", "远程": "remote.start", "授权": "remote.consent",
    "出发": "visit.depart", "到场": "visit.arrive", "离场": "visit.leave", "改期": "visit.move",
    "几点到": "visit.reply", "预约": "visit.plan", "回访": "return-visit.record", "常用语": "text.add",
    "请假": "absence.add", "评价": "evaluation.record", "知识库": "faq.publish",
    "远程许可": "remote.consent", "同意远程": "remote.consent", "远程同意": "remote.consent",
    "调高": "ticket.set-severity", "电话响应": "ticket.answer", "领取": "ticket.assign", "收款": "charge.record",
    "延期": "visit.move", "出门": "visit.depart", "走了": "visit.leave", "到了": "visit.arrive", "停钟": "ticket.pause",
    "质保": "asset.note-warranty", "序列号": "asset.edit", "投诉": "ticket.open", "分诊": "ticket.set-level",
    "等备件": "part.request", "退库": "stock.receive", "催备件": "part.expect", "注册": "account.add",
    "重置密码": "account.reset", "上报": "ticket.notify", "通知主管": "ticket.notify", "知道了": "ticket.ack",
    "已在现场": "ticket.set-on-site", "二次工作日": "visit.agree-second-workday", "报价确认": "charge.agree",
    "审批": "charge.agree", "满意度": "evaluation.record", "签名": "attachment.add", "续签": "contract.outcome",
    "升级": "ticket.set-level", "升级别": "ticket.set-level", "打补丁": "upgrade.start", "升级上报": "ticket.notify",
    "员工": "staff.add", "新增员工": "staff.add", "离职": "staff.retire",
}  # fmt: skip
ENGLISH = {
    "phone": "call.log", "eta": "visit.reply", "reassign": "ticket.assign", "photo": "attachment.add",
    "swap": "part.install", "undo": "ticket.correct", "reminder": "callback.add", "call log": "call.log",
    "warranty": "asset.note-warranty", "complaint": "ticket.open", "triage": "ticket.set-level",
    "employee": "staff.add",
}  # fmt: skip


def best(words: str) -> str | None:
    """Return the first of the operations that fit the words best."""
    ranks = {name: rank for name in names() if (rank := rank_of(words, name)) is not None}
    return min(ranks, key=lambda name: ranks[name], default=None)


@pytest.mark.parametrize(("lang", "wanted"), [("zh", WANTED), ("en", ENGLISH)])
def test_a_common_word_finds_its_operation_first(lang: str, wanted: dict[str, str]) -> None:
    """The first result for each common word is the intended operation."""
    use_language(lang)
    try:
        found = {word: best(word) for word in wanted}
    finally:
        use_language("en")
    assert found == wanted


def test_an_upgrade_comes_before_a_mention_of_one() -> None:
    """The operations that raise a level or upgrade software come before one that only mentions an upgrade."""
    use_language("zh")
    try:
        ranks = {name: rank for name in names() if (rank := rank_of("升级", name)) is not None}
    finally:
        use_language("en")
    order = sorted(ranks, key=lambda name: ranks[name])
    assert order[:2] == ["ticket.set-level", "upgrade.start"]
    assert max(map(order.index, ("upgrade.finish", "upgrade.roll-back"))) < order.index("ticket.notify")
