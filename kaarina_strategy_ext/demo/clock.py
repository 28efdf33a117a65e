"""The demo's clock: it stands still until somebody moves it, for all server processes alike."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, g, has_request_context, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from .database import db
from .languages import both, texts

DEFAULT_START = "2022-04-05T12:00:00+03:00"
HELSINKI = ZoneInfo("Europe/Helsinki")
YEARS = range(2000, 2101)

blueprint = Blueprint("clock", __name__)


class ClockPosition(db.Model):  # type: ignore[name-defined,misc]  # Flask-SQLAlchemy makes the base at run time
    """Where the clock stands; another configured start is another row, so that a new start counts."""

    __tablename__ = "demo_clock"

    start: Mapped[str] = mapped_column(primary_key=True)
    stands_at: Mapped[str]


# Asked before each page, so it is made once.
_POSITION = ClockPosition.__table__.c
_STANDS_AT = select(_POSITION.stands_at).where(_POSITION.start == bindparam("start"))


def parse(text: str) -> datetime:
    """The instant in UTC that an ISO 8601 text means; without an offset it is Helsinki's time.

    Raises `ValueError` for anything else and for years in which the demo has nothing to show.
    """
    moment = datetime.fromisoformat(text)
    if moment.year not in YEARS:
        raise ValueError(f"the year must be between {YEARS[0]} and {YEARS[-1]}: {text}")
    return (moment if moment.tzinfo else moment.replace(tzinfo=HELSINKI)).astimezone(UTC)


def start() -> str:
    """The configured start as the key of its row; raises `ValueError` for a text that is no moment."""
    return parse(str(current_app.config["DEMO_NOW"])).isoformat()


def wind() -> None:
    """Put the clock at its start unless it stands somewhere already; the caller must be alone."""
    with Session(db.engine) as session, session.begin():
        if session.get(ClockPosition, start()) is None:
            session.add(ClockPosition(start=start(), stands_at=start()))


def now() -> datetime:
    """The instant at which the demo stands, in UTC; the same one throughout a request."""
    if has_request_context() and "demo_now" in g:
        moment: datetime = g.demo_now
        return moment
    with db.engine.connect() as connection:
        return datetime.fromisoformat(connection.execute(_STANDS_AT, {"start": start()}).scalar_one())


def look_at_the_clock() -> None:
    """Read the clock before a page begins, while the request holds no other connection to the database."""
    g.pop("demo_now", None)
    if request.endpoint and not request.endpoint.endswith("static"):
        g.demo_now = now()


def move(moment: datetime) -> None:
    """Set the clock for this and every other server process."""
    with Session(db.engine) as session, session.begin():
        position = update(ClockPosition).where(ClockPosition.start == start())
        session.execute(position.values(stands_at=moment.isoformat()))
    g.demo_now = moment


# No CSRF token here: it is a toy of the demo that scripts move with one plain request, and it guards nothing.
@both(blueprint, "/demo/clock", "/sv/demo/clock", methods=["POST"])
def set_clock(language: str) -> ResponseReturnValue:
    """Move the clock and return to the front page; a text that is no moment is told with status 400."""
    try:
        moment = parse(request.form.get("now", ""))
    except ValueError:
        return render_template("town/error.html", error=texts(language)["errors"]["clock"]), 400
    move(moment)
    return redirect(url_for("pages.front", language=language))
