"""Whoever knows an address can learn whether it was erased, and nobody learns an address from the proofs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from kaarina_strategy_ext.models import ErasureKind, ErasureProof
from kaarina_strategy_ext.services import phoning
from kaarina_strategy_ext.services.auditing import JOB, RESIDENT, Act
from kaarina_strategy_ext.services.erasing import erase_address, erase_due, erase_registration
from kaarina_strategy_ext.services.linking import LinkKeys
from kaarina_strategy_ext.services.notifying import UNCONFIRMED_KEPT, erase_requests
from kaarina_strategy_ext.services.opening import request_opening
from kaarina_strategy_ext.services.personal_data import Person
from kaarina_strategy_ext.services.proving import proofs_of
from kaarina_strategy_ext.services.unit_of_work import in_one_unit

from ..town import ACT, KEYS, NOW, VISION, wish
from .conftest import Office, Residents

ADDRESS = "aino@example.fi"
LATER = NOW + timedelta(days=90)
STAFF = Act("staff-7", NOW)


def proofs(engine: Engine, address: str = ADDRESS, keys: LinkKeys = KEYS) -> list[ErasureProof]:
    """The proofs for the address."""
    return list(in_one_unit(engine, lambda session: proofs_of(session, address, keys)))


def _asked_for(residents: Residents, _: Office) -> None:
    mine = residents.registered("Aino", wish(VISION))
    in_one_unit(residents.engine, lambda session: erase_registration(session, mine, STAFF, KEYS))


def _kept_long_enough(residents: Residents, _: Office) -> None:
    residents.registered("Aino", wish(VISION))
    _retain(residents.engine, registration_days=30)


def _needs_kept_long_enough(residents: Residents, _: Office) -> None:
    residents.register(Person("Aino", "Virtanen", ADDRESS, "fi", needs="a ramp"), wish(VISION))
    _retain(residents.engine, registration_days=365)


def _never_confirmed(residents: Residents, office: Office) -> None:
    residents.asked("Aino", wish(VISION))
    office.expire(NOW + timedelta(hours=1))


def _request_never_confirmed(residents: Residents, _: Office) -> None:
    in_one_unit(residents.engine, lambda unit: request_opening(unit, 1, ADDRESS, "fi", ACT, already_open=[]))
    act = Act(JOB, NOW + UNCONFIRMED_KEPT)
    in_one_unit(residents.engine, lambda session: erase_requests(session, act, KEYS))


def _retain(engine: Engine, **days: int) -> None:
    act = Act(JOB, LATER)
    in_one_unit(engine, lambda session: erase_due(session, act, KEYS, needs_days=7, **days))


@pytest.mark.parametrize(
    ("erasing", "kind", "counts"),
    [
        (_asked_for, ErasureKind.REQUEST, {"registration": 1, "message": 1}),
        (_kept_long_enough, ErasureKind.RETENTION, {"registration": 1, "message": 1}),
        (_needs_kept_long_enough, ErasureKind.NEEDS, {"registration": 1}),
        (_never_confirmed, ErasureKind.UNCONFIRMED, {"registration": 1, "message": 1}),
        (_request_never_confirmed, ErasureKind.UNCONFIRMED, {"opening_request": 1, "message": 1}),
    ],
)
def test_each_way_of_erasing_is_proven(
    residents: Residents, office: Office, erasing: Callable[..., None], kind: str, counts: Any
) -> None:
    erasing(residents, office)
    (proof,) = proofs(residents.engine, "AINO@Example.FI")
    assert (proof.kind, proof.counts) == (kind, counts)


def test_proof_says_who_did_it_and_when(residents: Residents, office: Office) -> None:
    _asked_for(residents, office)
    (proof,) = proofs(residents.engine)
    assert (proof.actor, proof.at) == (STAFF.actor, STAFF.now)


def test_address_that_nobody_erased_has_no_proof(residents: Residents, office: Office) -> None:
    _asked_for(residents, office)
    assert proofs(residents.engine, "maria@example.fi") == []


def test_erasing_twice_is_proven_once(residents: Residents, office: Office) -> None:
    mine = residents.registered("Aino", wish(VISION))
    for _ in range(2):
        in_one_unit(residents.engine, lambda session: erase_registration(session, mine, STAFF, KEYS))
    assert len(proofs(residents.engine)) == 1


def test_proof_outlives_a_change_of_the_secret(residents: Residents, office: Office) -> None:
    _asked_for(residents, office)
    assert len(proofs(residents.engine, keys=LinkKeys([b"new secret", *KEYS.secrets]))) == 1
    assert proofs(residents.engine, keys=LinkKeys([b"new secret"])) == []


def test_erasure_of_somebody_without_address_is_proven_too(residents: Residents) -> None:
    kalle = Person("Kalle", "Niemi", None, "fi", phone="050 1")
    mine = residents.register(kalle, wish(VISION), by_office=True).registration.id
    in_one_unit(residents.engine, lambda session: phoning.note_phoned(session, mine, STAFF))
    in_one_unit(residents.engine, lambda session: erase_registration(session, mine, STAFF, KEYS))
    with Session(residents.engine) as session:
        (proof,) = session.query(ErasureProof).all()
    assert (proof.address, proof.counts) == (None, {"registration": 1})


def test_everything_of_an_address_is_erased_at_once(residents: Residents) -> None:
    residents.registered("Aino", wish(VISION))
    residents.register(Person("Maria", "Virtanen", ADDRESS, "sv"), wish(VISION))
    in_one_unit(residents.engine, lambda unit: request_opening(unit, 1, ADDRESS, "fi", ACT, already_open=[]))
    act = Act(RESIDENT, NOW)
    erased = in_one_unit(residents.engine, lambda session: erase_address(session, ADDRESS, act, KEYS))
    assert (erased.registrations, erased.requests, len(proofs(residents.engine))) == (2, 1, 3)
