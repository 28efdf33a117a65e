"""The widget in frames of another site: nothing scrolls, everybody can read it, it tells its height."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from .asking import ALL_RULES, axe_finds
from .foreign import POLICY, Intranet, serving

# By variant, the width and the height of a frame in which nothing scrolls.
PRESETS = [
    ("line", 1200, 96),
    ("line", 280, 96),
    ("compact", 280, 240),
    ("standard", 320, 460),
    ("full", 480, 760),
]
LOOKS = [
    (280, {"color_scheme": "light"}),
    (1200, {"color_scheme": "dark"}),
    (280, {"forced_colors": "active", "color_scheme": "dark"}),
]
SIZES = """() => {
  const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
  return [scrollWidth <= clientWidth, scrollHeight <= clientHeight];
}"""


@pytest.fixture(scope="module")
def intranet(demo_site: str) -> Iterator[Intranet]:
    """A page of another site that allows our frames."""
    with serving(Intranet(policy=POLICY.format(city=demo_site)), "intranet.localhost") as site:
        yield site


def frames(page: Page, intranet: Intranet, city: str, query: str, script: str = "") -> list[Frame]:
    """Open the intranet with a frame of each preset."""
    intranet.page = script + "".join(
        f'<iframe title="{variant}" width="{width}" height="{height}" frameborder="0"'
        f' src="{city}/strategia/widget/{variant}?{query}"></iframe>'
        for variant, width, height in PRESETS
    )
    page.goto(intranet.address)
    return page.frames[1:]


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_no_preset_scrolls_even_without_scripts(new_page, intranet, demo_site, language: str) -> None:
    page = new_page(1300, 900, javascript=False)
    shown = frames(page, intranet, demo_site, f"lang={language}")
    fitting = {
        (name, width): frame.evaluate(SIZES) for (name, width, _), frame in zip(PRESETS, shown, strict=True)
    }
    assert fitting == {(name, width): [True, True] for name, width, _ in PRESETS}
    for frame in shown:
        expect(frame.locator(".ks-widget")).to_contain_text({"fi": "Vaihe 2/3", "sv": "Skede 2/3"}[language])


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_way_to_the_process_comes_first_where_the_text_is_twice_as_large(
    new_page, intranet, demo_site, language: str
) -> None:
    for frame in frames(new_page(1300, 900), intranet, demo_site, f"lang={language}"):
        frame.evaluate("document.documentElement.style.fontSize = '200%'")
        assert frame.evaluate(SIZES)[0], frame.url
        link = frame.get_by_role("link").first
        expect(link).to_contain_text({"fi": "Katso koko prosessi", "sv": "Se hela processen"}[language])
        lowest = frame.evaluate("document.querySelector('.ks-widget-way').getBoundingClientRect().bottom")
        assert lowest <= frame.evaluate("innerHeight"), frame.url


@pytest.mark.parametrize("variant", ["line", "compact", "standard", "full", "text"])
def test_variant_is_for_everybody_in_every_look(new_page, demo_site, variant: str) -> None:
    page = new_page()
    page.goto(f"{demo_site}/strategia/widget/{variant}?lang=both")
    for width, media in LOOKS:
        page.set_viewport_size({"width": width, "height": 600})
        page.emulate_media(**{"forced_colors": "none", **media})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert (width, media, axe_finds(page, ALL_RULES, is_whole=False)) == (width, media, "")


def test_contrast_theme_is_black_and_white_whatever_the_reader_prefers(new_page, demo_site) -> None:
    page = new_page(320, 460)
    page.goto(f"{demo_site}/strategia/widget/standard?theme=contrast")
    assert page.evaluate(
        "(style => [style.color, style.backgroundColor])(getComputedStyle(document.documentElement))"
    ) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


@pytest.fixture(scope="module")
def grown(browser: Browser, intranet: Intranet, demo_site: str) -> Iterator[Page]:
    """The intranet, which lets the frames have their height."""
    page = browser.new_page(viewport={"width": 1300, "height": 900})
    script = f'<script src="{demo_site}/strategia/static/frame-host.js"></script>'
    frames(page, intranet, demo_site, "lang=sv", script)
    for frame in page.locator("iframe").all():
        expect(frame).to_have_attribute("style", re.compile("height"))
    yield page
    page.close()


def height(page: Page, title: str) -> float:
    return page.locator(f"[title={title}]").evaluate("frame => frame.clientHeight")


def framed(page: Page, title: str) -> Frame:
    return next(each for each in page.frames if f"/{title}?" in each.url)


def test_frame_gets_the_height_of_its_content_and_follows_it(grown: Page) -> None:
    before = height(grown, "full")
    assert before < 760
    grown.locator("[title=full]").evaluate("frame => { frame.width = 280; }")
    expect(grown.locator("[title=full]")).not_to_have_js_property("clientHeight", before)
    assert height(grown, "full") > before + 100
    assert framed(grown, "full").evaluate(SIZES) == [True, True]


def test_height_comes_to_rest_in_a_frame_with_a_border(grown: Page) -> None:
    grown.locator("[title=standard]").evaluate(
        "frame => { frame.style = 'box-sizing: border-box; border: 5px solid'; frame.width = 300; }"
    )
    grown.wait_for_timeout(300)
    first = height(grown, "standard")
    grown.wait_for_timeout(300)
    assert height(grown, "standard") == first
    assert framed(grown, "standard").evaluate(SIZES) == [True, True]


def test_absurd_height_changes_nothing(grown: Page) -> None:
    before = height(grown, "compact")
    framed(grown, "compact").evaluate(
        """() => {
          for (const height of [-1, 0, 1e9, "300px", 300.5, NaN, null, undefined, {}])
            parent.postMessage({ type: "kaarina-strategy:height", height }, "*");
        }"""
    )
    grown.wait_for_timeout(100)
    assert height(grown, "compact") == before


def test_height_from_anybody_but_a_frame_of_the_city_changes_nothing(grown: Page) -> None:
    before = height(grown, "compact")
    grown.evaluate("postMessage({ type: 'kaarina-strategy:height', height: 300 }, '*')")
    grown.wait_for_timeout(100)
    assert height(grown, "compact") == before
