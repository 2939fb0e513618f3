"""The intake form as one JSON text and back: what a draft keeps."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from models.store.payloads import agent, agent_from, facts, facts_from, material, material_from, party, party_from
from models.views import IntakeForm


def form_out(form: IntakeForm) -> str:
    """The whole form as JSON text."""
    plain = {
        "draft_id": form.draft_id,
        "item_key": form.item_key,
        "handling_item": form.handling_item,
        "facts": facts(form.facts),
        "applicant": party(form.applicant),
        "agent": agent(form.agent),
        "conditions": list(form.conditions),
        "materials": [material(mark, "") for mark in form.materials],
        "delivery": form.delivery,
        "delivery_address": form.delivery_address,
        "started_at": form.started_at.isoformat() if form.started_at else None,
        "note": form.note,
        "case_id": form.case_id,
        "guide_version": form.guide_version,
        "spare": form.spare,
        "received_at": form.received_at.isoformat() if form.received_at else None,
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def form_in(text: str) -> IntakeForm:
    """The reverse of ``form_out``."""
    plain: dict[str, Any] = json.loads(text)
    started, received = plain.pop("started_at"), plain.pop("received_at", None)
    return IntakeForm(
        **{
            **plain,
            "facts": facts_from(plain["facts"]),
            "applicant": party_from(plain["applicant"]),
            "agent": agent_from(plain["agent"]),
            "conditions": tuple(plain["conditions"]),
            "materials": tuple(material_from(mark)[0] for mark in plain["materials"]),
            "started_at": datetime.fromisoformat(started) if started else None,
            "received_at": datetime.fromisoformat(received) if received else None,
        }
    )
