"""The staff side is open to those whom the host gives the role, and to nobody else."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask_login import LoginManager, UserMixin, login_user
from flask_wtf import CSRFProtect

from kaarina_strategy_ext import Identity, KaarinaStrategy
from kaarina_strategy_ext.views.blueprint import OF_STAFF

from ... import town
from ...town import VISION
from .conftest import FI, REGISTRAR, SV, Login, Office
from .mailing_desk import LIST, WRITTEN

# Everything under the words for the staff side must have a role; a new address is found here by itself.
STAFF = re.compile(r"/(hallinta|administration)(/|$)")
STRANGERS = {
    "nobody": None,
    "employee": Identity("elias", "Elias", None, frozenset({"employee"})),
    "editor": Identity("emma", "Emma", None, frozenset({"editor"})),
    "without roles": Identity("kalle", "Kalle"),
}


def staff_rules(app: Flask):
    """The rules of all staff addresses, whatever they are called."""
    return [rule for rule in app.url_map.iter_rules() if STAFF.search(rule.rule)]


def addresses(app: Flask, public_id: str, booking_id: int) -> list[tuple[str, str]]:
    """Each staff address with each of its methods."""
    names = {"key": VISION, "public_id": public_id, "booking_id": booking_id, "process": "kaarina-2022"}
    names |= {"kind": "theme", "part": "workshop:visio", "field": "workshops", "slug": "visio"}
    names |= {"venue": "none", "variant": "line", "mailing_id": 1, "token": "x" * 54}
    with app.test_request_context():
        urls = app.url_map.bind("localhost")
        return [
            (
                method,
                urls.build(
                    rule.endpoint,
                    {**{n: names[n] for n in rule.arguments & names.keys()}, **(rule.defaults or {})}
                    | ({"kind": "csv"} if "<any(csv" in rule.rule else {}),
                ),
            )
            for rule in staff_rules(app)
            for method in sorted((rule.methods or set()) - {"OPTIONS"})
        ]


@pytest.fixture
def every_address(app: Flask, office: Office) -> list[tuple[str, str]]:
    for name in ("Aino", "Kristian", "Åsa"):
        public_id = office.resident(name, VISION)
    office.send(f"{LIST}/uusi", **WRITTEN)
    booking_id = office.value("SELECT max(id) FROM kaarina_strategy_booking")
    return addresses(app, public_id, booking_id)


def test_every_staff_address_has_a_role(app: Flask) -> None:
    ruled = {f"kaarina_strategy.{endpoint}" for endpoint, *_, role in OF_STAFF if role}
    assert {rule.endpoint for rule in staff_rules(app)} == ruled
    assert all(endpoint.startswith("kaarina_strategy.staff_") for endpoint in ruled)


def test_nothing_of_the_staff_side_is_kept_or_found(app: Flask, login: Login, every_address) -> None:
    client = app.test_client()
    for login.identity in (REGISTRAR, None):
        for method, address in every_address:
            headers = client.open(address, method=method).headers
            assert (headers["Cache-Control"], headers["X-Robots-Tag"]) == ("no-store", "noindex")


def test_right_that_was_taken_away_is_gone_at_the_post(office: Office, login: Login) -> None:
    page = office.client.get(f"{FI}/tilaisuudet/{VISION}")
    login.identity = STRANGERS["employee"]
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    answer = office.client.post(
        f"{FI}/tilaisuudet/{VISION}", data={"csrf_token": token and token[1], "capacity": "50"}
    )
    assert answer.status_code == 403
    assert office.value("SELECT capacity FROM kaarina_strategy_session WHERE key = :key", key=VISION) == 2


@pytest.mark.parametrize("stranger", ["nobody", "employee"])
def test_refusal_leads_to_the_login_of_the_host(office: Office, login: Login, stranger: str) -> None:
    login.identity = STRANGERS[stranger]
    assert "Kirjaudu sisään" not in re.findall(r"<a [^>]*>([^<]*)</a>", office.page("/tilaisuudet"))
    office.app.extensions["kaarina_strategy"].host.settings["LOGIN_URL"] = {"fi": "/kirjaudu"}
    assert '<a href="/kirjaudu">Kirjaudu sisään</a>' in office.page("/tilaisuudet")


def test_refusal_is_in_the_language_of_the_address(office: Office, login: Login) -> None:
    login.identity = STRANGERS["employee"]
    assert re.search(r'<html[^>]* lang="sv"', office.client.get(f"{SV}/tillfallen").text)


@pytest.mark.parametrize(
    "path",
    [
        "/tilaisuudet/no-such-session",
        "/ilmoittautumiset/" + "0" * 32,
        "/ilmoittautumiset/" + "0" * 32 + "/vahvistus",
        f"/tilaisuudet/{VISION}/paikka/999",
    ],
)
def test_what_is_not_there_is_not_found(office: Office, path: str) -> None:
    answer = office.client.get(FI + path)
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"


def test_forged_form_changes_nothing(office: Office) -> None:
    answer = office.client.post(f"{FI}/tilaisuudet/{VISION}", data={"capacity": "50"})
    assert answer.status_code == 400
    assert 'value="50"' in answer.text
    assert office.value("SELECT capacity FROM kaarina_strategy_session WHERE key = :key", key=VISION) == 2


@pytest.mark.parametrize("is_shared", [False])
@pytest.mark.parametrize(("who", "status"), [(REGISTRAR, 400), (STRANGERS["employee"], 403)])
def test_protection_of_the_host_opens_no_way_round_the_roles(
    app: Flask, office: Office, login: Login, who: Identity, status: int
) -> None:
    CSRFProtect(app)
    login.identity = who
    answer = office.client.post(f"{FI}/tilaisuudet/{VISION}", data={"capacity": "50"})
    assert answer.status_code == status
    assert office.value("SELECT capacity FROM kaarina_strategy_session WHERE key = :key", key=VISION) == 2


@pytest.mark.parametrize("prefix", [FI, SV, "/strategia/kaarina-2022/hallinta"])
def test_address_without_its_last_slash_leads_to_the_overview(office: Office, prefix: str) -> None:
    assert office.client.get(prefix, follow_redirects=True).status_code == 200


class User(UserMixin):
    """Somebody in a host with Flask-Login."""

    def __init__(self, user_id: str, roles: object) -> None:
        self.id = user_id
        self.roles = roles


class Role:
    """A role as a host keeps it in its database."""

    name = "registrar"


@pytest.fixture
def with_flask_login(new_sqlite: Callable[..., str]) -> Flask:
    """A host with Flask-Login, which nobody has told us of."""
    app = Flask("town", template_folder=None)
    app.config.update(SECRET_KEY="a secret", KAARINA_STRATEGY_DATABASE_URI=new_sqlite(town.prepare))
    users = {"1": User("1", [Role()]), "2": User("2", ["registrar"]), "3": User("3", None)}
    manager = LoginManager(app)
    manager.login_view = "login"
    manager.user_loader(users.get)
    app.add_url_rule("/login", "login", lambda: "Log in")
    app.add_url_rule("/as/<key>", "become", lambda key: str(login_user(users[key])))
    KaarinaStrategy().init_app(app, clock=lambda: town.NOW)
    return app


def test_flask_login_leads_nobody_to_its_login(with_flask_login: Flask) -> None:
    answer = with_flask_login.test_client().get(f"{FI}/")
    assert answer.status_code == 302
    assert answer.location.startswith("/login?next=")


@pytest.mark.parametrize(("user", "status"), [("1", 200), ("2", 200), ("3", 403)])
def test_flask_login_tells_who_somebody_is(with_flask_login: Flask, user: str, status: int) -> None:
    client = with_flask_login.test_client()
    client.get(f"/as/{user}")
    assert client.get(f"{FI}/").status_code == status


def test_host_decides_who_may(new_sqlite: Callable[..., str]) -> None:
    app = Flask("town", template_folder=None)
    app.config.update(SECRET_KEY="a secret", KAARINA_STRATEGY_DATABASE_URI=new_sqlite(town.prepare))
    asked = []
    KaarinaStrategy().init_app(
        app,
        clock=lambda: town.NOW,
        identity=lambda: Identity("kalle", "Kalle"),
        permission=lambda identity, role: not asked.append((identity.id, role)),
    )
    assert app.test_client().get(f"{FI}/").status_code == 200
    assert {who for who, _ in asked} == {"kalle"}


def test_host_without_any_login_is_told_that_the_staff_side_is_closed(tmp_path, caplog) -> None:
    app = Flask("town", instance_path=str(tmp_path))
    app.config.update(SECRET_KEY="a secret")
    KaarinaStrategy().init_app(app)
    assert "The staff side is closed" in caplog.text


@pytest.mark.parametrize("path", ["/ilmoittautumiset/%00", f"{LIST}/1/tarkistus?recipient=%00"])
def test_address_that_no_database_can_compare_is_not_found(office: Office, path: str) -> None:
    office.send(f"{LIST}/uusi", **WRITTEN)
    assert office.client.get(FI + path).status_code == 404


def test_field_that_no_database_can_compare_is_no_fault(office: Office) -> None:
    assert office.send(f"{LIST}/uusi", **{**WRITTEN, "form_key": "\0"}).status_code == 303
    assert office.send(f"{LIST}/1/tarkistus", do="schedule", recipient="\0").status_code == 422
