"""A site without any process leads its editors to the beginning of one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from kaarina_strategy_ext import KaarinaStrategy, schema

from .... import town
from ..conftest import FI, REGISTRAR, Login
from .conftest import EMMA, Editor, words


def prepare_empty(url: str) -> None:
    """Tables, and nothing in them."""
    engine = town.engine_of(url)
    schema.upgrade(engine)
    engine.dispose()


@pytest.fixture
def nothing(new_sqlite: Callable[..., str]) -> Editor:
    """Emma on a site without a process."""
    app, login = Flask("town", template_folder=None), Login(EMMA)
    app.config.update(SECRET_KEY="a secret", KAARINA_STRATEGY_DATABASE_URI=new_sqlite(prepare_empty))
    KaarinaStrategy().init_app(app, clock=lambda: town.NOW, identity=lambda: login.identity)
    return Editor(app, login, EMMA)


def test_editor_comes_from_nothing_to_a_public_process(nothing: Editor) -> None:
    assert nothing.client.get(f"{FI}/sisalto").location == f"{FI}/sisalto/prosessit/uusi"
    assert "Kopiona" not in nothing.open("/sisalto/prosessit/uusi")
    begun = nothing.send("/sisalto/prosessit/uusi", **{"name.fi": "Strategia", "name.sv": "Strategi"})
    assert begun.location == "/strategia/strategia/hallinta/sisalto?notice=begun"
    process = "/strategia/strategia/hallinta/sisalto/osa/process"
    assert "Strategia" in words(nothing.open(process))
    publish = "/strategia/strategia/hallinta/sisalto/julkaisu"
    fields = nothing.form(publish)
    assert nothing.client.post(publish, data=fields).status_code == 303
    assert "Strategia" in nothing.open("/strategia/")


def test_list_of_processes_says_that_there_is_none(nothing: Editor) -> None:
    assert "Ei vielä mitään" in words(nothing.open("/sisalto/prosessit"))


def test_others_are_told_that_there_is_no_page(nothing: Editor) -> None:
    nothing.login.identity = REGISTRAR
    assert nothing.client.get(f"{FI}/").status_code == 404
