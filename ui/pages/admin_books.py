"""The five registers of 管理 as data: 印章, 2号章协议, 空白证照, 专家库, 业务指导员."""

from __future__ import annotations

from typing import Final

from models.desk.context import Desk
from models.errors import Refusal
from models.rules.terms import SealKind
from ui.pages.acts.asks import names_told, read_day
from ui.pages.admin_registers import Change, Listed, Register, Typed
from ui.parts.form_dialog import Ask
from ui.parts.rows import Column, Kind, Row

_STATE: Final = Column("状态", Kind.MUTED_RIGHT, 110)
_WHY: Final = (Ask("why", "原因"),)


def _seals(desk: Desk) -> Listed:
    from models.desk import seals_register  # noqa: PLC0415 - registers load when they are looked at

    found = seals_register.all_seals(desk)
    rows = tuple(
        Row(
            one.id,
            (
                (f"{one.name} {one.number}".strip(), f"{one.kind.value} · {one.keeper}保管 · {one.kept_at}"),
                f"{one.until:%Y-%m-%d} 停用" if one.until else "在用",
            ),
            quiet=one.until is not None,
        )
        for one in found
    )
    kinds = tuple((kind.name, kind.value) for kind in SealKind if kind is not SealKind.CITY)
    return Listed(rows, f"{sum(one.until is None for one in found)} 枚在用", {"登记印章": kinds})


def _add_seal(desk: Desk, _line: str, told: Typed) -> object:
    from models.desk import registering as r  # noqa: PLC0415 - as above

    kind = SealKind[told["choice"]]
    return r.add_seal(desk, kind, told["name"], told["number"], told["organ"], told["keeper"], told["kept_at"])


def _retire_seal(desk: Desk, line: str, told: Typed) -> None:
    from models.desk import seals_register  # noqa: PLC0415 - as above

    seals_register.retire(desk, line, told["why"])


def _agreements(desk: Desk) -> Listed:
    from models.desk import registering as r  # noqa: PLC0415 - as above

    rows = tuple(
        Row(
            one.id,
            (
                (f"{one.number}　{seal}", f"{'、'.join(one.users)} · {len(one.scope)} 项"),
                f"{one.until:%Y-%m-%d} 止" if one.until else "有效",
            ),
            quiet=one.until is not None and one.until < desk.today,
        )
        for one, seal in r.agreements(desk)
    )
    seals = tuple((one.id, f"{one.name} {one.number}".strip()) for one in r.no2_seals(desk))
    return Listed(rows, "济宁三(二)6", {"登记协议": seals})


def _add_agreement(desk: Desk, _line: str, told: Typed) -> object:
    from models.desk import registering as r  # noqa: PLC0415 - as above

    until = read_day(told["until"], desk.today)
    if told["until"].strip() and until is None:
        raise Refusal("终止日读不出来", "没有登记", "写成 2027-12-31", code="agreement_dates")
    return r.add_agreement(
        desk,
        told["choice"],
        told["number"],
        users=names_told(told["users"]),
        items=names_told(told["items"]),
        situations=told["situations"],
        keeping=told["keeping"],
        liability=told["liability"],
        until=until,
    )


def _end_agreement(desk: Desk, line: str, _told: Typed) -> None:
    from models.desk import seals_register  # noqa: PLC0415 - as above

    seals_register.end_agreement(desk, line)


def _blanks(desk: Desk) -> Listed:
    from models.desk import blanks_register  # noqa: PLC0415 - as above

    rows = tuple(
        Row(
            one.kind,
            (
                (one.kind, f"入库 {one.came}，已用 {one.used}，作废 {one.void}，退回 {one.back}"),
                f"余 {one.left}{'，要领了' if one.low else ''}",
            ),
        )
        for one in blanks_register.stock(desk)
    )
    return Listed(rows, "入库 = 已用 + 作废 + 退回 + 余", {})


def _take_in(desk: Desk, _line: str, told: Typed) -> object:
    from models.desk import registering as r  # noqa: PLC0415 - as above

    count = int(told["count"]) if told["count"].strip().isdecimal() else 0
    return r.take_in_blanks(desk, told["kind"], told["first"], count, told["from"], told["batch"])


def _use(desk: Desk, line: str, told: Typed) -> None:
    from models.desk import registering as r  # noqa: PLC0415 - as above

    r.use_blank(desk, line, told["number"], told["case_no"])


def _spoil(desk: Desk, line: str, told: Typed) -> None:
    from models.desk import blanks_register  # noqa: PLC0415 - as above

    blanks_register.spoil(desk, line, told["number"], told["why"])


def _give_back(desk: Desk, line: str, told: Typed) -> None:
    from models.desk import blanks_register  # noqa: PLC0415 - as above

    blanks_register.give_back(desk, line, told["number"], told["why"])


def _experts(desk: Desk) -> Listed:
    from models.desk import registering as r  # noqa: PLC0415 - as above

    found = r.all_experts(desk)
    rows = tuple(
        Row(
            one.id,
            (
                (f"{one.name}　{one.organ} {one.title}".strip(), f"{'、'.join(one.fields)} · {one.phone}"),
                f"{one.until:%Y-%m-%d} 出库" if one.until else one.pool,
            ),
            quiet=one.until is not None,
        )
        for one in found
    )
    pools = (("shared", r.SHARED), ("own", r.OWN))
    return Listed(rows, f"{sum(one.until is None for one in found)} 人在库", {"专家入库": pools})


def _add_expert(desk: Desk, _line: str, told: Typed) -> object:
    from models.desk import registering as r  # noqa: PLC0415 - as above

    return r.add_expert(
        desk,
        told["name"],
        told["organ"],
        told["title"],
        told["phone"],
        fields=names_told(told["fields"]),
        avoids=names_told(told["avoids"]),
        shared=told["choice"] == "shared",
    )


def _leave(desk: Desk, line: str, told: Typed) -> None:
    from models.desk import experts  # noqa: PLC0415 - as above

    experts.leave(desk, line, told["why"])


def _guides(desk: Desk) -> Listed:
    from models.desk import contacts  # noqa: PLC0415 - as above
    from models.desk import registering as r  # noqa: PLC0415 - as above

    rows = tuple(Row(one.item_key, ((item, f"{one.organ} {one.name}"), one.phone)) for one, item in r.guides(desk))
    return Listed(rows, f"还有 {len(contacts.without(desk))} 项没有", {})


def _name_guide(desk: Desk, _line: str, told: Typed) -> None:
    from models.desk import registering as r  # noqa: PLC0415 - as above

    r.name_guide(desk, told["item"], told["organ"], told["name"], told["phone"], told["why"])


REGISTERS: Final = (
    Register(
        "印章",
        (Column("印章", Kind.TWO_LINE), _STATE),
        _seals,
        (
            Change(
                "登记印章",
                "实物到手再登记；2号章要有编号",
                (
                    Ask("name", "印章名称"),
                    Ask("number", "编号", needed=False),
                    Ask("organ", "所属机关"),
                    Ask("keeper", "保管人"),
                    Ask("kept_at", "保管地点"),
                ),
                _add_seal,
                choose="种类",
            ),
            Change("停用印章", "停用后不能再用，用印登记留着", _WHY, _retire_seal, of_line=True),
        ),
    ),
    Register(
        "2号章使用协议",
        (Column("协议", Kind.TWO_LINE), _STATE),
        _agreements,
        (
            Change(
                "登记协议",
                "写明谁用、用在哪些事项、怎样保管、谁担责",
                (
                    Ask("number", "协议号"),
                    Ask("users", "使用人员", hint="几位的用顿号分开"),
                    Ask("items", "事项范围", hint="清单号或全名，用顿号分开"),
                    Ask("situations", "使用情形"),
                    Ask("keeping", "保管方式"),
                    Ask("liability", "责任界定"),
                    Ask("until", "终止日", needed=False, hint="没有写的不填"),
                ),
                _add_agreement,
                choose="2号章",
            ),
            Change("终止协议", "今天是最后一天", (Ask("why", "说明", needed=False),), _end_agreement, of_line=True),
        ),
    ),
    Register(
        "空白证照",
        (Column("证照", Kind.TWO_LINE), _STATE),
        _blanks,
        (
            Change(
                "入库",
                "编号从起号往后数",
                (
                    Ask("kind", "证照名称"),
                    Ask("first", "起号"),
                    Ask("count", "张数"),
                    Ask("from", "发来机关"),
                    Ask("batch", "批次", needed=False),
                ),
                _take_in,
            ),
            Change(
                "领用", "决定准予以后才领用", (Ask("number", "编号"), Ask("case_no", "办件编号")), _use, of_line=True
            ),
            Change("作废", "废件留存，编号不再用", (Ask("number", "编号"), *_WHY), _spoil, of_line=True),
            Change("退回", "退给发来的机关", (Ask("number", "编号"), *_WHY), _give_back, of_line=True),
        ),
    ),
    Register(
        "专家库",
        (Column("专家", Kind.TWO_LINE), _STATE),
        _experts,
        (
            Change(
                "专家入库",
                "抽取时避开有利害关系的单位和个人",
                (
                    Ask("name", "姓名"),
                    Ask("organ", "单位"),
                    Ask("title", "职称", needed=False),
                    Ask("phone", "电话"),
                    Ask("fields", "专业", hint="用顿号分开"),
                    Ask("avoids", "须回避", needed=False, hint="单位、个人，用顿号分开"),
                ),
                _add_expert,
                choose="来源",
            ),
            Change("专家出库", "不再抽取，抽过的记录留着", _WHY, _leave, of_line=True),
        ),
    ),
    Register(
        "业务指导员",
        (Column("事项", Kind.TWO_LINE), Column("电话", Kind.MUTED_RIGHT, 130)),
        _guides,
        (
            Change(
                "登记指导员",
                "一经确定不得随意替换；换人写明原因",
                (
                    Ask("item", "事项", hint="清单号或全名"),
                    Ask("organ", "市级部门"),
                    Ask("name", "姓名"),
                    Ask("phone", "电话"),
                    Ask("why", "换人原因", needed=False),
                ),
                _name_guide,
            ),
        ),
    ),
)
