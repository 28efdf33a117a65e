"""The letter that brings what staff have written, with everything filled in for its one recipient."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from markupsafe import Markup

from ..readmodels.staff.wording import reference
from ..services.mailing.placeholders import Placeholder, Slot, filled, holds
from . import wording
from .letterhead import Letterhead
from .light_markdown import as_html, as_text, escaped
from .places import Sitting, sittings
from .sheet import Case


@dataclass(frozen=True)
class MailingLetter:
    """One mail in its recipient's language.

    `written_in` is the language of what staff have written, `html` and `text` are it. `action` are the words
    of the personal link, None where the link stands in the text already. `has_fallback` says that something
    is in the mail in another language only.
    """

    subject: str
    written_in: str
    html: Markup = field(repr=False)
    text: str = field(repr=False)
    action: str | None
    number: str
    erasure: str
    has_fallback: bool


def mailing_letter(case: Case) -> MailingLetter | None:
    """The letter; None where the mailing was withdrawn, or the person is not in its audience any more.

    Its subject is one line, whatever stands in the name that is put into it.
    """
    sheet, person, words = case.letterhead.mailing, case.registration, case.words
    if sheet is None or not sheet.session_keys:
        return None
    mine = sittings(sheet.session_keys, case.letterhead)
    body = filled(sheet.body.value, partial(_put, case=case, mine=mine))
    subject = filled(sheet.subject.value, lambda _: person.first_name or "")
    seen, erased = (
        words.gettext("See or change your registration"),
        words.gettext("See or erase your details"),
    )
    return MailingLetter(
        subject=" ".join(subject.split()),
        written_in=sheet.body.language,
        html=as_html(body),
        text=as_text(body),
        action=None if holds(sheet.body.value, Placeholder.LINK) else erased if person.cancelled_at else seen,
        number=reference(person.public_id),
        erasure=wording.erasure(person, case.letterhead),
        has_fallback=sheet.body.is_fallback or sheet.subject.is_fallback,
    )


def _put(slot: Slot, *, case: Case, mine: tuple[Sitting, ...]) -> str:
    """What is put into the Markdown; only our own links and addresses mean anything in it."""
    writers: Mapping[Placeholder, Callable[[], str]] = {
        Placeholder.FIRST_NAME: lambda: escaped(case.registration.first_name or ""),
        Placeholder.SESSIONS: lambda: _sessions(slot, mine, case.letterhead),
        Placeholder.LINK: lambda: (
            case.letterhead.own_url if slot.is_address_of_link else _link(case.letterhead.own_url)
        ),
        Placeholder.CONTACT: lambda: _contact(case.letterhead),
    }
    return writers[slot.placeholder]()


def _sessions(slot: Slot, mine: tuple[Sitting, ...], letterhead: Letterhead) -> str:
    told = [escaped(_session(each, letterhead)) for each in mine]
    if slot.is_alone_on_its_line:
        return "\n".join(["", *(f"- {each}" for each in told), ""])
    return "; ".join(told)


def _session(sitting: Sitting, letterhead: Letterhead) -> str:
    view, gettext = sitting.view, letterhead.words.gettext
    place = [str(each) for each in (view.place, view.address) if each]
    if not place:
        place = [gettext("Remote") if view.mode == "remote" else gettext("Place announced later")]
    said = ", ".join([str(view.title), sitting.when, *place])
    return f"{said}. {sitting.over}" if sitting.over else said


def _contact(letterhead: Letterhead) -> str:
    contact = letterhead.contact
    plain = [escaped(str(each)) for each in (contact.name, contact.phone) if each]
    return ", ".join([*plain, *([_link(contact.email)] if contact.email else [])])


def _link(address: str) -> str:
    return f"<{address}>"
