"""Who uses the staff side and what they may; the host knows, and by default its Flask-Login tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from flask import current_app

EMPLOYEE = "employee"
EDITOR = "editor"
REGISTRAR = "registrar"
ADMIN = "admin"
DOOR = "door"
"""The role of whoever has the link of an invitation; no host gives it."""
# Roles are not nested: who has a higher one need not have the lower ones as well.
ANY_OF_STAFF = (EMPLOYEE, EDITOR, REGISTRAR, ADMIN)


@dataclass(frozen=True)
class Identity:
    """Somebody who has logged in at the host.

    `id` is the host's own, and stands in the audit. The roles that mean something to us are "employee",
    "editor", "registrar" and "admin".
    """

    id: str
    name: str = field(repr=False)
    email: str | None = field(default=None, repr=False)
    roles: frozenset[str] = frozenset()


WhoIsThis = Callable[[], Identity | None]
Permission = Callable[[Identity, str], bool]


def logged_in() -> Identity | None:
    """The user whom the host's Flask-Login knows; None where there is none, or no Flask-Login."""
    if login_of_host() is None:
        return None
    user: Any = import_module("flask_login").current_user  # ours only where the host has it
    if not user.is_authenticated:
        return None
    roles = getattr(user, "roles", None) or ()
    return Identity(
        id=str(user.get_id()),
        name=str(getattr(user, "name", None) or user.get_id()),
        email=getattr(user, "email", None),
        roles=frozenset(str(getattr(role, "name", role)) for role in roles),
    )


def has_role(identity: Identity, role: str) -> bool:
    """Whether the host has given them the role; who has "admin" may everything."""
    return not identity.roles.isdisjoint((role, ADMIN))


def login_of_host() -> Any:
    """The host's Flask-Login manager; None where it has none."""
    return getattr(current_app, "login_manager", None)


def way_to_login() -> Any:
    """Flask-Login's own answer to somebody who must log in first; None where it has no page for that."""
    login = login_of_host()
    return login.unauthorized() if login is not None and login.login_view else None
