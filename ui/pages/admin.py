"""管理: this window as it is set up: seat, people, pack, holiday tables. People are added here."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.desk import roster
from models.errors import WorldError
from models.views import Staff
from ui import messages
from ui import theme as t
from ui.parts.column import Scrolled, upright
from ui.parts.heads import GroupHead
from ui.parts.rows import Column, Kind, Row
from ui.parts.table import RowTable
from ui.parts.textlines import TextLine, TextLines
from ui.parts.topbar import TopBar
from ui.services import Services

_COLUMNS = (
    Column("姓名", Kind.STRONG, 140),
    Column("登录名", Kind.MUTED, 140),
    Column("岗位", Kind.TEXT),
    Column("状态", Kind.MUTED, 80),
)


class AdminPage(QWidget):
    """Read at a glance; asks for the people when it is shown."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        bar = TopBar("管理")
        bar.find_asked.connect(services.bus.find_asked)
        self._people = RowTable(_COLUMNS, self, usual=t.ROW, grows=True)
        left, right = Scrolled(t.BG), Scrolled(t.PAPER)
        _fill(left, "本窗口", _seat(services))
        left.column.addWidget(GroupHead("人员", "新增、停用由管理员在命令行办理"))
        left.column.addSpacing(6)
        left.column.addWidget(self._people)
        left.column.addStretch(1)
        _fill(right, "城市包", _pack(services))
        _fill(right, "文件没有写明、按谨慎处理的设置", _settings(services))
        right.column.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(left, 1)
        middle.addWidget(upright())
        middle.addWidget(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addLayout(middle, 1)
        store = services.desk.store
        services.tasks.run(lambda: roster.everybody(store), self._show_people, self._failed, self._failed)

    @Slot(object)
    def _show_people(self, people: tuple[tuple[Staff, str, bool], ...]) -> None:
        self._people.show_rows(
            [
                Row(
                    staff.id,
                    (staff.name, login, roster.ROLES.get(staff.role, staff.role), "在用" if active else "停用"),
                )
                for staff, login, active in people
            ]
        )

    @Slot(object)
    def _failed(self, error: WorldError) -> None:
        messages.trouble(self, error)


def _fill(column: Scrolled, title: str, lines: list[TextLine]) -> None:
    column.column.addWidget(GroupHead(title))
    column.column.addSpacing(6)
    column.column.addWidget(TextLines(lines))
    column.column.addSpacing(18)


def _seat(services: Services) -> list[TextLine]:
    desk = services.desk
    years = [year for year in range(2021, desk.today.year + 2) if desk.calendar.has_year(year)]
    lines = [
        TextLine(f"{desk.window.hall} {desk.window.label}", label="窗口"),
        TextLine(f"{desk.window.region_name}（{desk.window.region}）", label="区划"),
        TextLine(desk.region.approval_organ, label="机关"),
        TextLine(desk.window.phone or "未填", label="电话"),
        TextLine(str(desk.store.folder), label="数据"),
        TextLine(f"{years[0]}—{years[-1]} 年" if years else "没有", label="放假表"),
    ]
    if years and years[-1] <= desk.today.year:
        lines.append(TextLine(f"{years[-1] + 1} 年放假表公布后请导入；跨年的到期日在那之前写“未定”", small=True))
    return lines


def _pack(services: Services) -> list[TextLine]:
    pack = services.desk.pack
    policy = pack.policy
    waiting = sum(1 for item in pack.items if not item.guide_id)
    return [
        TextLine(policy.document, label="依据", note=policy.title),
        TextLine(f"{policy.in_force_from:%Y-%m-%d} 起", label="施行"),
        TextLine(f"{len(pack.items)} 项，规则 {len(pack.rules)} 条，指南待录入 {waiting} 项", label="事项"),
        TextLine(pack.version, label="版本", note=f"摘要 {pack.digest[:16]}"),
        TextLine("、".join(r.name for r in pack.regions if r.pilot), label="承接地"),
    ]


def _settings(services: Services) -> list[TextLine]:
    policy = services.desk.pack.policy
    lines = [
        TextLine(f"县级一段 {policy.forward_days} 个工作日", label="转报"),
        TextLine(f"每月 {policy.monthly_filing_day} 日前", label="备案"),
        TextLine(policy.entrust_seal, label="委托用印"),
        TextLine(
            "县窗口收到材料之日" if policy.receive_only_anchor == "county_receipt" else "市级收到之日", label="五日起算"
        ),
        TextLine(f"{policy.supplement_days} 个工作日" if policy.supplement_days else "不印期限", label="补正"),
    ]
    doubts = [value for key, value in policy.settings.items() if key.startswith("confirm/")]
    lines.append(TextLine("还要请主管部门核定的：", small=True))
    lines.extend(TextLine(text, lead=str(n)) for n, text in enumerate(doubts, 1))
    return lines
