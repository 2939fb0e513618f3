"""From the sign-in window to an open store: the password is checked in the background, the window never waits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from models.errors import Refusal, WorldError
from ui.signin import FirstForm, SignInWindow
from ui.tasks import Tasks

if TYPE_CHECKING:
    from models.desk.doctor import Diagnosis
    from models.desk.setup import Opened, Seatable
    from ui.calling import Calling
    from ui.parts.form_dialog import FormDialog


_CUT = "上次的首次设置没有做完，没有留下办件。请重新填写，从头设置。"
CAME = "它的窗口已到前面来，这个可以关掉。"
STUCK = "那个窗口没有应答，可能停住了。"


class Entrance(QObject):
    """Shows the sign-in window for a folder.

    Signals:
        entered: a setup.Opened.
    """

    entered = Signal(object)

    def __init__(self, folder: Path, tasks: Tasks, regions: Callable[[], dict[str, Seatable]]) -> None:
        """``regions``: region code → what its city pack says of it, read at a first start only."""
        super().__init__()
        self._folder, self._tasks, self._regions = folder, tasks, regions
        self.form: FormDialog | None = None
        self._opened: Opened | None = None  # while it is looked at
        self._calling: Calling | None = None
        self._in_use = ""
        self.window = self._door()
        tasks.busy_changed.connect(self._idle)

    def again(self) -> None:
        """Somebody else is to sign in: a door at which nothing is typed (换人)."""
        before, self.window = self.window, self._door()
        before.deleteLater()

    def _door(self) -> SignInWindow:
        cut = _cut_short(self._folder)
        door = SignInWindow(first=cut or not _is_set_up(self._folder))
        if cut:
            door.card.say(_CUT)
        door.asked.connect(self._sign_in)
        door.first_asked.connect(self._first_start)
        door.rescue_asked.connect(self._rescue)
        door.recovery_asked.connect(self._ask_code)
        return door

    @Slot(str, str)
    def _sign_in(self, login: str, password: str) -> None:
        folder = self._folder

        def op() -> Opened:
            from models.desk import setup  # noqa: PLC0415 - SQLCipher and argon2 load after the first paint

            return setup.sign_in(folder, login, password)

        self._tasks.run(op, self._examine, self._refused, self._troubled)

    @Slot(object)
    def _first_start(self, form: FirstForm) -> None:
        folder, regions = self._folder, self._regions

        def op() -> Opened:
            from models.desk import setup  # noqa: PLC0415 - as above
            from models.views import Window  # noqa: PLC0415 - the same

            known = regions().get(form.region)
            if known is None:
                raise _no_pack(form.region)
            seat = Window(form.region, form.window, known.region, known.hall)
            return setup.first_start(
                folder, seat, known.pack, login=form.login, name=form.name, password=form.password, crypto=known.crypto
            )

        self._tasks.run(op, self._entered, self._refused, self._troubled)

    @Slot()
    def _ask_code(self) -> None:
        from ui.parts.form_dialog import Ask, FormDialog  # noqa: PLC0415 - not needed for the first paint

        asks = (
            Ask("code", "恢复码", hint="封存单上的六组"),
            Ask("login", "管理员登录名"),
            Ask("password", "新密码", hidden=True, hint="至少八位，三种字符"),
            Ask("again", "再输一次", hidden=True),
        )
        self.form = FormDialog(self.window, "用恢复码打开", "用过即作废，会给出新的一份", asks, "打开")
        self.form.asked.connect(self._recover)
        self.form.open()

    @Slot(dict)
    def _recover(self, told: dict[str, str]) -> None:
        folder, form = self._folder, self.form
        if form is not None and told["password"] != told["again"]:
            form.refuse("两次输入的密码不一样，请重输。")
            return

        def op() -> Opened:
            from models.desk import setup  # noqa: PLC0415 - as above

            return setup.recover(folder, told["code"], told["login"].strip(), told["password"])

        self._tasks.run(op, self._recovered, self._not_recovered, self._not_recovered)

    @Slot(object)
    def _recovered(self, opened: Opened) -> None:
        if self.form is not None:
            self.form.accept()
            self.form = None
        self.entered.emit(opened)

    @Slot(object)
    def _not_recovered(self, error: WorldError) -> None:
        if self.form is not None:
            self.form.refuse(error.sentence)

    @Slot(object)
    def _examine(self, opened: Opened) -> None:
        """It is open; whether its lists and this clock may be believed is looked at before anybody works."""
        self._opened = opened

        def op() -> Diagnosis | None:
            from models.desk import doctor  # noqa: PLC0415 - after the first paint

            return doctor.examine(opened)

        self._tasks.run(op, self._examined, self._unreadable, self._unreadable)

    @Slot(object)
    def _examined(self, found: Diagnosis | None) -> None:
        opened, self._opened = self._opened, None
        if opened is not None and found is not None:
            self._show(found, opened)
        elif opened is not None:
            self.entered.emit(opened)

    @Slot(object)
    def _unreadable(self, error: WorldError) -> None:
        if self._opened is not None:
            self._opened.close()
        self._opened = None
        self._troubled(error)

    @Slot(bool)
    def _idle(self, busy: bool) -> None:
        """Whatever came of it, even a bug, the person can try again."""
        if not busy:
            self.window.busy(False)

    @Slot(object)
    def _entered(self, opened: Opened) -> None:
        self.entered.emit(opened)

    @Slot(object)
    def _refused(self, refusal: Refusal) -> None:
        self.window.refuse(refusal.sentence)

    @Slot(object)
    def _troubled(self, trouble: WorldError) -> None:
        from models.desk.doctor import diagnose  # noqa: PLC0415 - when something is wrong

        self.window.refuse(trouble.sentence)
        if getattr(trouble, "code", "") == "store_in_use":
            self._call(trouble.sentence)
        if (found := diagnose(trouble)) is not None:
            self._show(found)

    def _call(self, sentence: str) -> None:
        """Another program has the folder: its window is asked to come to the front."""
        from ui.calling import Calling  # noqa: PLC0415 - when there is another program

        self._in_use = sentence
        if self._calling is None:
            self._calling = Calling(self._folder, self)
            self._calling.answered.connect(self._answered)
        self._calling.ask()

    @Slot(bool)
    def _answered(self, came: bool) -> None:
        self.window.card.say(self._in_use + (CAME if came else STUCK))

    @Slot()
    def _rescue(self) -> None:
        self._show(None)

    def _show(self, found: Diagnosis | None, opened: Opened | None = None) -> None:
        """One page for what is wrong, or the list of backups; ``opened``: the store, where it did open."""
        from ui.rescue import RescueCard  # noqa: PLC0415 - when something is wrong, or somebody takes over

        if opened is None:
            card = RescueCard(self._folder, self._tasks, self.window, found)
        else:
            from ui.rescue_open import OpenRescue  # noqa: PLC0415 - the same

            card = OpenRescue(self._folder, self._tasks, self.window, found, opened)
            card.cured.connect(self._examine)
        card.back.connect(self._back)
        card.turned.connect(self._rescue)
        card.entered.connect(self._entered)
        self.window.put(card)

    @Slot()
    def _back(self) -> None:
        self.window.put(None)


def _no_pack(region: str) -> Refusal:
    return Refusal(
        f"没有区划 {region} 的城市包", "没有建立任何东西", "请核对代码，或先装入这个城市的包", code="region_unknown"
    )


def _is_set_up(folder: Path) -> bool:
    """Whether somebody can sign in; a folder that cannot be looked into is told of when they try."""
    try:
        return any((folder / name).exists() for name in ("keys.json", "keys.json.1", "restoring"))
    except OSError:
        return True


def _cut_short(folder: Path) -> bool:
    """Whether a first start was cut in the middle here; on every other day nothing is loaded to know."""
    try:
        if not (folder / "beginning").exists():
            return False
    except OSError:
        return False
    from models.desk import setup  # noqa: PLC0415 - see above

    return setup.cut_short(folder)
