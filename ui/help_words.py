"""What F1 says: the keys of each page, and what to do when something is in the way. Words only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ui.shortcuts import Key

Line = tuple[str, str]  # keys, what they do

EVERYWHERE: Final[tuple[Line, ...]] = (
    ("Alt+1 … Alt+7", "到左轨的七页"),
    (Key.FIND.value, "查事项、办件、申请人、命令，从哪里都行"),
    (Key.LOCK.value, "锁屏，正在办的原样保留"),
    ("Enter  Shift+Enter", "到下一栏、上一栏；在列表里打开"),
    (Key.GIVE_UP.value, "收起最上面的一层"),
)

BY_PAGE: Final[Mapping[str, tuple[Line, ...]]] = {
    "今日": (("↑ ↓", "选一件"), ("Enter", "打开这件"), (Key.PRINT.value, "打印没打的文书")),
    "收件": (
        (Key.PICK_ITEM.value, "选事项、换事项"),
        (Key.MAIN.value, "受理并打印；委托收件的，收件并转市级"),
        (Key.SUPPLEMENT.value, "一次告知补正"),
        (Key.SECOND.value, "容缺受理"),
        (Key.REFUSE.value, "不予受理、不受理，出书面决定"),
        (Key.KEEP.value, "暂存，换下一位"),
        (Key.REVIEW.value, "请主任复核"),
        (Key.GUIDE.value, "指南全文"),
        ("空格 X B N", "材料：收、缺、不符、不需"),
        ("0—9  P  S", "材料：份数、页数、扫描件"),
        ("Alt+E", "按住看全号码"),
    ),
    "办件": (
        ("↑ ↓  ← →", "选办件；换列"),
        ("Enter", "打开"),
        (Key.MAIN.value, "做这件的下一步；表单填好后办理"),
        (Key.OTHERS.value, "其他办理：特别程序、延期、撤回、送达……"),
        (Key.PREVIEW.value, "看文书"),
        (Key.PRINT.value, "打印没打的文书"),
        (Key.SECOND.value, "文书重打，纸上注明第几次"),
        (Key.SUPPLEMENT.value, "市级要补正、不予受理、要申请人更正的，出给申请人的文书"),
        (Key.WHY.value, "期限怎样算的"),
        (Key.FILTER.value, "筛选"),
        (Key.REVEAL.value, "看证件号、电话，写明理由，记入审计"),
        (Key.VOID.value, "作废所选文书的文号，要第二人同意"),
    ),
    "转报": (
        ("↑ ↓", "选一条"),
        ("Enter", "打开办件"),
        (Key.MAIN.value, "重送这一条；要再定的，以先办的为准"),
        (Key.SECOND.value, "要再定的，再办一次"),
        (Key.SUPPLEMENT.value, "市级有答复的，出给申请人的文书"),
        (Key.RETRY.value, "立即重试全部"),
        ("Ctrl+1 … Ctrl+3", "电子记录、原件交接、摆渡包"),
        ("扫袋码  空格", "原件交接：选要交出的袋"),
        (Key.MAIN.value, "原件交接：交出所选，打印交接单"),
        (f"{Key.SECOND.value}  {Key.TAKE_BACK.value}", "原件交接：补打交接单；收回退回的袋"),
        (f"{Key.CARRY.value}  {Key.MAIN.value}", "摆渡包：装包到存储盘；收市级的回执包"),
        (f"{Key.SECOND.value}  {Key.GIVE_UP.value}", "摆渡包：这一包再装一次；停止装包"),
    ),
    "台账": (
        ("Ctrl+1 … Ctrl+3", "日结、月度备案、用印登记"),
        (Key.PICK_DAY.value, "换一天"),
        (Key.MAIN.value, "日结并打印"),
        (Key.SECOND.value, "打印草稿"),
        (Key.SUPPLEMENT.value, "导出 Excel"),
        (Key.REOPEN.value, "重开日结，要第二人同意"),
        (Key.REVEAL.value, "导出（完整）：证件号、电话都在，要第二人同意"),
        ("PgUp PgDn  + −", "翻页、缩放"),
    ),
    "事项": (("输入字", "按名称、首字母、部门、清单号找"), ("↑ ↓", "选"), (Key.MAIN.value, "收这件")),
    "管理": (
        ("Tab", "到下一个键"),
        ("Enter", "按下"),
        ("Ctrl+1  Ctrl+2", "设置、审计"),
        (f"{Key.MAIN.value}  {Key.SUPPLEMENT.value}", "审计：核验全链、导出"),
        (Key.PICK_DAY.value, "审计：选一天，Esc 回到全部"),
    ),
}

TROUBLES: Final[tuple[Line, ...]] = (
    ("线路断了", "照常收件、受理、打印、编号。记录存在本机，线路恢复后按先后自动续传，不用补录。"),
    ("打印机卡纸", "编号和底稿都在。理好纸，按窗口下边的“重打”，或 Ctrl+K 找“重打”，打出同一份。"),
    ("申请人填错", "文书出来以前，回到那一栏改，草稿随改随存。文书出来以后不能改、不能删，请值班主任定怎样更正。"),
    ("要人处理", "市级退回的一条在转报页标方块，按右边写的办，再按 F9 重送。其他办件不受影响。"),
    ("要再定", "另一窗口或市级先办了同一件，先到市级的算。到转报页看两边各办了什么、文书收没收回，再按 F9 或 F8。"),
    ("程序被关掉", "草稿停手不到一秒就存好。重新打开，在收件页按 Tab 选草稿，Enter 接着办。"),
)


def keys_of(page: str) -> tuple[Line, ...]:
    """The keys of a page; nothing for a page that has none of its own."""
    return BY_PAGE.get(page, ())
