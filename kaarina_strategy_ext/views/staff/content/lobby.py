"""Where editors stand before any process: the list of processes, and the beginning of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Response, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ....errors import Busy
from ....host import current_host
from ....i18n import Words, words
from ....identity import Identity
from ....readmodels.present import ProcessNow
from ....services.auditing import Act
from ... import csrf
from ...answers import later, page
from ...problems import Problem
from ..navigation import menu
from ..using import may_still

Result = TypeVar("Result")


@dataclass(frozen=True)
class Lobby:
    """Somebody who may be here; `process` is the one around which the page is shown, if there is any.

    `asleep` are their roles that have expired.
    """

    identity: Identity
    language: str
    process: ProcessNow | None
    asleep: frozenset[str] = frozenset()

    @property
    def words(self) -> Words:
        """Return the words of the page's language."""
        return words(self.language)

    @property
    def act(self) -> Act:
        """Return the member of staff, at this moment."""
        return Act(self.identity.id, current_host().now())

    @property
    def session(self) -> Session:
        """Return the session for reading."""
        return current_host().database.reading()

    def may(self, role: str) -> bool:
        """Tell whether they have the role, and it has not expired."""
        return may_still(self.identity, role, self.asleep)

    def url(self, endpoint: str, **values: Any) -> str:
        """Return the address of a page in the same language."""
        return current_host().url(endpoint, **{"language": self.language, **values})

    def show(
        self, name: str, title: str, *, problems: list[Problem], status: int = 200, **more: Any
    ) -> Response:
        """Show a page of the staff side."""
        if problems:
            title = f"{self.words.gettext('Error:')} {title}"
        return page(
            f"staff/{name}.html",
            title,
            self.process,
            language=self.language,
            status=status,
            problems=problems,
            csrf_field=csrf.field_name(),
            csrf_token=csrf.token(),
            may=self.may,
            menu=menu(self.words, self.may) if self.process else (),
            **more,
        )

    def change(
        self,
        work: Callable[[Session], Result],
        lead: Callable[[Result], str],
        again: Callable[[Problem, int], Response],
    ) -> AnyResponse:
        """Do the work and go where `lead` says; show the form `again` where that cannot be done now."""
        gettext = self.words.gettext
        if not csrf.is_genuine():
            sentence = gettext("The page has been open for a long time. Check the details and send it again.")
            return again(Problem("send", sentence), 400)
        try:
            result = current_host().database.change(work)
        except Busy:
            sentence = gettext(
                "The service is busy and nothing has been changed yet. Send it again in a moment."
            )
            return later(again(Problem("send", sentence), 503))
        return redirect(lead(result), 303)


def is_post() -> bool:
    """Whether something is to be changed."""
    return request.method == "POST"
