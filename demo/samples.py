"""The made-up applications of the demonstration: bodies and people with right check digits whom nobody can be.

Division 899999 and 999999 were never given out; telephones end in a run no exchange serves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stdnum.cn import ric, uscc

KINDS = ("法人", "自然人")


def credit_code(n: int) -> str:
    """统一社会信用代码 number ``n`` of the demonstration."""
    first = f"91999999{n:08d}X"
    return first + uscc.calc_check_digit(first)


def id_number(n: int) -> str:
    """居民身份证 number ``n`` of the demonstration."""
    first = f"89999919800101{n:03d}"
    return first + ric.calc_check_digit(first + "0")


@dataclass(frozen=True, slots=True)
class Sample:
    """One application as a clerk meets it.

    Attributes:
        flow: what it shows, for the summary.
        query: what is typed at F2.
        key: the key that ends it.
        choices: name of a choice or question → the words to choose or type.
        missing: material numbers that are not there → what is wrong with them.
    """

    flow: str
    query: str
    key: str
    name: str
    number: int
    person: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[int, str] = field(default_factory=dict)
    agent: bool = True
    picture: str = ""

    def answers(self) -> dict[str, str]:
        """Field name (its beginning) → what is typed, for the applicant's part."""
        common = {"住所": "样例街 118 号二层", "手机": "13800000118"}
        if self.person:
            return {"居民身份证": id_number(self.number), "姓名": self.name, "名称": self.name, **common}
        return {
            "统一社会信用代码": credit_code(self.number), "名称": self.name, "法定代表人": "测试甲", "负责人": "测试甲",
            "身份证号": id_number(self.number), **common,
        }  # fmt: skip

    def agent_answers(self) -> dict[str, str]:
        """The same for who came in person."""
        return {"姓名": "测试乙", "身份证号": id_number(500 + self.number), "居民身份证": id_number(500 + self.number),
                "手机": "13800000277"}  # fmt: skip


GAOPING = (
    Sample("直接下放", "人力资源服务许可", "F9", "高平市样例人力资源有限公司", 11),
    Sample("委托实施", "护士执业注册", "F9", "测试䶮", 12, person=True, agent=False),
    Sample("实质审核·见章盖章", "印刷企业设立", "F9", "高平市样例印务有限公司", 13,
           choices={"业务办理项": "设立", "印刷哪一类": "包装装潢印刷品"}),
)  # fmt: skip
OFFLINE = (
    Sample("窗口前移·县收转市（断网）", "第三类医疗器械经营许可", "F9", "高平市样例医疗器械有限公司", 14,
           choices={"业务办理项": "新办"}, picture="收件-可受理"),
    Sample("补正告知（断网）", "第三类医疗器械经营许可", "F7", "高平市样例康复器材有限公司", 15,
           choices={"业务办理项": "新办"}, missing={5: "库房租赁合同复印件未交", 8: "没有提交"}, picture="收件-缺件"),
    Sample("不予受理（超出下放范围）", "取水许可", "F11", "高平市样例机械制造有限公司", 16,
           choices={"取水水源": "延河泉域岩溶地下水", "取水做什么用": "工业项目职工生活", "年取水量": "62000"},
           picture="收件-不属本级"),
)  # fmt: skip
QUFU = (
    Sample("实质审核·2号章", "工伤职工劳动能力鉴定", "F9", "测试𬱖", 21, person=True, agent=False,
           choices={"业务办理项": "初次鉴定", "跨县": "否"}),
    Sample("窗口前移·市派驻", "对自愿实施清洁生产审核的单位进行认定", "F9", "曲阜市样例化工有限公司", 22,
           choices={"跨县": "否"}),
    Sample("委托收件、受审分离", "提前退休", "F9", "测试𠅤", 23, person=True, agent=False, choices={"跨县": "否"},
           picture="收件-委托收件"),
)  # fmt: skip
