"""What people do on the site, from end to end: on a phone without scripts, and at a desk."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from ..visitor import Visitor

VISION, FIRST_OF_JUNE = "visio-2022-04-12", "strategian-viimeistely-2022-06-01"


@pytest.fixture
def address() -> str:
    """An e-mail address that nobody has registered with."""
    return f"kristian.{uuid4().hex[:8]}@example.fi"


@pytest.fixture
def phone(new_page) -> Page:
    """A phone in Swedish that runs no scripts."""
    return new_page(360, 740, javascript=False, locale="sv-FI")


@pytest.fixture
def desk(new_page) -> Page:
    """A screen in Finnish."""
    return new_page(1280, 900)


@pytest.fixture
def own_page(phone, demo_site, address) -> Page:
    """The phone of somebody who has registered in Swedish and has followed the link in the mail."""
    fields = {"first_name": "Kristian", "last_name": "Lindström", "email": address, "sessions": VISION}
    alternative = {"alternative-strategian-viimeistely": FIRST_OF_JUNE}
    Visitor(demo_site).register("/sv/strategi/anmalan", {**fields, **alternative})
    open_mail(phone, demo_site, address)
    link = phone.frame_locator("iframe").get_by_role("link", name="Ändra eller avboka din anmälan")
    # The mail was made for the configured address of the site, which is not where the test has it.
    phone.goto(demo_site + urlsplit(link.get_attribute("href") or "").path)
    return phone


def press(page: Page, name: str) -> None:
    """Press the button of that name."""
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    """Follow the first link that has these words."""
    page.get_by_role("link").filter(has_text=name).first.click()


def fill(page: Page, fields: dict[str, str]) -> None:
    """Fill in fields by their labels."""
    for label, value in fields.items():
        page.get_by_label(label).fill(value)


def open_mail(page: Page, site: str, address: str) -> None:
    """Open the newest mail to the address in the Swedish mailbox."""
    page.goto(f"{site}/sv/demo/mailbox")
    page.get_by_role("listitem").filter(has_text=address).first.get_by_role("link").click()


def mails(page: Page, site: str, address: str) -> list[dict[str, Any]]:
    """All mails to the address, newest last."""
    everything = page.request.get(f"{site}/demo/mailbox.json").json()
    return [mail for mail in everything if mail["to"] == address]


def test_resident_registers_on_a_phone_without_scripts(phone, demo_site, address):
    phone.goto(f"{demo_site}/sv/")
    follow(phone, "Läs om strategiarbetet")
    follow(phone, "Anmäl dig till workshopparna")
    phone.get_by_label("tis 12.4.2022 kl. 17–20").check()
    phone.get_by_label("ons 1.6.2022, klockslaget preciseras senare").check()
    press(phone, "Fortsätt")
    fill(phone, {"Förnamn": "Kristian", "Efternamn": "Lindström", "E-postadress": address})
    press(phone, "Fortsätt")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Kontrollera uppgifterna innan du skickar")
    for words in ["Visionsworkshop", "tis 12.4.2022 kl. 17–20", "ons 1.6.2022", "Lindström", address]:
        expect(phone.get_by_role("main")).to_contain_text(words)
    press(phone, "Skicka anmälan")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Tack, din anmälan har tagits emot")
    expect(phone.locator("html")).to_have_attribute("lang", "sv")
    workshops = phone.get_by_role("region", name="Dina workshoppar")
    expect(workshops.get_by_text("Din plats är bekräftad.")).to_have_count(2)


def test_forgotten_surname_is_pointed_out_and_nothing_is_lost(phone, demo_site, address):
    phone.goto(f"{demo_site}/sv/strategi/anmalan?session={VISION}")
    press(phone, "Fortsätt")
    fill(phone, {"Förnamn": "Kristian", "E-postadress": address, "Vad behöver du": "Hörslinga"})
    phone.get_by_label("Jag samtycker").check()
    press(phone, "Fortsätt")
    expect(phone.get_by_role("alert")).to_be_focused()
    assert phone.title().startswith("Fel: ")
    follow(phone, "Skriv ditt efternamn")
    expect(phone.get_by_label("Efternamn")).to_be_focused()
    expect(phone.get_by_label("Efternamn")).to_have_accessible_description("Fel: Skriv ditt efternamn")
    expect(phone.get_by_label("Förnamn")).to_have_value("Kristian")
    expect(phone.get_by_label("E-postadress")).to_have_value(address)
    expect(phone.get_by_label("Vad behöver du")).to_have_value("Hörslinga")
    expect(phone.get_by_label("Jag samtycker")).to_be_checked()
    phone.keyboard.type("Lindström")
    press(phone, "Fortsätt")
    expect(phone.get_by_role("main")).to_contain_text("tis 12.4.2022 kl. 17–20")


def test_mail_of_a_registration_in_swedish_is_in_swedish(own_page, demo_site, address):
    open_mail(own_page, demo_site, address)
    subject = own_page.get_by_role("heading", level=1)
    expect(subject).to_have_text("Din anmälan: Visionsworkshop tis 12.4.2022 och 1 annan")
    expect(subject).to_have_attribute("lang", "sv")
    letter = own_page.frame_locator("iframe")
    expect(letter.locator("html")).to_have_attribute("lang", "sv")
    expect(letter.get_by_role("heading", level=1)).to_have_text("Din anmälan")
    expect(letter.get_by_text("Hej Kristian!")).to_be_visible()


def test_calendar_file_of_the_mail_has_both_workshops(own_page, demo_site, address):
    open_mail(own_page, demo_site, address)
    with own_page.expect_download() as download:
        follow(own_page, "kalender.ics")
    calendar = Calendar.from_ical(download.value.path().read_bytes())
    events = {str(event["SUMMARY"]): event["DTSTART"].dt.isoformat() for event in calendar.walk("VEVENT")}
    assert events == {
        "Visionsworkshop": "2022-04-12T17:00:00+03:00",
        "Workshoppar för finslipning av strategin": "2022-06-01",
    }


def test_session_in_june_is_swapped_in_one_step(own_page, demo_site, address):
    follow(own_page, "Byt: Workshoppar för finslipning av strategin")
    own_page.get_by_label("tors 2.6.2022").check()
    press(own_page, "Spara")
    expect(own_page.get_by_role("status")).to_have_text("Din anmälan har ändrats.")
    workshops = own_page.get_by_role("region", name="Dina workshoppar")
    expect(workshops).to_contain_text("tors 2.6.2022")
    expect(workshops).not_to_contain_text("ons 1.6.2022")
    _, mail = mails(own_page, demo_site, address)
    assert mail["subject"].startswith("Din anmälan har ändrats")
    news, _, booked = mail["text"].partition("Dina workshoppar:")
    assert "ons 1.6.2022" in news  # which seat was given up
    assert "tors 2.6.2022" in booked
    assert "ons 1.6.2022" not in booked


def test_one_workshop_is_cancelled_and_the_other_is_kept(own_page, demo_site, address):
    follow(own_page, "Avboka den här platsen: Visionsworkshop")
    press(own_page, "Ja, avboka")
    expect(own_page.get_by_role("status")).to_contain_text("Du har avbokat en del av din anmälan.")
    workshops = own_page.get_by_role("region", name="Dina workshoppar")
    expect(workshops).to_contain_text("ons 1.6.2022")
    expect(workshops).not_to_contain_text("Visionsworkshop")
    _, mail = mails(own_page, demo_site, address)
    assert mail["subject"].startswith("Din plats har avbokats")
    assert "Visionsworkshop, tis 12.4.2022" in mail["text"]


def test_looking_at_the_question_cancels_nothing(own_page, demo_site, address):
    follow(own_page, "Avboka hela anmälan")
    follow(own_page, "Behåll min anmälan")
    expect(own_page.get_by_text("Din plats är bekräftad.")).to_have_count(2)
    assert len(mails(own_page, demo_site, address)) == 1


@pytest.mark.parametrize(
    ("intranet", "role", "phase"),
    [
        ("/intranet", "Työntekijä", "Vaihe 2/3: Työpajat"),
        ("/sv/intranat", "Anställd", "Skede 2/3: Workshoppar"),
    ],
)
def test_employee_sees_where_the_work_stands(desk, demo_site, intranet, role, phase):
    desk.goto(demo_site + intranet)
    desk.get_by_role("button", name=role).click()
    assert desk.url == demo_site + intranet
    expect(desk.locator("[aria-current=step]")).to_contain_text(phase)
    expect(desk.frame_locator("iframe").get_by_text(phase)).to_be_visible()


def test_language_switch_between_two_steps_keeps_what_was_typed(desk, demo_site, address):
    desk.goto(f"{demo_site}/strategia/tyopajat/visio")
    follow(desk, "Ilmoittaudu: Visio-työpaja")
    press(desk, "Jatka")
    fill(
        desk,
        {"Etunimi": "Kristian", "Sukunimi": "Lindström", "Mitä tarvitset": "Hörslinga\noch en lugn plats"},
    )
    press(desk, "På svenska")
    expect(desk.locator("html")).to_have_attribute("lang", "sv")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Dina uppgifter")
    expect(desk.get_by_label("Förnamn")).to_have_value("Kristian")
    expect(desk.get_by_label("Efternamn")).to_have_value("Lindström")
    expect(desk.get_by_label("Vad behöver du")).to_have_value("Hörslinga\noch en lugn plats")
    fill(desk, {"E-postadress": address})
    desk.get_by_label("Jag samtycker").check()
    press(desk, "Fortsätt")
    press(desk, "Skicka anmälan")
    expect(desk.get_by_role("region", name="Dina workshoppar")).to_contain_text("Visionsworkshop")
    (mail,) = mails(desk, demo_site, address)
    assert mail["language"] == "sv"


def test_registration_in_finnish_at_a_desk(desk, demo_site, address):
    desk.goto(demo_site)
    follow(desk, "Tutustu strategiatyöhön")
    follow(desk, "Ilmoittaudu työpajoihin")
    desk.get_by_label("ti 12.4.2022 klo 17–20").check()
    desk.get_by_label("Kumpi tahansa sopii").check()
    press(desk, "Jatka")
    fill(desk, {"Etunimi": "Aino", "Sukunimi": "Mäkelä", "Sähköpostiosoite": address})
    press(desk, "Jatka")
    press(desk, "Lähetä ilmoittautuminen")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Kiitos, ilmoittautumisesi on vastaanotettu")
    workshops = desk.get_by_role("region", name="Työpajasi")
    expect(workshops.get_by_text("Paikkasi on vahvistettu.")).to_have_count(2)
    (mail,) = mails(desk, demo_site, address)
    assert mail["language"] == "fi"
    assert mail["subject"] == "Ilmoittautumisesi: Visio-työpaja ti 12.4.2022 ja 1 muu"
