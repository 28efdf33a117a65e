"""The confirmation on paper, for somebody who has no e-mail: in their language, whatever staff use."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Response, make_response

from ...host import current_host
from ...models import BookingStatus, Registration
from ...readmodels.present import ProcessNow
from ...readmodels.staff import wording
from ...services.keeping import last_end
from ...services.queueing import queue_positions
from ..answers import page_names
from ..lookup import process_or_404
from .desk import Desk
from .registrations import case_or_404, name_of

# A document of its own, without the host's layout, so that nothing of a menu comes out of the printer.
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def confirmation(desk: Desk, public_id: str) -> Response:
    """The document to print; only the line above it, which is not printed, is for staff."""
    desk.reads("confirmation", [public_id])
    registration, host = case_or_404(desk, public_id).registration, current_host()
    language = registration.language if registration.language in host.languages else desk.language
    process = process_or_404(language, registration.process.slug)
    shown = case_or_404(Desk(desk.identity, process), public_id)
    document = host.templates.render(
        "staff/confirmation.html",
        language,
        process=process,
        shown=shown,
        person_name=name_of(registration),
        number=wording.reference(public_id),
        positions=queue_positions(desk.session, registration),
        waits=any(each.booking.status is BookingStatus.WAITLISTED for each in shown.active),
        erased_on=_erased_on(registration, process),
        for_staff=_for_staff(desk, public_id),
        **page_names(host, process, language),
    )
    response = make_response(document)
    response.headers["Content-Language"] = language
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "DENY"
    return response


def _for_staff(desk: Desk, public_id: str) -> dict[str, str]:
    """The line that is not printed, in the language of staff."""
    return {
        "language": desk.language,
        "label": desk.words.gettext("Staff"),
        "hint": desk.words.gettext("Print this page with your browser. This line is not printed."),
        "address": desk.url("staff_registration", public_id=public_id),
        "back": desk.words.gettext("Back to the registration"),
    }


def _erased_on(registration: Registration, process: ProcessNow) -> date:
    """The last day on which the details may still be there."""
    end = last_end(registration) + timedelta(days=current_host().settings["RETENTION_DAYS"])
    return end.astimezone(process.view.zone).date()
