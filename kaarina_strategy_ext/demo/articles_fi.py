"""The demo site's own articles in Finnish."""

from __future__ import annotations

from datetime import date
from typing import Any

ARTICLES: dict[str, Any] = {
    "services": {
        "title": "Palvelut",
        "lead": "Kaupungin palvelut neljässä ryhmässä. Esittelysivustolla niistä kerrotaan vain lyhyesti.",
        "sections": (),
    },
    "contact": {
        "title": "Yhteystiedot",
        "lead": "Saat neuvontaa puhelimitse ja sähköpostitse. Esittelyn yhteystiedot eivät ole käytössä.",
        "sections": (
            ("Puhelin", "Vaihde 02 000 0000, arkisin klo 9–15."),
            (
                "Strategiatyö",
                "Strategiatyön kysymykset: strategia@kaarina.example. "
                "Voit ilmoittautua työpajaan myös puhelimitse.",
            ),
            ("Palvelupiste", "Palvelupiste kaupungintalon aulassa, arkisin klo 9–15. Kulku on esteetön."),
        ),
    },
    "privacy": {
        "title": "Tietosuoja",
        "lead": "Näin esittelysivusto käsittelee tietoja, jotka annat kokeillessasi sitä.",
        "sections": (
            (
                "Missä tiedot ovat",
                "Kaikki, mitä kirjoitat lomakkeisiin, tallentuu tämän esittelyn omaan tietokantaan. "
                "Mitään ei lähetetä Kaarinan kaupungille eikä kenellekään muulle.",
            ),
            (
                "Käytä keksittyjä tietoja",
                "Esittelyn viestit näkyvät postilaatikossa kaikille, jotka pääsevät sivustolle. "
                "Älä siis anna oikeita henkilötietoja.",
            ),
            (
                "Evästeet",
                "Sivusto käyttää vain istuntoevästettä, jota kirjautuminen ja lomakkeet tarvitsevat. "
                "Seurantaa ei ole.",
            ),
            (
                "Oikealla sivustolla",
                "Tällä paikalla on kaupungin tietosuojaseloste: rekisterinpitäjä, käsittelyn peruste, "
                "säilytysajat, oikeutesi ja tietosuojavastaavan yhteystiedot.",
            ),
        ),
    },
    "accessibility": {
        "title": "Saavutettavuusseloste",
        "lead": "Tämä on esittelysivusto, jota ei ole virallisesti arvioitu. Tavoite on WCAG 2.2, taso AA.",
        "sections": (
            (
                "Miten sivusto on tehty",
                "Sivusto toimii ilman skriptejä, näppäimistöllä ja ruudunlukijalla, 320 pikselin levyisellä "
                "näytöllä sekä tummassa ja suuren kontrastin tilassa.",
            ),
            (
                "Anna palautetta",
                "Kerro, jos jokin ei toimi: strategia@kaarina.example. Esittelyn osoite ei ole käytössä; "
                "oikealla sivustolla palautteeseen vastataan 14 päivän kuluessa.",
            ),
            (
                "Oikealla sivustolla",
                "Tällä paikalla on kaupungin saavutettavuusseloste. "
                "Se kertoo, mitkä osat eivät ole saavutettavia ja miksi, ja miten sivusto on arvioitu. "
                "Täällä ovat myös valvojan eli Traficomin yhteystiedot.",
            ),
        ),
    },
    "trails": {
        "title": "Rantareittien kevätkunnostus alkaa",
        "published": date(2022, 4, 1),
        "lead": "Ulkoilureitit kunnostetaan huhtikuun aikana.",
        "sections": (
            (None, "Työt etenevät reitti kerrallaan, ja kiertotiet merkitään maastoon."),
            (None, "Tämä on esimerkkiuutinen esittelysivustoa varten."),
        ),
    },
    "library": {
        "title": "Kirjastosta voi lainata retkeilyvälineitä",
        "published": date(2022, 3, 29),
        "lead": "Teltta, rinkka tai lumikengät lähtevät mukaan kirjastokortilla.",
        "sections": (
            (None, "Laina-aika on kaksi viikkoa. Välineet voi varata kirjaston palvelutiskiltä."),
            (None, "Tämä on esimerkkiuutinen esittelysivustoa varten."),
        ),
    },
}
