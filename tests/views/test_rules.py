"""Our addresses cost little to add, and are in all else what the host's own are."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from flask import Flask
from werkzeug.routing import Rule

from kaarina_strategy_ext import KaarinaStrategy


class Counted(Rule):
    """A host's own class of rules, which counts what Werkzeug compiles for building."""

    compiled: ClassVar[list[str]] = []

    def _compile_builder(self, *wishes: Any) -> Any:
        self.compiled.append(self.endpoint)
        return super()._compile_builder(*wishes)


class Town(Flask):
    url_rule_class = Counted


def mounted(app: Flask) -> Flask:
    app.config.update(SECRET_KEY="x", TESTING=True, KAARINA_STRATEGY_DATABASE_URI="sqlite://")
    KaarinaStrategy().init_app(app)
    return app


def rules_of_ours(app: Flask) -> list[Rule]:
    found = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("kaarina_strategy.")]
    assert found
    return found


def test_rules_are_of_the_hosts_class():
    assert all(isinstance(rule, Counted) for rule in rules_of_ours(mounted(Town(__name__))))


def test_builder_is_compiled_when_an_address_is_built():
    Counted.compiled.clear()
    app = mounted(Town(__name__, static_folder=None))
    assert Counted.compiled == []
    with app.test_request_context():
        built = app.url_for("kaarina_strategy.workshop", language="sv", slug="målen", draft=1)
    assert built == "/sv/strategi/workshoppar/m%C3%A5len?draft=1"
    assert set(Counted.compiled) == {"kaarina_strategy.workshop"}


@pytest.mark.parametrize("own", [None, Counted])
def test_host_gets_its_class_of_rules_back(own):
    app = Flask(__name__)
    if own is not None:
        app.url_rule_class = own
    mounted(app)
    assert app.url_rule_class is (own or Rule)
    assert ("url_rule_class" in vars(app)) is (own is not None)


def test_addresses_are_those_of_plain_rules():
    app = mounted(Flask(__name__))
    names = {name: "ä/1" for rule in rules_of_ours(app) for name in rule.arguments}
    names |= {"kind": "csv", "booking_id": 3, "mailing_id": 7}
    for rule in rules_of_ours(app):
        plain = Rule(rule.rule, **rule.get_empty_kwargs())
        Flask(__name__).url_map.add(plain)
        values = {name: names[name] for name in rule.arguments} | (rule.defaults or {}) | {"q": "å"}
        assert rule.build(values) == plain.build(values)
        assert rule.build(values, append_unknown=False) == plain.build(values, append_unknown=False)
