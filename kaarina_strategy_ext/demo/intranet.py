"""The intranet's front page, where employees see how the strategy is getting on."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from .languages import both
from .login import current_person

blueprint = Blueprint("intranet", __name__)


@both(blueprint, "/intranet", "/sv/intranat")
def start(language: str) -> ResponseReturnValue:
    """The page for employees; anybody else is led to the login."""
    person = current_person()
    if person is None:
        return redirect(url_for("login.choose", language=language))
    return render_template(
        "town/intranet.html",
        language=language,
        person=person,
        widget=url_for("kaarina_strategy.widget", variant="compact", lang=language),
        embedding=url_for("kaarina_strategy.staff_embedding", language=language),
        staff=url_for("kaarina_strategy.staff_overview", language=language),
    )
