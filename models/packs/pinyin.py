"""Pinyin and initials of item names, worked out once at import and stored; never imported by the running window.

A name is read phrase by phrase; the table below corrects characters of two readings where the field's own terms
are unknown to the general dictionary. Letters and digits stay, other signs drop out. ü is written v, as typed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from pypinyin import lazy_pinyin, load_phrases_dict, load_single_dict

# term → reading, syllables apart; only where the general dictionary goes wrong or might change its mind
TERMS = {
    "行政": "xing zheng",
    "行业": "hang ye",
    "银行": "yin hang",
    "分行": "fen hang",
    "支行": "zhi hang",
    "执行": "zhi xing",
    "行驶": "xing shi",
    "旅行社": "lv xing she",
    "运行": "yun xing",
    "通行": "tong xing",
    "实行": "shi xing",
    "自行": "zi xing",
    "进行": "jin xing",
    "重点": "zhong dian",
    "重要": "zhong yao",
    "起重": "qi zhong",
    "重新": "chong xin",
    "重大": "zhong da",
    "超重": "chao zhong",
    "延长": "yan chang",
    "长江": "chang jiang",
    "特长": "te chang",
    "校长": "xiao zhang",
    "调运": "diao yun",
    "跨境调运": "kua jing diao yun",
    "调动": "diao dong",
    "调整": "tiao zheng",
    "馆藏": "guan cang",
    "入藏": "ru cang",
    "收藏": "shou cang",
    "储藏": "chu cang",
    "会计": "kuai ji",
    "畜禽": "chu qin",
    "种畜禽": "zhong chu qin",
    "畜牧": "xu mu",
    "种子": "zhong zi",
    "菌种": "jun zhong",
    "蚕种": "can zhong",
    "苗种": "miao zhong",
    "种用": "zhong yong",
    "特种": "te zhong",
    "工种": "gong zhong",
    "参保": "can bao",
    "发卡": "fa ka",
    "校车": "xiao che",
    "学校": "xue xiao",
    "处置": "chu zhi",
    "处理": "chu li",
    "系留": "xi liu",
    "弹药": "dan yao",
    "血站": "xue zhan",
    "采血": "cai xue",
    "献血": "xian xue",
    "血浆": "xue jiang",
    "结汇": "jie hui",
    "率": "lv",
    "绿化": "lv hua",
    "绿地": "lv di",
    "压覆": "ya fu",
    "划转": "hua zhuan",
    "划拨": "hua bo",
    "规划": "gui hua",
    "给付": "ji fu",
    "供给": "gong ji",
    "乐": "le",
    "游乐": "you le",
    "娱乐": "yu le",
    "转让": "zhuan rang",
    "传染": "chuan ran",
    "宣传": "xuan chuan",
    "占道": "zhan dao",
    "占用": "zhan yong",
    "便民": "bian min",
    "量": "liang",
    "计量": "ji liang",
    "测量": "ce liang",
    "更新": "geng xin",
    "变更": "bian geng",
    "更正": "geng zheng",
    "更名": "geng ming",
    "差": "cha",
    "任城": "ren cheng",
    "应急": "ying ji",
    "应建": "ying jian",
    "省": "sheng",
    "中医": "zhong yi",
    "塞": "sai",
    "戗台": "qiang tai",
    "曲阜": "qu fu",
    "停泊": "ting bo",
    "拖拉机": "tuo la ji",
    "石": "shi",
    "卷": "juan",
    "模型": "mo xing",
}
_RUNS = re.compile(r"[a-z0-9]+|[^\x00-\x7f]+")


def keys(name: str) -> tuple[str, str]:
    """(initials, full pinyin) of a name, lower case, without tones, spaces or punctuation."""
    syllables = _syllables(unicodedata.normalize("NFKC", name).lower())
    return "".join(s[0] for s in syllables), "".join(syllables)


def _syllables(name: str) -> list[str]:
    """One entry per Chinese character or kept sign."""
    _teach()
    said: list[str] = []
    for run in _RUNS.findall(name):
        said += list(run) if run.isascii() else lazy_pinyin(run, errors="ignore", v_to_u=False)
    return said


@cache
def _teach() -> None:
    load_phrases_dict({term: [[s] for s in said.split()] for term, said in TERMS.items() if len(term) > 1})
    load_single_dict({ord(term): said for term, said in TERMS.items() if len(term) == 1})
