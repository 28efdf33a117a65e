"""What the small forms share that ask for an address, or for a second look, and change something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Response, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ..errors import Busy
from ..forms.address import AddressForm
from ..host import current_host
from ..i18n import words
from ..readmodels.present import ProcessNow
from ..services.counting import Limit, digest, origin_digest
from ..services.personal_data import email_key
from . import csrf
from .answers import later, page, personal
from .own_page import is_post
from .problems import Problem

MOST_FROM_ONE_ORIGIN = 10  # in an hour; a library or a school shares one
MOST_FOR_ONE_ADDRESS = 5  # in a day, so that nobody's mailbox can be filled

Again = Callable[[Problem, int], Response]


@dataclass(frozen=True)
class Asking:
    """A page with one form: its template, the beginning of its title, and the process around it, if any."""

    template: str
    title: str
    language: str
    process: ProcessNow | None

    def show(self, problems: list[Problem], status: int = 200, **more: Any) -> Response:
        """The page, with whatever is to be corrected."""
        error = words(self.language).gettext("Error:")
        response = page(
            self.template,
            f"{error} {self.title}" if problems else self.title,
            self.process,
            language=self.language,
            status=status,
            problems=problems,
            csrf_field=csrf.field_name(),
            csrf_token=csrf.token(),
            **more,
        )
        return personal(response)

    def change(self, work: Callable[[Session], None], address: str, again: Again) -> AnyResponse:
        """Do the work and lead on to the address; show the form `again` where that cannot be done now."""
        gettext = words(self.language).gettext
        if not csrf.is_genuine():
            sentence = gettext("The page has been open for a long time. Check the details and send it again.")
            return again(Problem("send", sentence), 400)
        try:
            current_host().database.change(work)
        except Busy:
            sentence = gettext(
                "The service is busy and nothing has been changed yet. Send it again in a moment."
            )
            return later(again(Problem("send", sentence), 503))
        return redirect(address, 303)


def ask_address(asking: Asking, work: Callable[[Session, str], None], address: str) -> AnyResponse:
    """The form for an address; once one is sent, the work with it and the way on to the page `address`."""
    form = AddressForm(request.form if is_post() else None, words(asking.language))

    def again(problem: Problem | None = None, status: int = 200) -> Response:
        problems = [Problem(*each) for each in form.problems()] + ([problem] if problem else [])
        return asking.show(problems, status, form=form)

    if not is_post() or "show" in request.form:
        return again()
    if not form.validate():
        return again(status=422)
    return asking.change(lambda session: work(session, form.address), address, again)


def limits_for(purpose: str, address: str) -> list[Limit]:
    """How often the purpose may be asked for from where the request comes, and for the address."""
    host = current_host()
    keys, now = host.link_keys, host.now()
    return [
        Limit(
            origin_digest(keys, purpose, request.remote_addr, now), MOST_FROM_ONE_ORIGIN, timedelta(hours=1)
        ),
        Limit(digest(keys, purpose, email_key(address), now), MOST_FOR_ONE_ADDRESS, timedelta(days=1)),
    ]
