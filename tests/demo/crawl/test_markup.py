"""What holds in the markup of every page, so that everybody can use it."""

from __future__ import annotations

from itertools import pairwise

from .conftest import is_frame

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
REFERENCES = ("aria-describedby", "aria-labelledby", "for", "form")


def test_page_has_one_main_heading(pages):
    counts = {path: len(page.tree.every("h1")) for path, page in pages.items() if not is_frame(page)}
    assert {path: count for path, count in counts.items() if count != 1} == {}


def test_frame_leaves_the_main_heading_to_the_page_around_it(pages):
    frames = [page for page in pages.values() if is_frame(page)]
    assert frames
    main = {page.path: min(each.tag for each in page.tree.every(*HEADINGS)) for page in frames}
    assert {path: heading for path, heading in main.items() if heading != "h2"} == {}


def test_headings_skip_no_level(pages):
    for path, page in pages.items():
        levels = [int(each.tag[1]) for each in page.tree.every(*HEADINGS)]
        # A frame begins below its host's heading, and a summary of errors stands above the page's own.
        before = 1 if is_frame(page) or page.tree.classed("ks-error-summary") else 0
        assert all(level <= last + 1 for last, level in pairwise([before, *levels])), (path, levels)


def test_page_has_a_title_of_its_own(ours):
    titles = {page.path: page.tree.every("title")[0].text for page in ours.values()}
    assert all(title.endswith((" – Kaarina", " – S:t Karins")) for title in titles.values()), titles


def test_landmarks_that_may_come_often_have_names(pages):
    for path, page in pages.items():
        assert len(page.tree.every("main")) == 1, path
        names = [each["aria-label"] for each in page.tree.every("nav")]
        assert all(names), path
        assert len(set(names)) == len(names), (path, names)


def test_ids_are_unique(pages):
    for path, page in pages.items():
        ids = [each["id"] for each in page.tree.every() if "id" in each.attributes]
        assert sorted(set(ids)) == sorted(ids), path


def test_references_lead_to_elements(pages):
    for path, page in pages.items():
        ids = {each["id"] for each in page.tree.every()}
        for each in page.tree.every():
            for name in REFERENCES:
                assert set(each[name].split()) <= ids, (path, each.tag, name, each[name])


def test_control_has_a_label(pages):
    for path, page in pages.items():
        labelled = {each["for"] for each in page.tree.every("label") if each.text}
        controls = page.tree.every("input", "select", "textarea")
        nameless = [each for each in controls if each["type"] != "hidden" and each["id"] not in labelled]
        assert not nameless, (path, [each.attributes for each in nameless])


def test_alternatives_and_questions_are_groups(pages):
    for path, page in pages.items():
        loose = [each for each in page.tree.every("input", type="radio") if not each.is_within("fieldset")]
        assert not loose, path
        assert all(each.every("legend") for each in page.tree.every("fieldset")), path


def test_link_and_button_have_words(pages):
    for path, page in pages.items():
        wordless = [each for each in page.tree.every("a", "button") if not (each.text or each["aria-label"])]
        assert not wordless, (path, [each.attributes for each in wordless])


def test_page_has_nothing_that_a_strict_policy_forbids(pages):
    for path, page in pages.items():
        # A mail brings its style along, under a policy of its own.
        assert path.startswith("/demo/mailbox/") or not page.tree.every("style"), path
        for each in page.tree.every():
            handlers = [name for name in each.attributes if name == "style" or name.startswith("on")]
            assert not handlers, (path, each.tag, handlers)
            # A block of data is no script (HTML, section 4.12.1).
            assert each.tag != "script" or each["src"] or each["type"] == "application/ld+json", path
            assert not each["href"].startswith("javascript:"), path
