"""Who sits at the window: entrance, hall, the next person in the same place, the way out when the window is closed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from models.errors import WorldError
from ui.entrance import Entrance

if TYPE_CHECKING:
    from models.desk.setup import Opened
    from ui.calling import Called
    from ui.comeback import Comeback
    from ui.hall import Hall
    from ui.handover import Handover
    from ui.lastrun import Place
    from ui.messages import Message

FIRST_PAGES = ("收件", "办件", "管理")
"""The first of these that is for whoever signed in."""
_LOOKS, _LOOK_MS = 50, 20
_KEEP_MS = 8000
"""How long starting again waits for what is under way; whatever hangs then is what one wants to be rid of."""
_UNSEEN = (
    "给出恢复码的那一次，程序中途断了。办件和密码都在。",
    "请到“管理”的“密钥”更换恢复码，打印后封存。",
)
_SAFE = "数据没有改动。请重新安装程序，仍不行请联系管理员。"


class Session(QObject):
    """One run of the program at one folder."""

    def __init__(self, entrance: Entrance, open_hall: Callable[[Opened], Hall]) -> None:
        super().__init__()
        self._entrance, self._open_hall = entrance, open_hall
        self.hall: Hall | None = None
        self.again = False  # the program is to be started once more when this one has ended
        self._back: Comeback | None = None
        self._handover: Handover | None = None
        self._places: dict[str, Place] = {}  # person → where they were when somebody else sat down
        self._code, self._fresh, self._unseen, self._looks = "", False, False, 0
        self._called: Called | None = None  # listens for a second program
        self._fell: Place | None = None  # where the last run was when it was killed
        self._message: Message | None = None
        entrance.window.painted.connect(self._load_ahead)
        entrance.entered.connect(self._entered)

    def begin(self) -> None:
        """Show the sign-in window."""
        self._entrance.window.showMaximized()

    def end(self) -> None:
        """The ordered stop."""
        self._message = None  # it goes with its window
        if self._handover is not None:
            self._handover.stop()
            self._handover = None
        self._deaf()
        if self._back is not None:
            self._back.stop(again=self.again)
            self._back = None
        if self.hall is not None:
            self.hall.stop()
            self.hall = None

    @Slot()
    def restart(self) -> None:
        """Keep what is typed, end in order, begin again at the same place."""
        self.again = True
        if self.hall is None:
            self._entrance.window.close()
            return
        from ui import pages  # noqa: PLC0415 - not before the first paint

        page = self.hall.window.page(FIRST_PAGES[0])
        if page is not None:
            pages.keep(page)
        # what is typed is kept in the background, perhaps behind something else: closing now would drop it
        self.hall.tasks.busy_changed.connect(self._close_when_kept)
        QTimer.singleShot(_KEEP_MS, self._close)
        self._close_when_kept()

    @Slot()
    def _close_when_kept(self) -> None:
        if self.hall is not None and not self.hall.tasks.busy:
            self._close()

    @Slot()
    def _close(self) -> None:
        if self.hall is not None and self.hall.window.isVisible():
            self.hall.front.closing.agree()
            self.hall.window.close()

    @Slot()
    def hand_over(self) -> None:
        """换人: whoever sits here goes in order, and the door is shown to the next."""
        if self.hall is None or self._handover is not None:
            return
        from ui.handover import Handover  # noqa: PLC0415 - when somebody takes over

        self._handover = Handover(self.hall, self)
        self._handover.ready.connect(self._handed)
        self._handover.kept_back.connect(self._kept_back)
        self._handover.begin()

    @Slot()
    def _handed(self) -> None:
        """Nothing runs any more. The door comes before the window goes, or Qt would take that for the last one."""
        hall, self.hall = self.hall, None
        self._kept_back()
        if hall is None:
            return
        if self._back is not None:
            self._back.stop(again=False)
            if self._back.place is not None:
                self._places[hall.desk.staff.id] = self._back.place
            self._back.deleteLater()
            self._back = None
        self._message = None
        self._deaf()
        self._entrance.again()
        self._entrance.window.showMaximized()
        hall.stop(handed=True)
        hall.let_go()
        hall.tasks.begin_again()

    def _deaf(self) -> None:
        if self._called is not None:
            self._called.stop()
            self._called.deleteLater()
            self._called = None

    @Slot()
    def _kept_back(self) -> None:
        if self._handover is not None:
            self._handover.deleteLater()
            self._handover = None

    @Slot()
    def _load_ahead(self) -> None:
        from ui.warming import Warming  # noqa: PLC0415 - after the first paint

        Warming(self).begin()

    @Slot(object)
    def _entered(self, opened: Opened) -> None:
        try:
            self.hall = self._open_hall(opened)
        except WorldError as error:
            opened.close()
            self._entrance.window.refuse(error.sentence)
            return
        except OSError as error:
            opened.close()
            self._entrance.window.refuse(f"程序自带的文件缺失或读不出（{Path(error.filename or '').name}）。{_SAFE}")
            return
        except Exception:
            opened.close()
            self._entrance.window.refuse(f"程序出了错，窗口没有打开。{_SAFE}")
            raise
        window = self.hall.window
        self.hall.front.change_asked.connect(self.hand_over)
        before = self._come_back(self.hall)
        window.foot.clear()  # a place that is not for them needs no word before they asked for it
        window.showMaximized()
        window.watch_scanner()
        # Closed only once the window stands, or Qt would take it for the last one.
        self._code, self._fresh, self._unseen = opened.recovery_code, opened.fresh, opened.code_unseen
        self._fell = before if before is not None and not before.again else None
        QTimer.singleShot(0, self._stands)

    @Slot()
    def _stands(self) -> None:
        """The sign-in window goes first: what is told afterwards stays in front."""
        self._entrance.window.close()
        if self._code and self.hall is not None:
            self._message = self._show_code(self.hall)
            self._message.finished.connect(self._code_read)
        elif self._fell is not None and self._back is not None:
            self._message = self._back.tell(self._fell)
        elif self._unseen and self.hall is not None:
            self._message = _tell(self.hall, "恢复码还没有人抄下", *_UNSEEN, warns=True)
        if self._message is not None:
            self._message.finished.connect(self._read)
            self._front()
        self._code, self._fell = "", None

    def _show_code(self, hall: Hall) -> Message:
        from models.desk import keychange  # noqa: PLC0415 - at a first start, or after the code was used
        from ui.code_message import show_code  # noqa: PLC0415 - the same

        sheet = keychange.sheet(hall.desk, self._code, first=self._fresh)
        return show_code(hall.window, "请打印或抄下恢复码", sheet, hall.tasks, hall.paper)

    def _come_back(self, hall: Hall) -> Place | None:
        """To the first page, or to where a run was that did not end; from here on a second program is heard."""
        from ui.calling import Called  # noqa: PLC0415 - after the first paint
        from ui.comeback import Comeback  # noqa: PLC0415 - after the first paint
        from ui.lastrun import LastRun  # noqa: PLC0415 - the same

        self._called = Called(hall.desk.store.folder, hall.window, self)
        run = LastRun(hall.desk.store.folder)
        found = run.begin(hall.desk.clock.now(), hall.desk.staff.id)
        before = found.seen_by(hall.desk.staff.id) if found is not None else None
        self._back = Comeback(hall, run, self)
        self._back.begin(before or self._places.pop(hall.desk.staff.id, None), FIRST_PAGES)
        return before

    @Slot()
    def _front(self) -> None:
        """A window that comes up slowly takes the keys from the message over it: give them back, for a second."""
        if self._message is None or self._looks >= _LOOKS:
            return
        self._looks += 1
        if not self._message.isActiveWindow():
            self._message.activateWindow()
        QTimer.singleShot(_LOOK_MS, self._front)

    @Slot()
    def _read(self) -> None:
        self._message = None

    @Slot()
    def _code_read(self) -> None:
        """The code was put away; a window that ends with it still shown says at the next start that it was not."""
        if self._message is None or self.hall is None:
            return
        from models.desk import setup  # noqa: PLC0415 - at a first start only

        store = self.hall.desk.store
        self.hall.tasks.run(lambda: setup.code_seen(store), self._known, self._not_known, self._not_known)

    @Slot(object)
    def _known(self, _: None) -> None:
        """It stands in the store."""

    @Slot(object)
    def _not_known(self, error: WorldError) -> None:
        if self.hall is not None:
            self.hall.window.foot.say(error.sentence)


def _tell(hall: Hall, title: str, *lines: str, warns: bool = False) -> Message:
    from ui import messages  # noqa: PLC0415 - on few days only
    from ui.paint.light import Shape  # noqa: PLC0415 - the same

    return messages.tell(hall.window, title, *lines, shape=Shape.TRIANGLE if warns else Shape.CHECK)
