"""管理 · 市级线路: address, this window's secret, and a try whether the city answers."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from models.desk import city_line
from models.desk.city_line import CityAddress
from ui.pages.admin_section import AdminSection
from ui.parts.form_dialog import Ask, FormDialog
from ui.parts.textlines import TextLine, TextLines
from ui.services import Services

UNSET = "还没有设置市级平台地址"


class LineSection(AdminSection):
    """What is set, and its keys."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        self.lines = TextLines()
        super().__init__(services, "市级线路", self.lines, parent)
        self._set = CityAddress()
        self.change = self.key("修改")
        self.change.done.connect(self._ask)
        self.probe = self.key("试连一次", guarded=False)
        self.probe.set_reason(UNSET)
        self.probe.done.connect(self._probe)

    @Slot()
    def refresh(self) -> None:
        """Ask what is set."""
        store = self.services.desk.store
        self.services.tasks.run(lambda: city_line.city_of(store), self._show, self.failed, self.failed)

    @Slot(object)
    def _show(self, now: CityAddress) -> None:
        self._set = now
        self.probe.set_reason("" if now.address else UNSET)
        if now.address:
            secret = "*" * 8 + now.token[-2:]
            rows = [TextLine(now.address, label="地址", note=now.label), TextLine(secret, label="口令")]
        else:
            rows = [TextLine(UNSET, note="收件、受理、打印、编号照常；记录排队等着")]
        self.lines.show_lines(rows)

    @Slot()
    def _ask(self) -> None:
        asks = (
            Ask("address", "地址", text=self._set.address, hint="https://"),
            Ask("token", "登记口令", hidden=True, text=self._set.token),
            Ask("label", "平台名称", text=self._set.label, needed=False),
        )
        form = FormDialog(self, "市级线路", "照市级平台发的登记单填，下次打开程序起生效", asks, "存下")
        form.asked.connect(self._keep)
        self.open_form(form)

    @Slot(dict)
    def _keep(self, told: dict[str, str]) -> None:
        desk, wanted = self.services.desk, CityAddress(told["address"], told["token"], told["label"])
        self.services.tasks.run(lambda: city_line.keep(desk, wanted), self._kept, self.failed, self.failed)

    @Slot(object)
    def _kept(self, now: CityAddress) -> None:
        self._show(now)
        self.done("市级线路已存下，请关闭程序再打开，新的地址才生效")

    @Slot()
    def _probe(self) -> None:
        from forwarding.probe import probe  # noqa: PLC0415 - the line's libraries load when the line is tried

        now = self._set
        self.probe.set_reason("正在试连")
        self.services.tasks.run(lambda: probe(now.address, now.token), self._answered, self._silent, self._silent)

    @Slot(object)
    def _answered(self, sentence: str) -> None:
        self.probe.set_reason("")
        self.services.bus.said.emit(sentence)

    @Slot(object)
    def _silent(self, error: object) -> None:
        self.probe.set_reason("")
        self.services.bus.said.emit(str(error))
