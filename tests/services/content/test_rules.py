"""What a content file may not say, each with its place and its own message."""

from __future__ import annotations

import pytest

from kaarina_strategy_ext.services.content.rules import RESERVED_SLUGS

from .files import (
    MILESTONE,
    NEWS,
    PHASE,
    SESSION,
    TEXT,
    WORKSHOP,
    complaints,
    file_of,
    process_of,
    with_session,
    with_workshop,
)

SLUG = "expected 1 to 60 lower-case letters a-z, digits and hyphens, got"
LINK = "expected an address that begins with https:// or http://, got"
SKIPPED = "in Europe/Helsinki; the clocks skip it when daylight saving time begins"
SPRING_GAP = "2022-03-27"  # clocks go from 3:00 to 4:00
BACKWARDS = {"earliest": "2022-05-01", "latest": "2022-04-01", "precision": "month"}
TWO_DAYS = {"earliest": "2022-05-01", "latest": "2022-05-02", "precision": "day"}
SURVEY = {"key": "kysely", "title": TEXT}


def phase(**fields):
    return {"phases": [PHASE | fields]}


def milestone(**fields):
    return {"phases": [PHASE], "milestones": [MILESTONE | fields]}


def window(**fields):
    return {"registration": {"mode": "window"} | fields}


def news(**fields):
    return {"news": [NEWS | fields]}


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"format": 2}, "format: this release reads format 1, not 2"),
        ({"slug": ""}, f"slug: {SLUG} ''"),
        ({"slug": "Turku"}, f"slug: {SLUG} 'Turku'"),
        ({"slug": "äänekoski"}, f"slug: {SLUG} 'äänekoski'"),
        ({"slug": "a" * 61}, f"slug: {SLUG} '{'a' * 61}'"),
        (
            {"time_zone": "Europe/Kaarina"},
            "time_zone: there is no time zone 'Europe/Kaarina'; expected a name such as Europe/Helsinki",
        ),
        (
            {"time_zone": "../etc/passwd"},
            "time_zone: there is no time zone '../etc/passwd'; expected a name such as Europe/Helsinki",
        ),
        (
            {"time_zone": "Europe"},
            "time_zone: there is no time zone 'Europe'; expected a name such as Europe/Helsinki",
        ),
        ({"year": 22}, "year: must be from 1900 to 2199, not 22"),
        ({"offer_hours": -1}, "offer_hours: must be at least 0, not -1"),
        ({"offer_hours": 8761}, "offer_hours: must be at most 8760, not 8761"),
        ({"cut_off_hours": -1}, "cut_off_hours: must be at least 0, not -1"),
        ({"cut_off_hours": 8761}, "cut_off_hours: must be at most 8760, not 8761"),
        ({"companions": -1}, "companions: must be at least 0, not -1"),
        ({"companions": 21}, "companions: must be at most 20, not 21"),
        ({"reminder_hours": [6, 5, 4, 3, 2, 1]}, "reminder_hours: has 6 numbers; at most 5 are allowed"),
        ({"reminder_hours": [48, 0]}, "reminder_hours[1]: must be at least 1, not 0"),
        ({"reminder_hours": [8761]}, "reminder_hours[0]: must be at most 8760, not 8761"),
        ({"reminder_hours": [2, 48, 2]}, "reminder_hours[2]: 2 stands already at reminder_hours[0]"),
        ({"reminder_hours": ["2"]}, "reminder_hours[0]: Expected `int`, got `str`"),
        ({"welcome": {}}, "welcome: needs a text in at least one language"),
        ({"welcome": {"fi": "  "}}, "welcome.fi: must not be empty"),
        ({"welcome": {"se": "Bures"}}, "welcome.se: is not one of the languages fi, sv"),
        ({"welcome": {"fi": "a\x07b"}}, "welcome.fi: the character U+0007 is not allowed"),
        ({"welcome": {"fi": "a\r\nb"}}, "welcome.fi: the character U+000D is not allowed"),
        ({"participation": [TEXT, {"sv": ""}]}, "participation[1].sv: must not be empty"),
        ({"contact": {}}, "contact: a contact needs at least one way to get in touch"),
        ({"contact": {"phone": "02\t000"}}, "contact.phone: the character U+0009 is not allowed"),
        (phase(key="Alku"), f"phases[0].key: {SLUG} 'Alku'"),
        ({"welcome": {"fi": "x" * 20_001}}, "welcome.fi: has 20001 characters; at most 20000 fit"),
        (phase(summary={"sv": "x" * 141}), "phases[0].summary.sv: has 141 characters; at most 140 fit"),
        (phase(status="postponed"), "phases[0].status_reason: a status set by hand needs a reason"),
        (
            phase(status_reason=TEXT),
            "phases[0].status_reason: is only for a status set by hand, and there is none",
        ),
        (phase(starts="2022-05", ends="2022-04-30"), "phases[0].ends: must not be before starts"),
        (phase(starts=BACKWARDS), "phases[0].starts.latest: must not be before earliest"),
        (
            phase(starts=TWO_DAYS),
            "phases[0].starts.latest: a date that is precise to the day has the same earliest and latest",
        ),
        (
            milestone(decided_on="0022-05-01"),
            "milestones[0].decided_on: the year must be from 1900 to 2199, not 22",
        ),
        ({"phases": [PHASE, PHASE]}, "phases[1].key: 'alku' stands already at phases[0].key"),
        ({"surveys": [SURVEY, SURVEY]}, "surveys[1].key: 'kysely' stands already at surveys[0].key"),
        ({"themes": [SURVEY, SURVEY]}, "themes[1].key: 'kysely' stands already at themes[0].key"),
        ({"surveys": [SURVEY | {"respondents": -1}]}, "surveys[0].respondents: must be at least 0, not -1"),
        (
            {"surveys": [SURVEY | {"report_url": "raportti.pdf"}]},
            f"surveys[0].report_url: {LINK} 'raportti.pdf'",
        ),
        (milestone(phase="loppu"), "milestones[0].phase: there is no phase 'loppu'; the phases are alku"),
        (milestone(agenda_url="ftp://x.fi"), f"milestones[0].agenda_url: {LINK} 'ftp://x.fi'"),
        (
            milestone(minutes_url="javascript:alert(1)"),
            f"milestones[0].minutes_url: {LINK} 'javascript:alert(1)'",
        ),
        (milestone(minutes_url=""), f"milestones[0].minutes_url: {LINK} ''"),
        (milestone(minutes_url="https://x/\x00"), f"milestones[0].minutes_url: {LINK} 'https://x/\\x00'"),
        (milestone(minutes_url="https://"), f"milestones[0].minutes_url: {LINK} 'https://'"),
        (milestone(minutes_url="https://[x"), f"milestones[0].minutes_url: {LINK} 'https://[x'"),
        (milestone(minutes_url="https://x.fi/a b"), f"milestones[0].minutes_url: {LINK} 'https://x.fi/a b'"),
        ({"workshops": [WORKSHOP]}, "workshops[0].phase: there is no phase 'alku'; the phases are none"),
        (
            {"phases": [PHASE], "workshops": [WORKSHOP, WORKSHOP]},
            "workshops[1].slug: 'visio' stands already at workshops[0].slug",
        ),
        (
            with_workshop(kind="alternatives", sessions=[SESSION]),
            "workshops[0].sessions: alternatives need at least 2 sessions, not 1",
        ),
        (with_session(key="Eka"), f"workshops[0].sessions[0].key: {SLUG} 'Eka'"),
        (with_session(capacity=0), "workshops[0].sessions[0].capacity: must be at least 1, not 0"),
        (
            with_session(capacity=10**7),
            f"workshops[0].sessions[0].capacity: must be at most 1000000, not {10**7}",
        ),
        (
            with_session(waiting_list_size=-1),
            "workshops[0].sessions[0].waiting_list_size: must be at least 0, not -1",
        ),
        (
            with_session(capacity=5, reserved_seats=-1),
            "workshops[0].sessions[0].reserved_seats: must be at least 0, not -1",
        ),
        (
            with_session(capacity=5, reserved_seats=6),
            "workshops[0].sessions[0].reserved_seats: must be at most the capacity 5, not 6",
        ),
        (
            with_session(reserved_seats=1),
            "workshops[0].sessions[0].reserved_seats: needs a capacity as well",
        ),
        (
            with_session(remote_url="example.org"),
            f"workshops[0].sessions[0].remote_url: {LINK} 'example.org'",
        ),
        (
            with_session(languages=["fi", "suomi!"]),
            "workshops[0].sessions[0].languages[1]: expected a language code such as fi, got 'suomi!'",
        ),
        (
            with_session(languages=["fi", "fi"]),
            "workshops[0].sessions[0].languages[1]: 'fi' stands already at languages[0]",
        ),
        (with_session(starts="17:00", ends="17:00"), "workshops[0].sessions[0].ends: must be after starts"),
        (with_session(ends="20:00"), "workshops[0].sessions[0].ends: needs starts as well"),
        (
            with_session(date="2022-04", starts="17:00"),
            "workshops[0].sessions[0].starts: a clock time needs a date that is precise to the day",
        ),
        (
            with_session(date=SPRING_GAP, starts="3:30"),
            f"workshops[0].sessions[0].starts: there is no 2022-03-27 03:30 {SKIPPED}",
        ),
        (window(), "registration.opens: a window needs the time at which it opens"),
        (
            window(opens="2022-04-04T09:00", closes="2022-04-04T09:00"),
            "registration.closes: must be after opens",
        ),
        (window(opens="2022-03-27T03:00"), f"registration.opens: there is no 2022-03-27 03:00 {SKIPPED}"),
        (
            window(mode="announced_later", closes="2022-04-04T09:00"),
            "registration.closes: only a registration of mode window has this",
        ),
        (
            with_session(**window()),
            "workshops[0].sessions[0].registration.opens: a window needs the time at which it opens",
        ),
        (news(phase="loppu"), "news[0].phase: there is no phase 'loppu'; the phases are none"),
        (news(updated="2022-03-02"), "news[0].updated: must not be before published"),
        (
            news(published="2022-03-03T12:00", updated="2022-03-03"),
            "news[0].updated: must not be before published",
        ),
        (news(published="2022-03-27T03:15"), f"news[0].published: there is no 2022-03-27 03:15 {SKIPPED}"),
        ({"news": [NEWS, NEWS]}, "news[1].slug: 'uutinen' stands already at news[0].slug"),
    ],
)
def test_broken_rule_is_told_by_its_path(fields, complaint):
    assert complaints(file_of(**fields)) == [complaint]


@pytest.mark.parametrize("address", ["strategia", "strategia@", "a b@kaarina.fi", "@kaarina.fi"])
def test_malformed_address_is_told(address):
    (said,) = complaints(file_of(contact={"email": address}))
    assert said.startswith(f"contact.email: expected an e-mail address, got {address!r} (")


@pytest.mark.parametrize("slug", sorted(word for word in RESERVED_SLUGS if "." not in word))
def test_process_cannot_take_the_address_of_another_page(slug):
    assert complaints(file_of(slug=slug)) == [f"slug: {slug!r} is the word of another page's address"]


def test_workshop_may_be_called_like_a_page_because_it_stands_below_one():
    assert process_of(**with_workshop(slug="api")).workshops[0].slug == "api"


def test_session_keys_are_unique_in_the_whole_process():
    workshops = [WORKSHOP | {"sessions": [SESSION]}, WORKSHOP | {"slug": "arvot", "sessions": [SESSION]}]
    assert complaints(file_of(phases=[PHASE], workshops=workshops)) == [
        "workshops[1].sessions[0].key: 'eka' stands already at workshops[0].sessions[0].key"
    ]


@pytest.mark.parametrize(
    "fields",
    [
        phase(ends="2022-04"),  # the end is known, the start is not
        phase(starts="2022-04", ends="2022-04-01"),  # both may be the first of April
        phase(summary={"sv": "x" * 140}),
        with_session(date=SPRING_GAP, starts="2:59", ends="4:00"),  # around the hour that is skipped
        with_session(date="2022-10-30", starts="3:30"),  # the hour that comes twice
        with_session(date=SPRING_GAP, starts="3:30")
        | {"time_zone": "Europe/Stockholm"},  # an hour later there
        with_session(waiting_list_size=0),
        with_session(capacity=5, reserved_seats=5),  # all of them are the office's
        with_session(reserved_seats=0),
        {"offer_hours": 0, "cut_off_hours": 0, "companions": 0, "reminder_hours": []},
        {"offer_hours": 8760, "cut_off_hours": 8760, "companions": 20},
        {"reminder_hours": [1, 8760, 3, 4, 5]},
        with_session(languages=["fi", "se", "zh-Hant"]),
        milestone(agenda_url="https://kaarina.fi/esityslista?id=1#pykala", minutes_url="http://kaarina.fi"),
        window(mode="announced_later", information_on="2022-04-01"),
        news(updated="2022-03-03"),
        {"welcome": {"sv": "Välkommen"}},  # a translation may follow later
        {"welcome": {"fi": "Kaksi\n\n\triviä", "sv": "Två rader"}},
        {"contact": {"email": "strategia@kaarina.example"}},
        {"slug": "0-a"},
        {"slug": "a" * 60},
    ],
)
def test_edge_of_a_rule_is_allowed(fields):
    assert process_of(**fields)


def test_all_broken_rules_are_told_at_once_in_the_order_of_the_file():
    source = file_of(
        slug="Turku",
        welcome={"fi": ""},
        phases=[PHASE],
        workshops=[
            WORKSHOP | {"phase": "loppu", "sessions": [SESSION | {"capacity": 0}]},
            WORKSHOP | {"slug": "arvot", "sessions": [SESSION | {"key": "toka", "ends": "20:00"}]},
        ],
    )
    assert [each.split(": ")[0] for each in complaints(source)] == [
        "slug",
        "welcome.fi",
        "workshops[0].phase",
        "workshops[0].sessions[0].capacity",
        "workshops[1].sessions[0].ends",
    ]
