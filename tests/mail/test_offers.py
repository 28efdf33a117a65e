"""Mail about seats that are held until the address is confirmed, on offer, or gone again."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from kaarina_strategy_ext.i18n import words
from kaarina_strategy_ext.services.choosing import Choice

from ..town import GOALS, JUNE_1, JUNE_2, OTHER_GOALS, VISION, person, wish, wish_or_wait
from .acts import accept, decline, expire, move, offer_of, ways
from .conftest import BASE_URL, Office, calendar_files, in_one_line, newest, text_of, told

LANGUAGES = ["fi", "sv"]
CUT_OFF = datetime(2022, 4, 25, 14, tzinfo=UTC)
IN_TWO_DAYS = {"fi": "to 7.4.2022 klo 12", "sv": "tors 7.4.2022 kl. 12"}
OTHER_GOALS_AT = {"fi": "ti 26.4.2022 klo 17–20", "sv": "tis 26.4.2022 kl. 17–20"}


def to_aino(office: Office) -> EmailMessage:
    """The last mail to Aino."""
    return [each for each in office.deliver() if each["To"] == "aino@example.fi"][-1]


def offered(office: Office, language: str = "fi") -> int:
    """Aino, who has a seat in the vision workshop, waits for another one and is offered it."""
    ways(office, offer_hours=48)
    holder = office.register(person("Pekka"), wish(OTHER_GOALS))
    waiting = office.register(person(language=language), wish(VISION), wish_or_wait(OTHER_GOALS))
    office.deliver()
    office.cancel(holder)
    return waiting


def offered_instead(office: Office) -> int:
    """Aino has a seat in one alternative and is offered the other one, which she would rather have."""
    ways(office, offer_hours=48)
    holder = office.register(person("Pekka"), wish(JUNE_1))
    waiting = office.register(person(), wish(JUNE_2))
    office.add(waiting, wish_or_wait(JUNE_1))
    office.deliver()
    office.cancel(holder)
    return waiting


@pytest.mark.parametrize("language", LANGUAGES)
def test_offer_says_what_is_free_and_until_when_to_answer(office: Office, language: str) -> None:
    offered(office, language)
    mail, said = to_aino(office), words(language)
    assert str(mail["Subject"]).startswith(said.gettext("A place has become free for you"))
    kept = said.gettext(
        "A place is kept for you until %(moment)s. Answer by then.", moment=IN_TWO_DAYS[language]
    )
    for shown in told(mail):
        assert kept in shown
        assert OTHER_GOALS_AT[language] in shown
        assert (
            said.gettext("If you do not answer in time, the place goes to the next on the waiting list.")
            in shown
        )
        assert shown.index(said.gettext("Answer the offer")) < shown.index(kept)
    assert f"/offer?booking={offer_of(office, 2, OTHER_GOALS)}" in text_of(mail)
    assert calendar_files(mail) == []


def test_offer_lists_all_that_is_on_offer(office: Office) -> None:
    ways(office, offer_hours=48)
    holders = [office.register(person(name), wish(OTHER_GOALS), wish(JUNE_1)) for name in ("Pekka",)]
    office.register(person(), wish_or_wait(OTHER_GOALS), wish_or_wait(JUNE_1))
    office.deliver()
    office.cancel(*holders)
    kept = words("fi").gettext(
        "A place is kept for you until %(moment)s. Answer by then.", moment=IN_TWO_DAYS["fi"]
    )
    mail = to_aino(office)
    for shown in told(mail):
        assert shown.count(kept) == 2
    assert len(set(re.findall(r"/offer\?booking=\d+", text_of(mail)))) == 2


def test_offer_says_which_place_is_given_up_by_taking_it(office: Office) -> None:
    offered_instead(office)
    sentence = words("fi").gettext(
        "If you take this place, you give up the one that you have now: %(names)s.",
        names="Viimeistely to 2.6.2022",
    )
    for shown in told(to_aino(office)):
        assert sentence in shown


@pytest.mark.parametrize(
    ("offer_hours", "kept"),
    [
        (48, "You keep your place on %(day)s unless you take this one."),
        (0, "You keep your place on %(day)s until you get this one."),
    ],
)
def test_who_awaits_the_preferred_alternative_is_told_of_the_place_that_is_kept(
    office: Office, offer_hours: int, kept: str
) -> None:
    ways(office, offer_hours=offer_hours)
    office.register(person("Pekka"), wish(JUNE_1))
    office.register(person(), Choice(JUNE_1, accepts_waiting=True, accepts_other=True))
    mail, said = to_aino(office), words("fi")
    for shown in told(mail):
        assert said.gettext(kept, day="to 2.6.2022") in shown
    held = "Viimeistely to 2.6.2022"
    waited = said.gettext("%(topic)s (waiting list)", topic="ke 1.6.2022")
    assert mail["Subject"] == f"{said.gettext('Your registration')}: {held}, {waited}"


def test_offer_says_that_the_other_place_is_kept_unless_it_is_taken(office: Office) -> None:
    offered_instead(office)
    kept = words("fi").gettext("You keep your place on %(day)s unless you take this one.", day="to 2.6.2022")
    for shown in told(to_aino(office)):
        assert kept in shown


def test_offer_that_is_answered_is_never_sent(office: Office) -> None:
    waiting = offered(office)
    accept(office, waiting, OTHER_GOALS)
    (mail,) = [each for each in office.deliver()[2:] if each["To"] == "aino@example.fi"]
    about = words("fi").gettext("Your place is confirmed")
    assert mail["Subject"] == f"{about}: Strategiset päämäärät ti 26.4.2022"


def test_offer_whose_deadline_has_passed_is_never_sent(office: Office) -> None:
    offered(office)
    office.now += timedelta(hours=48)
    assert {each["To"] for each in office.deliver()[2:]} == {"pekka@example.fi"}


def test_accepting_tells_which_place_has_been_given_up(office: Office) -> None:
    waiting = offered_instead(office)
    accept(office, waiting, JUNE_1)
    sentence = words("fi").gettext(
        "You have given up your earlier place for it: %(names)s.", names="Viimeistely to 2.6.2022"
    )
    for shown in told(to_aino(office)):
        assert sentence in shown


def test_change_while_an_offer_is_open_still_asks_for_the_answer(office: Office) -> None:
    waiting = offered(office)
    office.deliver()
    office.add(waiting, wish(GOALS))
    said = words("fi")
    for shown in told(to_aino(office)):
        assert said.gettext("Answer the offer, or change your registration") in shown
        assert IN_TWO_DAYS["fi"] in shown


def test_declining_names_the_session_and_cancels_nothing(office: Office) -> None:
    waiting = offered(office)
    decline(office, waiting, OTHER_GOALS)
    said, mail = words("fi"), to_aino(office)
    about = said.gettext("You did not take the place")
    assert mail["Subject"] == f"{about}: Strategiset päämäärät ti 26.4.2022"
    for shown in told(mail):
        assert (
            said.gettext(
                "You did not take the place that was on offer to you: %(names)s.",
                names=f"Strategiset päämäärät {OTHER_GOALS_AT['fi']}",
            )
            in shown
        )
        assert said.gettext("You have cancelled") not in shown
    assert calendar_files(mail) == ["kalenteri.ics"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_expired_offer_is_told_with_what_is_still_booked(office: Office, language: str) -> None:
    offered(office, language)
    office.now += timedelta(hours=48)
    expire(office)
    mail, said = to_aino(office), words(language)
    for shown in told(mail):
        assert said.gettext("The rest of your registration is as it was.") in shown
        gone, left = shown.split(said.gettext("You are still registered for"))
        assert OTHER_GOALS_AT[language] in gone
        assert "Visio-työpaja" in left
    assert re.search(rf"{said.gettext('Add or swap workshops')}:\s+\S+/sessions\s", text_of(mail))
    assert f"{BASE_URL}/{language}/register" not in text_of(mail).splitlines()


def test_expired_offer_is_told_also_where_nothing_else_is_booked(office: Office) -> None:
    ways(office, offer_hours=48)
    holder = office.register(person("Pekka"), wish(OTHER_GOALS))
    office.register(person(), wish_or_wait(OTHER_GOALS))
    office.cancel(holder)
    office.now += timedelta(hours=48)
    expire(office)
    mail = to_aino(office)
    for shown in told(mail):
        assert (
            words("fi").gettext("You have no other places, so your registration has been cancelled.") in shown
        )
    assert f"{BASE_URL}/fi/register" in text_of(mail).splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
def test_offer_that_ended_early_is_told_with_the_wait_that_goes_on(office: Office, language: str) -> None:
    ways(office, offer_hours=48, cut_off_hours=24)
    office.now = CUT_OFF - timedelta(hours=2)
    holder = office.register(person("Pekka"), wish(OTHER_GOALS))
    office.register(person(language=language), wish_or_wait(OTHER_GOALS))
    office.cancel(holder)
    office.now = CUT_OFF
    expire(office)
    mail, said = to_aino(office), words(language)
    lapsed = said.gettext(
        "The time to answer the offer of a place is over, because it is so soon. You are still on the waiting"
        " list, and our staff decide who gets the place. If you want it, contact us."
    )
    assert OTHER_GOALS_AT[language].split(" k")[0].partition(" ")[2] in str(mail["Subject"])
    for shown in told(mail):
        assert lapsed in shown
        assert said.gettext("You are number %(n)s on the waiting list.", n=1) in shown
        assert said.gettext("No longer on offer") not in shown


def test_one_who_waits_near_the_cut_off_is_promised_no_offer(office: Office) -> None:
    ways(office, offer_hours=48, cut_off_hours=24)
    office.now = CUT_OFF
    office.register(person("Pekka"), wish(OTHER_GOALS))
    office.register(person(), wish_or_wait(OTHER_GOALS))
    decided = words("fi").gettext(
        "%(names)s: it is so soon that our staff decide who gets a place that becomes free."
        " If you get one, we tell you.",
        names=f"Strategiset päämäärät {OTHER_GOALS_AT['fi']}",
    )
    for shown in told(newest(office)):
        assert decided in shown
        assert words("fi").gettext("You are on a waiting list.") not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_move_by_staff_is_told_with_the_place_that_was_left(office: Office, language: str) -> None:
    aino = office.register(person(language=language), wish(OTHER_GOALS))
    office.deliver()
    move(office, aino, OTHER_GOALS, GOALS)
    office.add(aino, wish(VISION))  # what has not been told yet is told with the next
    mail = to_aino(office)
    left = words(language).gettext(
        "Our staff have moved you. Your earlier place: %(names)s.",
        names=f"Strategiset päämäärät{' (sv)' if language == 'sv' else ''} {OTHER_GOALS_AT[language]}",
    )
    for shown in told(mail):
        assert left in shown


def test_who_waits_is_told_of_offers_only_where_there_are_offers(office: Office) -> None:
    at_once = words("fi").gettext(
        "If a place becomes free for you, it is yours at once, and we write to you."
    )
    office.register(person("Pekka"), wish(OTHER_GOALS))
    office.register(person("Aino"), wish_or_wait(OTHER_GOALS))
    assert at_once in in_one_line(text_of(to_aino(office)))
    ways(office, offer_hours=48)
    office.edit(OTHER_GOALS, waiting_list_size=None)
    office.register(person("Maria"), wish_or_wait(OTHER_GOALS))
    mail = newest(office)
    assert mail["To"] == "maria@example.fi"
    assert at_once not in in_one_line(text_of(mail))


def test_companions_are_counted_in_the_mail(office: Office) -> None:
    ways(office, companions=3)
    office.edit(VISION, capacity=9)
    office.register(replace(person(), companions=2), wish(VISION))
    sentence = words("fi").ngettext(
        "The registration is for you and %(n)s companion.",
        "The registration is for you and %(n)s companions.",
        2,
    )
    for shown in told(newest(office)):
        assert sentence in shown


def test_place_given_at_once_tells_which_one_made_way_for_it(office: Office) -> None:
    holder = office.register(person("Pekka"), wish(JUNE_1))
    waiting = office.register(person(), wish(JUNE_2))
    office.add(waiting, wish_or_wait(JUNE_1))
    office.deliver()
    office.cancel(holder)
    sentence = words("fi").gettext(
        "You have given up your earlier place for it: %(names)s.", names="Viimeistely to 2.6.2022"
    )
    for shown in told(to_aino(office)):
        assert sentence in shown
