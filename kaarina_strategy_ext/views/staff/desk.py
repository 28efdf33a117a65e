"""What each page of the staff side needs: who acts, in which process, and how pages are shown and changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import Response, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from ...errors import Busy, RuleBroken
from ...host import current_host
from ...i18n import Words
from ...identity import Identity
from ...readmodels.present import ProcessNow
from ...readmodels.staff import audit_wording, wording
from ...services.auditing import COUNTED, Act, Reading
from ...services.ranges import Ranges
from .. import csrf
from ..answers import later, page
from ..problems import Problem
from .navigation import menu
from .problems import told_to_staff
from .using import may_still

Result = TypeVar("Result")


def titles_of(process: ProcessNow) -> dict[str, str]:
    """What messages and audit entries are about, in words: sessions by key, workshops by slug."""
    sessions = {each.view.key: f"{each.view.title} {each.view.day_text}" for each in process.sessions}
    return {each.view.slug: str(each.view.title) for each in process.workshops} | sessions


@dataclass(frozen=True)
class Desk:
    """Somebody who may be here, at work on one process; `asleep` are their roles that have expired."""

    identity: Identity
    process: ProcessNow
    readings: list[Reading] = field(default_factory=list)
    asleep: frozenset[str] = frozenset()

    @property
    def language(self) -> str:
        """The language of the page, ISO 639-1."""
        return self.process.view.language

    @property
    def words(self) -> Words:
        """The words of that language."""
        return self.process.words

    @property
    def act(self) -> Act:
        """The member of staff, at the moment when the request arrived."""
        return Act(self.identity.id, self.process.now)

    @property
    def session(self) -> Session:
        """The session for reading."""
        return current_host().database.reading()

    @property
    def is_post(self) -> bool:
        """Whether something is to be changed; HEAD shows as GET does (RFC 9110, section 9.3.2)."""
        return request.method == "POST"

    def may(self, role: str) -> bool:
        """Whether they have the role, and it has not expired."""
        return may_still(self.identity, role, self.asleep)

    def reads(self, page: str, subjects: Iterable[str]) -> None:
        """Have it written in the audit, before anything is shown, whose personal data the page tells.

        `page` says which, in a word or two; `subjects` are public ids of registrations. Called as often as
        one likes; nobody's data is nothing to write.
        """
        read = Reading(page, tuple(subjects))
        if read.subjects:
            self.readings.append(read)

    def gives_out(self, page: str, ids: Ranges, fields: Mapping[str, str]) -> None:
        """Have it written in the audit, before the first byte goes out, whose data an export holds.

        `fields` are the filters by which they were chosen.
        """
        more = {"ids": str(ids), "number": len(ids), "filter": dict(fields)}
        self.readings.append(Reading(page, more=more))

    def counts(self, page: str) -> None:
        """Have it written in the audit that numbers were given out, which are nobody's data."""
        self.readings.append(Reading(page, action=COUNTED))

    def url(self, endpoint: str, **values: Any) -> str:
        """The address of a page of ours in the same process and language."""
        slug = (request.view_args or {}).get("process")
        of_process = {"process": slug} if slug else {}
        return current_host().url(endpoint, **{"language": self.language, **of_process, **values})

    def show(
        self, name: str, title: str, *, problems: list[Problem] | None = None, status: int = 200, **more: Any
    ) -> Response:
        """A page of the staff side."""
        if problems:
            error = self.words.gettext("Error:")
            title = f"{error} {title}"
        return page(
            f"staff/{name}.html",
            title,
            self.process,
            language=self.language,
            status=status,
            problems=problems or [],
            csrf_field=csrf.field_name(),
            csrf_token=csrf.token(),
            said=self._said,
            may=self.may,
            menu=menu(self.words, self.may),
            reference=wording.reference,
            **more,
        )

    def change(
        self,
        work: Callable[[Session], Result],
        lead: Callable[[Result], str],
        again: Callable[[Problem, int], Response],
    ) -> AnyResponse:
        """Do the work and go where `lead` says; show the form `again` where that is refused."""
        if not csrf.is_genuine():
            sentence = self.words.gettext(
                "The page has been open for a long time. Check the details and send it again."
            )
            return again(Problem("send", sentence), 400)
        try:
            result = current_host().database.change(work)
        except RuleBroken as error:
            return again(told_to_staff(error, self.process), 409)
        except Busy:
            sentence = self.words.gettext(
                "The service is busy and nothing has been changed yet. Send it again in a moment."
            )
            return later(again(Problem("send", sentence), 503))
        return redirect(lead(result), 303)

    def _said(self, what: str, code: Any) -> str:
        """The words for a code, for templates: `said("message_state", state)`."""
        words: str = _WORDINGS[what](code, self.words)
        return words


_WORDINGS: dict[str, Callable[[Any, Words], str]] = {
    "booking_status": wording.booking_status,
    "message_kind": wording.message_kind,
    "message_state": wording.message_state,
    "mailing_state": wording.mailing_state,
    "audit_action": audit_wording.audit_action,
    "audit_actor": audit_wording.audit_actor,
    "erasure_kind": wording.erasure_kind,
    "erased_table": wording.erased_table,
    "retention_job": wording.retention_job,
    "fields": audit_wording.fields,
    "reading_page": audit_wording.reading_page,
    "role": wording.role,
}
