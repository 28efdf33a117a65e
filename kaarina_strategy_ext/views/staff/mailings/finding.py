"""Finding the mailing that an address names, and what all its pages show of it."""

from __future__ import annotations

from collections.abc import Sequence

from ....errors import MailingUnknown
from ....host import Host, current_host
from ....i18n import Words
from ....models import BookingStatus, Mailing
from ....readmodels.present import SessionNow
from ....services.mailing.drafting import find_mailing, text_of
from ....services.mailing.rules import Fault, lacking
from ...lookup import not_found
from ..desk import Desk


def mailing_or_404(desk: Desk, mailing_id: int) -> Mailing:
    """The mailing of the process; a 404 page where there is none."""
    try:
        return find_mailing(desk.session, desk.process.view.id, mailing_id)
    except MailingUnknown:
        not_found()


def is_bilingual(host: Host) -> bool:
    """Whether each text must be there in all languages of the site."""
    return bool(host.settings["LANGUAGE_MODE"] == "bilingual")


def faults_of(mailing: Mailing) -> list[Fault]:
    """What must be mended before it can be sent; empty where nothing is wrong."""
    host = current_host()
    return list(lacking(text_of(mailing), host.languages, is_bilingual=is_bilingual(host)))


def chosen_sessions(desk: Desk, mailing: Mailing) -> Sequence[SessionNow]:
    """The sessions that the mailing is for, by day."""
    keys = mailing.audience.session_keys
    return [each for each in desk.process.sessions if each.view.key in keys]


def status_names(words: Words) -> dict[BookingStatus, str]:
    """Those to whom one can write, in words, in the order of the form."""
    return {
        BookingStatus.CONFIRMED: words.gettext("Those who have a place"),
        BookingStatus.WAITLISTED: words.gettext("Those on the waiting list"),
        BookingStatus.OFFERED: words.gettext("Those to whom a place is offered"),
        BookingStatus.CANCELLED: words.gettext("Those who have cancelled"),
    }
