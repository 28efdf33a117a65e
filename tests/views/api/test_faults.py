"""What goes wrong below the API is told as problem+json (RFC 9457), and never as a page."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_wtf import CSRFProtect
from sqlalchemy import text

from .conftest import API, PROCESS, Site

NO_PROCESS = "There is no process with this slug. GET /processes lists them."
NO_ADDRESS = "There is nothing at this address. openapi.json tells what there is."
BAD_DAYS = "days must be one whole number from 1 to 365."


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        (f"{API}/processes/ei-ole", 404, NO_PROCESS),
        (f"{API}/processes/ei-ole/status", 404, NO_PROCESS),
        (f"{API}/processes/%00/status", 404, NO_PROCESS),
        (f"{API}/processes/%ED%A0%80/status", 404, NO_PROCESS),  # half of a surrogate pair
        (f"{API}/processes/{'a' * 5000}", 404, NO_PROCESS),
        (f"{PROCESS}/linked-events/event/kaarina-2022:ei-ole/", 404, NO_ADDRESS),
        (f"{PROCESS}/linked-events/place/kaarina-2022:ei-ole/", 404, NO_ADDRESS),
        (f"{PROCESS}/registrations", 404, NO_ADDRESS),
        (f"{API}/", 404, NO_ADDRESS),
        (f"{API}//processes", 404, NO_ADDRESS),
        ("/strategia/api/", 404, NO_ADDRESS),
        ("/strategia/api/v2/processes", 404, NO_ADDRESS),
        *((f"{PROCESS}/changes?days={days}", 400, BAD_DAYS) for days in ("-1", "0", "366", "1e2", "1.5", "")),
        *((f"{PROCESS}/status?days={days}", 400, BAD_DAYS) for days in ("9" * 5000, "%00", "%ED%A0%80", "٣")),
        (f"{PROCESS}/status?days=1&days=2", 400, BAD_DAYS),
    ],
    ids=lambda value: str(value)[:60],
)
def test_what_is_not_there_or_not_allowed_is_a_problem(kaarina: Site, path, status, detail) -> None:
    answer = kaarina.client.get(path)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    title = {400: "Bad Request", 404: "Not Found"}[status]
    assert answer.json == {"type": "about:blank", "title": title, "status": status, "detail": detail}


def test_slug_that_a_database_could_not_compare_is_not_there_on_either(either_site: Site) -> None:
    slugs = ("%00", "%ED%A0%80", "%FF", "'--")
    answers = [either_site.client.get(f"{API}/processes/{slug}/status").status_code for slug in slugs]
    assert answers == [404] * len(slugs)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "QUERY"])
def test_method_that_is_not_answered_is_a_problem(kaarina: Site, method: str) -> None:
    answer = kaarina.client.open(f"{PROCESS}/status", method=method)
    assert (answer.status_code, answer.mimetype) == (405, "application/problem+json")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_problem_is_never_kept_and_any_site_may_read_it(kaarina: Site) -> None:
    headers = kaarina.client.get(f"{API}/processes/ei-ole").headers
    assert (headers["Cache-Control"], headers["Access-Control-Allow-Origin"]) == ("no-store", "*")


def test_error_page_of_the_host_does_not_win(new_site) -> None:
    def own_page(app: Flask) -> None:
        for status in (400, 404, 405, 500):
            app.register_error_handler(status, lambda _: "<h1>The town's own page</h1>")

    client = new_site(own_page).client
    answers = [
        client.get(f"{API}/processes/ei-ole"),
        client.get(f"{PROCESS}/nothing"),
        client.get(f"{PROCESS}/status?days=0"),
        client.post(f"{PROCESS}/status"),
    ]
    assert {answer.mimetype for answer in answers} == {"application/problem+json"}


def test_host_that_protects_all_forms_is_told_as_a_problem_as_well(new_site) -> None:
    answer = new_site(CSRFProtect).client.post(f"{PROCESS}/status")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


def test_database_that_fails_asks_to_try_again(either_site: Site) -> None:
    with either_site.app.app_context():
        db = either_site.app.extensions["sqlalchemy"]
        db.session.execute(text("ALTER TABLE kaarina_strategy_process RENAME TO gone"))
        db.session.commit()
    answer = either_site.client.get(f"{PROCESS}/status")
    assert (answer.status_code, answer.json["title"]) == (503, "Service Unavailable")
    assert answer.headers["Retry-After"] == "30"


def test_fault_of_ours_tells_nothing_of_itself(new_site) -> None:
    site = new_site()
    site.clock.now = "no moment"
    answer = site.client.get(f"{PROCESS}/status")
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    assert "moment" not in answer.text
    assert "Traceback" not in answer.text


def test_other_pages_keep_their_own_fault_page(kaarina: Site) -> None:
    assert kaarina.client.get("/strategia/ei/ole").mimetype == "text/html"
