"""The words of filters and answers, accepted in both languages whatever the language of the desk."""

from collections.abc import Mapping

FIELDS: Mapping[str, tuple[str, ...]] = {
    "customer": ("customer", "客户"),
    "owner": ("owner", "负责", "负责人"),
    "level": ("level", "级别"),
    "severity": ("severity", "严重", "严重程度"),
    "kind": ("type", "kind", "型", "类型"),
    "status": ("status", "状态"),
}
"""Field of the filter -> words before the colon; the first English and the first Chinese word are shown."""
ME = ("me", "我")
NOBODY = ("none", "nobody", "无", "无人", "未派单")
YES, NO = ("yes", "是"), ("no", "否")
LATE = ("late", "overdue", "超时", "已超时")
WITHIN = ("within", "剩")
"""Words before a colon and a duration: due within that duration; `2h内` and `<2h` mean the same."""
