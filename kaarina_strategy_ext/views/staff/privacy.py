"""The privacy desk: one person found, told and erased; what was erased, and what will be."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, make_response, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ...host import current_host
from ...readmodels.staff.erasures import latest_proofs, retention
from ...readmodels.staff.finding import MOST_FOUND, Answer, Found, find, person
from ...services.disclosing import describe, disclose
from ...services.erasing import erase_address, erase_registration, registrations_of
from ...services.opening import requests_of
from .. import csrf
from ..problems import Problem
from .desk import Desk
from .registrations import name_of

NOTICES = ("erased",)


def desk_of_privacy(desk: Desk) -> Response:
    """The desk; the POST finds somebody, so that no name or address stands in any log."""
    if not desk.is_post:
        return _show(desk)
    query = request.form.get("query", "").strip()
    if not query:
        sentence = desk.words.gettext("Enter a name, an e-mail address or a registration number")
        return _show(desk, [Problem("query", sentence)], 422)
    if not csrf.is_genuine():
        return _show(desk, [_stale(desk)], 400, query=query)
    answer = find(desk.session, query, current_host().link_keys)
    desk.reads("privacy desk", [public_id for each in answer.people for public_id in each.public_ids])
    return _show(desk, query=query, answer=answer)


def data(desk: Desk) -> AnyResponse:
    """Everything that is stored about a person, as a file (GDPR, articles 15 and 20)."""
    if not csrf.is_genuine():
        return _show(desk, [_stale(desk)], 400)
    whose = _whose(desk)
    if whose is None:
        return _show(desk, [_nobody(desk)], 404)
    desk.reads("export of a person", whose.public_ids)
    if whose.address:
        told = disclose(desk.session, whose.address)
    else:
        told = [describe(desk.session, each) for each in whose.registrations]
    response = make_response(json.dumps(told, ensure_ascii=False, indent=2))
    response.headers["Content-Type"] = "application/json; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="person.json"'
    return response


def erasure(desk: Desk) -> AnyResponse:
    """Erase everything that is stored about a person (GDPR, article 17); without `sure` it only asks."""
    whose = _whose(desk)
    if whose is None:
        return _show(desk, [_nobody(desk)], 404)
    address, ids = whose.address, [each.id for each in whose.registrations]

    def again(problem: Problem | None = None, status: int = 200) -> Response:
        present = _whose(desk)
        if present is None:
            return _show(desk, [_nobody(desk)], 404)
        return _ask(desk, present, [problem] if problem else [], status)

    if "sure" not in request.form:
        return again()
    act, keys = desk.act, current_host().link_keys

    def work(unit: Session) -> None:
        if address:
            erase_address(unit, address, act, keys)
        for registration_id in [] if address else ids:
            erase_registration(unit, registration_id, act, keys)

    return desk.change(work, lambda _: desk.url("staff_privacy", notice="erased"), again)


def _ask(desk: Desk, whose: Found, problems: list[Problem], status: int) -> Response:
    """The second look; whatever it shows of the person is written down like any reading."""
    desk.reads("erasure of a person", whose.public_ids)
    title = desk.words.gettext("Erase everything about the person")
    return desk.show("privacy_erasure", title, problems=problems, status=status, whose=whose, name_of=name_of)


def _whose(desk: Desk) -> Found | None:
    """Whom the form means, by an address or by a registration without one; None where nothing is stored."""
    address, number = request.form.get("address", "").strip(), request.form.get("registration", "")
    if "\0" in address + number:  # which PostgreSQL can compare with nothing
        return None
    if address:
        found = Found(address, registrations_of(desk.session, address), requests_of(desk.session, address))
        return found if found.public_ids else None
    registration = person(desk.session, number)
    return Found(registration.email, [registration]) if registration else None


def _show(desk: Desk, problems: list[Problem] | None = None, status: int = 200, **found: Any) -> Response:
    settings, notice = current_host().settings, request.args.get("notice")
    shown: dict[str, Any] = {"query": "", "answer": None, **found}
    answer: Answer | None = shown["answer"]
    return desk.show(
        "privacy",
        desk.words.gettext("Data protection"),
        problems=problems,
        status=status,
        **shown,
        most=MOST_FOUND,
        is_cut=answer is not None and sum(len(each.registrations) for each in answer.people) == MOST_FOUND,
        retention=retention(
            desk.session, desk.process, settings["RETENTION_DAYS"], settings["NEEDS_RETENTION_DAYS"]
        ),
        proofs=latest_proofs(desk.session),
        days=settings["AUDIT_DAYS"],
        notice=notice if notice in NOTICES else None,
        name_of=name_of,
    )


def _stale(desk: Desk) -> Problem:
    sentence = desk.words.gettext(
        "The page has been open for a long time. Check the details and send it again."
    )
    return Problem("query", sentence)


def _nobody(desk: Desk) -> Problem:
    return Problem("query", desk.words.gettext("Nothing is stored about this person any more."))
