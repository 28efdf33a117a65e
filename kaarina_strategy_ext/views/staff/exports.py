"""Statistics and exports: each is written in the audit before its first byte goes out."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response, request

from ...host import current_host
from ...readmodels.staff.handing_out import Handout, ids_of, ids_with_needs
from ...readmodels.staff.selection import Selection
from ...readmodels.staff.spreadsheets import Table, csv_parts, xlsx_parts
from ...readmodels.staff.statistics import as_tables
from ...readmodels.staff.statistics import statistics as figures_of
from ...services.ranges import Ranges
from ..path_words import WORDS
from .desk import Desk
from .listing import fields_of, selection_of

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def exports(desk: Desk) -> Response:
    """The statistics, and for those who may have them the ways to the files."""
    return desk.show(
        "exports",
        desk.words.gettext("Statistics and exports"),
        figures=figures_of(desk.session, desk.process, current_host().languages),
    )


def statistics(desk: Desk, kind: str) -> Response:
    """The statistics as a file; it tells nobody's data."""
    names = _language_names(desk)
    tables = as_tables(figures_of(desk.session, desk.process, current_host().languages), desk.process, names)
    desk.counts("statistics")
    return _file(desk, "statistics", kind, tables)


def registrations(desk: Desk, kind: str) -> Response:
    """The registrations that fit, a row each."""
    selection = _selection(desk)
    handout = _noted(desk, "registrations", selection, ids_of(desk.session, desk.process, selection))
    return _file(desk, "registrations", kind, [handout.people()])


def attendance(desk: Desk, kind: str) -> Response:
    """The bookings that fit, a row each, by session."""
    selection = _selection(desk)
    handout = _noted(desk, "attendance", selection, ids_of(desk.session, desk.process, selection))
    return _file(desk, "attendance", kind, [handout.attendance(selection)])


def needs(desk: Desk, kind: str) -> Response:
    """Needs and diets of those who are to come, which no other file has (GDPR, article 9)."""
    selection = _selection(desk)
    handout = _noted(desk, "needs", selection, ids_with_needs(desk.session, desk.process, selection))
    return _file(desk, "needs", kind, [handout.needs()])


def _selection(desk: Desk) -> Selection:
    """The filters of the list; the search is none of them, because it stands in no address."""
    given = {name: value for name, value in request.args.items() if name != "query"}
    return selection_of(given, desk.process, current_host().languages)


def _noted(desk: Desk, what: str, selection: Selection, ids: Ranges) -> Handout:
    desk.gives_out(f"export {what}", ids, fields_of(selection))
    return Handout(current_host().database.engine, desk.process, ids)


def _file(desk: Desk, what: str, kind: str, tables: Iterable[Table]) -> Response:
    parts = csv_parts(tables) if kind == "csv" else xlsx_parts(tables)
    response = Response(parts, content_type=TYPES[kind])
    words = WORDS.get(desk.language, WORDS["en"])
    day = desk.process.today.isoformat()
    name = f"{words[what]}-{desk.process.view.slug}-{day}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _language_names(desk: Desk) -> dict[str, str]:
    gettext = desk.words.gettext
    return {"fi": gettext("Finnish"), "sv": gettext("Swedish"), "en": gettext("English")}
