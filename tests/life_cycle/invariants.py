"""What must hold after every deed, whatever it was, said of the rows alone."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import RowMapping

from .model import Model
from .office import ZONE
from .seats import LEAST_TIME_TO_ANSWER, SEATED, SURE
from .truth import Truth
from .world import REASON

ACTIVE = (*SEATED, "waitlisted")
IN_DETAILS = {"session_key", "reason", "before", "after", "changes"}


def over(truth: Truth) -> dict[str, int]:
    """By how many people each session is over its capacity."""
    return {
        row["key"]: max(0, _taken(truth, row) - row["capacity"])
        for row in truth.sessions.values()
        if row["capacity"] is not None
    }


def no_seat_is_free_while_somebody_waits(truth: Truth, now: datetime, near: timedelta) -> None:
    """The public's seats, while promotion is on, and for a party that fits."""
    for row in truth.sessions.values():
        if row["cancelled"] is not None or now >= _begins(row) - near:
            continue
        free, parties = _free(truth, row), [each["seats"] for each in _queue(truth, row)]
        assert all(party > free for party in parties), f"{row['key']}: {free} free, waiting {parties}"


def newcomer_overtakes_nobody(truth: Truth, model: Model, who: str) -> None:
    """Whoever has just come sits nowhere where somebody waits who asked for that session and would fit."""
    mine = [each for each in truth.bookings if each["registration_id"] == truth.world.ids[who]]
    for seat in mine:
        if seat["status"] in SURE and not seat["from_reserve"]:
            row = truth.sessions[seat["session_id"]]
            free = _free(truth, row) + seat["seats"]
            overtaken = [each for each in _asking(truth, model, row) if each["seats"] <= free]
            assert not [each for each in overtaken if each not in mine], f"{who} overtakes in {row['key']}"


def _asking(truth: Truth, model: Model, row: RowMapping) -> Iterator[RowMapping]:
    """Who waits in the session's workshop and has said that the session would do."""
    here = [each for each in truth.bookings if each["workshop_id"] == row["workshop_id"]]
    seated = {each["registration_id"] for each in here if each["status"] in SEATED}
    slug = truth.workshops[row["workshop_id"]]["slug"]
    for each in here:
        if each["status"] == "waitlisted":
            asked = model.people[truth.name(each["registration_id"])].asked.get(slug)
            if asked is None or each["registration_id"] in seated:  # whoever sits awaits only what is named
                asked = {truth.key(each["session_id"]) or row["key"]}
            if row["key"] in asked:
                yield each


def wishes_are_whole(truth: Truth, model: Model) -> None:
    """Whoever has no seat yet waits for everything that they have asked for."""
    for row in truth.sessions.values():
        queue = _queue(truth, row)
        missed = [each for each in _asking(truth, model, row) if each not in queue]
        assert not missed, f"{row['key']}: does not wait for it, but has asked for it: {missed}"


def nobody_waits_twice(truth: Truth) -> None:
    """One place in the queue of alternatives, whatever would do."""
    waits = Counter(
        (each["registration_id"], each["exclusive_workshop_id"])
        for each in truth.bookings
        if each["status"] == "waitlisted" and each["exclusive_workshop_id"]
    )
    assert max(waits.values(), default=0) <= 1


def nobody_sits_twice(truth: Truth) -> None:
    """One sure alternative each, and one active booking of a session."""
    active = [each for each in truth.bookings if each["status"] in ACTIVE]
    alternatives = Counter(
        (each["registration_id"], each["workshop_id"])
        for each in active
        if each["status"] in SURE and truth.workshops[each["workshop_id"]]["kind"] == "alternatives"
    )
    once = Counter((each["registration_id"], each["session_id"]) for each in active)
    assert max([*alternatives.values(), *once.values()], default=0) <= 1


def numbers_tell_the_order(truth: Truth) -> None:
    """Queue numbers are of the workshop's numbers, each of one booking; the audit has no gaps."""
    for workshop_id in truth.workshops:
        places = [each["queue_number"] for each in truth.bookings if each["workshop_id"] == workshop_id]
        numbers = [each["number"] for each in truth.audit if each["workshop_id"] == workshop_id]
        assert sorted(numbers) == list(range(1, len(numbers) + 1))
        assert len(set(places)) == len(places)
        assert set(places) <= set(numbers)


def rows_have_parents_and_utc(truth: Truth) -> None:
    """No orphans; a booking lies in its workshop, a person in a process; each instant is UTC."""
    for each in truth.bookings:
        assert each["registration_id"] in truth.registrations
        if each["session_id"]:
            assert truth.sessions[each["session_id"]]["workshop_id"] == each["workshop_id"]
    assert {each["registration_id"] for each in truth.messages} <= set(truth.registrations)
    rows = [*truth.bookings, *truth.audit, *truth.messages, *truth.registrations.values()]
    instants = [value for row in rows for value in row.values() if isinstance(value, datetime)]
    assert all(each.utcoffset() == timedelta(0) for each in instants)


def who_left_takes_no_part(truth: Truth) -> None:
    """Somebody who has cancelled or is erased keeps only what has been, and awaits nothing."""
    for each in truth.bookings:
        person = truth.registrations[each["registration_id"]]
        if person["cancelled_at"] is not None and not _has_begun(truth, each, person["cancelled_at"]):
            assert each["status"] not in ACTIVE, dict(each)


def offers_end_by_the_cut_off(truth: Truth, now: datetime, cut_off: timedelta) -> None:
    """An offer has a deadline before the cut-off; one that a move has overtaken leaves time to answer."""
    for each in truth.bookings:
        if each["status"] == "offered":
            last = _begins(truth.sessions[each["session_id"]]) - cut_off
            assert each["answer_by"] <= max(last, now + LEAST_TIME_TO_ANSWER)


def counters_are_true(truth: Truth) -> None:
    """The live counters are what the rows say."""
    for row in truth.sessions.values():
        told = truth.counts.get(row["id"])
        parties = [each["seats"] for each in _queue(truth, row)]
        true = (_taken(truth, row), sum(parties), _taken(truth, row, of_office=True), min(parties, default=0))
        found = (told.taken, told.waiting, told.from_reserve, told.smallest_party) if told else (0, 0, 0, 0)
        assert found == true, row["key"]


def kept_counts_are_true(truth: Truth) -> None:
    """What was counted last is what the bookings say, and is kept by whoever changes them."""
    for workshop_id in truth.workshops:
        assert truth.kept.get(workshop_id, Counter()) == truth.grouped.get(workshop_id, Counter())
    last = {each["workshop_id"]: each["number"] for each in truth.audit if each["workshop_id"]}
    kept = {each["workshop_id"]: each["number"] for each in truth.seat_counts}
    assert {each: kept.get(each) for each in last} == last


def positions_promise_nothing(truth: Truth) -> None:
    """The place that somebody is told is never better than the truth, and 1 is the next."""
    waiting = {each["id"]: each for each in truth.bookings if each["status"] == "waitlisted"}
    told = {booking: place for places in truth.positions.values() for booking, place in places.items()}
    assert told.keys() == waiting.keys()
    for number, mine in waiting.items():
        assert told[number] >= max(_places(truth, mine), default=1)


def audit_names_nobody(truth: Truth) -> None:
    """The audit knows public ids, keys and numbers, and the reason of staff."""
    for each in truth.audit:
        assert set(each["details"]) <= IN_DETAILS
        said = json.dumps(each["details"]).replace(REASON, "")
        assert not any(word in said for word in ("Virtanen", "@", "markkeri", *truth.world.names()))


def _places(truth: Truth, mine: RowMapping) -> Iterator[int]:
    """The true place in the queue of each session that the person asked for."""
    for row in truth.sessions.values():
        queue = _queue(truth, row)
        if mine in queue and mine["session_id"] in (None, row["id"]):
            yield queue.index(mine) + 1


def _queue(truth: Truth, row: RowMapping) -> list[RowMapping]:
    waiting = [
        each
        for each in truth.bookings
        if each["workshop_id"] == row["workshop_id"]
        and each["status"] == "waitlisted"
        and (each["session_id"] in (None, row["id"]) or each["accepts_other"])
    ]
    return sorted(waiting, key=lambda each: each["queue_number"])


def _taken(truth: Truth, row: RowMapping, *, of_office: bool = False) -> int:
    seated = (each for each in truth.bookings if each["session_id"] == row["id"])
    return sum(
        each["seats"] for each in seated if each["status"] in SEATED and each["from_reserve"] >= of_office
    )


def _free(truth: Truth, row: RowMapping) -> float:
    """What is left for the public."""
    if row["capacity"] is None:
        return math.inf
    office = _taken(truth, row, of_office=True)
    public = _taken(truth, row) - office
    return max(0, row["capacity"] - max(row["reserved_seats"], office) - public)


def _begins(row: RowMapping) -> datetime:
    begins = row["starts_at"]
    return begins or datetime.combine(row["date_earliest"], datetime.min.time(), ZONE)


def _has_begun(truth: Truth, booking: RowMapping, by: datetime) -> bool:
    return booking["session_id"] is not None and _begins(truth.sessions[booking["session_id"]]) <= by
