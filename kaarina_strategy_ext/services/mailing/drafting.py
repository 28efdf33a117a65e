"""Writing a mailing: drafts that are kept, and edited by several people without losing a word."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import false, select
from sqlalchemy.orm import Session

from ...errors import MailingChanged, MailingNotDraft, MailingUnknown
from ...models import Mailing, MailingState, Translated
from .. import seating
from ..auditing import Act
from .rules import MailingText


def text_of(mailing: Mailing) -> MailingText:
    """The mailing as somebody has written it."""
    return MailingText(dict(mailing.subject), dict(mailing.body), mailing.audience)


def find_mailing(session: Session, process_id: int, mailing_id: int) -> Mailing:
    """The mailing of the process; raises `MailingUnknown`."""
    mailing = session.scalar(
        select(Mailing).where(Mailing.id == mailing_id, Mailing.process_id == process_id)
    )
    if mailing is None:
        raise MailingUnknown
    return mailing


def begin_mailing(
    session: Session, process_id: int, text: MailingText, act: Act, *, form_key: str
) -> Mailing:
    """Keep a new draft, and give it; the same form sent twice is one draft.

    Raises `MailingChanged` where that form has made a draft already that says something else.
    """
    seating.lock(session, false())  # nobody's workshop; on SQLite it is the write that must come first
    made = session.scalar(
        select(Mailing).where(Mailing.form_key == form_key, Mailing.process_id == process_id)
    )
    if made is not None:
        if text_of(made) != _kept(text):
            raise MailingChanged(made.id)
        return made
    mailing = Mailing(
        process_id=process_id,
        subject=_edited(Translated({}), text.subject, act),
        body=_edited(Translated({}), text.body, act),
        audience=text.audience,
        form_key=form_key,
        created_by=act.actor,
        created_at=act.now,
        edited_by=act.actor,
        edited_at=act.now,
    )
    session.add(mailing)
    session.flush()  # for its id
    return mailing


def edit_mailing(
    session: Session, process_id: int, mailing_id: int, text: MailingText, act: Act, *, version: int
) -> Mailing:
    """Change a draft that stands at the version, and give it; to save the same words twice is harmless.

    Raises `MailingUnknown`, `MailingChanged`, and `MailingNotDraft`.
    """
    seating.lock(session, false())
    mailing = session.scalar(
        select(Mailing).where(Mailing.id == mailing_id, Mailing.process_id == process_id).with_for_update()
    )
    if mailing is None:
        raise MailingUnknown
    if text_of(mailing) == _kept(text):
        return mailing
    if mailing.state is not MailingState.DRAFT:
        raise MailingNotDraft
    if mailing.version != version:
        raise MailingChanged(mailing.id)
    mailing.subject = _edited(mailing.subject, text.subject, act)
    mailing.body = _edited(mailing.body, text.body, act)
    mailing.audience = text.audience
    mailing.edited_by, mailing.edited_at = act.actor, act.now
    mailing.version += 1
    return mailing


def _edited(old: Translated, texts: Mapping[str, str], act: Act) -> Translated:
    return old.edited({language: words for language, words in texts.items() if words}, act.now)


def _kept(text: MailingText) -> MailingText:
    """The text as it is kept: without the languages in which nothing is there."""
    return MailingText(
        {language: words for language, words in text.subject.items() if words},
        {language: words for language, words in text.body.items() if words},
        text.audience,
    )
