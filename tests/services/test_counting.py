"""How often somebody may do something: counted across processes, and told of nobody."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from kaarina_strategy_ext.models import Tally
from kaarina_strategy_ext.services.counting import (
    Limit,
    count_up,
    digest,
    forget_tallies,
    is_within,
    origin_digest,
)
from kaarina_strategy_ext.services.linking import LinkKeys
from kaarina_strategy_ext.services.unit_of_work import in_one_unit

NOW = datetime(2022, 4, 5, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
KEYS = LinkKeys([b"a secret of the tests"])

Count = Callable[..., int]


@pytest.fixture
def count(engine: Engine) -> Count:
    """Counts once more, in a unit of its own."""

    def counted(subject: str = "somebody", window: timedelta = HOUR, now: datetime = NOW) -> int:
        return in_one_unit(engine, lambda session: count_up(session, subject, window, now))

    return counted


def test_each_time_counts_one_more(count: Count) -> None:
    assert [count(), count(), count()] == [1, 2, 3]


def test_subjects_are_counted_apart(count: Count) -> None:
    count("somebody")
    assert count("somebody else") == 1


@pytest.mark.parametrize(
    ("later", "number"),
    [
        (timedelta(minutes=29, seconds=59), 2),  # the last second of the same hour
        (timedelta(minutes=30), 1),  # the next hour
        (timedelta(minutes=-30), 2),  # its first second
    ],
)
def test_windows_are_half_open_and_follow_each_other(count: Count, later: timedelta, number: int) -> None:
    count()
    assert count(now=NOW + later) == number


def test_no_count_is_lost_when_many_count_at_once(count: Count) -> None:
    with ThreadPoolExecutor(4) as workers:
        numbers = list(workers.map(lambda _: count(), range(12)))
    assert sorted(numbers) == list(range(1, 13))


def test_limit_lets_through_as_many_as_it_says(engine: Engine) -> None:
    limits = [Limit("somebody", 2, HOUR)]
    said = [in_one_unit(engine, lambda session: is_within(session, limits, NOW)) for _ in range(3)]
    assert said == [True, True, False]


def test_nobody_in_particular_has_no_limit(engine: Engine) -> None:
    assert in_one_unit(engine, lambda session: is_within(session, [Limit(None, 0, HOUR)], NOW))


def test_tallies_are_forgotten_after_a_day(engine: Engine, count: Count) -> None:
    count(now=NOW - timedelta(days=1, hours=1))
    count("present")
    assert in_one_unit(engine, lambda session: forget_tallies(session, NOW)) == 1
    with Session(engine) as session:
        assert session.scalars(select(Tally.subject)).all() == ["present"]


def test_digest_changes_each_day() -> None:
    midnight = datetime(2022, 4, 6, tzinfo=UTC)
    made = [digest(KEYS, "link", "aino@example.fi", midnight + timedelta(seconds=s)) for s in (-1, 0, 1)]
    assert made[0] != made[1] == made[2]


def test_digest_is_of_one_purpose_and_one_key() -> None:
    made = {
        digest(KEYS, "link", "aino@example.fi", NOW),
        digest(KEYS, "opening", "aino@example.fi", NOW),
        digest(LinkKeys([b"another secret"]), "link", "aino@example.fi", NOW),
    }
    assert len(made) == 3


def test_digest_holds_nothing_readable() -> None:
    made = digest(KEYS, "link", "aino@example.fi", NOW)
    assert len(made) == 64
    assert set(made) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("8.8.8.8", "8.8.8.9", False),  # an IPv4 address is one origin
        ("2a00:1190::1", "2a00:1190::ffff:0:0:2", True),  # one /64, as one household has it
        ("2a00:1190:0:1::1", "2a00:1190:0:2::1", False),
        ("::ffff:8.8.8.8", "8.8.8.8", True),  # the same, told by a server that listens on IPv6
    ],
)
def test_origin_is_an_ipv4_address_or_an_ipv6_network(one: str, other: str, same: bool) -> None:
    made = {origin_digest(KEYS, "link", each, NOW) for each in (one, other)}
    assert len(made) == (1 if same else 2)
    assert None not in made


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "unix:",
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "100.64.0.1",
        "::1",
        "fd00::1",
        "fe80::1%eth0",
    ],
)
def test_origin_behind_which_many_may_stand_is_not_counted(address: str | None) -> None:
    assert origin_digest(KEYS, "link", address, NOW) is None
