"""Hosts that protect all their forms."""

from __future__ import annotations

import pytest
from flask_wtf import CSRFProtect

from ..town import GOALS
from ..visitor import HiddenFields
from .conftest import FORM, PERSON, NewHost, registered

HTTPS = {"base_url": "https://www.example.fi"}


def protect(app, _) -> None:
    CSRFProtect(app)


def test_one_token_serves_the_host_and_us(new_host: NewHost) -> None:
    app, _ = new_host(protect)
    assert registered(app.test_client()).status_code == 303


def test_browser_tells_a_host_on_https_enough_to_be_believed(new_host: NewHost) -> None:
    app, _ = new_host(protect)
    client = app.test_client()
    page = client.get(FORM, **HTTPS)
    referrer = {"strict-origin": "https://www.example.fi/"}.get(page.headers["Referrer-Policy"], "")
    fields = {**HiddenFields(page.text).values, **PERSON, "sessions": GOALS}
    sent = client.post(FORM, data=fields, headers={"Referer": referrer}, **HTTPS)
    assert sent.status_code == 303


def test_expired_token_keeps_the_registration_form(new_host: NewHost) -> None:
    app, _ = new_host(protect)
    answer = app.test_client().post(FORM, data={**PERSON, "sessions": GOALS, "csrf_token": "outdated"})
    assert answer.status_code == 400
    assert "aino@example.fi" in answer.text
    assert f'value="{GOALS}"' in answer.text


@pytest.mark.parametrize(
    ("path", "fields", "kept"),
    [
        ("/tiedot", {**PERSON, "first_name": "Åsa"}, 'value="Åsa"'),
        ("/tyopajat", {"sessions": GOALS}, f'value="{GOALS}" checked'),
        ("/peru", {}, "Kyllä"),
    ],
)
def test_expired_token_keeps_what_was_typed_on_ones_own_page(new_host: NewHost, path, fields, kept) -> None:
    app, _ = new_host(protect)
    client = app.test_client()
    own = registered(client).location.partition("?")[0]
    answer = client.post(own + path, data={**fields, "version": "1", "csrf_token": "outdated"})
    assert answer.status_code == 400
    assert kept in answer.text


@pytest.mark.parametrize("path", ["/strategia/linkki", "/sv/strategi/lank"])
def test_expired_token_keeps_the_address_of_who_has_lost_a_link(new_host: NewHost, path: str) -> None:
    app, _ = new_host(protect)
    fields = {"email": "aino@example.fi", "csrf_token": "outdated"}
    answer = app.test_client().post(path, data=fields)
    assert answer.status_code == 400
    assert 'value="aino@example.fi"' in answer.text


def test_token_is_needed_where_the_host_has_switched_its_own_off(new_host: NewHost) -> None:
    app, _ = new_host(WTF_CSRF_ENABLED=False)
    answer = app.test_client().post(FORM, data={**PERSON, "sessions": GOALS})
    assert answer.status_code == 400
