"""What a mailing must be before it can be sent, part by part."""

from __future__ import annotations

import pytest

from kaarina_strategy_ext.models import Audience
from kaarina_strategy_ext.services.mailing.rules import FaultKind, MailingText, broken_bounds, lacking

from ...town import VISION
from .conftest import audience


def faults(subject="Otsikko", body="Teksti", *, languages=("fi",), is_bilingual=True, whom=None, **swedish):
    text = MailingText(
        {"fi": subject, **({"sv": swedish["subject_sv"]} if "subject_sv" in swedish else {})},
        {"fi": body, **({"sv": swedish["body_sv"]} if "body_sv" in swedish else {})},
        audience(VISION) if whom is None else whom,
    )
    found = lacking(text, languages, is_bilingual=is_bilingual)
    return [(each.kind, each.part, each.language, each.words) for each in found]


@pytest.mark.parametrize(
    "body",
    [
        "Hei {etunimi}!\n\n{työpajat}\n\n[Oma sivusi]({linkki}) {yhteystiedot}",
        "Hej {förnamn}! {workshoppar} {länk} {kontaktuppgifter}",
        "{first_name} {sessions} {link} {contact}",
        "{ETUNIMI} { etunimi }",
        "{fo\u0308rnamn}",  # as some keyboards write it
        "[sivu](https://www.kaarina.fi) [soita](tel:021234567) <https://www.kaarina.fi> <a@example.fi>",
        "5 < 6 ja 7 > 3 [hakasulut] ja 100 %",
    ],
)
def test_right_text_has_no_fault(body: str) -> None:
    assert faults(body=body) == []


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        ("Hei {nimi}", FaultKind.UNKNOWN_PLACEHOLDER, "{nimi}"),
        ("Hei {}", FaultKind.UNKNOWN_PLACEHOLDER, "{}"),
        ("Hei {etunimi", FaultKind.LONE_BRACE, ""),
        ("Hei etunimi}", FaultKind.LONE_BRACE, ""),
        ("Hei {{etunimi}}", FaultKind.LONE_BRACE, ""),
        ("Hei {etu\nnimi}", FaultKind.LONE_BRACE, ""),
        ("![kuva](https://example.com/x.png)", FaultKind.PICTURE, ""),
        ("a <script>alert(1)</script>", FaultKind.HTML, "<script>"),
        ("a <!-- b -->", FaultKind.HTML, "<!--"),
        ("[tästä](javascript:alert(1))", FaultKind.SHORT_LINK, "javascript:alert(1"),
        ("[tästä](/strategia)", FaultKind.SHORT_LINK, "/strategia"),
        ("", FaultKind.MISSING, ""),
    ],
)
def test_wrong_body_is_found(body: str, kind: FaultKind, words: str) -> None:
    assert faults(body=body) == [(kind, "body", "fi", words)]


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("", FaultKind.MISSING),
        ("Linkkisi {linkki}", FaultKind.MISPLACED_PLACEHOLDER),
        ("{nimi}", FaultKind.UNKNOWN_PLACEHOLDER),
        ("{etunimi", FaultKind.LONE_BRACE),
    ],
)
def test_wrong_subject_is_found(subject: str, kind: FaultKind) -> None:
    assert [each[:2] for each in faults(subject=subject)] == [(kind, "subject")]


def test_subject_may_hold_the_first_name() -> None:
    assert faults(subject="{etunimi}, tervetuloa") == []


@pytest.mark.parametrize(
    ("is_bilingual", "swedish", "missing"),
    [
        (True, {}, ["subject", "body"]),
        (True, {"subject_sv": "Rubrik"}, ["body"]),
        (False, {}, []),  # a courtesy that nobody owes
        (False, {"subject_sv": "Rubrik"}, ["body"]),  # but half a mail is none
    ],
)
def test_missing_language_is_found_by_the_mode(is_bilingual: bool, swedish: dict, missing: list[str]) -> None:
    found = faults(languages=("fi", "sv"), is_bilingual=is_bilingual, **swedish)
    assert found == [(FaultKind.MISSING, part, "sv", "") for part in missing]


def test_nobody_chosen_is_found() -> None:
    assert [each[:2] for each in faults(whom=Audience())] == [
        (FaultKind.NO_SESSION, "sessions"),
        (FaultKind.NO_STATUS, "statuses"),
    ]


@pytest.mark.parametrize(
    ("part", "text", "excess"),
    [
        ("subject", "x" * 150, None),
        ("subject", "x" * 151, 1),
        ("body", "x" * 10_000, None),
        ("body", "x" * 10_002, 2),
    ],
)
def test_length_is_bounded_for_a_draft_as_well(part: str, text: str, excess: int | None) -> None:
    found = list(broken_bounds(MailingText(**{part: {"fi": text}})))
    assert [each.number for each in found] == ([excess] if excess else [])


@pytest.mark.parametrize("character", ["\0", "\r", "\x1b", "\ud800"])
def test_character_that_cannot_be_shown_is_found(character: str) -> None:
    found = list(broken_bounds(MailingText(body={"fi": f"a{character}b"})))
    assert [each.kind for each in found] == [FaultKind.UNSHOWABLE]
