"""The site's own login: one click on a role, kept in the session cookie."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from kaarina_strategy_ext import Identity

from .languages import both, texts

blueprint = Blueprint("login", __name__)


@dataclass(frozen=True)
class Person:
    """Somebody who works for the town."""

    role: str
    name: str


PEOPLE = {
    "employee": Person("employee", "Elias Salmi"),
    "editor": Person("editor", "Emma Lind"),
    "registrar": Person("registrar", "Reija Aalto"),
    "admin": Person("admin", "Anders Holm"),
}
NOBODY = "nobody"


def current_person() -> Person | None:
    """Who is logged in; None for the public."""
    return PEOPLE.get(session.get("role", NOBODY))


def identity() -> Identity | None:
    """Who is logged in, as the extension wants to know it; None for the public."""
    person = current_person()
    return Identity(person.role, person.name, roles=frozenset({person.role})) if person else None


@both(blueprint, "/demo/login", "/sv/demo/login")
def choose(language: str) -> ResponseReturnValue:
    """The buttons for the roles."""
    return render_template("town/login.html", language=language, roles=[*PEOPLE, NOBODY])


# No CSRF token here: scripts log in with one plain request, and no real person's account is behind a role.
@both(blueprint, "/demo/login", "/sv/demo/login", methods=["POST"])
def log_in(language: str) -> ResponseReturnValue:
    """Become the role and enter the intranet; nobody leaves for the front page, an unknown role gets 400."""
    role = request.form.get("role", "")
    if role not in PEOPLE and role != NOBODY:
        return render_template("town/error.html", error=texts(language)["errors"]["role"]), 400
    session.clear()
    if role == NOBODY:
        return redirect(url_for("pages.front", language=language))
    session["role"] = role
    return redirect(url_for("intranet.start", language=language))
