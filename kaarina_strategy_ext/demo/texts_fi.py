"""Everything that the demo site says in Finnish."""

from __future__ import annotations

from datetime import date
from typing import Any

from .articles_fi import ARTICLES

TEXTS: dict[str, Any] = {
    "weekdays": ("ma", "ti", "ke", "to", "pe", "la", "su"),
    "at": "klo",
    "site": {
        "name": "Kaarina",
        "home": "Kaarina, etusivulle",
        "skip": "Siirry sisältöön",
        "menu": "Päävalikko",
        "intranet": "Intranet",
        "twin": "På svenska",
        "footer": "Yhteystiedot ja tietoa sivustosta",
    },
    "menu": {
        "process": "Strategia",
        "news": "Ajankohtaista",
        "services": "Palvelut",
        "contact": "Yhteystiedot",
    },
    "clock": {
        "region": "Esittelyn kello",
        "stands": "Esittelysivusto. Kello seisoo:",
        "label": "Uusi aika",
        "button": "Siirrä",
    },
    "footer": {
        "organisation": "Kaarinan kaupunki",
        "contact": "Ota yhteyttä",
        "phone": "Puhelin",
        "mail": "Sähköposti",
        "about": "Tietoa sivustosta",
        "privacy": "Tietosuoja",
        "accessibility": "Saavutettavuusseloste",
        "demo": "Esittely",
        "mailbox": "Postilaatikko",
        "login": "Vaihda roolia",
        "note": "Tämä on esittelysivusto, joka näyttää strategiatyöpajojen laajennuksen toiminnassa. "
        "Se ei ole Kaarinan kaupungin verkkosivusto, eikä täällä tehty ilmoittautuminen mene kaupungille.",
    },
    "front": {
        "eyebrow": "Kaarinan strategia 2022",
        "title": "Luodaan yhdessä tulevaisuuden Kaarina",
        "lead": "Kaarinan strategia uudistetaan. Työpajoissa asukkaat, henkilöstö, luottamushenkilöt ja "
        "yritykset pohtivat, millainen kaupunki Kaarina haluaa olla. Näkemystäsi tarvitaan.",
        "register": "Ilmoittaudu työpajoihin",
        "process": "Tutustu strategiatyöhön",
        "take_part": "Osallistu strategiatyöhön",
        "cards": (
            (
                "process",
                "Strategia vaihe vaiheelta",
                "Mistä lähdettiin, missä mennään ja milloin valtuusto päättää.",
            ),
            ("workshops", "Työpajat", "Mitä työpajoissa tehdään, missä ja milloin ne pidetään."),
            (
                "register",
                "Ilmoittautuminen",
                "Valitse yksi tai useampi työpaja. Et tarvitse käyttäjätunnusta.",
            ),
        ),
        "services": "Palvelut",
        "news": "Ajankohtaista",
        "all_news": "Strategian uutiset ja muutokset",
        "strategy_news": (date(2022, 3, 3), "Kaarinan strategiatyö eteni työpajavaiheeseen"),
        "strategy_label": "Strategia",
        "town_label": "Kaupunki",
    },
    "services": (
        ("asuminen", "Asuminen ja ympäristö", "Tontit, kaavat, kadut, puistot ja rannat."),
        ("kasvatus", "Kasvatus ja koulutus", "Päiväkodit, koulut, iltapäivätoiminta ja lukio."),
        ("vapaa-aika", "Kulttuuri ja vapaa-aika", "Kirjasto, liikunta, nuorisotilat ja kansalaisopisto."),
        ("yrittaminen", "Työ ja yrittäminen", "Yritystontit, työllisyyspalvelut ja kumppanuudet."),
    ),
    "articles": ARTICLES,
    "intranet": {
        "title": "Intranet",
        "hello": "Olet kirjautunut:",
        "switch": "Vaihda roolia",
        "staff": "Strategiatyön hallintasivut",
        "news": "Talon uutisia",
        "notes": (
            ("Strategia kuuluu meille kaikille", "Henkilöstökyselyn tulokset ovat strategiatyön pohjana."),
            ("Pyörien kevätkunnostus", "Huoltopiste on kaupungintalon pihalla torstaisin klo 10–14."),
            ("Uudet tietoturvaohjeet", "Käy ohjeet läpi tiimisi seuraavassa viikkopalaverissa."),
        ),
        "lunch": "Lounas tällä viikolla",
        "menu": (
            ("ma", "Lohikeitto"),
            ("ti", "Kasvislasagne"),
            ("ke", "Broileria currykastikkeessa"),
            ("to", "Hernekeitto ja pannukakku"),
            ("pe", "Paistetut silakat"),
        ),
        "embedded": "Sama tilanne upotuksena",
        "embedded_lead": "Tiivis näkymä istuu näin toiseen järjestelmään, esimerkiksi ryhmän työtilaan.",
        "frame": "Strategiatyön tilanne, tiivis näkymä",
        "embed": "Upota tilanne omalle sivullesi",
    },
    "roles": {
        "employee": ("Työntekijä", "Näkee intranetin."),
        "editor": ("Sisällöntuottaja", "Vastaa strategian sisällöstä molemmilla kielillä."),
        "registrar": ("Ilmoittautumisten hoitaja", "Vastaa ilmoittautumisista ja neuvoo osallistujia."),
        "admin": ("Pääkäyttäjä", "Vastaa koko palvelusta."),
        "nobody": ("Kirjaudu ulos", "Jatkat asukkaana ilman kirjautumista."),
    },
    "login": {
        "title": "Kirjaudu esittelyyn",
        "lead": "Valitse, kenenä haluat katsoa sivustoa. Salasanaa ei ole, koska tämä on esittely.",
    },
    "mailbox": {
        "title": "Postilaatikko",
        "lead": "Esittely ei lähetä sähköpostia. Jokainen viesti, jonka sivusto olisi lähettänyt, on tässä.",
        "empty": "Ei vielä viestejä. Ilmoittaudu työpajaan, niin vahvistus ilmestyy tänne.",
        "sent": "Lähetetty",
        "to": "Vastaanottaja",
        "language": "Kieli",
        "languages": {"fi": "suomi", "sv": "ruotsi"},
        "attachments": "Liitteet",
        "text": "Tekstiversio",
        "html": "HTML-versio",
        "back": "Takaisin postilaatikkoon",
    },
    "errors": {
        "help": "Tarvitsetko apua? Soita numeroon 02 000 0000 "
        "tai kirjoita osoitteeseen strategia@kaarina.example.",
        "front": "Etusivulle",
        "clock": (
            "Aikaa ei ymmärretty",
            "Valitse päivä ja kellonaika vuosilta 2000–2100. Kelloa ei siirretty.",
        ),
        "role": ("Roolia ei tunneta", "Valitse jokin kirjautumissivun rooleista."),
        "403": ("Sinulla ei ole oikeutta tähän sivuun", "Kirjaudu rooliin, jolle sivu on tarkoitettu."),
        "404": ("Sivua ei löytynyt", "Sivu on voitu siirtää tai poistaa, tai osoitteessa voi olla virhe."),
        "405": ("Tätä osoitetta ei voi avata", "Osoite ottaa vastaan vain lomakkeen tietoja."),
        "500": ("Palvelussa on häiriö", "Yritä hetken kuluttua uudelleen. Voit asioida myös puhelimitse."),
    },
}
