"""Asking for lost links: one mail for all of an address's registrations, and not too often."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from kaarina_strategy_ext.models import Message, MessageKind, Tally
from kaarina_strategy_ext.services.auditing import RESIDENT, Act
from kaarina_strategy_ext.services.counting import Limit
from kaarina_strategy_ext.services.erasing import erase_registration
from kaarina_strategy_ext.services.resending import resend_links
from kaarina_strategy_ext.services.unit_of_work import in_one_unit

from .. import town
from ..town import NOW, VISION, wish
from .conftest import Residents

ADDRESS = "aino@example.fi"
HOUR = timedelta(hours=1)
GENEROUS = Limit("one network", 100, HOUR)

Resend = Callable[..., None]


@pytest.fixture
def resend(engine: Engine) -> Resend:
    """Asks for the links of an address, in a unit of its own."""

    def resent(address: str = ADDRESS, now: datetime = NOW, limits: Sequence[Limit] = (GENEROUS,)) -> None:
        act = Act(RESIDENT, now)
        in_one_unit(engine, lambda session: resend_links(session, address, act, limits=limits))

    return resent


def links(engine: Engine) -> list[int | None]:
    """The registrations to which links were sent, oldest first."""
    with Session(engine) as session:
        which = select(Message.registration_id).where(Message.kind == MessageKind.LINK)
        return list(session.scalars(which.order_by(Message.id)))


def test_known_address_gets_one_mail_for_all_of_its_registrations(
    engine: Engine, residents: Residents, resend: Resend
) -> None:
    residents.registered("Aino", wish(VISION))
    child = residents.register(
        town.person("Eino", email=ADDRESS), wish(VISION), now=NOW + timedelta(minutes=1)
    )
    resend("AINO@example.fi")
    assert links(engine) == [child.registration.id]


def test_unknown_address_gets_nothing_and_is_counted_alike(
    engine: Engine, residents: Residents, resend: Resend
) -> None:
    residents.registered("Aino", wish(VISION))
    resend("nobody@example.fi")
    resend(ADDRESS)
    with Session(engine) as session:
        assert session.scalar(select(func.sum(Tally.number))) == 2
    assert len(links(engine)) == 1


def test_cancelled_registration_keeps_its_link(engine: Engine, residents: Residents, resend: Resend) -> None:
    aino = residents.registered("Aino", wish(VISION))
    residents.cancel(aino)
    resend()
    assert links(engine) == [aino]


def test_erased_registration_has_no_link(engine: Engine, residents: Residents, resend: Resend) -> None:
    aino = residents.registered("Aino", wish(VISION))
    in_one_unit(engine, lambda session: erase_registration(session, aino, town.ACT, town.KEYS))
    resend()
    assert links(engine) == []


@pytest.mark.parametrize(
    ("later", "mails"),
    [
        (timedelta(seconds=0), 1),  # a double tap
        (timedelta(minutes=59, seconds=59), 1),
        (timedelta(hours=1), 2),
    ],
)
def test_address_gets_one_mail_an_hour(
    engine: Engine, residents: Residents, resend: Resend, later: timedelta, mails: int
) -> None:
    residents.registered("Aino", wish(VISION))
    resend()
    resend(now=NOW + later)
    assert len(links(engine)) == mails


def test_beyond_the_limit_nobody_gets_mail(engine: Engine, residents: Residents, resend: Resend) -> None:
    limits = [Limit("one network", 1, HOUR)]
    for name in ("Aino", "Pekka"):
        residents.registered(name, wish(VISION))
    resend("aino@example.fi", limits=limits)
    resend("pekka@example.fi", limits=limits)
    assert len(links(engine)) == 1


def test_address_that_nobody_has_confirmed_is_asked_for_that_again(
    engine: Engine, residents: Residents, resend: Resend
) -> None:
    aino = residents.asked("Aino", wish(VISION))
    resend(now=NOW + timedelta(minutes=9))
    assert residents.mail(aino) == [MessageKind.VERIFICATION]
    resend(now=NOW + timedelta(minutes=10))
    assert residents.mail(aino) == [MessageKind.VERIFICATION] * 2
    assert links(engine) == []
