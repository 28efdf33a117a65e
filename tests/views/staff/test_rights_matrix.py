"""Each role at each address and method of the staff side, made from the URL map.

A new address fails the first test until its right is stated in `RIGHTS`. There is one app for all of it, on
SQLite only, because who may is decided before a page asks its database for anything.
HEAD is answered by the view of GET, and OPTIONS by Flask, which tells the methods and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from kaarina_strategy_ext import Identity, KaarinaStrategy
from kaarina_strategy_ext.models import Base
from kaarina_strategy_ext.services.auditing import Act
from kaarina_strategy_ext.services.inviting import invite

from ... import town
from ...town import VISION
from ...visitor import HiddenFields
from ..conftest import Form
from .conftest import FI, Login

ROLES = ["nobody", "without roles", "employee", "editor", "registrar", "admin", "door"]
REGISTRATIONS = {"registrar", "admin"}
CONTENT = {"editor", "admin"}
EVERYBODY_OF_STAFF = {"employee", "editor", "registrar", "admin"}

# Who may open each address, by endpoint. The door is for whoever has the link, and for nobody by login.
RIGHTS: dict[str, set[str]] = {
    "staff_overview": EVERYBODY_OF_STAFF,
    "staff_sessions": REGISTRATIONS,
    "staff_registrations": REGISTRATIONS,
    "staff_search": REGISTRATIONS,
    "staff_session": REGISTRATIONS,
    "staff_seat": REGISTRATIONS,
    "staff_new": REGISTRATIONS,
    "staff_registration": REGISTRATIONS,
    "staff_details": REGISTRATIONS,
    "staff_booked": REGISTRATIONS,
    "staff_erasure": REGISTRATIONS,
    "staff_cancel": REGISTRATIONS,
    "staff_offer": REGISTRATIONS,
    "staff_move": REGISTRATIONS,
    "staff_confirmation": REGISTRATIONS,
    "staff_door": REGISTRATIONS,
    "staff_invitations": REGISTRATIONS,
    "staff_door_list": REGISTRATIONS,
    "staff_sign_in": REGISTRATIONS,
    "staff_name_tags": REGISTRATIONS,
    "staff_kitchen": REGISTRATIONS,
    "staff_invited": {"door"},
    "staff_invited_door": {"door"},
    "staff_invited_list": {"door"},
    "staff_exports": EVERYBODY_OF_STAFF,
    "staff_statistics": EVERYBODY_OF_STAFF,
    "staff_export": REGISTRATIONS,
    "staff_export_attendance": REGISTRATIONS,
    "staff_export_needs": REGISTRATIONS,
    "staff_mailings": REGISTRATIONS,
    "staff_mailing_new": REGISTRATIONS,
    "staff_mailing": REGISTRATIONS,
    "staff_mailing_text": REGISTRATIONS,
    "staff_mailing_check": REGISTRATIONS,
    "staff_privacy": REGISTRATIONS,
    "staff_privacy_notice": REGISTRATIONS,
    "staff_privacy_data": REGISTRATIONS,
    "staff_privacy_erasure": REGISTRATIONS,
    "staff_content": CONTENT,
    "staff_content_new": CONTENT,
    "staff_content_part": CONTENT,
    "staff_content_history": CONTENT,
    "staff_content_log": CONTENT,
    "staff_content_order": CONTENT,
    "staff_content_venues": CONTENT,
    "staff_content_venue": CONTENT,
    "staff_content_publish": CONTENT,
    "staff_content_processes": CONTENT,
    "staff_content_begin": CONTENT,
    "staff_preview": CONTENT,
    "staff_preview_workshops": CONTENT,
    "staff_preview_workshop": CONTENT,
    "staff_preview_news": CONTENT,
    "staff_preview_news_item": CONTENT,
    "staff_preview_widget": CONTENT,
    "staff_messages": REGISTRATIONS,
    "staff_rights": {"admin"},
    "staff_embedding": EVERYBODY_OF_STAFF,
}
# What is asked about one booking, which the query names, and about nothing without it.
NEEDS_A_QUERY = {"staff_offer", "staff_move"}
# What this small process does not have: a mailing, a place, a news item.
NOT_THERE = {
    "staff_mailing",
    "staff_mailing_text",
    "staff_mailing_check",
    "staff_content_venue",
    "staff_preview_news_item",
}
# What stands in the addresses of one endpoint, where it is not what stands in those of all others.
OTHER_NAMES = {"staff_content_new": {"kind": "theme"}}

# Everything under the words for the staff side, whatever it is called.
STAFF = re.compile(r"/(hallinta|administration)(/|$)")
GUESS = "x" * 54
# Fields with which somebody who may would change something at many of the addresses.
FIELDS = {"capacity": "50", "reason": "Pyyntö", "label": "Ovi", "sessions": VISION, "answer": "accept"}
FORBIDDEN, NOT_FOUND = 403, 404


@dataclass(frozen=True)
class Address:
    """One address with one method, as `endpoint` answers it."""

    endpoint: str
    method: str
    path: str


@dataclass
class Site:
    """A host whose login the tests decide, with people in its process and a link to a door."""

    app: Flask
    login: Login
    names: dict[str, object]

    def rules(self) -> Iterator[tuple[str, set[str], set[str], dict]]:
        """Endpoint, arguments, methods and defaults of each rule of the staff side."""
        for rule in self.app.url_map.iter_rules():
            if STAFF.search(rule.rule):
                methods = (rule.methods or set()) - {"HEAD", "OPTIONS"}
                yield rule.endpoint.partition(".")[2], rule.arguments, methods, dict(rule.defaults or {})

    def addresses(self, role: str) -> list[Address]:
        """Each address with each of its methods, as somebody of the role would try it."""
        names = self.names if role == "door" else {**self.names, "token": GUESS}
        with self.app.test_request_context():
            urls = self.app.url_map.bind("localhost")
            return [
                Address(endpoint, method, urls.build(f"kaarina_strategy.{endpoint}", values))
                for endpoint, arguments, methods, defaults in self.rules()
                for known in [names | OTHER_NAMES.get(endpoint, {})]
                for values in [{**{name: known[name] for name in arguments - defaults.keys()}, **defaults}]
                for method in sorted(methods)
            ]

    def visitor(self, role: str) -> tuple[FlaskClient, str]:
        """The browser of somebody of the role, and a token that is good for forms."""
        roles = frozenset({role}) if role in EVERYBODY_OF_STAFF else frozenset()
        has_login = role not in ("nobody", "door")
        self.login.identity = Identity(role, role, None, roles) if has_login else None
        client = self.app.test_client()
        return client, HiddenFields(client.get("/strategia/ilmoittautuminen").text).values["csrf_token"]

    def rows(self) -> dict[str, list[tuple]]:
        """Everything that is stored."""
        with self.app.app_context():
            session = self.app.extensions["sqlalchemy"].session
            tables = Base.metadata.sorted_tables
            return {each.name: [tuple(row) for row in session.execute(select(each))] for each in tables}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    url = f"sqlite:///{tmp_path_factory.mktemp('matrix') / 'town.sqlite3'}"
    town.prepare(url)
    app, login, db = Flask("town", template_folder=None), Login(None), SQLAlchemy()
    app.config.update(
        SECRET_KEY="a secret of the tests",
        SQLALCHEMY_DATABASE_URI=url,
        KAARINA_STRATEGY_BASE_URL="https://www.example.fi",
        KAARINA_STRATEGY_VERIFY_EMAIL="never",
    )
    db.init_app(app)
    KaarinaStrategy().init_app(app, db=db, clock=lambda: town.NOW, identity=lambda: login.identity)
    yield Site(app, login, _inhabited(app))
    with app.app_context():
        db.engine.dispose()


def _inhabited(app: Flask) -> dict[str, object]:
    """Two people with a seat, one who waits, and a link to the door; gives what stands in their addresses."""
    form = Form(app.test_client(), "/strategia/ilmoittautuminen")
    for name in ("Aino", "Kristian", "Åsa"):
        sent = form.send(first_name=name, email=f"{name}@example.fi", sessions=VISION, waitlist=VISION)
        assert sent.status_code == 303
    with app.app_context():
        database = app.extensions["kaarina_strategy"].host.database
        token = "T" * 54
        act = Act("reija", town.NOW)
        database.change(lambda unit: invite(unit, 1, act, label="Ovi", sessions=[VISION], token=token))
        bookings = Base.metadata.tables["kaarina_strategy_booking"]
        people = Base.metadata.tables["kaarina_strategy_registration"]
        waits = database.reading().scalar(select(bookings.c.id).where(bookings.c.status == "waitlisted"))
        public_id = database.reading().scalar(select(people.c.public_id).limit(1))
    names = {"key": VISION, "public_id": public_id, "booking_id": waits}
    names |= {"kind": "csv", "part": "workshop:visio", "field": "workshops", "slug": "visio"}
    names |= {"venue": "none", "variant": "line", "mailing_id": 1}
    return {**names, "token": token, "process": "kaarina-2022"}


def test_every_address_of_the_staff_side_has_a_stated_right(site: Site) -> None:
    endpoints = {endpoint for endpoint, *_ in site.rules()}
    unstated, gone = endpoints - RIGHTS.keys(), RIGHTS.keys() - endpoints
    assert not unstated, (
        f"Nobody has said who may open {sorted(unstated)}: state it in RIGHTS of {__name__}, by endpoint."
    )
    assert not gone, f"RIGHTS of {__name__} tells of addresses that are not there any more: {sorted(gone)}"
    unnamed = {name for _, arguments, *_ in site.rules() for name in arguments - site.names.keys()} - {
        "language"
    }
    assert not unnamed, f"Say in `_inhabited` of {__name__} what stands for {sorted(unnamed)} in addresses."


@pytest.mark.parametrize("role", ROLES)
def test_role_opens_exactly_what_it_has_a_right_to(site: Site, role: str) -> None:
    client, _ = site.visitor(role)
    wrong = {}
    for each in site.addresses(role):
        # Without a token no form is taken, so those who may change nothing here either.
        status = client.open(each.path, method=each.method).status_code
        if status not in expected(each, role):
            wrong[each] = status
    assert wrong == {}


def expected(address: Address, role: str) -> set[int]:
    """The statuses that are right: of a refusal, or of an address that is open to the role."""
    if role not in RIGHTS[address.endpoint]:
        # A link that was never given out is no address at all.
        return {NOT_FOUND} if RIGHTS[address.endpoint] == {"door"} else {FORBIDDEN}
    if address.method == "GET":
        return {NOT_FOUND} if address.endpoint in NEEDS_A_QUERY | NOT_THERE else {200}
    return {200, 400, NOT_FOUND, 409, 422}


@pytest.mark.parametrize("role", ROLES)
def test_refused_form_changes_nothing(site: Site, role: str) -> None:
    client, token = site.visitor(role)
    before = site.rows()
    refused = [
        each for each in site.addresses(role) if each.method != "GET" and role not in RIGHTS[each.endpoint]
    ]
    assert refused
    fields = {**FIELDS, "csrf_token": token, "mark": f"{site.names['public_id']}.1"}
    for each in refused:
        assert client.open(each.path, method=each.method, data=fields).status_code in (FORBIDDEN, NOT_FOUND)
    assert site.rows() == before


def test_same_form_of_somebody_who_may_changes_something(site: Site) -> None:
    client, token = site.visitor("registrar")
    before = site.rows()
    path = f"{FI}/tilaisuudet/{VISION}"
    assert client.post(path, data={**FIELDS, "csrf_token": token}).status_code == 303
    assert site.rows()["kaarina_strategy_session"] != before["kaarina_strategy_session"]


def test_door_is_no_role_that_a_host_can_give(site: Site) -> None:
    client, _ = site.visitor("nobody")
    site.login.identity = Identity("kalle", "Kalle", None, frozenset({"door"}))
    opened = [
        each
        for each in site.addresses("employee")
        if client.get(each.path).status_code not in (403, 404, 405)
    ]
    assert opened == []
