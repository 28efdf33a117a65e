"""The public pages before they are public, at any moment: nothing in them can be sent or is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from flask import Response, request
from werkzeug.exceptions import ServiceUnavailable

from ...errors import Busy
from ...host import current_host
from ...i18n import moment
from ...readmodels.present import ProcessNow
from ...readmodels.presets import PRESETS
from ...readmodels.staff.preview import Drafted, DraftsUnfit, drafted, moments
from ...services.content.mapping import instant
from ...services.content.timing import FIRST_YEAR, LAST_YEAR
from ...services.editing.parts import PartName
from .. import answers
from ..lookup import not_found
from ..widget.drawing import block_of
from ..widget.wish import Wish
from .desk import Desk

OF_PREVIEW = ("process", "workshops", "workshop", "news", "news_item")
LOCAL = "%Y-%m-%dT%H:%M"


def process(desk: Desk) -> Response:
    """The page of the process."""
    preview = Preview.asked(desk)
    return preview.page("process.html", str(preview.process.view.name))


def workshops(desk: Desk) -> Response:
    """All workshops."""
    return Preview.asked(desk).page("workshops.html", desk.words.gettext("Workshops"))


def workshop(desk: Desk, slug: str) -> Response:
    """One workshop; a 404 page where neither the public nor the drafts have it."""
    preview = Preview.asked(desk)
    found = preview.process.workshop(slug) or not_found()
    return preview.page("workshop.html", str(found.view.title), workshop=found, events=[])


def news(desk: Desk) -> Response:
    """The news that will be out."""
    return Preview.asked(desk).page("news.html", desk.words.gettext("News"))


def news_item(desk: Desk, slug: str) -> Response:
    """One news item, also before it is out; a 404 page where there is none."""
    preview = Preview.asked(desk)
    found = next((each for each in preview.process.view.news if each.slug == slug), None) or not_found()
    return preview.page("news_item.html", str(found.title), item=found)


def widget(desk: Desk, variant: str) -> Response:
    """The widget in one of its variants."""
    if variant not in PRESETS:
        not_found()
    preview = Preview.asked(desk)
    wish = Wish(variant, (desk.language,))
    block = block_of(current_host(), wish, preview.process, url=preview.url)
    title = desk.words.gettext("Status widget")
    return preview.page("staff/preview/widget.html", title, block=block, shown=variant)


@dataclass(frozen=True)
class Preview:
    """A look at the process with drafts; `at` is the moment as somebody chose it, None for the present one.

    `was_understood` is false where what they chose is no moment.
    """

    desk: Desk
    drafted: Drafted
    at: datetime | None
    was_understood: bool

    @classmethod
    def asked(cls, desk: Desk) -> Preview:
        """The look that the address asks for."""
        chosen = request.args.get("at", "")
        at = _moment(desk, chosen)
        return cls(desk, _drafted(desk, _only()), at, was_understood=at is not None or not chosen)

    @property
    def process(self) -> ProcessNow:
        """The process as it stands at the moment."""
        return self.drafted.at(self.at or self.desk.process.now)

    @property
    def local(self) -> str:
        """The moment by the process's clocks, as a field of HTML takes it (HTML, section 2.3.5.5)."""
        return f"{self.process.now.astimezone(self.process.view.zone):{LOCAL}}"

    @property
    def said(self) -> str:
        """The moment in words."""
        return moment(self.process.now, self.process.view.zone, self.desk.language)

    def choices(self) -> list[tuple[str, str, bool]]:
        """The moments worth looking at: name, address of this page then, and whether it is shown now."""
        found = []
        for each in moments(self.process, self.desk.words):
            local = each.at.astimezone(self.process.view.zone).strftime(LOCAL) if each.at else None
            found.append((each.name, self._here(at=local), each.at == self.at))
        return found

    @property
    def only(self) -> list[str]:
        """The names of the parts whose drafts are wished, as they stand in the address."""
        return request.args.getlist("only")

    @property
    def widget(self) -> str:
        """The address of the widget's preview."""
        return self._url("staff_preview_widget", variant=next(iter(PRESETS)))

    def variants(self) -> list[tuple[str, str]]:
        """The widget's variants: name and address."""
        return [(variant, self._url("staff_preview_widget", variant=variant)) for variant in PRESETS]

    def url(self, endpoint: str, **values: Any) -> str:
        """The address of a page; those that have no preview lead to where that is said."""
        if endpoint in OF_PREVIEW:
            name = "staff_preview" if endpoint == "process" else f"staff_preview_{endpoint}"
            return self._url(name, **values)
        return self.desk.url(endpoint, **values) if endpoint.startswith("staff_") else "#ks-preview"

    def page(self, template: str, title: str, **context: Any) -> Response:
        """A public page as it will be."""
        instead = {"url": self.url, "twin": self._twin, "canonical": self._twin, "webcal": str}
        return answers.page(
            template,
            title,
            self.process,
            language=self.desk.language,
            instead=instead,
            previewed=self,
            **context,
        )

    def _twin(self, language: str) -> str:
        return self._here(language=language)

    def _here(self, **values: Any) -> str:
        endpoint = (request.endpoint or "").rpartition(".")[2]
        names = {name: each for name, each in (request.view_args or {}).items() if name != "language"}
        return self._url(endpoint, **{**names, **values})

    def _url(self, endpoint: str, **values: Any) -> str:
        """What was chosen stays chosen on the next page."""
        kept = {"at": self.local if self.at else None, "only": self.only or None}
        return self.desk.url(endpoint, **{**kept, **values})


def _moment(desk: Desk, chosen: str) -> datetime | None:
    """The instant of a local time; None for what is none, and for years of which nobody plans anything."""
    try:
        local = datetime.fromisoformat(chosen)
    except ValueError:
        return None
    if local.tzinfo or not FIRST_YEAR <= local.year <= LAST_YEAR:
        return None
    return instant(local, desk.process.view.zone)


def _only() -> frozenset[PartName] | None:
    """The parts whose drafts are wished; None for all."""
    if "only" not in request.args:
        return None
    names = set()
    for text in request.args.getlist("only"):
        try:
            names.add(PartName.parse(text))
        except ValueError:
            not_found()
    return frozenset(names)


def _drafted(desk: Desk, only: frozenset[PartName] | None) -> Drafted:
    """The process with the drafts, or as it is public where they do not fit."""
    work = partial(_look, desk)
    change = current_host().database.change
    try:
        try:
            return change(partial(work, only))
        except DraftsUnfit:
            public = change(partial(work, frozenset()))
            return Drafted(public.view, public.seats, has_all=False)
    except Busy:
        raise ServiceUnavailable from None


def _look(desk: Desk, only: frozenset[PartName] | None, session: Any) -> Drafted:
    view = desk.process.view
    return drafted(session, view.id, view.language, desk.act.now, only=only)
