"""Sentences made from the parts of a guide, in the standard terms the window shows; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Part = Mapping[str, Any]
MARK = "（待核定）"
_COUNTED = {"counted": "计入办理期限", "excluded": "不计入办理期限", "to_confirm": "是否计入办理期限待核定"}
_VALIDITY = {"long": "长期", "see_certificate": "以证照载明的期限为准", "none": "不设有效期", "unknown": "有效期待核定"}


def unsure(part: Part, block: Part | None) -> bool:
    """Whether a line is 待核定: its own mark, its block's, or a confidence below high."""
    return any(p.get("to_confirm", False) or p.get("confidence", "high") != "high" for p in (part, block or {}))


def marked(sentence: str, to_confirm: bool) -> str:
    """The sentence, with 待核定 behind it when due and not already said."""
    return sentence + MARK if to_confirm and sentence and "待核定" not in sentence else sentence


def basis(entry: Part) -> str:
    """《中华人民共和国水法》第七条."""
    law = entry["law"] if "《" in entry["law"] else f"《{entry['law']}》"
    note = f"（{entry['note']}）" if entry.get("note") else ""
    return marked(f"{law}{entry['article'] or ''}{note}", entry["to_confirm"])


def fee(part: Part) -> str:
    """What is known of the fee, and where from."""
    said = "；".join(text for text in (part.get("note"), f"依据：{part['source']}" if part["source"] else "") if text)
    return marked(said, unsure(part, None))


def validity(result: Part) -> str:
    """5年，最长10年；批准文件3年内未开工自行失效."""
    part = result["validity"]
    if part["kind"] == "fixed":
        said = f"{part['value']}{part['unit']}"
        if part.get("max"):
            said += f"，最长{part['max']['value']}{part['max']['unit']}"
    elif part["kind"] == "range":
        said = f"{part['value']}至{part['max']['value']}{part['max']['unit']}"
    else:
        said = _VALIDITY[part["kind"]]
    return marked("；".join((said, part["note"])) if part.get("note") else said, unsure(result, None))


def renewal(part: Part | None) -> str:
    """有效期届满前90个工作日至30个工作日内申请延续."""
    if part is None:
        return ""
    early, late = _span(part["earliest"]), _span(part["latest"])
    said = f"有效期届满前{early}至{late}申请延续" if early and late else f"有效期届满{late}前申请延续" if late else ""
    tail = (part.get("note"), part.get("late"))
    return marked("；".join(text for text in (said, *tail) if text), unsure(part, None))


def _span(part: Part | None) -> str:
    if part is None:
        return ""
    return f"{part['value']}{'个' if part['unit'] in ('工作日', '月') else ''}{part['unit']}"


def procedure(entry: Part) -> str:
    """听证：涉及公共利益时；不计入办理期限."""
    said = (entry.get("when"), _COUNTED[entry["counts_in_limit"]], entry.get("note"), entry.get("source"))
    return marked(f"{entry['name']}：{'；'.join(text for text in said if text)}", entry["to_confirm"])


def limit_note(entry: Part) -> str:
    """Extension, what does not count, and the note of a limit, as one sentence."""
    parts = [entry.get("note") or ""]
    if entry.get("extend"):
        more = entry["extend"]
        parts.append(f"经{more['approver']}批准可延长{_span(more)}（{more['source']}）")
    if entry.get("excluded"):
        parts.append("不计入：" + "、".join(marked(line["text"], line["to_confirm"]) for line in entry["excluded"]))
    return "；".join(part for part in parts if part)


def kept_notes(doc: Part) -> Iterator[str]:
    """Sentences for what ``Guide`` has no field for."""
    who, result = doc["applicant_types"], doc["result"]
    said = f"申请人：{who.get('note') or '、'.join(who['values'])}"
    if who.get("note") or unsure(who, None):
        yield marked(said, unsure(who, None))
    if doc["materials"].get("exemption"):
        yield f"免交：{doc['materials']['exemption']}"
    for service in doc["intermediary_services"]:
        yield marked(f"中介服务：{service['name']}（{service['when']}）", service["to_confirm"])
    for name, key in (("核验", "verification"), ("救济", "remedy"), ("结果", "note")):
        if result.get(key):
            yield f"{name}：{result[key]}"
