"""The whole demo, followed from its two front pages along every link by an employee who has registered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from kaarina_strategy_ext.demo import create_app

from ...crawler import Found, crawl
from ...visitor import HiddenFields, details
from ..conftest import SECRET, let_go

BASE = "http://localhost"
FORMS = {"fi": "/strategia/ilmoittautuminen", "sv": "/sv/strategi/anmalan"}
WISHES = {
    "sessions": "visio-2022-04-12",
    "alternative-strategian-viimeistely": "strategian-viimeistely-2022-06-01",
}
# The steps of the form, to which no link leads: what is sent, and the status of what comes back.
STEPS: dict[str, tuple[dict[str, str], int]] = {
    "nothing chosen": ({"step": "details"}, 409),
    "details": ({**WISHES, "step": "details"}, 200),
    "nothing filled in": ({**WISHES, "step": "check", "needs": "x"}, 422),
    "check": ({**WISHES, **details(3), "step": "check"}, 200),
}


@pytest.fixture(scope="package")
def employee(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """An employee who has registered for two workshops, once in each language."""
    database = tmp_path_factory.mktemp("crawl") / "demo.sqlite3"
    uri = f"sqlite:///{database}"
    app = create_app(
        {
            "SQLALCHEMY_DATABASE_URI": uri,
            "SECRET_KEY": SECRET,
            "KAARINA_STRATEGY_BASE_URL": BASE,
            "KAARINA_STRATEGY_VERIFY_EMAIL": "never",  # nobody types as fast as this employee
        }
    )
    client = app.test_client()
    client.post("/demo/login", data={"role": "employee"})
    for number, (language, form) in enumerate(FORMS.items()):
        _sent(client, form, {**WISHES, **details(number, language=language)})
    yield client
    let_go(app)


@pytest.fixture(scope="package")
def site(employee: FlaskClient) -> dict[str, Found]:
    """Everything to which links lead from the front pages, by address; the mailbox links the own pages."""
    return crawl(employee, ["/", "/sv/"], BASE)


@pytest.fixture(scope="package")
def pages(site: dict[str, Found], employee: FlaskClient) -> dict[str, Found]:
    """The documents, by address, and the steps of the form, by its address and the name of the step."""
    documents = {address: each for address, each in site.items() if each.is_page}
    for form in FORMS.values():
        for name, (fields, _) in STEPS.items():
            status, body = _sent(employee, form, fields)
            documents[f"{form}: {name}"] = Found(form, status, "text/html", body, BASE)
    return documents


@pytest.fixture(scope="package")
def ours(pages: dict[str, Found]) -> dict[str, Found]:
    """The pages of the extension, by address, without the widget's frames."""
    return {address: each for address, each in pages.items() if each.tree.classed("ks")}


def is_frame(page: Found) -> bool:
    """Whether the page is the widget as a document of its own."""
    return bool(page.tree.classed("ks-frame"))


def _sent(client: FlaskClient, form: str, fields: dict[str, str]) -> tuple[int, str]:
    hidden = HiddenFields(client.get(form).text).values
    answer = client.post(form, data={**hidden, **fields})
    return answer.status_code, answer.text
