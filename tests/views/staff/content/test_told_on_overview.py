"""What the overview tells editors of their drafts, publications and texts, and where it leads."""

from __future__ import annotations

import re

from ..conftest import FI, SV, Office
from ..mailing_desk import LIST, MailingDesk
from .conftest import Editor, words

WORKSHOP = "/sisalto/osa/workshop:visio"
PUBLISH = "/sisalto/julkaisu"


def told(page: str) -> dict[str, str]:
    """The sentences of the overview, with the addresses to which they lead."""
    lists = page.partition("<h1>")[2].partition('id="ks-statistics"')[0]
    return {words(sentence): at for at, sentence in re.findall(r'<a href="([^"]+)">(.*?)</a>', lists)}


def test_draft_that_waits_and_text_that_has_become_older_lead_to_their_pages(emma: Editor) -> None:
    emma.save(WORKSHOP, {"title.fi": "Uusi nimi"})
    overview = told(emma.open("/"))
    assert overview["1 luonnos odottaa julkaisua, tallennettu ti 5.4.2022 klo 12."] == FI + PUBLISH
    older = overview["1 teksti on päivittämättä ruotsiksi."]
    assert older == f"{FI}/sisalto?only=translations"
    assert "Uusi nimi" in emma.open(older)


def test_text_that_is_missing_leads_to_the_parts_that_lack_it(emma: Editor) -> None:
    emma.save(WORKSHOP, {"purpose.fi": "Vain suomeksi"})
    assert told(emma.open("/"))["1 teksti puuttuu ruotsiksi."] == f"{FI}/sisalto?only=translations"


def test_publication_that_is_scheduled_is_told_with_its_time_and_its_draft_waits_no_more(
    emma: Editor,
) -> None:
    emma.save(WORKSHOP, {"title.fi": "Uusi nimi"})
    emma.send(PUBLISH, when="later", at="1.6.2022 9")
    overview = told(emma.open("/"))
    assert overview["1 luonnos julkaistaan ke 1.6.2022 klo 9."] == FI + PUBLISH
    assert not [each for each in overview if "odottaa julkaisua" in each]


def test_draft_that_was_edited_after_it_was_scheduled_waits_again(emma: Editor) -> None:
    emma.save(WORKSHOP, {"title.fi": "Uusi nimi"})
    emma.send(PUBLISH, when="later", at="1.6.2022 9")
    emma.save(WORKSHOP, {"title.fi": "Uudempi nimi"})
    assert [each for each in told(emma.open("/")) if "odottaa julkaisua" in each]


def test_publication_that_failed_is_told_first_and_as_an_alarm(emma: Editor, office: Office) -> None:
    emma.save(WORKSHOP, {"title.fi": "Uusi nimi"})
    emma.send(PUBLISH, when="later", at="1.6.2022 9")
    office.alter("UPDATE kaarina_strategy_publication SET state = 'failed'")
    page = emma.open("/")
    assert "epäonnistui" in next(iter(told(page)))
    assert page.count('<li class="ks-alarm">') == 1
    assert "misslyckades" in next(iter(told(emma.open(f"{SV}/"))))


def test_mailings_that_are_drafts_or_scheduled_are_told_to_registrars(office: Office) -> None:
    MailingDesk(office).write()
    assert told(office.page("/"))["1 viesti osallistujille on luonnoksena."] == FI + LIST
    office.alter(
        "UPDATE kaarina_strategy_mailing SET state = 'scheduled', send_at = '2022-04-06 06:00:00+00'"
    )
    sentence = "”Huomenna, {etunimi}” lähtee osallistujille ke 6.4.2022 klo 9."
    assert told(office.page("/"))[sentence] == f"{FI}{LIST}/1"
