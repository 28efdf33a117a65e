"""The widget in a template of the host, where employees see more than the public."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask, render_template_string
from flask_sqlalchemy import SQLAlchemy

from kaarina_strategy_ext import Identity, KaarinaStrategy
from kaarina_strategy_ext.models import Translated, WorkshopSession

from .. import town
from ..crawler import Element, visit
from .conftest import Form

NOTE = "Henkilöstö voi osallistua työajalla."
EVERY_FRAME = [f"/strategia/widget/{each}" for each in ("line", "compact", "standard", "full", "text")]


class Login:
    """The host's login: whoever is put here is logged in."""

    identity: Identity | None = None

    def has(self, *roles: str) -> None:
        """Let somebody with the roles be logged in."""
        self.identity = Identity("elias", "Elias Salmi", roles=frozenset(roles))


@pytest.fixture
def login() -> Login:
    return Login()


@pytest.fixture
def app(new_database: Callable[..., str], clock, mailbox, login: Login) -> Iterator[Flask]:
    """A host with a login and a note for the staff at the first session."""
    app, db = Flask("town", template_folder=None), SQLAlchemy()
    app.config.update(
        SECRET_KEY="a secret of the tests",
        TESTING=True,
        SQLALCHEMY_DATABASE_URI=new_database(town.prepare),
        KAARINA_STRATEGY_VERIFY_EMAIL="never",
    )
    db.init_app(app)
    KaarinaStrategy().init_app(
        app, db=db, clock=clock, mailer=mailbox.append, identity=lambda: login.identity
    )
    with app.app_context():
        first = db.session.query(WorkshopSession).filter_by(key=town.VISION).one()
        first.staff_note = Translated({"fi": NOTE, "sv": "Personalen kan delta på arbetstid."})
        db.session.commit()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def intranet(app: Flask) -> Callable[[str], Element]:
    """Opens the host's page with the widget: `intranet("'full', lang='sv'")`."""
    arguments = [""]
    app.add_url_rule(
        "/intranet",
        view_func=lambda: render_template_string(
            f"<main>{{{{ kaarina_strategy_widget({arguments[0]}) }}}}</main>"
        ),
        endpoint="intranet",
    )

    def opened(wished: str) -> Element:
        arguments[0] = wished
        return visit(app.test_client(), "/intranet").tree

    return opened


def test_host_gets_the_widget_in_the_wished_language_and_level(intranet) -> None:
    tree = intranet("'standard', lang='sv', heading=3")
    (section,) = tree.every("section")
    assert section["lang"] == "sv"
    assert [each.text for each in section.every("h3")] == ["Läget i strategiarbetet"]
    assert tree.every("link")[0]["href"] == "/strategia/static/widget.css"
    assert all(not each["target"] for each in section.every("a"))


def test_host_gets_both_languages_with_one_stylesheet(intranet) -> None:
    tree = intranet("'line', lang='both'")
    assert [each["lang"] for each in tree.every("section")] == ["fi", "sv"]
    assert len(tree.every("link")) == 1


def test_two_widgets_of_one_page_keep_their_names_apart(intranet) -> None:
    tree = intranet("'line') }}{{ kaarina_strategy_widget('compact'")
    names = [each["aria-labelledby"] for each in tree.every("section")]
    assert len(set(names)) == 2
    assert all(tree.every(id=name) for name in names)


@pytest.mark.parametrize("arguments", ["'nonsense'", "'compact', heading=7"])
def test_mistake_of_a_templates_author_is_told_to_the_author(intranet, arguments: str) -> None:
    with pytest.raises(ValueError, match="the widget has the variants"):
        intranet(arguments)


@pytest.mark.parametrize("role", ["employee", "editor", "registrar", "admin"])
def test_employee_sees_registrations_and_the_note_for_the_staff(
    intranet, login, form: Form, role: str
) -> None:
    form.send(sessions=town.VISION)
    login.has(role)
    (coming,) = intranet("'standard', lang='fi'").classed("ks-widget-next")
    seen = [each for each in coming.every("span") if each["aria-hidden"] == "true"]
    assert [each.text for each in seen] == ["Ilmoittautuneita 1/2"]
    assert "Ilmoittautuneita 1, paikkoja 2" in [each.text for each in coming.classed("ks-widget-hidden")]
    assert NOTE in coming.text


def test_employee_sees_every_session_with_those_who_wait(intranet, login, app: Flask) -> None:
    for name in ("Aino", "Eino"):
        mine = {"first_name": name, "email": f"{name}@example.fi", "waitlist": town.OTHER_GOALS}
        Form(app.test_client(), "/strategia/ilmoittautuminen").send(sessions=town.OTHER_GOALS, **mine)
    login.has("employee")
    rows = intranet("'full', lang='fi'").classed("ks-widget-staff")
    assert [each.text for each in rows] == [
        f"Ilmoittautuneita 0, paikkoja 2Ilmoittautuneita 0/2 · {NOTE}",
        "0 osallistujaa",
        "Ilmoittautuneita 1, paikkoja 1Ilmoittautuneita 1/1, 1 henkilö jonottaa",
        "Ilmoittautuneita 0, paikkoja 1Ilmoittautuneita 0/1",
        "Ilmoittautuneita 0, paikkoja 1Ilmoittautuneita 0/1",
    ]


@pytest.mark.parametrize("variant", ["standard", "full"])
@pytest.mark.parametrize("roles", [None, ["guest"]], ids=["nobody", "without a role"])
def test_public_sees_no_figures_and_no_note(intranet, login, variant: str, roles) -> None:
    if roles:
        login.has(*roles)
    page = intranet(f"'{variant}', lang='fi'").text
    assert "Ilmoittautuneita" not in page
    assert NOTE not in page


@pytest.mark.parametrize("path", EVERY_FRAME)
def test_frame_never_holds_what_only_employees_see(client, intranet, login, path: str) -> None:
    login.has("employee", "admin")
    assert NOTE in intranet("'full', lang='fi'").text
    page = client.get(path).text
    assert "Ilmoittautuneita" not in page
    assert NOTE not in page
