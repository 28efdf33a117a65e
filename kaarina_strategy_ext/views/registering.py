"""Registering: choose, tell who you are, check, done; all of it works without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from flask import Response, redirect, request
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from ..errors import Busy, RuleBroken
from ..forms.choosing import Ticked, groups, refuse_hopeless, together
from ..forms.person import PersonForm
from ..host import current_host
from ..i18n import words
from ..readmodels.overlaps import overlapping
from ..readmodels.present import ProcessNow
from ..services.auditing import RESIDENT, Act
from ..services.choosing import Choice
from ..services.registering import Received, Reception, register
from . import csrf
from .answers import later, page, personal
from .caution import TRAP, caution, form_key, new_form_key
from .lookup import process_or_404, shared_process_or_404
from .problems import Problem, told

STEPS = ("choose", "details", "check")


@dataclass(frozen=True)
class Filled:
    """The whole form as far as it has been filled in, whatever the step."""

    process: ProcessNow
    ticked: Ticked
    person: PersonForm
    form_key: str

    @classmethod
    def of(cls, process: ProcessNow) -> Filled:
        """The form in the request; an empty one has a new key and the page's language."""
        data = request.form if request.method == "POST" else MultiDict()
        ticked = Ticked.of(data)
        if request.method == "GET":
            ticked = preselected(process, request.args.get("session"))
        person = PersonForm(
            data or None,
            process.words,
            current_host().languages,
            most_companions=process.view.companions,
        )
        # Until somebody says otherwise, messages come in the language of the page, which they may switch.
        if person.language.data in (None, "", data.get("page_language")):
            person.language.data = process.view.language
        return cls(process, ticked, person, form_key() if request.method == "POST" else new_form_key())

    def choices(self) -> tuple[Choice, ...]:
        """The wishes; raises a `RuleBroken` for what cannot be wished for."""
        choices = together(self.ticked.choices(self.process), self.person.party - 1)
        refuse_hopeless(self.process, choices)
        return choices


def preselected(process: ProcessNow, key: str | None) -> Ticked:
    """The ticks for the session from which the person came; none where there is no such session."""
    for workshop in process.workshops:
        if key in [session.view.key for session in workshop.sessions]:
            if workshop.view.has_alternatives:
                return Ticked(alternatives={workshop.view.slug: str(key)})
            return Ticked(sessions=(str(key),), waitlist=(str(key),))
    return Ticked()


def show_form(language: str, process: str | None = None) -> Response:
    """The first step; without open registration, how and when it will open."""
    return _step("choose", Filled.of(shared_process_or_404(language, process)))


def receive_form(language: str, process: str | None = None) -> AnyResponse:
    """The next step; where the form has everything and is sent, the registration.

    A submit button says what is wanted: `show` a step as it stands (a language switch, a look back), or go on
    to a `step`. Without either the whole journey has come in one request.
    """
    filled = Filled.of(process_or_404(language, process))
    shown = request.form.get("show")
    if shown in STEPS:
        return _step(shown, filled)
    wanted = request.form.get("step", "send")
    try:
        choices = filled.choices()
    except RuleBroken as error:
        return refused(filled, error)
    if wanted == "details":
        return _step("details", filled)
    if not filled.person.validate():
        problems = [Problem(*each) for each in filled.person.problems()]
        return _step("details", filled, problems=problems, status=422)
    if wanted == "check":
        return _step("check", filled)
    return _send(filled, choices) if csrf.is_genuine() else expired(filled)


def expired(filled: Filled) -> Response:
    """The check step again, with a new token and everything as it was."""
    sentence = filled.process.words.gettext(
        "The form has been open for a long time. Check the details and send it again. Nothing has been lost."
    )
    return _step("check", filled, problems=[Problem("send", sentence)], status=400)


def refused(filled: Filled, error: RuleBroken) -> Response:
    """The step that the reason is about again, with everything as it was typed."""
    problem = told(error, filled.process)
    step = "details" if problem.field in filled.person else "choose"
    return _step(step, filled, problems=[problem], status=409)


def received(language: str, process: str | None = None) -> Response:
    """The answer to somebody who may be registered already; it tells nothing, the mail tells the owner."""
    present = process_or_404(language, process)
    title = words(language).gettext("Thank you. Look in your e-mail")
    return page("register/received.html", title, present, language=language)


def erased(language: str, process: str | None = None) -> Response:
    """The last page for somebody whose data has just been erased."""
    present = process_or_404(language, process)
    title = words(language).gettext("Your information has been erased")
    return page("register/erased.html", title, present, language=language)


def _send(filled: Filled, choices: tuple[Choice, ...]) -> AnyResponse:
    host = current_host()
    act = Act(RESIDENT, filled.process.now)
    person, process_id, careful = (
        filled.person.person(),
        filled.process.view.id,
        caution(filled.person.email.data),
    )

    def work(session: Session) -> Received:
        return register(session, process_id, person, choices, act, form_key=filled.form_key, caution=careful)

    try:
        outcome = host.database.change(work)
    except RuleBroken as error:
        return refused(_as_of_now(filled), error)
    except Busy:
        return busy(filled)
    return redirect(_address_after(outcome, filled.process), 303)


def _address_after(outcome: Received, process: ProcessNow) -> str:
    host = current_host()
    language = process.view.language
    process_slug = (request.view_args or {}).get("process")
    slug = {"process": process_slug} if process_slug else {}
    if not outcome.shows_link:
        return host.url("received", language=language, **slug)
    token = host.link_keys.token(outcome.registration)
    notice = "received" if outcome.reception is Reception.NEW else "repeated"
    return host.url("own", language=language, token=token, notice=notice)


def _as_of_now(filled: Filled) -> Filled:
    """The form with the seats as they are after the refusal, so that the page offers what is left."""
    current = process_or_404(filled.process.view.language, (request.view_args or {}).get("process"))
    return replace(filled, process=current)


def busy(filled: Filled) -> Response:
    """The check step again, because the database could not be reached in time; nothing has been stored."""
    sentence = filled.process.words.gettext(
        "The service is busy and your registration was not received yet. Wait a moment and send it again."
    )
    return later(_step("check", filled, problems=[Problem("send", sentence)], status=503))


def _step(step: str, filled: Filled, *, problems: list[Problem] | None = None, status: int = 200) -> Response:
    title = filled.process.words.gettext("Sign up for workshops")
    if problems:
        error = filled.process.words.gettext("Error:")
        title = f"{error} {title}"
    response = page(
        f"register/{step}.html",
        title,
        filled.process,
        language=filled.process.view.language,
        status=status,
        problems=problems or [],
        **_shown(filled, step),
    )
    return personal(response)


def _shown(filled: Filled, step: str) -> dict[str, Any]:
    choices = _known_choices(filled)
    carried = [("form_key", filled.form_key), ("page_language", filled.process.view.language)]
    carried += [(TRAP, request.form.get(TRAP, ""))] if step != "details" else []
    carried += filled.ticked.fields() if step != "choose" else []
    carried += filled.person.fields() if step != "details" else []
    return {
        "groups": groups(filled.process, filled.ticked),
        "ticked": filled.ticked,
        "person": filled.person,
        "overlaps": overlapping(
            each.view for each in filled.process.sessions if each.view.key in choices.sessions
        ),
        "chosen": [each for each in filled.process.sessions if each.view.key in choices.sessions],
        "either": [each for each in filled.process.workshops if each.view.slug in choices.either],
        "carried": carried,
        "trap": TRAP,
        "trap_value": request.form.get(TRAP, ""),
        "csrf_field": csrf.field_name(),
        "csrf_token": csrf.token(),
    }


@dataclass(frozen=True)
class _Known:
    sessions: frozenset[str]
    either: frozenset[str]


def _known_choices(filled: Filled) -> _Known:
    try:
        choices = filled.ticked.choices(filled.process)
    except RuleBroken:
        return _Known(frozenset(), frozenset())
    return _Known(
        frozenset(each.session_key for each in choices if each.session_key),
        frozenset(each.workshop_slug for each in choices if each.workshop_slug and not each.session_key),
    )
