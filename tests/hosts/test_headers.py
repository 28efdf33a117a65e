"""Hosts that put their own headers on every response."""

from __future__ import annotations

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
