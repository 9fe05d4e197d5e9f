"""A desk of many tickets in words that differ as those of a real desk do: for the figures of searching."""

import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from deskctl.store.create import create_store

CUSTOMERS = 300
_PLACES = (
    "门诊收费处 急诊护士站 住院部三楼 检验科 放射科 影像中心 药房发药窗口 手术室麻醉间 病案室 财务科 信息中心机房 "
    "分诊台 体检中心 血库 供应室 解放路店 河滨店收银台 东门仓库 西区配送站 调度大厅 客服前台 三号车间 质检室 "
    "培训教室 教务处 图书馆借阅台 宿舍门卫 北校区机房 行政楼二层 董事会会议室 人事部 采购部 法务部 审计组 码头闸口 "
    "堆场地磅房 冷库 包装线 喷涂线 装配二线 锅炉房 水泵房 变电所 消防控制室 停车场出口 自助终端区 呼叫中心"
).split()
_THINGS = (
    "激光打印机 针式打印机 标签打印机 热敏小票机 收银服务器 数据库服务器 存储阵列 存储链路 核心交换机 接入交换机 "
    "无线控制器 防火墙 上网行为管理 备份一体机 磁带库 虚拟化平台 云桌面 瘦客户机 叫号屏 自助挂号机 条码扫描枪 "
    "身份证读卡器 医保读卡器 钱箱 电子秤 监控录像机 摄像头 门禁控制器 考勤机 投影仪 视频会议终端 电话交换机 坐席软电话 "
    "电子病历系统 HIS系统 LIS工作站 PACS阅片站 进销存系统 财务软件 调度系统 课件网站 邮件网关 OA审批流 报表平台 "
    "短信接口 支付网关 VPN通道 UPS电源 精密空调 温湿度探头 Oracle实例 MySQL从库 Windows域控 CentOS主机"
).split()
_SYMPTOMS = (
    "反复重启 无法开机 启动后蓝屏 运行缓慢 频繁掉线 无响应 不出纸 卡纸 打印空白 打印乱码 连接超时 登录失败 密码过期 "
    "授权到期 磁盘空间不足 硬盘亮黄灯 阵列降级 风扇异响 电源告警 温度过高 主板故障 内存报错 数据不同步 报表数据为零 "
    "重复扣款 扣款未到账 单据丢失 无法保存 附件打不开 页面空白 证书失效 端口不通 网络环路 丢包严重 地址冲突 域名解析错误 "
    "备份失败 恢复演练不通过 日志暴涨 死锁 表空间告警 接口返回500 时间不准 声音断续 画面花屏 刷卡无反应 识别率低 "
    "配置丢失 升级后异常 补丁安装失败 权限不足 账号被锁 需要新增字段 咨询操作步骤 申请扩容 申请培训 要求迁移"
).split()
_TRIED = (
    "已重启一次无效 已更换网线仍无效 已按电话指导清理缓存 未做任何处理 已切换到备机 已断电重插 已重装驱动 "
    "已检查指示灯正常 已联系厂商待回复 已回退上一版本 已手工登记代替 换另一台电脑正常 昨晚巡检时正常 同一问题上月出现过 "
    "已收集日志待分析 远程登录被拒绝 已拍照发群里 已核对参数未见异常 重新注册后短暂恢复 仅在高峰时出现"
).split()
_IMPACT = (
    "影响全院挂号 影响一个窗口 收银中断 业务未中断 患者排队较长 影响夜班交接 月结无法进行 全店停业 仅影响查询 "
    "领导关注 请尽快到场 可以下班后处理 等待备件 不同意远程登录 需携带备机 费用待协商 请回电确认 明早八点前恢复"
).split()
_MANNERS = "今早 昨晚 上午十点 下午三点 交接班时 开机后 停电恢复后 升级之后 雷雨过后 搬迁之后 国庆期间 月底".split()
_ENGLISH = (
    "printer offline since this morning",
    "server keeps rebooting after the update",
    "cannot reach the storage link",
    "clerk asks for step by step guidance",
    "VPN tunnel drops every hour",
    "license expired on the workstation",
    "database backup failed with error",
)
_FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
_GIVEN = "子墨雨桐浩然欣怡梓涵诗琪博文思远佳宁俊杰晓峰丽娟建国秀英志强文静海燕永康"
_CITIES = "江州 临海 青山 南浦 云溪 白沙 望城 安平 永兴 清河 古田 新港".split()
_TRADES = "人民医院 中医院 妇幼保健院 连锁超市 物流公司 职业学院 机械厂 港务集团 冷链公司 供水公司".split()
_RARE_SIGNS = "".join(chr(sign) for sign in range(0x4E00, 0x9FA5, 7))
_OPEN_STATUSES = ("new", "in_progress", "dispatched", "waiting_part", "paused", "resolved")
_CHUNK = 10_000
_BEGUN, _STEP = 1_700_000_000, 60

_INSERT = (
    "INSERT INTO ticket (number, policy, policy_version, customer, site, channel, kind, level, level_initial, status,"
    " mode, title, description, lang, reported_at, next_due_at, clauses, last_seq, changed_at)"
    " VALUES (?, 'after-sales', '1', ?, ?, 'phone', 'incident', 'routine', 'routine', ?, 'normal', ?, ?, ?, ?, ?,"
    " '[]', 0, ?)"
)


def words(chance: random.Random) -> tuple[str, str]:
    """Give a title and a description; one ticket in five has words that hardly any other has."""
    place, thing, symptom = chance.choice(_PLACES), chance.choice(_THINGS), chance.choice(_SYMPTOMS)
    if chance.random() < 0.08:
        title, said = chance.choice(_ENGLISH), f"{chance.choice(_ENGLISH)}, see {thing}."
    else:
        title = f"{place}{thing}{symptom}"
        said = f"{chance.choice(_MANNERS)}{place}{thing}{symptom},{chance.choice(_TRIED)},{chance.choice(_IMPACT)}。"
    person = chance.choice(_FAMILY) + "".join(chance.sample(_GIVEN, 2))
    said += f"联系人{person},工号{chance.randrange(10**5):05d}。"
    if chance.random() < 0.2:
        rare = "".join(chance.sample(_RARE_SIGNS, 3))
        said += f"资产编号 {rare}-{chance.randrange(16**6):06X},IP 10.{chance.randrange(256)}.{chance.randrange(256)}.9。"
    return title, said


def make_desk(path: Path, tickets: int, still_open: int) -> None:
    """Make a desk; the newest tickets are more often open than the old ones."""
    create_store(str(path))
    chance = random.Random(tickets)  # noqa: S311 - the same desk each time
    with closing(sqlite3.connect(path)) as conn:
        _customers(conn, chance)
        for start in range(1, tickets + 1, _CHUNK):
            numbers = range(start, min(start + _CHUNK, tickets + 1))
            conn.executemany(_INSERT, _rows(numbers, tickets, still_open, chance))
            conn.commit()


def _customers(conn: sqlite3.Connection, chance: random.Random) -> None:
    for place in range(CUSTOMERS):
        name = f"{chance.choice(_CITIES)}市第{place + 1}{chance.choice(_TRADES)}"
        conn.execute(
            "INSERT INTO customer (id, name, name_en, lang, key_customer) VALUES (?, ?, ?, 'zh', 0)",
            (f"B-{place:03d}", name, f"Customer No. {place + 1} of the bench"),
        )
        conn.execute("INSERT INTO site (id, customer, name, outlet) VALUES (?, ?, ?, 0)", (f"S-B-{place:03d}", f"B-{place:03d}", name))



def _rows(
    numbers: Sequence[int], tickets: int, still_open: int, chance: random.Random
) -> Iterator[tuple[object, ...]]:
    recent = min(3 * still_open, tickets)  # nine tenths of what is open lies among the newest
    old = tickets - recent
    among_recent, among_old = (0.9 * still_open / recent, 0.1 * still_open / old) if old else (still_open / recent, 0)
    for number in numbers:
        likely = among_recent if number > old else among_old
        is_open = chance.random() < likely
        reported = _BEGUN + number * _STEP
        status = chance.choice(_OPEN_STATUSES) if is_open else "closed"
        due = reported + chance.randrange(10**7) if is_open and chance.random() < 0.9 else None
        customer = f"B-{int(CUSTOMERS * chance.random() ** 2):03d}"
        title, said = words(chance)
        yield number, customer, f"S-{customer}", status, title, said, "zh", reported, due, reported
