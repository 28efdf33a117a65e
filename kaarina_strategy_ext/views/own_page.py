"""What each page behind a personal link needs: a GET shows, a POST changes, after a second look."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, abort, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ..errors import Busy, RuleBroken
from ..host import EXTENSION, current_host
from ..models import Registration
from ..readmodels.own import OwnRegistration, own_registration
from ..readmodels.present import ProcessNow
from ..services.auditing import RESIDENT, Act
from . import csrf
from .answers import later, page, personal
from .lookup import process_or_404, registration_or_404
from .problems import Problem, told

# What can be done before the address has been confirmed: confirm it, or have everything erased.
_OPEN_TO_ALL = tuple(f"{EXTENSION}.{name}" for name in ("own", "own_verification", "own_erasure"))


def is_post() -> bool:
    """Whether something is to be changed; HEAD must show and change as little as GET (RFC 9110, 9.2.1)."""
    return request.method == "POST"


class OwnPage:
    """What each of the personal pages needs: the registration, its process, and how they are shown."""

    def __init__(self, language: str, token: str) -> None:
        """Open the link, or answer with a 404 page."""
        self.language = language
        self.token = token
        self.registration: Registration = registration_or_404(token)
        # Kept apart, because the host's session lets go of its rows, and its connection, before a change.
        self.registration_id = self.registration.id
        self.token_version = self.registration.token_version
        self.version = self.registration.version
        self.process: ProcessNow = process_or_404(language, self.registration.process.slug)
        session = current_host().database.reading()
        self.own: OwnRegistration = own_registration(session, self.registration, self.process)
        if self.is_unproven and request.endpoint not in _OPEN_TO_ALL:
            abort(redirect(self.address("own"), 303))

    @property
    def is_unproven(self) -> bool:
        """Whether the address is still to be confirmed, before anything else can be done."""
        return self.registration.verify_by is not None and self.registration.cancelled_at is None

    @property
    def act(self) -> Act:
        """The person themselves, at the moment when the request arrived."""
        return Act(RESIDENT, self.process.now)

    def show(
        self, name: str, title: str, *, problems: list[Problem] | None = None, status: int = 200, **more: Any
    ) -> Response:
        """A personal page."""
        if problems:
            error = self.process.words.gettext("Error:")
            title = f"{error} {title}"
        response = page(
            f"own/{name}.html",
            title,
            self.process,
            language=self.language,
            status=status,
            own=self.own,
            token=self.token,
            problems=problems or [],
            csrf_field=csrf.field_name(),
            csrf_token=csrf.token(),
            **more,
        )
        return personal(response)

    def change(
        self,
        work: Callable[[Session], Registration],
        notice: str,
        again: Callable[[Problem, int], Response],
        *,
        unchanged: str | None = None,
    ) -> AnyResponse:
        """Do the work and lead on to the address after it; show the form `again` where that is refused.

        Where the registration is as it was, the notice is `unchanged`, if there is such a one.
        """
        gettext = self.process.words.gettext
        if not csrf.is_genuine():
            sentence = gettext("The page has been open for a long time. Check the details and send it again.")
            return again(Problem("send", sentence), 400)
        try:
            registration = current_host().database.change(work)
        except RuleBroken as error:
            return again(told(error, self.process), 409)
        except Busy:
            sentence = gettext(
                "The service is busy and nothing has been changed yet. Send it again in a moment."
            )
            return later(again(Problem("send", sentence), 503))
        if unchanged and registration.version == self.version:
            notice = unchanged
        return redirect(self.address_after(registration, notice), 303)

    def address(self, endpoint: str) -> str:
        """One of the personal pages, by the link at hand."""
        return current_host().url(endpoint, language=self.language, token=self.token)

    def address_after(self, registration: Registration, notice: str) -> str:
        """Where a change leads: back to the registration, by its present link, unless it was erased."""
        host = current_host()
        if registration.erased_at:
            slug = host.slug_in_addresses(host.database.reading(), self.process.view.slug)
            return host.url("erased", language=self.language, **slug)
        token = host.link_keys.token(registration)
        has_new_link = registration.token_version != self.token_version
        return host.url(
            "own", language=self.language, token=token, notice="new_link" if has_new_link else notice
        )
