"""Personal links open one registration, and nothing else opens any."""

from __future__ import annotations

import base64

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from kaarina_strategy_ext.models import Registration
from kaarina_strategy_ext.services.linking import LinkKeys, find_by_token

from ..town import VISION, wish
from .conftest import Residents

KEYS = LinkKeys([b"present secret"])


@pytest.fixture
def aino(residents: Residents, engine: Engine) -> Registration:
    registration_id = residents.registered("Aino", wish(VISION))
    with Session(engine) as session:
        return session.get_one(Registration, registration_id)


def found(engine: Engine, token: str, keys: LinkKeys = KEYS, purpose: str = "manage") -> int | None:
    with Session(engine) as session:
        registration = find_by_token(session, keys, token, purpose)
        return registration.id if registration else None


def test_token_opens_its_registration(engine: Engine, aino: Registration) -> None:
    assert found(engine, KEYS.token(aino)) == aino.id


def test_token_is_safe_in_an_address(aino: Registration) -> None:
    token = KEYS.token(aino)
    assert token.replace("-", "").replace("_", "").isalnum()
    assert len(token) == 54


def test_nothing_usable_is_stored(engine: Engine, aino: Registration) -> None:
    tag = base64.urlsafe_b64decode(KEYS.token(aino) + "==")[16:]
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM kaarina_strategy_registration")).all()
    assert tag.hex() not in str(rows)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: token[:-1],  # truncated
        lambda token: token + "A",  # lengthened
        lambda token: token[:30] + ("A" if token[30] != "A" else "B") + token[31:],  # one letter changed
        lambda token: token[::-1],
        lambda _: "",
        lambda _: "A" * 54,  # well-formed and of nobody
        lambda _: "ä" * 54,  # not Base64 at all
    ],
)
def test_spoilt_token_opens_nothing(engine: Engine, aino: Registration, spoil) -> None:
    assert found(engine, spoil(KEYS.token(aino))) is None


def test_unused_bits_do_not_make_a_second_token(engine: Engine, aino: Registration) -> None:
    token = KEYS.token(aino)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    neighbour = token[:-1] + alphabet[alphabet.index(token[-1]) ^ 1]
    assert found(engine, neighbour) is None


def test_token_of_another_purpose_opens_nothing(engine: Engine, aino: Registration) -> None:
    assert found(engine, KEYS.token(aino, "confirm")) is None


def test_raised_version_revokes_the_token(engine: Engine, aino: Registration) -> None:
    token = KEYS.token(aino)
    with engine.begin() as connection:
        connection.execute(text("UPDATE kaarina_strategy_registration SET token_version = 2"))
    assert found(engine, token) is None


def test_old_secret_opens_while_it_is_a_fallback(engine: Engine, aino: Registration) -> None:
    token = KEYS.token(aino)
    assert found(engine, token, LinkKeys([b"new secret", b"present secret"])) == aino.id
    assert found(engine, token, LinkKeys([b"new secret"])) is None
