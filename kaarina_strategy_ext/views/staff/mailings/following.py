"""One mailing: its text, whom it went to, and what has become of each of its messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ....forms.mailing import language_name
from ....host import current_host
from ....models import Mailing, MailingState, Message, MessageState
from ....readmodels.staff.mailings import mailing_row, people_without_mail
from ....readmodels.staff.outbox import MessagePage, message_page
from ....services import outbox
from ....services.mailing import sending
from ...lookup import not_found
from ...problems import Problem
from ..desk import Desk, titles_of
from .finding import chosen_sessions, mailing_or_404, status_names

NOTICES = ("sent", "scheduled", "withdrawn", "resent")
_HIGHEST_ID = 2**31 - 1


def mailing(desk: Desk, mailing_id: int) -> AnyResponse:
    """The page; the POST withdraws the mailing, or sends again one message or all that have failed."""
    mailing_or_404(desk, mailing_id)
    if not desk.is_post:
        return _show(desk, mailing_id)
    acts = {"withdraw": _withdraw, "resend": _resend, "resend_failed": _resend_failed}
    does = request.form.get("do", "")
    return acts[does](desk, mailing_id) if does in acts else not_found()


def _show(desk: Desk, mailing_id: int, *problems: Problem, status: int = 200) -> Response:
    found, process = mailing_or_404(desk, mailing_id), desk.process
    row = mailing_row(desk.session, found, desk.language)
    notice = request.args.get("notice")
    return desk.show(
        "mailings/mailing",
        str(row.subject or desk.words.gettext("Message to participants")),
        problems=list(problems),
        status=status,
        row=row,
        mailing=found,
        sessions=chosen_sessions(desk, found),
        statuses=status_names(desk.words),
        columns=[(each, language_name(each, desk.words)) for each in current_host().languages],
        states=tuple(MessageState),
        state=_state(),
        kept=_kept(),
        titles=titles_of(process),
        notice=notice if notice in NOTICES else None,
        **_people(desk, found),
    )


def _people(desk: Desk, found: Mailing) -> dict[str, Any]:
    """To whom it went and whom to phone, with it written down whose data that shows."""
    shown = _page(desk, found.id)
    has_gone = found.state in (MailingState.SENDING, MailingState.SENT)
    process_id = desk.process.view.id
    to_phone = people_without_mail(desk.session, process_id, found.audience) if has_gone else ()
    people = [*to_phone, *(each.message.registration for each in shown.rows)]
    desk.reads("mailing", dict.fromkeys(each.public_id for each in people if each))
    return {"shown": shown, "to_phone": to_phone}


def _page(desk: Desk, mailing_id: int) -> MessagePage:
    return message_page(
        desk.session,
        desk.process.view.id,
        desk.process.now,
        state=_state(),
        before=_number("before"),
        mailing_id=mailing_id,
    )


def _withdraw(desk: Desk, mailing_id: int) -> AnyResponse:
    def lead(withdrawn: Mailing) -> str:
        if withdrawn.send_at is None:
            return desk.url("staff_mailings", notice="discarded")
        return desk.url("staff_mailing", mailing_id=mailing_id, notice="withdrawn")

    return desk.change(
        lambda unit: sending.withdraw_mailing(unit, desk.process.view.id, mailing_id, desk.act),
        lead,
        lambda problem, status: _show(desk, mailing_id, problem, status=status),
    )


def _resend(desk: Desk, mailing_id: int) -> AnyResponse:
    message_id = _number("message") or not_found()

    def work(unit: Session) -> Message:
        return outbox.resend(unit, desk.process.view.id, message_id, desk.act)

    return _resent(desk, mailing_id, work)


def _resend_failed(desk: Desk, mailing_id: int) -> AnyResponse:
    def work(unit: Session) -> int:
        return sending.resend_failed(unit, desk.process.view.id, mailing_id, desk.act)

    return _resent(desk, mailing_id, work)


def _resent(desk: Desk, mailing_id: int, work: Callable[[Session], Any]) -> AnyResponse:
    return desk.change(
        work,
        lambda _: desk.url("staff_mailing", mailing_id=mailing_id, notice="resent", **_kept()),
        lambda problem, status: _show(desk, mailing_id, problem, status=status),
    )


def _state() -> MessageState | None:
    given = request.values.get("state")
    return MessageState(given) if given in list(MessageState) else None


def _number(name: str) -> int | None:
    given = request.values.get(name, type=int)
    return given if given is not None and 0 < given <= _HIGHEST_ID else None


def _kept() -> dict[str, str]:
    """What of the page's address leads back to the same part of the list."""
    state, before = _state(), _number("before")
    return {
        **({"state": state.value} if state else {}),
        **({"before": str(before)} if before else {}),
    }
