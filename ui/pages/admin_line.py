"""管理 · 市级线路: enrolment with the sheet the city gave, address and secret by hand, and a try whether it answers."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from models.desk import city_line, enrol
from models.desk.city_line import CityAddress
from models.desk.enrol import Met
from models.errors import WorldError
from ui import messages
from ui.pages.admin_section import AdminSection
from ui.paint.light import Shape
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
        self._met: Met | None = None
        self.enrol = self.key("登记")
        self.enrol.done.connect(self._ask_sheet)
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
            rows = [TextLine(now.address, label="地址", note=now.label), TextLine(secret, label="口令"), _seal(now)]
        else:
            rows = [TextLine(UNSET, note="收件、受理、打印、编号照常；记录排队等着")]
        self.lines.show_lines(rows)

    @Slot()
    def _ask_sheet(self) -> None:
        asks = (
            Ask("address", "地址", text=self._set.address, hint="https://"),
            Ask("code", "登记编码", hint="六组，每组四位"),
        )
        form = FormDialog(self, "登记本窗口", "照市级当面交来的登记单填；编码只能用一次", asks, "核对市级签章")
        form.asked.connect(self._meet)
        self.open_form(form)

    @Slot(dict)
    def _meet(self, told: dict[str, str]) -> None:
        desk = self.services.desk

        def op() -> Met:
            return enrol.meet(desk, _door(), told["address"], told["code"])

        self.services.tasks.run(op, self._compare, self.failed, self.failed)

    @Slot(object)
    def _compare(self, met: Met) -> None:
        self._met = met
        if self.form is not None:
            self.form.accept()
        groups = met.fingerprint.split()
        lines = (
            f"{met.card.name}，{met.address}",
            "　".join(groups[:4]),
            "　".join(groups[4:]),
            "与登记单上的市级签章逐组核对。八组都一样才确认；有一组不同就返回，告诉市级。编码还没有发出。",
        )
        messages.ask(self, "市级签章一样吗", lines, "都一样，登记", self._enter, shape=Shape.RING)

    @Slot()
    def _enter(self) -> None:
        if (met := self._met) is not None:
            desk, self._met = self.services.desk, None
            self.services.tasks.run(
                lambda: enrol.enrol(desk, _door(), met), self._entered, self._not_entered, self._not_entered
            )

    @Slot(object)
    def _entered(self, now: CityAddress) -> None:
        self._show(now)
        self.done(f"已在{now.label}登记，排队的记录这就送")
        self.services.nudge()

    @Slot(object)
    def _not_entered(self, error: WorldError) -> None:
        messages.trouble(self, error, "没有登记成")

    @Slot()
    def _ask(self) -> None:
        asks = (
            Ask("address", "地址", text=self._set.address, hint="https://"),
            Ask("token", "登记口令", hidden=True, text=self._set.token),
            Ask("label", "平台名称", text=self._set.label, needed=False),
        )
        form = FormDialog(self, "市级线路", "没有登记单、由市级另给口令的才手填", asks, "存下")
        form.asked.connect(self._keep)
        self.open_form(form)

    @Slot(dict)
    def _keep(self, told: dict[str, str]) -> None:
        desk, wanted = self.services.desk, CityAddress(told["address"], told["token"], told["label"])
        self.services.tasks.run(lambda: city_line.keep(desk, wanted), self._kept, self.failed, self.failed)

    @Slot(object)
    def _kept(self, now: CityAddress) -> None:
        self._show(now)
        self.done("市级线路已存下，从下一次续传起用")
        self.services.nudge()

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


def _door() -> enrol.Door:
    from forwarding.enrolling import EnrolDoor  # noqa: PLC0415 - the line's libraries load when the line is tried

    return EnrolDoor()


def _seal(now: CityAddress) -> TextLine:
    """Whether the city's seals are checked, and against which."""
    if now.sign_key:
        return TextLine(enrol.fingerprint_of(now), label="签章", note="市级每份回执都按它核对")
    return TextLine("没有登记，市级回执不核对签章", label="签章", note="向市级要登记单后按“登记”")
