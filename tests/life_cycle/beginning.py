"""The process at its beginning, in a database and in the model."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from kaarina_strategy_ext import schema

from ..town import engine_of
from .model import Model
from .office import ZONE
from .seats import Sitting, Workshop
from .world import begin

OPENS = datetime(2022, 4, 1, 9, tzinfo=ZONE)
START = datetime(2022, 4, 8, 9, tzinfo=UTC)


def prepare(url: str) -> None:
    """Fill an empty database with our tables and the process."""
    engine = engine_of(url)
    schema.upgrade(engine)
    begin(engine, OPENS)
    engine.dispose()


def first_model(offer: timedelta, cut_off: timedelta) -> Model:
    """The same process as town.yaml tells it, and nobody in it."""
    visio = [_afternoon("visio-1", 12, 3, reserved=1), _afternoon("visio-2", 15, 1, waiting_size=4)]
    kesa = [
        _afternoon("kesa-1", 14, 1, waiting_size=1),
        _afternoon("kesa-2", 15, 2, waiting_size=3),
        _whole_day(),
    ]
    workshops = (Workshop("visio", False, _by_key(visio)), Workshop("kesa", True, _by_key(kesa)))
    return Model({each.slug: each for each in workshops}, offer, cut_off, OPENS)


def _afternoon(
    key: str, day: int, capacity: int, *, reserved: int = 0, waiting_size: int | None = None
) -> Sitting:
    on = date(2022, 4, day)
    begins, ends = (datetime.combine(on, time(hour), ZONE) for hour in (14, 17))
    return Sitting(key, begins, ends, capacity, reserved, waiting_size)


def _whole_day() -> Sitting:
    begins, ends = (datetime.combine(date(2022, 4, day), time(0), ZONE) for day in (18, 19))
    return Sitting("kesa-3", begins, ends, capacity=1)


def _by_key(sittings: list[Sitting]) -> dict[str, Sitting]:
    return {each.key: each for each in sittings}
