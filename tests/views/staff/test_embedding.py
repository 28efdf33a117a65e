"""The page for embedding: what is chosen, and the code that comes of it for each kind of site."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from kaarina_strategy_ext import Identity, KaarinaStrategy

from ... import town
from .conftest import FI, SV

PAGE, SWEDISH_PAGE = f"{FI}/upotus", f"{SV}/badda-in"
BASE = "https://www.example.fi"
WIDGET = f"{BASE}/strategia/widget"
# The variants, each with the width and the height of its frame.
SIZES = {
    "line": ("100%", 96),
    "compact": ("280", 240),
    "standard": ("320", 460),
    "full": ("480", 760),
    "text": ("100%", 400),
}
Visit = Callable[..., FlaskClient]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small process, and another one beside it; nothing here changes them."""
    url = f"sqlite:///{tmp_path_factory.mktemp('embedding') / 'town.sqlite3'}"
    town.prepare(url)
    engine = town.engine_of(url)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO kaarina_strategy_process (slug, revision, time_zone, name, goal, participation,"
                " findings_are_excerpt, registration_mode, registration_opens_at, created_at, published_at)"
                " SELECT 'toinen', 1, time_zone, name, goal, participation, findings_are_excerpt,"
                " registration_mode, registration_opens_at, created_at, published_at"
                " FROM kaarina_strategy_process"
            )
        )
    engine.dispose()
    return url


@pytest.fixture(scope="module")
def visit(database: str) -> Visit:
    """Gives the browser of somebody with a role, in a site with these settings of ours."""

    def visited(role: str = "employee", **settings: object) -> FlaskClient:
        app = Flask("town", template_folder=None)
        ours = {"DATABASE_URI": database, "BASE_URL": BASE, "PROCESS": "kaarina-2022", **settings}
        app.config.update({f"KAARINA_STRATEGY_{name}": value for name, value in ours.items()})
        app.config.update(SECRET_KEY="a secret of the tests")
        who = Identity("elias", "Elias Salmi", roles=frozenset({role}))
        KaarinaStrategy().init_app(app, clock=lambda: town.NOW, identity=lambda: who)
        return app.test_client()

    return visited


@pytest.fixture(scope="module")
def employee(visit: Visit) -> FlaskClient:
    """An employee in a site as it comes."""
    return visit()


def codes(page: str) -> dict[str, str]:
    """Everything that can be copied from the page, by the id of its field."""
    fields = re.findall(r'<textarea[^>]* id="([^"]+)"[^>]* readonly>\n(.*?)</textarea>', page, re.DOTALL)
    return {name: unescape(code) for name, code in fields}


def attributes(code: str, tag: str) -> list[dict[str, str]]:
    """The attributes of each tag of this name in the code."""
    return [
        {name: unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', found)}
        for found in re.findall(f"<{tag}( [^>]*)>", code)
    ]


def frame(page: str) -> dict[str, str]:
    """The attributes of the frame that is to be copied."""
    (found,) = attributes(codes(page)["ks-sharepoint-frame"], "iframe")
    return found


@pytest.mark.parametrize("variant", SIZES)
def test_frame_has_the_size_in_which_its_variant_does_not_scroll(employee: FlaskClient, variant: str) -> None:
    page = employee.get(f"{PAGE}?variant={variant}").text
    width, height = SIZES[variant]
    expected = {
        "src": f"{WIDGET}/{variant}?lang=fi",
        "width": width,
        "height": str(height),
        "loading": "lazy",
    }
    assert expected.items() <= frame(page).items()
    (seen,) = attributes(page, "iframe")
    assert (seen["src"], seen["height"]) == (f"/strategia/widget/{variant}?lang=fi", str(height))


@pytest.mark.parametrize(("page", "chosen"), [(PAGE, "sv"), (SWEDISH_PAGE, "fi")])
def test_frame_is_named_in_its_own_language_whatever_the_page_speaks(
    employee: FlaskClient, page: str, chosen: str
) -> None:
    found = frame(employee.get(f"{page}?lang={chosen}").text)
    assert found["lang"] == chosen
    assert found["title"] == {"fi": "Strategiatyön tilanne", "sv": "Läget i strategiarbetet"}[chosen]


def test_both_languages_take_twice_the_height(employee: FlaskClient) -> None:
    found = frame(employee.get(f"{PAGE}?variant=compact&lang=both").text)
    assert found["src"] == f"{WIDGET}/compact?lang=both"
    assert (found["height"], found["title"]) == ("480", "Strategiatyön tilanne / Läget i strategiarbetet")
    assert "lang" not in found


def test_address_holds_what_is_chosen(employee: FlaskClient) -> None:
    page = employee.get(f"{PAGE}?variant=line&lang=sv&theme=dark&heading=3&days=30").text
    address = f"{WIDGET}/line?lang=sv&theme=dark&heading=3&days=30"
    assert codes(page)["ks-wordpress-address"] == address
    assert address.replace("&", "&amp;") in codes(page)["ks-drupal-frame"]
    assert codes(page)["ks-text-address"] == address.replace("/line?", "/text?")


@pytest.mark.parametrize("variant", ["compact", "standard"])
def test_widget_takes_every_choice_that_is_offered(employee: FlaskClient, variant: str) -> None:
    page = employee.get(PAGE).text
    lists = re.findall(r'<select[^>]* name="(\w+)"(.*?)</select>', page, re.DOTALL)
    offered = [f"{name}={each}" for name, options in lists for each in re.findall(r'value="(\w+)"', options)]
    assert len(offered) == 3 + 4 + 3
    wishes = [each for each in offered if each != "lang=both"] + ["days=1", "days=365"]
    statuses = {each: employee.get(f"/strategia/widget/{variant}?{each}").status_code for each in wishes}
    assert {each: status for each, status in statuses.items() if status != 200} == {}


def test_element_leads_to_the_page_of_its_language_where_scripts_do_not_run(employee: FlaskClient) -> None:
    code = codes(employee.get(f"{PAGE}?variant=full&lang=both&theme=light&days=7").text)["ks-element-code"]
    chosen = {"variant": "full", "theme": "light", "days": "7"}
    assert attributes(code, "script") == [{"type": "module", "src": f"{BASE}/strategia/widget.js"}]
    assert attributes(code, "strategia-status") == [{**chosen, "lang": each} for each in ("fi", "sv")]
    assert [each["href"] for each in attributes(code, "a")] == [f"{BASE}/strategia/", f"{BASE}/sv/strategi/"]
    assert ">Läget i strategiarbetet</a></strategia-status>" in code


def test_expression_is_one_that_the_host_can_write(employee: FlaskClient) -> None:
    code = codes(employee.get(f"{PAGE}?variant=compact&lang=sv&heading=4").text)["ks-flask-expression"]
    assert code == '{{ kaarina_strategy_widget("compact", lang="sv", heading=4) }}'
    with employee.application.test_request_context():
        employee.application.preprocess_request()
        drawn = employee.application.jinja_env.from_string(code).render()
    assert "<h4" in drawn
    assert 'lang="sv"' in drawn


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("ks-growing-code", f'<script src="{BASE}/strategia/static/frame-host.js" defer></script>'),
        ("ks-growing-policy", f"script-src {BASE}; frame-src {BASE}"),
        ("ks-element-policy", f"script-src {BASE}; connect-src {BASE}"),
        ("ks-wordpress-line", f"wp_oembed_add_provider( '{WIDGET}/*', '{BASE}/strategia/oembed' );"),
        ("ks-drupal-provider", f"{BASE}/strategia/oembed\n{WIDGET}/*"),
        ("ks-data-status", f"{BASE}/strategia/api/v1/processes/kaarina-2022/status"),
        ("ks-data-feed-fi", f"{BASE}/strategia/muutokset.atom"),
        ("ks-data-feed-sv", f"{BASE}/sv/strategi/andringar.atom"),
        ("ks-data-calendar-fi", f"{BASE}/strategia/kalenteri.ics"),
        ("ks-data-calendar-sv", f"{BASE}/sv/strategi/kalender.ics"),
    ],
)
def test_other_sites_get_whole_addresses(employee: FlaskClient, field: str, code: str) -> None:
    assert code in codes(employee.get(PAGE).text)[field]


def test_domain_for_the_administrator_of_sharepoint_has_no_port(visit: Visit) -> None:
    page = visit(BASE_URL="https://www.example.fi:8443").get(PAGE).text
    assert ": www.example.fi." in page.partition("HTML Field Security")[2].partition("</p>")[0]


def test_site_behind_a_path_and_with_other_prefixes_has_them_in_every_address(visit: Visit) -> None:
    client = visit(BASE_URL=f"{BASE}/kunta", URL_PREFIXES={"sv": "/strategi", "en": "/en/strategy"})
    found = codes(client.get("/strategi/administration/badda-in", base_url=f"{BASE}/kunta").text)
    assert f"{BASE}/kunta/strategi/widget.js" in found["ks-element-code"]
    assert f"{BASE}/kunta/strategi/widget/standard" in found["ks-wordpress-address"]
    assert found["ks-data-feed-en"] == f"{BASE}/kunta/en/strategy/changes.atom"


def test_process_that_is_not_the_current_one_is_named(employee: FlaskClient) -> None:
    found = codes(employee.get("/strategia/toinen/hallinta/upotus").text)
    assert found["ks-wordpress-address"] == f"{WIDGET}/standard?lang=fi&process=toinen"
    assert 'process="toinen"' in found["ks-element-code"]
    assert f'href="{BASE}/strategia/toinen/"' in found["ks-element-code"]
    assert 'process="toinen"' in found["ks-flask-expression"]
    assert found["ks-data-feed-fi"] == f"{BASE}/strategia/toinen/muutokset.atom"


def test_site_without_a_configured_address_says_so(visit: Visit) -> None:
    page = visit(BASE_URL=None).get(PAGE, base_url="https://other.example.fi").text
    assert "KAARINA_STRATEGY_BASE_URL" in page
    assert frame(page)["src"].startswith("https://other.example.fi/strategia/widget/")


def test_site_that_may_not_frame_its_own_widget_says_so(visit: Visit) -> None:
    page = visit(FRAME_ANCESTORS=["https://intranet.town.fi"]).get(PAGE).text
    assert attributes(page, "iframe") == []
    assert "'self'" in page.partition("ks-preview")[2].partition("</section>")[0]


def test_site_that_names_itself_may_frame_its_own_widget(visit: Visit) -> None:
    page = visit(FRAME_ANCESTORS=["https://town.fi"]).get(PAGE, base_url="https://town.fi").text
    assert len(attributes(page, "iframe")) == 1


def test_line_for_the_configuration_keeps_the_sites_that_are_there(visit: Visit) -> None:
    known = ["'self'", "https://Town.SharePoint.com", "https://*.office.com"]
    found = codes(visit(FRAME_ANCESTORS=known).get(PAGE).text)
    start = 'KAARINA_STRATEGY_FRAME_ANCESTORS = ["\'self\'", "https://Town.SharePoint.com", "https://*.office.com"'
    assert found["ks-sites-line"] == f'{start}, "https://intranet.example.fi"]'
    assert found["ks-sharepoint-line"] == f"{start}]"
    assert '"https://*.cloud.microsoft"' in found["ks-teams-line"]
    assert found["ks-teams-line"].count("https://*.office.com") == 1


@pytest.mark.parametrize("kind", ["ks-sharepoint", "ks-wordpress", "ks-drupal", "ks-growing", "ks-teams"])
def test_whoever_shows_a_frame_is_told_that_this_site_must_allow_it(employee: FlaskClient, kind: str) -> None:
    told = employee.get(PAGE).text.partition(f'id="{kind}"')[2].partition("</details>")[0]
    assert "Tämän sivuston on sallittava" in told or "KAARINA_STRATEGY_FRAME_ANCESTORS" in told


def test_site_of_one_language_offers_no_choice_of_both(visit: Visit) -> None:
    client = visit(URL_PREFIXES={"fi": "/strategia"})
    assert 'value="both"' not in client.get(PAGE).text
    assert client.get(f"{PAGE}?lang=both").status_code == 422


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("variant=nonsense", "variant"),
        ("variant=", "variant"),
        ("lang=xx", "lang"),
        ("lang=%ff", "lang"),
        ("theme=%22%3E%3Cscript%3E", "theme"),
        ("heading=7", "heading"),
        ("heading=two", "heading"),
        ("days=-1", "days"),
        ("days=0", "days"),
        ("days=366", "days"),
        ("days=1000000000", "days"),
        ("days=1.5", "days"),
        ("days=%22%3E%3Cscript%3E", "days"),
    ],
)
def test_wrong_choice_is_told_beside_it_and_the_usual_one_shown(
    employee: FlaskClient, query: str, field: str
) -> None:
    answer = employee.get(f"{SWEDISH_PAGE}?{query}")
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert f'id="{field}-error"' in answer.text
    assert "<script>" not in answer.text
    assert frame(answer.text)["src"] == f"{WIDGET}/standard?lang=sv"


def test_wrong_number_stays_in_its_field(employee: FlaskClient) -> None:
    assert re.search(r'id="days"[^>]* value="366"', employee.get(f"{PAGE}?days=366").text)


def test_change_of_language_keeps_what_was_chosen(employee: FlaskClient) -> None:
    chosen = "variant=full&lang=fi&theme=dark&heading=3&days=7"
    page = employee.get(f"{PAGE}?{chosen}").text
    assert f'href="{SWEDISH_PAGE}?{chosen}"' in unescape(page)
    assert re.search(rf'href="{PAGE}" aria-current="page"', page)


@pytest.mark.parametrize(("role", "is_led"), [("employee", False), ("registrar", True)])
def test_navigation_leads_only_to_what_the_role_opens(visit: Visit, role: str, is_led: bool) -> None:
    page = visit(role).get(PAGE).text
    assert (f'href="{FI}/tilaisuudet"' in page, f'href="{FI}/viestit"' in page) == (is_led, is_led)


def test_page_of_the_seats_leads_to_it(visit: Visit) -> None:
    work = visit("registrar").get(f"{FI}/tilaisuudet").text.partition("<h1>")[2]
    assert f'href="{PAGE}"' in work
