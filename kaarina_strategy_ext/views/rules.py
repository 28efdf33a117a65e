"""Addresses that cost little until somebody links to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

Built = tuple[str, str]


class BuildsLate:
    """Goes before a class of rules: what builds a URL is compiled when the first one is built.

    Werkzeug makes Python code of each rule, twice (with a query and without), and that is nine tenths of what
    adding a rule costs. We have some hundreds, most of which a process never builds. Matching is left alone.

    It relies on `Rule._compile_builder`, of Werkzeug 3.0 and 3.1. A Werkzeug without it never calls this, and
    then each rule costs again what it does anywhere.
    """

    def _compile_builder(self, *wishes: Any) -> Callable[..., Built]:
        """A builder that compiles the real one at its first call, from what the rule knows then."""
        compiled = super()._compile_builder  # type: ignore[misc]  # Rule's, which comes after this class
        builder: Callable[..., Built] | None = None

        def build(rule: Rule, /, **values: Any) -> Built:
            nonlocal builder
            if builder is None:
                builder = compiled(*wishes)
            return builder(rule, **values)

        return build


@contextmanager
def rules_that_build_late(app: Flask) -> Iterator[None]:
    """Let what is added within have such rules, be they Werkzeug's or of a class of the host's own."""
    own, rule = app.__dict__.get("url_rule_class"), app.url_rule_class
    app.url_rule_class = type(rule.__name__, (BuildsLate, rule), {})  # type: ignore[assignment]  # it is a Rule
    try:
        yield
    finally:
        del app.url_rule_class
        if own is not None:
            app.url_rule_class = own
