"""管理: this window as it is set up: seat, people, line, holiday tables, pack. Changed by an administrator only."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.desk import roster
from models.errors import WorldError
from ui import theme as t
from ui.pages.admin_backups import BackupSection
from ui.pages.admin_books import REGISTERS
from ui.pages.admin_crashes import CrashSection
from ui.pages.admin_health import HealthSection
from ui.pages.admin_holidays import HolidaySection
from ui.pages.admin_keys import KeySection
from ui.pages.admin_line import LineSection
from ui.pages.admin_people import PeopleSection
from ui.pages.admin_purge import PurgeSection
from ui.pages.admin_registers import RegisterSection
from ui.pages.admin_seats import SeatsSection
from ui.pages.ledger_tabs import LedgerTabs
from ui.parts.column import Scrolled, upright
from ui.parts.heads import GroupHead
from ui.parts.textlines import TextLine, TextLines
from ui.parts.topbar import Facts, TopBar
from ui.services import Services

_KEEPERS = ("supervisor", "administrator")


class AdminPage(QWidget):
    """Looks again whenever it is shown."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._facts = Facts()
        self.people, self.line, self.holidays = PeopleSection(services), LineSection(services), HolidaySection(services)
        self.backups, self.keys = BackupSection(services), KeySection(services)
        self.purge, self.seats = PurgeSection(services), SeatsSection(services)
        self.crashes, self.health = CrashSection(services), HealthSection(services)
        self.people.rekey_asked.connect(self.keys.change_after)
        self._sections = (
            *(self.people, self.seats, self.line, self.backups, self.health),
            *(self.keys, self.purge, self.holidays, self.crashes),
        )
        bar = TopBar("管理")
        self.tabs = LedgerTabs(name="管理")
        bar.add(self.tabs)
        bar.add(self._facts)
        bar.find_asked.connect(services.bus.find_asked)
        left, right = Scrolled(t.BG), Scrolled(t.PAPER)
        _fill(left, "本窗口", _seat(services))
        for section in self._sections:
            left.column.addWidget(section)
        left.column.addStretch(1)
        self.registers = [RegisterSection(services, one) for one in REGISTERS]
        for register in self.registers:
            right.column.addWidget(register)
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

    def showEvent(self, event: QShowEvent) -> None:
        """Ask who sits here and what is set."""
        super().showEvent(event)
        desk = self._services.desk
        self._services.tasks.run(lambda: roster.reason_not(desk), self._guard, self._failed, self._failed)
        for section in self._sections:
            section.refresh()
        for register in self.registers:
            register.refresh()
            register.guard("" if desk.staff.role in _KEEPERS else "由值班主任或管理员登记")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The list takes the keys."""
        self.people.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _guard(self, reason: str) -> None:
        kept = "；登记簿由您和管理员登记" if self._services.desk.staff.role in _KEEPERS else ""
        self._facts.show_facts((f"{reason}，其他岗位可以看{kept}" if reason else "您是管理员，可以改", "quiet"))
        for section in self._sections:
            section.guard(reason)

    @Slot(object)
    def _failed(self, error: WorldError) -> None:
        self._services.bus.said.emit(error.sentence)


def _fill(column: Scrolled, title: str, lines: list[TextLine]) -> None:
    column.column.addWidget(GroupHead(title))
    column.column.addSpacing(6)
    column.column.addWidget(TextLines(lines))
    column.column.addSpacing(18)


def _seat(services: Services) -> list[TextLine]:
    desk = services.desk
    return [
        TextLine(f"{desk.window.hall} {desk.window.label}", label="窗口"),
        TextLine(f"{desk.region.approval_organ}，{desk.window.region_name}（{desk.window.region}）", label="机关"),
        TextLine(desk.window.phone or "未填", label="电话"),
        TextLine(str(desk.store.folder), label="数据"),
    ]


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
