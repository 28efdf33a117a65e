"""Writing a mailing: all languages side by side, and to whom."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask import Response, redirect, request
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ....forms.mailing import language_name, mailing_text, problems_of
from ....host import current_host
from ....models import Audience, BookingStatus, Mailing, MailingState
from ....readmodels.staff.mailings import languages_behind
from ....services.mailing.drafting import begin_mailing, edit_mailing, text_of
from ....services.mailing.placeholders import Placeholder, shown_in
from ....services.mailing.rules import LENGTHS, Fault, MailingText, broken_bounds, lacking
from ...problems import Problem
from ..desk import Desk
from .finding import faults_of, is_bilingual, mailing_or_404, status_names

FORM_KEY_LENGTH = 64
_EMPTY = MailingText(audience=Audience(statuses=(BookingStatus.CONFIRMED,)))


@dataclass(frozen=True)
class Writing:
    """The form as far as it has been filled in; `mailing` is the draft that it changes, None for a new one.

    `theirs` says that the draft has other words by somebody else, which are shown beside these.
    """

    desk: Desk
    text: MailingText
    form_key: str
    mailing: Mailing | None = None
    version: int = 0
    theirs: bool = False

    def show(self, *problems: Problem, status: int = 200, notice: str | None = None) -> Response:
        """The form with everything as it was typed."""
        desk, languages = self.desk, current_host().languages
        return desk.show(
            "mailings/text",
            desk.words.gettext("Write to participants"),
            problems=list(problems),
            status=status,
            mailing=self.mailing,
            written=self.text,
            version=self.version,
            form_key=self.form_key,
            theirs=self.theirs,
            notice=notice,
            columns=[(each, language_name(each, desk.words)) for each in languages],
            lengths=LENGTHS,
            behind=self._behind(),
            missing=self._missing(),
            statuses=status_names(desk.words),
            placeholders=_placeholders(desk, languages),
        )

    def _behind(self) -> frozenset[str]:
        """The fields that are older than their twins in another language."""
        if self.mailing is None:
            return frozenset()
        parts = (("subject", self.mailing.subject), ("body", self.mailing.body))
        return frozenset(f"{name}-{each}" for name, texts in parts for each in languages_behind(texts))

    def _missing(self) -> frozenset[str]:
        """The fields in which a language is missing beside another one."""
        languages = current_host().languages
        return frozenset(
            f"{name}-{each}"
            for each in languages
            for name, words in self.text.parts(each)
            if not words and any(dict(self.text.parts(other))[name] for other in languages)
        )


def new(desk: Desk) -> AnyResponse:
    """An empty form, or a copy of another mailing, and the draft that it makes."""
    if desk.is_post:
        key = request.form.get("form_key", "")
        is_ours = 0 < len(key) <= FORM_KEY_LENGTH and key.isalnum()
        return _received(Writing(desk, _typed(desk), key if is_ours else secrets.token_hex(16)))
    copied = request.args.get("copy", type=int)
    text = text_of(mailing_or_404(desk, copied)) if copied is not None and 0 < copied < 2**31 else _EMPTY
    return Writing(desk, text, secrets.token_hex(16)).show()


def text(desk: Desk, mailing_id: int) -> AnyResponse:
    """The draft, and saving it; what is no draft any more is shown on its own page."""
    mailing = mailing_or_404(desk, mailing_id)
    if desk.is_post:
        version = request.form.get("version", 0, type=int)
        return _received(Writing(desk, _typed(desk), "", mailing, version))
    if mailing.state is not MailingState.DRAFT:
        return redirect(desk.url("staff_mailing", mailing_id=mailing.id), 303)
    writing = Writing(desk, text_of(mailing), "", mailing, mailing.version)
    notice = "saved" if request.args.get("notice") == "saved" else None
    return writing.show(*_told(desk, faults_of(mailing) if "check" in request.args else ()), notice=notice)


def _typed(desk: Desk) -> MailingText:
    keys = [each.view.key for each in desk.process.sessions]
    return mailing_text(request.form, current_host().languages, keys)


def _told(desk: Desk, faults: Iterable[Fault]) -> list[Problem]:
    return [Problem(*each) for each in problems_of(faults, desk.words)]


def _received(writing: Writing) -> AnyResponse:
    """Save what was typed, and go on to the check where that was asked for."""
    desk, host = writing.desk, current_host()
    if "show" in request.form:  # the other language of the page, with everything as it was typed
        return writing.show()
    goes_on = request.form.get("do") == "check"
    faults = list(broken_bounds(writing.text))
    if goes_on and not faults:
        faults = list(lacking(writing.text, host.languages, is_bilingual=is_bilingual(host)))
    if faults:
        return writing.show(*_told(desk, faults), status=422)

    def lead(mailing: Mailing) -> str:
        if goes_on:
            return desk.url("staff_mailing_check", mailing_id=mailing.id)
        return desk.url("staff_mailing_text", mailing_id=mailing.id, notice="saved")

    def again(problem: Problem, status: int) -> Response:
        return _beside_theirs(writing).show(problem, status=status)

    # The row goes with the reading session before the change.
    mailing_id = writing.mailing.id if writing.mailing else None
    return desk.change(lambda unit: _saved(unit, writing, mailing_id), lead, again)


def _saved(unit: Session, writing: Writing, mailing_id: int | None) -> Mailing:
    process_id, act = writing.desk.process.view.id, writing.desk.act
    if mailing_id is None:
        return begin_mailing(unit, process_id, writing.text, act, form_key=writing.form_key)
    return edit_mailing(unit, process_id, mailing_id, writing.text, act, version=writing.version)


def _beside_theirs(writing: Writing) -> Writing:
    """The form beside the draft as it now stands, where that has changed; saving again then replaces it."""
    which = select(Mailing).where(
        Mailing.process_id == writing.desk.process.view.id,
        Mailing.id == writing.mailing.id if writing.mailing else Mailing.form_key == writing.form_key,
    )
    now = writing.desk.session.scalar(which)
    if now is None or now.state is not MailingState.DRAFT or now.version == writing.version:
        return writing
    return replace(writing, mailing=now, version=now.version, theirs=True)


def _placeholders(desk: Desk, languages: Iterable[str]) -> list[tuple[str, dict[str, str]]]:
    """What can be filled in: what it becomes, and how it is written in each language."""
    gettext = desk.words.gettext
    meanings = {
        Placeholder.FIRST_NAME: gettext("The recipient's first name; also in the subject"),
        Placeholder.SESSIONS: gettext("The recipient's own workshops, with time and place"),
        Placeholder.LINK: gettext("The recipient's personal link"),
        Placeholder.CONTACT: gettext("Contact details"),
    }
    return [(said, {each: shown_in(name, each) for each in languages}) for name, said in meanings.items()]
