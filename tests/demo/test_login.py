"""The demo's login and the intranet behind it."""

from __future__ import annotations

import pytest

ROLES = ["employee", "editor", "registrar", "admin"]
INTRANETS = [("/intranet", "/demo/login", "fi"), ("/sv/intranat", "/sv/demo/login", "sv")]


@pytest.mark.parametrize(("intranet", "login", "_language"), INTRANETS)
def test_public_is_led_from_the_intranet_to_the_login(client, intranet, login, _language):
    answer = client.get(intranet)
    assert (answer.status_code, answer.location) == (302, login)


@pytest.mark.parametrize("role", ROLES)
def test_script_logs_in_with_one_plain_request(client, role):
    answer = client.post("/demo/login", data={"role": role})
    assert (answer.status_code, answer.location) == (302, "/intranet")
    assert client.get("/intranet").status_code == 200


def test_login_offers_every_role(client):
    page = client.get("/demo/login").text
    assert all(f'name="role" value="{role}"' in page for role in [*ROLES, "nobody"])


@pytest.mark.parametrize(("intranet", "login", "language"), INTRANETS)
def test_employee_sees_the_widget_and_an_example_of_its_embedding(client, intranet, login, language):
    assert client.post(login, data={"role": "employee"}).location == intranet
    page = client.get(intranet).text
    frame = f"/strategia/widget/compact?lang={language}"
    assert f'src="{frame}"' in page
    assert client.get(frame).status_code == 200
    assert {"fi": "Strategiatyön tilanne", "sv": "Läget i strategiarbetet"}[language] in page


@pytest.mark.parametrize("role", ROLES)
def test_everybody_of_staff_is_led_to_the_staff_side(client, role):
    client.post("/demo/login", data={"role": role})
    assert 'href="/strategia/hallinta/"' in client.get("/intranet").text
    assert client.get("/strategia/hallinta/").status_code == 200


@pytest.mark.parametrize("role", ROLES)
def test_everybody_of_staff_is_led_to_the_code_for_embedding(client, role):
    client.post("/sv/demo/login", data={"role": role})
    assert 'href="/sv/strategi/administration/badda-in"' in client.get("/sv/intranat").text
    assert client.get("/sv/strategi/administration/badda-in").status_code == 200


def test_nobody_is_logged_out(client):
    client.post("/demo/login", data={"role": "admin"})
    answer = client.post("/demo/login", data={"role": "nobody"})
    assert answer.location == "/"
    assert client.get("/intranet").status_code == 302


def test_unknown_role_is_refused(client):
    answer = client.post("/sv/demo/login", data={"role": "mayor"})
    assert answer.status_code == 400
    assert "<h1>Rollen är okänd</h1>" in answer.text
    assert client.get("/intranet").status_code == 302
