"""The log has its time, and its numbers go on without a gap; the rounds of retention are written down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from kaarina_strategy_ext.models import AuditEntry, DoorInvitation, ErasureProof, RetentionJob
from kaarina_strategy_ext.models.audit import FORGOTTEN
from kaarina_strategy_ext.services import forgetting
from kaarina_strategy_ext.services.auditing import JOB, Act, Reading, note_readings
from kaarina_strategy_ext.services.erasing import erase_due, erase_registration
from kaarina_strategy_ext.services.forgetting import forget_log
from kaarina_strategy_ext.services.inspecting import broken_promises
from kaarina_strategy_ext.services.inviting import invite, revoke
from kaarina_strategy_ext.services.retention_runs import IDLE_PAUSE, idle_runs, runs
from kaarina_strategy_ext.services.unit_of_work import in_one_unit

from ..town import ACT, KEYS, NOW, OTHER_GOALS, VISION, person, wish
from .conftest import Residents

DAYS = 365
YEAR_LATER = NOW + timedelta(days=DAYS, seconds=1)


def forget(engine: Engine, now: datetime = YEAR_LATER) -> int:
    """What the job does; gives how many entries it forgot."""
    return in_one_unit(engine, lambda session: forget_log(session, Act(JOB, now), days=DAYS))


def entries(engine: Engine) -> list[AuditEntry]:
    """The log, in its order."""
    with Session(engine) as session:
        return list(session.scalars(select(AuditEntry).order_by(AuditEntry.id)))


@pytest.fixture
def erased(residents: Residents) -> Engine:
    """Somebody has registered, has been looked at by staff, and has been erased, all on one day."""
    mine = residents.register(person("Aino"), wish(VISION)).registration
    reading = Reading("case", (mine.public_id,))
    in_one_unit(residents.engine, lambda unit: note_readings(unit, 1, Act("staff-7", NOW), [reading]))
    in_one_unit(residents.engine, lambda session: erase_registration(session, mine.id, ACT, KEYS))
    return residents.engine


def test_old_entries_go_and_the_numbered_ones_keep_only_number_and_action(erased: Engine) -> None:
    numbers = [each.number for each in entries(erased) if each.number]
    assert forget(erased) == len(numbers) + 1
    assert [(each.number, each.actor, each.subject, each.details) for each in entries(erased)] == [
        (number, FORGOTTEN, None, {}) for number in numbers
    ]


def test_numbers_of_the_log_stay_without_a_gap(erased: Engine) -> None:
    forget(erased)
    with Session(erased) as session:
        assert list(broken_promises(session, YEAR_LATER)) == []


def test_nothing_is_forgotten_before_its_time_or_twice(erased: Engine) -> None:
    assert forget(erased, NOW + timedelta(days=DAYS)) == 0
    assert forget(erased) > 0
    assert forget(erased) == 0


def test_story_of_somebody_who_has_not_been_erased_is_kept(residents: Residents) -> None:
    residents.registered("Aino", wish(VISION))
    before = [each.details for each in entries(residents.engine)]
    assert forget(residents.engine) == 0
    assert [each.details for each in entries(residents.engine)] == before


def test_proofs_go_with_the_log(erased: Engine) -> None:
    forget(erased)
    with Session(erased) as session:
        assert session.scalars(select(ErasureProof)).all() == []


DOOR_CLOSES = datetime(2022, 6, 12, 21, tzinfo=UTC)  # the midnight after two months, in Helsinki


@pytest.mark.parametrize(
    ("sessions", "revoked", "ended"),
    [
        ([VISION], False, DOOR_CLOSES),
        ([VISION, OTHER_GOALS], False, datetime(2022, 6, 26, 21, tzinfo=UTC)),
        ([VISION], True, NOW),
        (["gone"], False, NOW),
    ],
)
def test_link_to_doors_is_forgotten_as_long_after_its_end_as_the_log(
    residents: Residents, sessions: list[str], revoked: bool, ended: datetime
) -> None:
    engine, act = residents.engine, Act("staff-7", NOW)
    made = in_one_unit(
        engine, lambda unit: invite(unit, 1, act, label="Ella", sessions=sessions, token="t").id
    )
    if revoked:
        in_one_unit(engine, lambda unit: revoke(unit, 1, made, act) and None)
    kept_until = ended + timedelta(days=DAYS)
    forget(engine, kept_until)
    assert links(engine) == 1
    forget(engine, kept_until + timedelta(seconds=1))
    assert links(engine) == 0


def links(engine: Engine) -> int:
    """How many links to doors are stored."""
    with Session(engine) as session:
        return len(session.scalars(select(DoorInvitation)).all())


def test_what_is_too_much_for_one_round_is_left_for_the_next(
    erased: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "MOST_AT_ONCE", 1)
    assert forget(erased) == 1
    assert forget(erased) == 1


def test_round_that_erased_something_is_kept_and_one_that_did_not_only_moves_on(residents: Residents) -> None:
    residents.registered("Aino", wish(VISION))
    moments = [NOW, NOW + IDLE_PAUSE, YEAR_LATER, YEAR_LATER + IDLE_PAUSE]
    for now in moments:
        retain(residents.engine, now)
    with Session(residents.engine) as session:
        assert [(each.job, each.at, each.erased) for each in runs(session, 10)] == [
            (RetentionJob.REGISTRATIONS, YEAR_LATER, 1)
        ]
        assert [each.at for each in idle_runs(session)] == [moments[-1]]


def retain(engine: Engine, now: datetime) -> None:
    """What the job does with registrations."""
    act, days = Act(JOB, now), {"registration_days": 30, "needs_days": 7}
    in_one_unit(engine, lambda session: erase_due(session, act, KEYS, **days))
