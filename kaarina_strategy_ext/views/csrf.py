"""Protection against forged forms, one token with the host's own where it has any."""

from __future__ import annotations

from flask import current_app, g, request
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms.validators import ValidationError


def token() -> str:
    """A token for a form of ours; the host's CSRFProtect accepts it and so do we."""
    return str(generate_csrf())


def field_name() -> str:
    """The name of the hidden field."""
    return str(current_app.config.get("WTF_CSRF_FIELD_NAME", "csrf_token"))


def distrust() -> None:
    """Remember that the host's own protection has refused the form of this request."""
    g.kaarina_strategy_refused = True


def is_genuine() -> bool:
    """Whether the posted form is one that we gave to this browser, not long ago."""
    if g.get("kaarina_strategy_refused", False):
        return False
    if g.get("csrf_valid", False):  # the host's CSRFProtect has looked already
        return True
    try:
        validate_csrf(request.form.get(field_name()))
    except ValidationError:
        return False
    return True
