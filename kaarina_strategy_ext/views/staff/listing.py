"""The list of registrations: searched, filtered, sorted, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response, request

from ...host import current_host
from ...models import BookingStatus
from ...readmodels.present import ProcessNow
from ...readmodels.staff.listing import ListPage, Sort, Spot, list_page, number_of
from ...readmodels.staff.listing_by_session import page_by_session
from ...readmodels.staff.selection import Selection
from .. import csrf
from ..problems import Problem
from .desk import Desk

FLAGS = {"needs": "needs", "group": "group", "phone": "no_mail"}
NOTHING = ListPage((), has_before=False, has_after=False)
_HIGHEST_ID = 2**31 - 1
_LONGEST_QUERY = 200


@dataclass(frozen=True)
class Asked:
    """What the address or the form asks for; what makes no sense there is not asked."""

    selection: Selection
    sort: Sort
    spot: Spot

    @classmethod
    def of(cls, given: Mapping[str, str], process: ProcessNow, languages: tuple[str, ...]) -> Asked:
        """Take the fields of the address or of the form."""
        return cls(
            selection_of(given, process, languages),
            Sort(given["sort"]) if given.get("sort") in list(Sort) else Sort.NEWEST,
            _spot(given),
        )

    @property
    def filters(self) -> dict[str, str]:
        """The fields that ask for the same again, without the search and the place in the list."""
        sort = {} if self.sort is Sort.NEWEST else {"sort": self.sort.value}
        return {**fields_of(self.selection), **sort}


def registrations(desk: Desk) -> Response:
    """A page of the list. The search comes by POST, so that no name or address stands in any log."""
    host = current_host()
    given = request.form if desk.is_post else request.args
    asked = Asked.of(given, desk.process, host.languages)
    problems = _problems(desk, asked) if desk.is_post else []
    shown = NOTHING if problems else _page(desk, asked)
    number = None if problems else number_of(desk.session, desk.process, asked.selection)
    desk.reads("list", shown.public_ids)
    return desk.show(
        "registrations",
        desk.words.gettext("All registrations"),
        problems=problems,
        status=422 if problems else 200,
        asked=asked,
        selection=asked.selection,
        shown=shown,
        number=number,
        counted=f"{number.counted:,}".replace(",", "\N{NO-BREAK SPACE}") if number else None,
        statuses=tuple(BookingStatus),
        filters=asked.filters,
        export_filters=fields_of(asked.selection),
    )


def selection_of(given: Mapping[str, str], process: ProcessNow, languages: tuple[str, ...]) -> Selection:
    """The filters in an address or a form."""
    keys = {each.key for each in process.view.sessions}
    session, status, language = given.get("session"), given.get("state"), given.get("speaks")
    flags = {name: given.get(field) == "1" for field, name in FLAGS.items()}
    return Selection(
        session=session if session in keys else None,
        status=BookingStatus(status) if status in list(BookingStatus) else None,
        language=language if language in languages else None,
        query=given.get("query", "").strip()[:_LONGEST_QUERY],
        **flags,
    )


def fields_of(selection: Selection) -> dict[str, str]:
    """The filters as fields of an address; never what is searched for."""
    told = {"session": selection.session, "state": selection.status, "speaks": selection.language}
    named = {name: str(value) for name, value in told.items() if value is not None}
    return named | {field: "1" for field, name in FLAGS.items() if getattr(selection, name)}


def _page(desk: Desk, asked: Asked) -> ListPage:
    if asked.sort is Sort.SESSION:
        return page_by_session(desk.session, desk.process, asked.selection, asked.spot)
    return list_page(desk.session, desk.process, asked.selection, asked.sort, asked.spot)


def _problems(desk: Desk, asked: Asked) -> list[Problem]:
    problems = []
    if not asked.selection.query:
        sentence = desk.words.gettext("Enter a name, an e-mail address or a registration number")
        problems.append(Problem("query", sentence))
    if not csrf.is_genuine():
        sentence = desk.words.gettext(
            "The page has been open for a long time. Check the details and send it again."
        )
        problems.append(Problem("query", sentence))
    return problems


def _spot(given: Mapping[str, str]) -> Spot:
    before, after = _whole(given.get("before")), _whole(given.get("after"))
    if before is not None:
        return Spot(before=before)
    return Spot(after=after, is_last=after is None and given.get("end") == "1")


def _whole(given: str | None) -> int | None:
    written = given or ""
    is_number = written.isascii() and written.isdigit() and len(written) <= len(str(_HIGHEST_ID))
    number = int(written) if is_number else None
    return number if number is not None and number <= _HIGHEST_ID else None
