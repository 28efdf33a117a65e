"""The outbox: what was sent, what was not, and sending it again."""

from __future__ import annotations

from flask import Response, request
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ...errors import StrategyError
from ...host import current_host
from ...letters import letterhead
from ...mail.composing import compose
from ...models import Message, MessageState
from ...readmodels.staff.outbox import message_page
from ...readmodels.staff.overview import outbox_tally
from ...services import outbox
from ...services.outbox import of_process
from ..lookup import not_found
from ..problems import Problem
from .desk import Desk, titles_of

NOTICES = ("resent", "aborted")
SERVICES = {"resend": (outbox.resend, "resent"), "abort": (outbox.abort, "aborted")}
_HIGHEST_ID = 2**31 - 1


def messages(desk: Desk) -> AnyResponse:
    """The messages of the process, newest first, fifty a page, all or those in one state.

    The POST sends one again or withdraws it, and comes back to the list as it was.
    """
    if not desk.is_post:
        return _show(desk)
    message_id = request.form.get("message", 0, type=int)
    if request.form.get("do") not in SERVICES or not 0 < message_id <= _HIGHEST_ID:
        not_found()
    service, notice = SERVICES[request.form["do"]]
    if notice == "resent" and _has_nothing_to_say(desk, message_id):
        sentence = desk.words.gettext("What the message tells is not true any more, so it is not sent again.")
        return _show(desk, Problem("messages", sentence), 409)

    def work(unit: Session) -> Message:
        return service(unit, desk.process.view.id, message_id, desk.act)

    def lead(_: Message) -> str:
        return desk.url("staff_messages", notice=notice, **_kept())

    def again(problem: Problem, status: int) -> Response:
        return _show(desk, Problem("messages", problem.sentence), status)

    return desk.change(work, lead, again)


def _has_nothing_to_say(desk: Desk, message_id: int) -> bool:
    """Whether the letter, written now, would be none; all else that is wrong with it shows in sending."""
    which = select(Message).where(Message.id == message_id, of_process(desk.process.view.id))
    message = desk.session.scalar(which)
    if message is None:
        return False
    try:
        return compose(message, letterhead(current_host(), desk.session, message)) is None
    except StrategyError:
        return False


def _show(desk: Desk, problem: Problem | None = None, status: int = 200) -> Response:
    state, before, notice = _state(), _before(), request.args.get("notice")
    shown = message_page(desk.session, desk.process.view.id, desk.process.now, state=state, before=before)
    desk.reads("messages", shown.public_ids)
    return desk.show(
        "messages",
        desk.words.gettext("Messages"),
        problems=[problem] if problem else [],
        status=status,
        shown=shown,
        tally=outbox_tally(desk.session, desk.process),
        states=tuple(MessageState),
        state=state,
        before=before,
        kept=_kept(),
        notice=notice if notice in NOTICES else None,
        titles=titles_of(desk.process),
    )


def _state() -> MessageState | None:
    given = request.values.get("state")
    return MessageState(given) if given in list(MessageState) else None


def _before() -> int | None:
    given = request.values.get("before", type=int)
    return given if given is not None and 0 < given <= _HIGHEST_ID else None


def _kept() -> dict[str, str]:
    """What of the list's address leads back to the same part of it."""
    state, before = _state(), _before()
    return {
        **({"state": state.value} if state else {}),
        **({"before": str(before)} if before else {}),
    }
