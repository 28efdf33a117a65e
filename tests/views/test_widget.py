"""The widget: in a frame, and in a host's template."""

from __future__ import annotations

import re

import pytest
from flask import Flask, render_template_string, session


@pytest.mark.parametrize("variant", ["compact", "standard"])
@pytest.mark.parametrize(("language", "phase"), [("fi", "Vaihe 1/1"), ("sv", "Skede 1/1")])
def test_frame_tells_the_phase_in_its_language(client, variant: str, language: str, phase: str) -> None:
    answer = client.get(f"/strategia/widget/{variant}?lang={language}")
    assert answer.status_code == 200
    assert re.search(rf'<html[^>]* lang="{language}"', answer.text)
    assert phase in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "compact?lang=xx",
        "compact?theme=pink",
        "compact?theme=%22%3E%3Cscript%3E",
        "compact?heading=7",
        "compact?heading=two",
        "compact?days=-1",
        "compact?days=1000000000",
        "nonsense",
    ],
)
def test_wrong_parameter_is_told_inside_the_frame(client, query: str) -> None:
    answer = client.get(f"/strategia/widget/{query}")
    assert answer.status_code == 400
    assert "<script" not in answer.text
    assert 'lang="fi"' in answer.text


def test_unknown_process_is_told_inside_the_frame(client) -> None:
    assert client.get("/strategia/widget/compact?process=no-such").status_code == 404


def test_frame_sets_no_cookie_whatever_the_host_does(app: Flask) -> None:
    app.before_request(lambda: session.update(visits=1))
    answer = app.test_client().get("/strategia/widget/standard")
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_frame_may_be_shown_only_by_the_configured_sites(app: Flask) -> None:
    app.after_request(lambda response: response.headers.set("X-Frame-Options", "SAMEORIGIN") or response)
    answer = app.test_client().get("/strategia/widget/standard")
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers


def test_unchanged_frame_is_not_sent_again(client) -> None:
    first = client.get("/strategia/widget/standard")
    again = client.get("/strategia/widget/standard", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_template_of_the_host_shows_the_widget_in_the_wished_language(app: Flask) -> None:
    app.add_url_rule(
        "/intranet",
        view_func=lambda: render_template_string(
            "{{ kaarina_strategy_widget('standard', lang='sv', heading=3) }}"
        ),
        endpoint="intranet",
    )
    page = app.test_client().get("/intranet").text
    assert "<h3" in page
    assert 'lang="sv"' in page
    assert "Läget i strategiarbetet" in page


@pytest.mark.parametrize("arguments", ["'nonsense'", "'compact', heading=7"])
def test_mistake_of_a_templates_author_is_told_to_the_author(app: Flask, arguments: str) -> None:
    template = f"{{{{ kaarina_strategy_widget({arguments}) }}}}"
    app.add_url_rule("/intranet", view_func=lambda: render_template_string(template), endpoint="intranet")
    app.testing = True
    with pytest.raises(ValueError, match="the widget has the variants"):
        app.test_client().get("/intranet")
