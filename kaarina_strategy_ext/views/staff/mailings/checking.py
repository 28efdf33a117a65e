"""The last look before a mailing goes: how many get it, how it looks, a test to oneself, now or later."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any

from flask import Response, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ....errors import MailDeferred, MailRefused
from ....forms.address import AddressForm
from ....forms.mailing import SendingTime, language_name
from ....host import current_host
from ....jobs import transport
from ....mail.transport import told_apart
from ....models import Mailing, MailingState, Registration
from ....readmodels.staff.mailings import first_recipients, people_without_mail
from ....services.counting import digest
from ....services.mailing import sending
from ....services.mailing.reaching import reach
from ...lookup import not_found
from ...problems import Problem
from ..desk import Desk
from .finding import chosen_sessions, faults_of, is_bilingual, mailing_or_404, status_names
from .specimens import specimens, tests_of

MOST_TO_CHOOSE = 50
"""The most recipients in each language among whom one chooses whose mail to look at."""


def check(desk: Desk, mailing_id: int) -> AnyResponse:
    """The page; the POST sends the mailing, schedules it, or sends a test."""
    mailing = mailing_or_404(desk, mailing_id)
    does = request.form.get("do") if desk.is_post else None
    if mailing.state is not MailingState.DRAFT and does in (None, "send", "schedule"):
        # Pressed twice, or come back to: it is done.
        return redirect(desk.url("staff_mailing", mailing_id=mailing_id), 303)
    if faults_of(mailing):
        return redirect(desk.url("staff_mailing_text", mailing_id=mailing_id, check=1), 303)
    acts = {"send": _send, "schedule": _schedule, "test": _test}
    if does is None:
        return _show(desk, mailing_id)
    return acts[does](desk, mailing_id) if does in acts else not_found()


def _show(desk: Desk, mailing_id: int, *problems: Problem, status: int = 200, address: str = "") -> Response:
    mailing = mailing_or_404(desk, mailing_id)
    notice = request.args.get("notice")
    return desk.show(
        "mailings/check",
        desk.words.gettext("Check and send"),
        problems=list(problems),
        status=status,
        mailing=mailing,
        sessions=chosen_sessions(desk, mailing),
        columns=[(each, language_name(each, desk.words)) for each in current_host().languages],
        statuses=status_names(desk.words),
        mail_lacks=current_host().mail_lacks,
        own_address=desk.identity.email,
        address=address,
        sending_time=_time(desk),
        notice=notice if notice == "tested" else None,
        **_people(desk, mailing),
    )


def _people(desk: Desk, mailing: Mailing) -> dict[str, Any]:
    """Who gets the mailing and how it looks, with it written down whose data that shows."""
    process_id, chosen = desk.process.view.id, request.values.get("recipient")
    looks, choices = specimens(desk, mailing, chosen), _choices(desk, mailing)
    to_phone = people_without_mail(desk.session, process_id, mailing.audience)
    people = [*to_phone, *(each.recipient for each in looks), *(each for _, some in choices for each in some)]
    desk.reads("mailing", dict.fromkeys(each.public_id for each in people if each))
    return {
        "reached": reach(desk.session, process_id, mailing.audience),
        "specimens": looks,
        "choices": choices,
        "chosen": chosen,
        "to_phone": to_phone,
    }


def _time(desk: Desk) -> SendingTime:
    if "day" in request.form:
        return SendingTime.of(request.form)
    return SendingTime.proposed(desk.process.now, desk.process.view.zone)


def _choices(desk: Desk, mailing: Mailing) -> list[tuple[str, list[Registration]]]:
    audience, process_id = mailing.audience, desk.process.view.id
    return [
        (each, list(first_recipients(desk.session, process_id, audience, each, most=MOST_TO_CHOOSE)))
        for each in current_host().languages
    ]


def _send(desk: Desk, mailing_id: int) -> AnyResponse:
    return _sent(desk, mailing_id, None)


def _schedule(desk: Desk, mailing_id: int) -> AnyResponse:
    wished, zone = SendingTime.of(request.form), desk.process.view.zone
    problems = wished.problems(desk.process.now, zone, desk.words)
    if problems:
        return _show(desk, mailing_id, *(Problem(*each) for each in problems), status=422)
    return _sent(desk, mailing_id, wished)


def _sent(desk: Desk, mailing_id: int, wished: SendingTime | None) -> AnyResponse:
    host, version = current_host(), request.form.get("version", 0, type=int)
    at = wished.moment(desk.process.view.zone) if wished else None

    def work(unit: Session) -> Mailing:
        return sending.send_mailing(
            unit,
            desk.process.view.id,
            mailing_id,
            desk.act,
            version=version,
            languages=host.languages,
            is_bilingual=is_bilingual(host),
            at=at,
        )

    def lead(mailing: Mailing) -> str:
        return desk.url("staff_mailing", mailing_id=mailing.id, notice="scheduled" if wished else "sent")

    return desk.change(work, lead, lambda problem, status: _show(desk, mailing_id, problem, status=status))


def _test(desk: Desk, mailing_id: int) -> AnyResponse:
    """Write a test down and send it at once, and say whether the mail server has taken it."""
    form, own = AddressForm(request.form, desk.words), desk.identity.email
    typed = "" if own else str(form.email.data or "")

    def again(problem: Problem, status: int) -> Response:
        return _show(desk, mailing_id, Problem("email", problem.sentence), status=status, address=typed)

    if not own and not form.validate():
        return again(Problem(*form.problems()[0]), 422)
    if current_host().mail_lacks:
        return again(Problem("email", desk.words.gettext("Mail is not configured on this site yet.")), 502)
    mails: list[EmailMessage] = []

    def lead(composed: list[EmailMessage]) -> str:
        mails.extend(composed)
        kept = {"recipient": request.form["recipient"]} if request.form.get("recipient") else {}
        return desk.url("staff_mailing_check", mailing_id=mailing_id, notice="tested", **kept)

    try:
        answer = desk.change(lambda unit: _noted_tests(unit, desk, mailing_id, own or typed), lead, again)
        _hand_over(mails)
    except (MailDeferred, MailRefused) as fault:
        sentence = desk.words.gettext("The mail server did not take the test: %(reason)s", reason=fault)
        return again(Problem("email", sentence), 502)
    return answer


def _noted_tests(unit: Session, desk: Desk, mailing_id: int, address: str) -> list[EmailMessage]:
    tester = digest(current_host().link_keys, "mailing test", desk.identity.id, desk.act.now)
    mailing = sending.note_test(unit, desk.process.view.id, mailing_id, desk.act, tester=tester)
    return list(tests_of(unit, desk, mailing, address))


def _hand_over(mails: list[EmailMessage]) -> None:
    """Hand the tests to the mail server, with no transaction open."""
    with told_apart():
        for each in mails:
            transport(current_host())(each)
