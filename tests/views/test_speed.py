"""What a public page costs: one small question to the database, and nothing for who has it already."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from ..town import VISION

PAGES = [
    "/strategia/",
    "/strategia/tyopajat",
    "/strategia/tyopajat/visio",
    "/sv/strategi/aktuellt",
    "/strategia/kaarina-2022/",
]
DOCUMENTS = [
    "/strategia/widget/standard",
    "/strategia/widget/full?lang=both&process=kaarina-2022",
    "/strategia/api/v1/processes/kaarina-2022",
    "/strategia/api/v1/processes/kaarina-2022/status",
    "/strategia/api/v1/processes/kaarina-2022/workshops",
    "/sv/strategi/andringar.atom",
    "/strategia/kalenteri.ics",
]


@pytest.mark.parametrize("path", [each for each in PAGES + DOCUMENTS if "both" not in each])
def test_public_page_asks_the_database_once(app, client, path: str) -> None:
    client.get(path)
    with app.app_context():
        engine = app.extensions["sqlalchemy"].engine
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    assert client.get(path).status_code == 200
    assert len(asked) == 1, asked


@pytest.mark.parametrize("path", PAGES + DOCUMENTS)
def test_whoever_has_a_page_is_told_that_it_has_not_changed(reader: FlaskClient, path: str) -> None:
    page = reader.get(path)
    again = reader.get(path, headers={"If-None-Match": page.headers["ETag"]})
    assert (page.status_code, again.status_code, again.data) == (200, 304, b"")


@pytest.mark.parametrize("path", PAGES)
def test_page_in_the_hosts_layout_is_kept_by_the_readers_browser_alone(
    reader: FlaskClient, path: str
) -> None:
    assert reader.get(path).headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("path", ["/strategia/", "/strategia/tyopajat/visio", "/strategia/widget/standard"])
def test_registration_shows_on_the_next_page(client, form, path: str) -> None:
    before = client.get(path)
    form.send(sessions=VISION)
    after = client.get(path, headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, after.text != before.text) == (200, True)


def test_hostile_addresses_make_nothing_anew(reader: FlaskClient) -> None:
    page = reader.get("/strategia/tyopajat")
    for query in ("session=" + "x" * 2000, "booking=1", "anything=else"):
        assert reader.get(f"/strategia/tyopajat?{query}").headers["ETag"] == page.headers["ETag"]
