"""The address in the QR of a paper: for applicants, on a phone, without a password; not too often from one address."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from city import tracking, visits
from city.web import draw
from city.web.hall import hall

router = APIRouter(include_in_schema=False)


@router.get("/Q/{case_no}/{doc}/{signature}")
def follow(request: Request, case_no: str, doc: str, signature: str) -> HTMLResponse:
    """Where the case of this paper is."""
    there, now = hall(request), hall(request).clock()
    address = request.client.host if request.client else ""
    if seconds := visits.seconds_to_wait(there.engine, there.keys, "track", address, now):
        busy = tracking.too_many(seconds)
        return HTMLResponse(busy.html, busy.status, {**draw.HEADERS, "Retry-After": str(seconds)})
    page = tracking.page(there.engine, case_no, doc, signature, now.date())
    return HTMLResponse(page.html, page.status, draw.HEADERS)
