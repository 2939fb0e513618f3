"""The seven flows (放权方式) as data: who does each step, in whose name, with which seal, who answers.

Clauses name the source documents in short: 晋城 = 晋市政发〔2025〕9号, 济宁 = 济政字〔2021〕30号,
于都 = 于府办发〔2022〕30号.
``inferred`` marks what no document prints and the law or custom supplies.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from models.rules.terms import Actor, Doc, Mode, Step

COUNTY_ORGAN, CITY_ORGAN, ENTRUSTING_ORGAN = "county", "city", "entrusting"


@dataclass(frozen=True, slots=True)
class StepRule:
    """One cell of step × flow."""

    who: Actor
    in_name_of: str = ""  # county | city | entrusting, for DECIDE
    seal: str = ""
    clause: str = ""
    inferred: bool = False
    note: str = ""
    to_confirm: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """Who answers for something, and where that is written."""

    who: Actor
    organ: str = ""  # who it is in words, where county or city is not enough
    clause: str = ""
    inferred: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Remedy:
    """Who is the respondent and which government reconsiders (行政复议法第二十四条)."""

    respondent: str  # county | city | entrusting
    reconsideration: str  # county | city: the people's government of that level
    law: str
    note: str = ""
    to_confirm: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """One 放权方式."""

    mode: Mode
    name: str
    short: str
    steps: Mapping[Step, StepRule]
    county_checks_form: bool
    review_responsibility: Answer
    result_responsibility: Answer
    supervise: Answer
    reconsideration: Remedy
    monthly_filing: bool
    monthly_note: str
    forwards: bool
    forward_doc: Doc | None
    clause: str
    notes: tuple[str, ...] = ()


_A, _S = Actor, Step
_C, _W, _CITY, _STAFF = _A.COUNTY, _A.COUNTY_WINDOW, _A.CITY, _A.CITY_STAFF
_NO_FORWARD = StepRule(_A.NONE)
_TO_COUNTY = "行政复议法第十九条、第二十四条"
_NAMED = "法释〔2018〕1号第十九条；行政复议法第二十四条"
_CITY_ANSWERS = Answer(_CITY, inferred=True)
_CITY_SEAL = StepRule(_CITY, seal="市级印章", inferred=True)
_FILING_DOC = "晋城二(五)"

_DIRECT = Flow(
    Mode.DIRECT,
    "直接下放",
    "直接下放",
    {
        _S.RECEIVE: StepRule(_C, clause="晋城一(一)"),
        _S.ACCEPT: StepRule(_C, clause="晋城一(一)"),
        _S.REVIEW: StepRule(_C, clause="晋城一(一)"),
        _S.FORWARD: _NO_FORWARD,
        _S.DECIDE: StepRule(_C, COUNTY_ORGAN, clause="晋城一(一)；于都二(一)"),
        _S.STAMP: StepRule(_C, seal="县级审批公章", clause="晋城一(一)"),
        _S.DELIVER: StepRule(_C, inferred=True),
        _S.ARCHIVE: StepRule(_C, clause="晋城二(五)", note="谁审批谁保管"),
    },
    county_checks_form=True,
    review_responsibility=Answer(_C, inferred=True),
    result_responsibility=Answer(_C, clause="于都二(一)、三5；济宁三(四)11"),
    supervise=Answer(
        _C, "县级行业主管部门", "晋城一(一)；于都三5", note="济宁三(四)12：推送市县两级监管部门和执法机构"
    ),
    reconsideration=Remedy(COUNTY_ORGAN, COUNTY_ORGAN, _TO_COUNTY),
    monthly_filing=False,
    monthly_note="晋城二(五)括号只列其余三类；括号也可读作举例，由城市包设置",
    forwards=False,
    forward_doc=None,
    clause="晋城一(一)；济宁三(一)1；于都二(一)",
)

_ENTRUST = Flow(
    Mode.ENTRUST,
    "委托实施",
    "委托实施",
    {
        _S.RECEIVE: StepRule(_C, clause="晋城一(二)"),
        _S.ACCEPT: StepRule(_C, clause="晋城一(二)"),
        _S.REVIEW: StepRule(_C, clause="晋城一(二)"),
        _S.FORWARD: _NO_FORWARD,
        _S.DECIDE: StepRule(
            _C,
            ENTRUSTING_ORGAN,
            clause="晋城一(二)；许可法第二十四条第三款",
            inferred=True,
            note="晋城一(二)只写县级作出决定，名义依许可法",
        ),
        _S.STAMP: StepRule(
            _A.COUNTY_OR_CITY,
            seal="委托机关名义，用哪枚章待核定",
            clause="许可法第二十四条第三款",
            inferred=True,
            note="晋城未写用哪枚章；法律要求以委托机关名义",
            to_confirm=True,
        ),
        _S.DELIVER: StepRule(_C, inferred=True),
        _S.ARCHIVE: StepRule(_C, inferred=True),
    },
    county_checks_form=True,
    review_responsibility=Answer(_C, inferred=True),
    result_responsibility=Answer(
        _CITY,
        "委托机关（市级）",
        "许可法第二十四条第二款",
        inferred=True,
        note="晋城未另写；内部追责可按委托书约定",
    ),
    supervise=Answer(_C, "县级行业主管部门", "晋城一(二)"),
    reconsideration=Remedy(
        ENTRUSTING_ORGAN,
        CITY_ORGAN,
        "行政许可法第二十四条；行政复议法第十九条第三款、第二十四条；行政诉讼法第二十六条第五款",
    ),
    monthly_filing=True,
    monthly_note=_FILING_DOC,
    forwards=False,
    forward_doc=None,
    clause="晋城一(二)",
    notes=("不得再委托", "委托机关须公告受托机关和内容（行政许可法第二十四条）"),
)

_CITY_STAMP = Flow(
    Mode.SUBSTANTIVE_CITY_STAMP,
    "下放实质性审核权 · 见章盖章",
    "见章盖章",
    {
        _S.RECEIVE: StepRule(_C, clause="晋城一(三)；于都二(二)", note="于都：市县有同等受理、审核权"),
        _S.ACCEPT: StepRule(_C, clause="晋城一(三)"),
        _S.REVIEW: StepRule(_C, seal="县级部门审批公章", clause="晋城一(三)", note="出具准予同意的审查意见"),
        _S.FORWARD: StepRule(_C, clause="晋城一(三)；于都二(二)", note="审核转报件"),
        _S.DECIDE: StepRule(
            _CITY,
            CITY_ORGAN,
            clause="晋城一(三)；于都二(二)",
            note="晋城：当场盖章，不再审材料；于都只写报市后盖章",
        ),
        _S.STAMP: StepRule(_CITY, seal="市级审批公章", clause="晋城一(三)；于都二(二)", note="于都为市级审批专用章"),
        _S.DELIVER: StepRule(_CITY, clause="晋城一(三)", note="按申请人需求邮寄，涉密除外；于都未写"),
        _S.ARCHIVE: StepRule(_A.BOTH, clause="晋城二(五)", note="市县分别留存"),
    },
    county_checks_form=True,
    review_responsibility=Answer(_C, clause="晋城一(三)；于都三5"),
    result_responsibility=Answer(_CITY, clause="晋城一(三)；于都三5"),
    supervise=Answer(_CITY, "市级行业主管部门", "晋城一(三)；于都三5"),
    reconsideration=Remedy(
        CITY_ORGAN, CITY_ORGAN, _NAMED, "县级不予初审或不予上报的，以县级部门为被告（法释〔2009〕20号第四条）"
    ),
    monthly_filing=True,
    monthly_note=_FILING_DOC,
    forwards=True,
    forward_doc=Doc.FORWARD,
    clause="晋城一(三)；于都二(二)、三5",
    notes=(
        "于都要求与市级主管部门签承接协议并按市定审核程序",
        "县级拟不予的，附不予意见转报，由市级署名作出不予决定，县级不得压件（待核定）",
    ),
)

_SEAL2 = Flow(
    Mode.SUBSTANTIVE_SEAL2,
    "下放实质性审核权 · 2号章",
    "2号章",
    {
        _S.RECEIVE: StepRule(_C, inferred=True),
        _S.ACCEPT: StepRule(_C, inferred=True),
        _S.REVIEW: StepRule(_C, clause="济宁三(一)1"),
        _S.FORWARD: _NO_FORWARD,
        _S.DECIDE: StepRule(
            _C,
            CITY_ORGAN,
            clause="济宁三(一)1、三(二)6",
            note="市直部门授权；2号章是市直部门的章，署名按市直部门准备",
            to_confirm=True,
        ),
        _S.STAMP: StepRule(_C, seal="市直部门审批2号章", clause="济宁三(二)6", note="分别编号、签使用协议"),
        _S.DELIVER: StepRule(_C, inferred=True),
        _S.ARCHIVE: StepRule(_C, inferred=True),
    },
    county_checks_form=True,
    review_responsibility=Answer(_C, clause="济宁三(一)1"),
    result_responsibility=Answer(_C, clause="济宁三(一)1、三(四)11", note="依法须市直出面的由市直担当"),
    supervise=Answer(_C, "县级行业主管部门和执法机构", "济宁三(四)11", note="市直监管执法部门按推送跟进"),
    reconsideration=Remedy(
        CITY_ORGAN,
        CITY_ORGAN,
        "法释〔2018〕1号第十九、二十条；行政复议法第十九条",
        "内部责任归县（济宁三(四)11），对外按署名盖章的市直部门准备，待核定",
        to_confirm=True,
    ),
    monthly_filing=False,
    monthly_note="以批后报备代替（济宁三(二)4）",
    forwards=False,
    forward_doc=None,
    clause="济宁三(一)1、三(二)6",
    notes=("2号章只用于原属市级权限的业务，与县级原权限用印严格区分",),
)

_FORWARD_COUNTY = Flow(
    Mode.WINDOW_FORWARD_COUNTY,
    "窗口前移 · 县收转市",
    "县收转市",
    {
        _S.RECEIVE: StepRule(_W, clause="晋城一(四)；于都二(三)", note="于都：市县有同等受理权"),
        _S.ACCEPT: StepRule(_W, clause="晋城一(四)；于都二(三)"),
        _S.REVIEW: StepRule(_CITY, clause="晋城一(四)；于都二(三)", note="县级先作形式性审查"),
        _S.FORWARD: StepRule(_C, clause="晋城一(四)；于都二(三)", note="全部申请材料，附转报函和材料移交清单"),
        _S.DECIDE: StepRule(_CITY, CITY_ORGAN, clause="晋城一(四)；于都附件3备注“县级受理 市级审批”"),
        _S.STAMP: _CITY_SEAL,
        _S.DELIVER: StepRule(_CITY, clause="晋城一(四)", note="按申请人需求邮寄，涉密除外；于都未写"),
        _S.ARCHIVE: StepRule(_CITY, inferred=True, note="县留收件与移交凭证；晋城二(五)市县分别留存"),
    },
    county_checks_form=True,
    review_responsibility=_CITY_ANSWERS,
    result_responsibility=Answer(_CITY, clause="晋城一(四)；于都三5"),
    supervise=Answer(_CITY, "市级行业主管部门", "晋城一(四)；于都三5"),
    reconsideration=Remedy(
        CITY_ORGAN,
        CITY_ORGAN,
        _TO_COUNTY,
        "县级不予受理、不转报的，被申请人是县级部门（法释〔2009〕20号第四条）",
    ),
    monthly_filing=True,
    monthly_note=_FILING_DOC,
    forwards=True,
    forward_doc=Doc.FORWARD,
    clause="晋城一(四)；于都二(三)、三5",
)

_FORWARD_STAFF = Flow(
    Mode.WINDOW_FORWARD_CITY_STAFF,
    "窗口前移 · 市派驻",
    "市派驻",
    {
        _S.RECEIVE: StepRule(_STAFF, clause="济宁三(一)1"),
        _S.ACCEPT: StepRule(_CITY, inferred=True, note="由派驻人员在县级中心代市直部门出具"),
        _S.REVIEW: StepRule(_CITY, inferred=True),
        _S.FORWARD: _NO_FORWARD,
        _S.DECIDE: StepRule(_CITY, CITY_ORGAN, inferred=True),
        _S.STAMP: _CITY_SEAL,
        _S.DELIVER: StepRule(_STAFF, inferred=True),
        _S.ARCHIVE: StepRule(_CITY, inferred=True),
    },
    county_checks_form=False,
    review_responsibility=_CITY_ANSWERS,
    result_responsibility=_CITY_ANSWERS,
    supervise=Answer(_CITY, "市直行业主管部门", inferred=True),
    reconsideration=Remedy(CITY_ORGAN, CITY_ORGAN, "行政复议法第二十四条"),
    monthly_filing=False,
    monthly_note="文件无此要求",
    forwards=False,
    forward_doc=None,
    clause="济宁三(一)1",
    notes=("用于法律法规规定不能授权和委托的事项",),
)

_RECEIVE_ONLY = Flow(
    Mode.RECEIVE_ONLY,
    "委托收件 · 受审分离",
    "受审分离",
    {
        _S.RECEIVE: StepRule(_W, clause="济宁三(一)1"),
        _S.ACCEPT: StepRule(_CITY, inferred=True, note="文件写“县级窗口受理收件”，收件与受理分成两步，受理由市级出具"),
        _S.REVIEW: StepRule(_CITY, clause="济宁三(一)1"),
        _S.FORWARD: StepRule(_W, inferred=True, note="全部申请材料，附转报函和材料移交清单"),
        _S.DECIDE: StepRule(_CITY, CITY_ORGAN, clause="济宁三(一)1"),
        _S.STAMP: _CITY_SEAL,
        _S.DELIVER: StepRule(_A.COUNTY_OR_CITY, inferred=True, note="市级直接送达或县级窗口代交"),
        _S.ARCHIVE: StepRule(_CITY, inferred=True),
    },
    county_checks_form=False,
    review_responsibility=_CITY_ANSWERS,
    result_responsibility=_CITY_ANSWERS,
    supervise=Answer(_CITY, "市直行业主管部门", inferred=True),
    reconsideration=Remedy(CITY_ORGAN, CITY_ORGAN, "行政复议法第二十四条"),
    monthly_filing=False,
    monthly_note="文件无此要求",
    forwards=True,
    forward_doc=Doc.FORWARD,
    clause="济宁三(一)1；三(五)13反向用于市办县级事项",
    notes=("用于基层人手不足、专业力量欠缺的事项",),
)

FLOWS: Mapping[Mode, Flow] = MappingProxyType(
    {
        flow.mode: flow
        for flow in (_DIRECT, _ENTRUST, _CITY_STAMP, _SEAL2, _FORWARD_COUNTY, _FORWARD_STAFF, _RECEIVE_ONLY)
    }
)
