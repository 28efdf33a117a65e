"""Every fact of the town's news item of 3.3.2022 that is content, with the place where it is kept."""

# ruff: noqa: E501 - a row of a table stays on one line

from __future__ import annotations

from pathlib import Path

from kaarina_strategy_ext.services import content
from kaarina_strategy_ext.services.content.amending import amend
from kaarina_strategy_ext.services.content.reading import read

from .files import LANGUAGES

FOLDER = Path(content.__file__).parents[2] / "demo" / "content"
SOURCE = (FOLDER / "kaarina-2022.yaml").read_bytes()
EXAMPLES = (FOLDER / "kaarina-2022-examples.yaml").read_bytes()

KAARINA = read(SOURCE, languages=LANGUAGES)
DEMO = amend(KAARINA, EXAMPLES, languages=LANGUAGES)

MAPPING, WORKSHOPS, DECISION = KAARINA.phases
MARCH, VISION, GOALS, FINISH = KAARINA.workshops
ADMINISTRATION, COOPERATION, SERVICES = KAARINA.themes
(MILESTONE,) = KAARINA.milestones
(NEWS,) = KAARINA.news

FACTS = [
    ("F01", NEWS.title, "Kaarinan strategiatyö eteni työpajavaiheeseen", "Strategiarbetet i S:t Karins har gått vidare till workshopskedet"),
    ("F04", KAARINA.goal, "Kaarinan strategia uudistetaan tänä vuonna (2022).", "S:t Karins strategi förnyas i år (2022)."),
    ("F05", MAPPING.title, "Nykytilanteen kartoitus", "Kartläggning av nuläget"),
    ("F05", MAPPING.summary, "Nykytilanne on nyt kartoitettu.", "Nuläget har nu kartlagts."),
    ("F06", WORKSHOPS.title, "Työpajat", "Workshoppar"),
    ("F06", WORKSHOPS.summary, "Valmistelu jatkuu eri sidosryhmille järjestettävillä työpajoilla.", "Beredningen fortsätter med workshoppar för olika intressentgrupper."),
    ("F07", DECISION.title, "Valtuuston päätös", "Fullmäktiges beslut"),
    ("F07", MILESTONE.body, "kaupunginvaltuusto", "stadsfullmäktige"),
    ("F07", MILESTONE.date.text, "syyskuun 2022 alussa", "i början av september 2022"),
    ("F07", MILESTONE.description, "Tavoitteena on, että uusi strategia hyväksytään kaupunginvaltuustossa syyskuun 2022 alussa.", "Målet är att den nya strategin godkänns i stadsfullmäktige i början av september 2022."),
    ("F08", MAPPING.description, "Nykytilanteen kartoittamisen pohjana käytettiin henkilöstölle ja luottamushenkilöille tehtyjen kyselyiden tuloksia.", "Som underlag användes resultaten av enkäter som gjordes bland personalen och de förtroendevalda."),
    ("F08", KAARINA.surveys[0].audience, "Henkilöstö", "Personalen"),
    ("F08", KAARINA.surveys[1].audience, "Luottamushenkilöt", "De förtroendevalda"),
    ("F09", KAARINA.strengths_intro, "Vahvuuksina nähtiin muun muassa:", "Som styrkor lyftes bland annat fram:"),
    ("F10", KAARINA.strengths[0], "Asiakaslähtöiset palvelut.", "Kundorienterad service."),
    ("F11", KAARINA.strengths[1], "Henkilöstön osaaminen, asiantuntemus ja ammattitaito.", "Personalens kunnande, sakkunskap och yrkesskicklighet."),
    ("F12", KAARINA.strengths[2], "Kaupungin vetovoimaisuus, joka koostuu useista eri tekijöistä.", "Stadens attraktionskraft, som består av flera olika faktorer."),
    ("F13", KAARINA.strengths[3], "Strategian onnistuminen haastavasta koronatilanteesta huolimatta.", "Att strategin har lyckats trots det utmanande coronaläget."),
    ("F14", KAARINA.targets_intro, "Kehittämiskohteita arvioitiin kolmen eri teeman näkökulmasta. Eri teemoista nousi esille muun muassa seuraavat kehittämiskohteet:", "Utvecklingsområdena bedömdes utifrån tre olika teman. Ur de olika temana lyftes bland annat följande utvecklingsområden fram:"),
    ("F15", ADMINISTRATION.title, "Kaupungin hallinto, johtaminen", "Stadens förvaltning, ledarskap"),
    ("F15a", ADMINISTRATION.targets[0], "Strategiaosaaminen", "Strategikunnande"),
    ("F15b", ADMINISTRATION.targets[1], "Ennakointi", "Framsyn"),
    ("F15c", ADMINISTRATION.targets[2], "Avoimuus", "Öppenhet"),
    ("F15d", ADMINISTRATION.targets[3], "Henkilöstön vaihtuvuuden vähentäminen", "Minskad personalomsättning"),
    ("F16", COOPERATION.title, "Yhteistyö, vuorovaikutus, viestintä", "Samarbete, växelverkan, kommunikation"),
    ("F16", COOPERATION.note, "Kehittämiskohteina nähtiin esimerkiksi yhteistyön, osallistamisen sekä saavutettavuuden lisääminen.", "Som utvecklingsområden sågs till exempel ökat samarbete, ökat delaktiggörande och ökad tillgänglighet."),
    ("F16a", COOPERATION.targets[0], "Yhteistyön lisääminen", "Ökat samarbete"),
    ("F16b", COOPERATION.targets[1], "Osallistamisen lisääminen", "Ökat delaktiggörande"),
    ("F16c", COOPERATION.targets[2], "Saavutettavuuden lisääminen", "Ökad tillgänglighet"),
    ("F17", SERVICES.title, "Kaupungin palvelut", "Stadens tjänster"),
    ("F17a", SERVICES.targets[0], "Joukkoliikenteen kehittäminen", "Utveckling av kollektivtrafiken"),
    ("F17b", SERVICES.targets[1], "Yritysalueiden kehittäminen", "Utveckling av företagsområdena"),
    ("F17c", SERVICES.targets[2], "Fyysisen ja henkisen turvallisuuden kehittäminen", "Utveckling av den fysiska och psykiska tryggheten"),
    ("F17d", SERVICES.targets[3], "Ulkoilu- ja vapaa-ajanviettoon käytettävien tilojen ja paikkojen kehittäminen", "Utveckling av de lokaler och platser som används för friluftsliv och fritid"),
    ("F18", KAARINA.call_to_action, "Vielä ehdit mukaan työpajoihin", "Du hinner fortfarande vara med i workshopparna"),
    ("F19", MARCH.description, "Osa ensimmäisistä työpajoista on pidetty.", "En del av de första workshopparna har hållits."),
    ("F20", MARCH.summary, "Niissä on käsitelty nykytilannetta sekä sen pohjalta pohdittu, millaisena kaupunki nähdään tulevaisuudessa.", "Vid dem har man behandlat nuläget och utifrån det reflekterat över hur man ser staden i framtiden."),
    ("F21", KAARINA.next_steps, "Seuraavaksi valmistelu etenee kohti kaupungin vision, arvojen ja päämäärien määrittelyä.", "Härnäst går beredningen vidare mot att definiera stadens vision, värderingar och mål."),
    ("F22", VISION.title, "Visio-työpaja", "Visionsworkshop"),
    ("F23", VISION.purpose, "Tulevaisuuden tavoitetilan tarkentaminen.", "Precisering av den framtida målbilden."),
    ("F24", GOALS.title, "Strategiset päämäärät -työpajat", "Workshoppar om strategiska mål"),
    ("F25", GOALS.description, "Kukin työpajoista kohdistuu tiettyyn teemaan, jotka tarkentuvat prosessin edetessä.", "Varje workshop fokuserar på ett visst tema. Temana preciseras under processens gång."),
    ("F26", FINISH.title, "Strategian viimeistely -työpajat", "Workshoppar för finslipning av strategin"),
    ("F27", FINISH.description, "Kaksi saman sisältöistä työpajaa, joista voi valita kumpaan osallistuu.", "Två workshoppar med samma innehåll; du kan välja vilken av dem du deltar i."),
    ("F28", KAARINA.participation[0], "Voit osallistua yhteen tai useampaan työpajaan.", "Du kan delta i en eller flera workshoppar."),
    ("F29", KAARINA.participation[1], "Yksikään työpaja ei edellytä aiempaa osallistumista.", "Ingen workshop förutsätter att du har deltagit tidigare."),
    ("F32", KAARINA.welcome, "Tervetuloa luomaan yhdessä tulevaisuuden Kaarinaa! Näkemystäsi tarvitaan.", "Välkommen med och skapa framtidens S:t Karins tillsammans! Dina synpunkter behövs."),
]  # fmt: skip

WORDS_OF_THE_NEWS = [
    ("F04", "Kaarinan strategia uudistetaan tänä vuonna.", "S:t Karins strategi förnyas i år."),
    ("F05, F06", "Nykytilanne on nyt kartoitettu ja valmistelu jatkuu", "Nuläget har nu kartlagts och beredningen fortsätter"),
    ("F08", "henkilöstölle ja luottamushenkilöille tehtyjä kyselyiden tuloksia", "resultaten av enkäter som gjordes bland personalen och de förtroendevalda"),
    ("F15", "- Kaupungin hallinto, johtaminen: strategiaosaaminen, ennakointi", "- Stadens förvaltning, ledarskap: strategikunnande, framsyn"),
    ("F16", "esimerkiksi yhteistyön, osallistamisen sekä saavutettavuuden", "till exempel ökat samarbete, ökat delaktiggörande"),
    ("F17", "- Kaupungin palvelut: joukkoliikenteen, yritysalueiden", "- Stadens tjänster: utveckling av kollektivtrafiken, av företagsområdena"),
    ("F18", "\n## Vielä ehdit mukaan työpajoihin\n", "\n## Du hinner fortfarande vara med i workshopparna\n"),
    ("F22", "- Visio-työpaja 12.4.2022 klo 17-20.", "- Visionsworkshop 12.4.2022 kl. 17–20."),
    ("F24", "- Strategiset päämäärät -työpajat 20.4./ 26.4./ 27.4.2022 klo 17-20.", "- Workshoppar om strategiska mål 20.4, 26.4 och 27.4.2022 kl. 17–20."),
    ("F26", "- Strategian viimeistely -työpajat 1.6. ja 2.6.2022.", "- Workshoppar för finslipning av strategin 1.6 och 2.6.2022."),
    ("F30", "Ei siis haittaa, vaikka et ehtinyt mukaan maaliskuun työpajoihin.", "Det gör inget om du inte hann vara med i workshopparna i mars."),
    ("F31", "Ilmoittautumisesta tiedotetaan myöhemmin erikseen.", "Information om anmälan ges separat senare."),
]  # fmt: skip
