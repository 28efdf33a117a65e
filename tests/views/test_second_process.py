"""A process that is not the site's current one keeps its own addresses wherever it is shown."""

from __future__ import annotations

import pytest
from sqlalchemy import text


@pytest.fixture
def newer_process(app) -> None:
    """Another process, loaded last, which therefore lives at the prefix itself."""
    kept = "name, goal, findings_are_excerpt, participation, created_at, published_at"
    copy = (
        f"INSERT INTO kaarina_strategy_process (slug, revision, time_zone, {kept})"
        f" SELECT 'next', 1, 'Europe/Helsinki', {kept} FROM kaarina_strategy_process"
    )
    with app.app_context():
        db = app.extensions["sqlalchemy"]
        db.session.execute(text(copy))
        db.session.commit()


@pytest.mark.usefixtures("newer_process")
@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/strategia/kaarina-2022/", "/strategia/kaarina-2022/tyopajat/visio"),
        ("/strategia/widget/standard?process=kaarina-2022", "/strategia/kaarina-2022/tyopajat/visio"),
        ("/strategia/kaarina-2022/kalenteri.ics", "https://www.example.fi/strategia/kaarina-2022/"),
    ],
)
def test_older_process_links_to_itself(client, path: str, address: str) -> None:
    shown = client.get(path).get_data().decode().replace("\r\n ", "")
    assert address in shown
    assert client.get(address).status_code == 200
