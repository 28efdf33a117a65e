"""What the host refuses on our pages is told in our words, with what to do."""

from __future__ import annotations

import pytest
from flask import Flask, abort

from .residents import headline


@pytest.fixture
def is_shared() -> bool:
    """The app refuses requests in this file, so it is one of its own."""
    return False


@pytest.mark.parametrize(
    ("path", "status", "title", "advice"),
    [
        ("/strategia/", 429, "Odota minuutti", "yritä uudelleen tai ota meihin yhteyttä"),
        ("/sv/strategi/", 429, "Vänta en minut", "försök på nytt eller kontakta oss"),
        ("/strategia/", 410, "Sivu on poistettu", "Löydät kaiken alla olevista linkeistä"),
        ("/sv/strategi/", 410, "Sidan har tagits bort", "Du hittar allt via länkarna nedan"),
        ("/strategia/", 403, "Sinulla ei ole oikeutta avata tätä sivua", "ota meihin yhteyttä"),
        ("/sv/strategi/", 405, "Vi förstod inte begäran", "ladda om sidan"),
    ],
)
def test_refusal_of_the_host_says_what_to_do(
    app: Flask, path: str, status: int, title: str, advice: str
) -> None:
    app.before_request(lambda: abort(status))
    answer = app.test_client().get(path)
    assert (answer.status_code, headline(answer)) == (status, title)
    assert advice in answer.text
