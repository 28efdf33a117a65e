"""Staff write to participants: in both languages, with a check before it goes, and once."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest

from kaarina_strategy_ext import Identity

from ...town import GOALS, NOW, OTHER_GOALS, VISION
from .conftest import FI, SV, Login, Office, phoned
from .mailing_desk import LIST, WRITTEN, MailingDesk, problems


@pytest.fixture
def new_database(new_sqlite):
    """Pages alone are tried here: the rules below them are, by their own tests, on both databases."""
    return new_sqlite


CHECK = f"{LIST}/1/tarkistus"
TEXT = f"{LIST}/1/teksti"


@pytest.fixture
def desk(office: Office) -> MailingDesk:
    return MailingDesk(office)


@pytest.fixture
def people(office: Office) -> None:
    """A Finn and a Swede in one session, and the Swede in another as well."""
    office.resident("Aino", VISION)
    office.resident("Kristian", VISION, GOALS, language="sv")


def test_form_ticks_those_who_have_a_place_and_nobody_else(office: Office) -> None:
    page = office.page(f"{LIST}/uusi")
    assert page.count(" checked") == 1
    assert 'value="confirmed" checked' in page


def test_whole_text_leads_to_the_check(desk: MailingDesk, people: None) -> None:
    answer = desk.write()
    assert (answer.status_code, answer.location) == (303, f"{FI}{CHECK}")


def test_draft_may_lack_a_language_and_says_so(desk: MailingDesk, office: Office) -> None:
    answer = desk.write("save", body_sv="")
    assert answer.status_code == 303
    page = office.page(TEXT)
    assert page.count("Käännös puuttuu") == 1
    assert problems(page) == []


def test_language_that_was_not_edited_along_is_marked(desk: MailingDesk, office: Office, clock) -> None:
    desk.write("save")
    clock.now += timedelta(minutes=5)
    desk.write("save", TEXT, body_fi="Uusi teksti")
    assert office.page(TEXT).count("Toista kieltä muokattu myöhemmin") == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"body_sv": ""}, "Ruotsi: Kirjoita viesti"),
        ({"subject_fi": " "}, "Suomi: Kirjoita otsikko"),
        ({"body_fi": "Hei {nimi}"}, "Suomi: Merkintä {nimi} on tuntematon. Käytä alla lueteltuja."),
        (
            {"body_fi": "Hei {etunimi"},
            "Suomi: Yksi aaltosulkeista { ja } on ilman pariaan."
            " Niitä käytetään vain täytettävissä kohdissa.",
        ),
        ({"subject_sv": "{länk}"}, "Ruotsi: {länk} toimii vain viestissä, ei otsikossa."),
        ({"body_fi": "x" * 10_001}, "Suomi: Tekstissä saa olla enintään 10000 merkkiä. Poista 1 merkki."),
        ({"sessions": []}, "Valitse vähintään yksi työpaja"),
        ({"statuses": []}, "Valitse, kenelle kirjoitat"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_with_nothing_lost(
    desk: MailingDesk, office: Office, fields, said: str
) -> None:
    answer = desk.write(**fields)
    assert answer.status_code == 422
    assert [unescape(each) for each in problems(answer.text)] == [said]
    assert answer.text.count("-error") >= 1
    assert unescape(answer.text).count("Du är med: {workshoppar}") == (0 if fields == {"body_sv": ""} else 1)
    assert office.value("SELECT count(*) FROM kaarina_strategy_mailing") == 0


def test_a_megabyte_of_text_is_told_beside_its_field(desk: MailingDesk) -> None:
    answer = desk.write("save", body_fi="ä" * 500_000)
    assert answer.status_code == 422
    assert "ä" * 500_000 in answer.text


def test_forged_form_saves_nothing(office: Office) -> None:
    answer = office.client.post(f"{FI}{LIST}/uusi", data={**WRITTEN, "do": "save"})
    assert answer.status_code == 400
    assert "Du är med" in answer.text
    assert office.value("SELECT count(*) FROM kaarina_strategy_mailing") == 0


def test_double_click_makes_one_draft(desk: MailingDesk, office: Office) -> None:
    open_form = desk.hidden(f"{LIST}/uusi")
    for _ in range(2):
        office.client.post(f"{FI}{LIST}/uusi", data={**open_form, **WRITTEN, "do": "save"})
    assert office.value("SELECT count(*) FROM kaarina_strategy_mailing") == 1


def test_two_editors_at_once_lose_no_word(desk: MailingDesk, office: Office, login: Login) -> None:
    desk.write("save")
    open_form = desk.hidden(TEXT)
    login.identity = Identity("anders", "Anders", None, frozenset({"registrar"}))
    desk.write("save", TEXT, body_fi="Andersin teksti")
    mine = {**open_form, **WRITTEN, "body-fi": "Reijan teksti", "do": "save"}
    answer = office.client.post(FI + TEXT, data=mine)
    assert answer.status_code == 409
    assert "Andersin teksti" in answer.text
    assert "Reijan teksti" in answer.text
    assert "anders" in answer.text
    assert 'name="version" value="2"' in answer.text
    again = office.client.post(FI + TEXT, data={**mine, "version": "2"})
    assert again.status_code == 303


def test_language_of_the_page_changes_with_everything_as_it_was_typed(
    desk: MailingDesk, office: Office
) -> None:
    hidden = desk.hidden(f"{LIST}/uusi")
    answer = office.client.post(f"{SV}/utskick/ny", data={**hidden, **WRITTEN, "show": "text"})
    assert answer.status_code == 200
    assert "Fortsätt till kontrollen" in answer.text
    assert "Du är med: {workshoppar}" in answer.text


def test_copy_begins_a_new_draft_with_the_same_text(desk: MailingDesk, office: Office) -> None:
    desk.write("save")
    page = office.page(f"{LIST}/uusi?copy=1")
    assert "Du är med: {workshoppar}" in page
    assert f'value="{VISION}" checked' in page


def test_check_counts_people_by_language_and_session(desk: MailingDesk, office: Office, people: None) -> None:
    office.alter("UPDATE kaarina_strategy_session SET capacity = 9")
    office.send("/ilmoittautumiset/uusi", **phoned("Eero", VISION))
    office.resident("Elli", VISION, GOALS)
    desk.write(sessions=[VISION, GOALS])
    page = " ".join(office.page(CHECK).split())
    assert "3 henkilöä: suomi 2, ruotsi 1" in page
    assert 'href="tel:0501234567"' in page


def test_check_shows_the_mail_in_each_language_with_real_data(
    desk: MailingDesk, office: Office, people: None
) -> None:
    desk.write()
    page = unescape(office.page(CHECK))
    assert "<b>Huomenna, Aino</b>" in page
    assert "<b>I morgon, Kristian</b>" in page
    assert "Visio-työpaja, ti 12.4.2022 klo 17–20, Paikka ilmoitetaan myöhemmin" in page
    assert "Visio-työpaja (sv), tis 12.4.2022 kl. 17–20, Platsen meddelas senare" in page


def test_preview_holds_nobodys_personal_link(desk: MailingDesk, office: Office, people: None) -> None:
    desk.write()
    page = office.page(CHECK)
    assert "/strategia/oma/" not in page
    assert "/sv/strategi/min/" not in page


def test_preview_is_of_whom_one_chooses(desk: MailingDesk, office: Office, people: None) -> None:
    office.alter("UPDATE kaarina_strategy_session SET capacity = 9")
    eero = office.resident("Eero", VISION)
    desk.write()
    page = office.page(f"{CHECK}?recipient={eero}")
    assert "<b>Huomenna, Eero</b>" in page
    assert "<b>I morgon, Kristian</b>" in page


def test_preview_without_recipients_has_the_readers_own_name(desk: MailingDesk, office: Office) -> None:
    desk.write()
    assert "<b>I morgon, Reija</b>" in office.page(CHECK)


def test_whose_data_the_check_shows_is_written_down(desk: MailingDesk, office: Office, people: None) -> None:
    desk.write()
    office.page(CHECK)
    details = office.value(
        "SELECT details FROM kaarina_strategy_audit_entry WHERE action = 'personal data read'"
    )
    assert "mailing" in str(details)
    assert "Aino" not in str(details)


def test_incomplete_draft_is_led_back_to_its_text(desk: MailingDesk, office: Office) -> None:
    desk.write("save", body_sv="")
    answer = office.client.get(FI + CHECK, follow_redirects=True)
    assert answer.request.path == FI + TEXT
    assert problems(answer.text) == ["Ruotsi: Kirjoita viesti"]


def test_test_goes_to_oneself_at_once_and_is_marked(
    desk: MailingDesk, office: Office, people: None, mailbox
) -> None:
    desk.write()
    answer = desk.press("test", CHECK)
    assert answer.status_code == 303
    assert [(mail["To"], mail["Subject"]) for mail in mailbox] == [
        ("reija@example.fi", "[Test] Huomenna, Reija"),
        ("reija@example.fi", "[Test] I morgon, Reija"),
    ]
    assert "Sähköpostipalvelin otti testiviestin vastaan." in office.page(f"{CHECK}?notice=tested")
    assert desk.count() == 0


@pytest.mark.parametrize(("typed", "status"), [("kalle@example.fi", 303), ("kalle", 422), ("", 422)])
def test_test_asks_for_an_address_where_the_host_knows_none(
    desk: MailingDesk, login: Login, mailbox, typed: str, status: int
) -> None:
    login.identity = Identity("kalle", "Kalle Koe", None, frozenset({"registrar"}))
    desk.write()
    answer = desk.press("test", CHECK, email=typed)
    assert answer.status_code == status
    assert {mail["To"] for mail in mailbox} == ({typed} if status == 303 else set())


def test_tests_are_not_for_sending_mail_to_just_anybody(
    desk: MailingDesk, office: Office, login: Login, mailbox, monkeypatch
) -> None:
    monkeypatch.setattr("kaarina_strategy_ext.services.mailing.sending.MOST_TESTS", 1)
    login.identity = Identity("kalle", "Kalle Koe", None, frozenset({"registrar"}))
    desk.write()
    assert desk.press("test", CHECK, email="a@example.fi").status_code == 303
    answer = desk.press("test", CHECK, email="b@example.fi")
    assert answer.status_code == 409
    assert "Yritä tunnin kuluttua uudelleen" in answer.text
    assert {mail["To"] for mail in mailbox} == {"a@example.fi"}
    query = "SELECT count(*) FROM kaarina_strategy_audit_entry WHERE action = 'mailing tested'"
    assert office.value(query) == 1


def test_refusal_of_the_mail_server_is_told(desk: MailingDesk, office: Office, smtp_sink) -> None:
    host = office.app.extensions["kaarina_strategy"].host
    object.__setattr__(host.hooks, "mailer", None)
    host.settings["SMTP_URL"] = f"smtp://{smtp_sink.host}:{smtp_sink.port}"
    smtp_sink.refused.add("reija@example.fi")
    desk.write()
    answer = desk.press("test", CHECK)
    assert answer.status_code == 502
    assert "SMTPRecipientsRefused 550" in answer.text


def test_send_queues_one_message_each_and_double_click_no_more(
    desk: MailingDesk, office: Office, people: None, mailbox
) -> None:
    desk.write()
    open_form = desk.hidden(CHECK)
    answers = [office.client.post(FI + CHECK, data={**open_form, "do": "send"}) for _ in range(2)]
    desk.jobs()
    assert [each.status_code for each in answers] == [303, 303]
    assert desk.count() == 2
    assert office.client.get(FI + CHECK).location == f"{FI}{LIST}/1"  # the back button


def test_draft_that_was_changed_meanwhile_is_not_sent_unseen(
    desk: MailingDesk, office: Office, people: None
) -> None:
    desk.write()
    open_form = desk.hidden(CHECK)
    desk.write("save", TEXT, body_fi="Muutettu")
    answer = office.client.post(FI + CHECK, data={**open_form, "do": "send"})
    desk.jobs()
    assert answer.status_code == 409
    assert desk.count() == 0


def test_nobody_to_write_to_is_told(desk: MailingDesk) -> None:
    desk.write(sessions=[OTHER_GOALS])
    answer = desk.press("send", CHECK)
    assert answer.status_code == 409
    assert "Kukaan ei saisi viestiä" in answer.text


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (("", "9.00"), "Kirjoita päivä muodossa 12.4.2022"),
        (("6.4.2022", "25.00"), "Kirjoita kellonaika muodossa 9.00"),
        (("4.4.2022", "9.00"), "Valitse tuleva ajankohta"),
        (("2023-04-30", "09:00"), "Valitse ajankohta vuoden sisältä"),
        (("26.3.2023", "3.30"), "Tätä kellonaikaa ei ole sinä päivänä, koska kelloja siirretään"),
    ],
)
def test_impossible_moment_is_told_with_what_was_typed(
    desk: MailingDesk, people: None, moment: tuple[str, str], said: str
) -> None:
    desk.write()
    answer = desk.press("schedule", CHECK, day=moment[0], clock=moment[1])
    assert answer.status_code == 422
    assert problems(answer.text) == [said]
    assert f'value="{moment[0]}"' in answer.text


@pytest.mark.parametrize("moment", [("6.4.2022", "9"), ("2022-04-06", "09:00")])
def test_scheduled_mailing_goes_at_its_moment(
    desk: MailingDesk, office: Office, people: None, clock, moment: tuple[str, str]
) -> None:
    desk.write()
    assert desk.press("schedule", CHECK, day=moment[0], clock=moment[1]).status_code == 303
    assert "Lähtee ke 6.4.2022 klo 9" in office.page(f"{LIST}/1")
    desk.jobs()
    assert desk.count() == 0
    clock.now = NOW + timedelta(hours=21)
    desk.jobs()
    assert desk.count() == 2


def test_scheduled_mailing_is_withdrawn(desk: MailingDesk, people: None, clock) -> None:
    desk.write()
    desk.press("schedule", CHECK, day="6.4.2022", clock="9")
    assert desk.press("withdraw", f"{LIST}/1").status_code == 303
    clock.now = NOW + timedelta(days=2)
    desk.jobs()
    assert desk.count() == 0


def test_list_tells_state_and_numbers(desk: MailingDesk, office: Office, people: None) -> None:
    desk.sent()
    desk.jobs()
    page = " ".join(office.page(LIST).split())
    assert "Huomenna, {etunimi}" in page
    assert "lähetetty 2" in page


def test_draft_is_discarded(desk: MailingDesk, office: Office) -> None:
    desk.write("save")
    assert desk.press("withdraw", f"{LIST}/1").location.startswith(f"{FI}{LIST}?")
    assert "Hylätty" in office.page(LIST)


@pytest.mark.parametrize(
    "path", [f"{LIST}/99", f"{LIST}/99/teksti", f"{LIST}/99/tarkistus", f"{LIST}/99999999999"]
)
def test_mailing_that_is_not_there_is_not_found(office: Office, path: str) -> None:
    assert office.client.get(FI + path).status_code == 404


def test_outbox_leads_to_the_mailing(desk: MailingDesk, office: Office, people: None) -> None:
    path = desk.sent()
    desk.jobs()
    assert f'href="{FI}{path}"' in office.page("/viestit")
