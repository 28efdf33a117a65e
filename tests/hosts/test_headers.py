"""Hosts that put their own headers on every response."""

from __future__ import annotations

from flask import Response, request

from .conftest import NewHost, registered


def cache_everything(app, _) -> None:
    @app.after_request
    def cached(response):
        response.headers["Cache-Control"] = "public, max-age=300"
        response.headers["Referrer-Policy"] = "unsafe-url"
        return response


def test_personal_page_stays_private_whatever_the_host_says(new_host: NewHost) -> None:
    app, _ = new_host(cache_everything)
    client = app.test_client()
    headers = client.get(registered(client).location).headers
    assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "strict-origin")


def greet(app, _) -> None:
    @app.after_request
    def greeted(response):
        response.set_data(response.get_data() + request.headers.get("X-Name", "").encode())
        return response


def test_page_that_the_host_has_changed_since_is_sent_anew(new_host: NewHost) -> None:
    app, _ = new_host(greet)
    client = app.test_client()
    page = client.get("/strategia/", headers={"X-Name": "Aino"})
    kept = {"If-None-Match": page.headers["ETag"]}
    assert client.get("/strategia/", headers={"X-Name": "Aino", **kept}).status_code == 304
    assert client.get("/strategia/", headers={"X-Name": "Ville", **kept}).status_code == 200


def lead_through_a_gate(app, _) -> None:
    @app.url_defaults
    def gate(endpoint, values) -> None:
        if endpoint.startswith("kaarina_strategy."):
            values["gate"] = request.args.get("gate", "0")


def test_addresses_that_the_host_makes_for_one_reader_are_shown_to_no_other(new_host: NewHost) -> None:
    app, _ = new_host(lead_through_a_gate)
    client = app.test_client()
    for gate in ("7", "9", "7"):
        for path in ("/strategia/", "/strategia/widget/standard", "/strategia/api/v1/processes"):
            page = client.get(f"{path}?gate={gate}")
            assert page.status_code == 200
            assert f"gate={'9' if gate == '7' else '7'}" not in page.text
    assert "gate=7" in client.get("/strategia/?gate=7").text


class Stamped(Response):
    """A host's own class of responses."""

    def get_wsgi_headers(self, environ):
        headers = super().get_wsgi_headers(environ)
        headers["X-Stamp"] = "town"
        return headers


def stamp(app, _) -> None:
    app.response_class = Stamped


def test_host_with_its_own_class_of_responses_leaves_ours_the_last_word(new_host: NewHost) -> None:
    app, _ = new_host(stamp)
    client = app.test_client()
    paths = ["/strategia/", "/strategia/widget/standard", registered(client).location]
    page, widget, personal = (client.get(path) for path in paths)
    assert (page.headers["Cache-Control"], "ETag" in page.headers) == ("private, no-cache", True)
    assert widget.headers["Access-Control-Allow-Origin"] == "*"
    assert "frame-ancestors" in widget.headers["Content-Security-Policy"]
    assert (personal.headers["Cache-Control"], personal.headers["X-Robots-Tag"]) == ("no-store", "noindex")
    assert [each.headers["X-Stamp"] for each in (page, widget, personal)] == ["town"] * 3
