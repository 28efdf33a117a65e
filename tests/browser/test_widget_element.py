"""<strategia-status> in a strict page of another site: what the reader sees on good days and on bad ones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from .asking import ALL_RULES, axe_finds
from .foreign import POLICY, City, Intranet, serving

FALLBACK = "Strategiarbetet i S:t Karins"
OLD = "Uppgifterna kunde inte uppdateras."
AS_OF = "Uppgifterna hämtades tis 5.4.2022 kl. 12"


@pytest.fixture
def city(demo_site: str) -> Iterator[City]:
    """The city's site, as good as new."""
    with serving(City(demo_site), "127.0.0.1") as site:
        yield site
        site.patience.set()


@pytest.fixture
def intranet(city: City) -> Iterator[Intranet]:
    """A page of another site that allows what the README says and nothing else."""
    with serving(Intranet(policy=POLICY.format(city=city.address)), "intranet.localhost") as site:
        site.page = markup(city)
        yield site


def markup(city: City, attributes: str = 'variant="standard" lang="sv"') -> str:
    """The script and the element with the link inside."""
    return (
        f'<script type="module" src="{city.address}/strategia/widget.js"></script><main><h1>Intranet</h1>'
        f'<strategia-status {attributes}><a href="{city.address}/sv/strategi/">{FALLBACK}</a>'
        "</strategia-status>"
        "</main>"
    )


def complaints(page: Page) -> list[str]:
    """What the browser's console complains of from now on."""
    told: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "favicon" not in message.text + message.location["url"]:
            told.append(message.text)

    page.on("console", note)
    return told


def test_status_stands_in_a_strict_page_without_a_complaint(new_page, intranet, city) -> None:
    page = new_page(360, 740)
    told = complaints(page)
    page.goto(intranet.address)
    status = page.locator("strategia-status .ks-widget")
    expect(status).to_contain_text("Skede 2/3: Workshoppar")
    expect(status.get_by_role("link", name="Se hela processen")).to_have_attribute(
        "href", f"{city.address}/sv/strategi/"
    )
    expect(page.get_by_text(FALLBACK)).not_to_be_visible()
    expect(status.locator(".ks-widget-next")).to_have_css("border-inline-start-width", "3px")
    assert told == []
    assert not axe_finds(page, ALL_RULES)


def test_language_is_that_of_the_page_around(new_page, intranet, city) -> None:
    intranet.page = f'<div lang="sv-FI">{markup(city, "variant=line")}</div>'
    page = new_page()
    page.goto(intranet.address)
    expect(page.locator("strategia-status")).to_contain_text("Skede 2/3")


def test_changed_attribute_is_followed(new_page, intranet) -> None:
    page = new_page()
    page.goto(intranet.address)
    element = page.locator("strategia-status")
    expect(element).to_contain_text("Skede 2/3")
    element.evaluate("element => { element.lang = 'both'; element.setAttribute('theme', 'contrast'); }")
    expect(element.locator(".ks-widget")).to_have_count(2)
    expect(element.locator("[data-ks-theme]")).to_have_css("background-color", "rgb(0, 0, 0)")


def test_link_stays_where_scripts_are_off(new_page, intranet) -> None:
    page = new_page(javascript=False)
    page.goto(intranet.address)
    expect(page.get_by_role("link", name=FALLBACK)).to_be_visible()


@pytest.mark.parametrize("trouble", ["down", "repair", "redirect"])
def test_link_stays_where_the_city_has_trouble(new_page, intranet, city, trouble: str) -> None:
    city.trouble = trouble
    page = new_page()
    page.goto(intranet.address, wait_until="networkidle")
    expect(page.get_by_role("link", name=FALLBACK)).to_be_visible()
    assert (
        page.locator("strategia-status").evaluate("element => element.shadowRoot.innerHTML")
        == "<slot></slot>"
    )


@pytest.mark.parametrize("attributes", ['variant="nonsense"', 'variant=".."', 'lang="xx"', 'days="1e9"'])
def test_link_stays_where_the_wish_is_impossible(new_page, intranet, city, attributes: str) -> None:
    intranet.page = markup(city, attributes)
    page = new_page()
    page.goto(intranet.address, wait_until="networkidle")
    expect(page.get_by_role("link", name=FALLBACK)).to_be_visible()


def test_link_stands_in_for_five_slow_seconds(new_page, intranet, city) -> None:
    city.trouble = "slow"
    page = new_page()
    page.goto(intranet.address)
    page.wait_for_timeout(5000)
    expect(page.get_by_role("link", name=FALLBACK)).to_be_visible()
    city.patience.set()
    expect(page.locator("strategia-status")).to_contain_text("Skede 2/3")


def test_failed_refresh_keeps_the_status_and_says_how_old_it_is(new_page, intranet, city) -> None:
    intranet.page = markup(city, 'variant="compact" lang="sv"')
    page = new_page()
    page.clock.install()
    page.goto(intranet.address)
    status = page.locator("strategia-status .ks-widget")
    expect(status).to_contain_text("Skede 2/3")
    expect(status.get_by_text(AS_OF)).not_to_be_visible()
    city.trouble = "repair"
    page.clock.run_for("05:01")
    expect(status.get_by_text(OLD)).to_be_visible()
    expect(status.get_by_text(AS_OF)).to_be_visible()
    expect(status).to_contain_text("Skede 2/3")
    city.trouble = ""
    page.clock.run_for("05:01")
    expect(status.get_by_text(OLD)).not_to_be_visible()


def test_first_load_that_fails_takes_what_the_browser_has_kept(new_page, intranet, city) -> None:
    page = new_page()
    page.goto(intranet.address)
    status = page.locator("strategia-status .ks-widget")
    expect(status).to_contain_text("Skede 2/3")
    city.trouble = "down"
    page.goto("about:blank")
    page.goto(intranet.address)
    expect(status.get_by_text(OLD)).to_be_visible()
    expect(status.get_by_text(AS_OF)).to_be_visible()


def test_focus_stays_where_it_was_when_the_status_is_renewed(new_page, intranet, city) -> None:
    page = new_page()
    page.clock.install()
    page.goto(intranet.address)
    link = page.locator("strategia-status").get_by_role("link", name="Visionsworkshop")
    link.focus()
    old = link.element_handle()
    page.clock.run_for("05:01")
    old.wait_for_element_state("hidden")
    expect(link).to_be_focused()


def test_second_script_leaves_the_element_as_it_is(new_page, intranet, city) -> None:
    again = f'<script type="module" src="{city.address}/strategia/widget.js?again"></script>'
    intranet.page = markup(city) + again
    page = new_page()
    told = complaints(page)
    page.goto(intranet.address, wait_until="networkidle")
    expect(page.locator("strategia-status")).to_contain_text("Skede 2/3")
    assert told == []


def test_element_stands_in_a_page_of_the_city_itself(new_page, demo_site) -> None:
    page = new_page()
    page.goto(f"{demo_site}/sv/tjanster")
    page.evaluate("document.querySelector('main').append(document.createElement('strategia-status'))")
    page.add_script_tag(url=f"{demo_site}/strategia/widget.js", type="module")
    expect(page.locator("strategia-status")).to_contain_text("Skede 2/3")
