"""How the counted messages read with their numbers."""

from __future__ import annotations

# What each counted message says of one and of two things; of none it says what it says of two.
COUNTED = {
    "%(first)s and %(n)s other": {"fi": ("1 muu", "2 muuta"), "sv": ("1 annan", "2 andra")},
    "%(n)s answer": {"fi": ("1 vastaus", "2 vastausta"), "sv": ("1 svar", "2 svar")},
    "%(n)s day to the decision": {"fi": ("1 päivä", "2 päivää"), "sv": ("1 dag", "2 dagar")},
    "%(n)s of them comes with somebody else, and has not been asked about diet or needs.": {
        "fi": ("Heistä 1 tulee toisen mukana, eikä häneltä", "Heistä 2 tulee toisen mukana, eikä heiltä"),
        "sv": ("1 av dem kommer", "2 av dem kommer"),
    },
    "%(n)s participant": {"fi": ("1 osallistuja", "2 osallistujaa"), "sv": ("1 deltagare", "2 deltagare")},
    "%(n)s person": {"fi": ("1 henkilö", "2 henkilöä"), "sv": ("1 person", "2 personer")},
    "%(n)s person on the waiting list": {
        "fi": ("1 henkilö jonotuslistalla", "2 henkilöä jonotuslistalla"),
        "sv": ("1 person på väntelistan", "2 personer på väntelistan"),
    },
    "%(n)s person is waiting": {"fi": ("1 henkilö", "2 henkilöä"), "sv": ("1 person", "2 personer")},
    "%(n)s place left": {"fi": ("1 paikka", "2 paikkaa"), "sv": ("1 plats", "2 platser")},
    "%(n)s registration found.": {
        "fi": ("1 ilmoittautuminen", "2 ilmoittautumista"),
        "sv": ("1 anmälan", "2 anmälningar"),
    },
    "A place has become free, and we keep it for you. Answer by %(moment)s.": {
        "fi": ("Paikka on vapautunut", "Paikkoja on vapautunut"),
        "sv": ("En plats har blivit ledig", "Platser har blivit lediga"),
    },
    "A role expires when nobody has used it for %(n)s day.": {
        "fi": ("ei ole käytetty 1 päivään", "ei ole käytetty 2 päivään"),
        "sv": ("på 1 dag", "på 2 dagar"),
    },
    "Changes in the last %(n)s day": {
        "fi": ("1 viime päivän", "2 viime päivän"),
        "sv": ("senaste 1 dag", "senaste 2 dagarna"),
    },
    "If you do not confirm, your place goes to somebody else and we erase your details.": {
        "fi": ("paikkasi siirtyy toiselle", "paikkasi siirtyvät muille"),
        "sv": ("går din plats till någon annan", "går dina platser till andra"),
    },
    "No changes in the last %(n)s day": {
        "fi": ("1 viime päivän", "2 viime päivän"),
        "sv": ("senaste 1 dag", "senaste 2 dagarna"),
    },
    "The registration is for you and %(n)s companion.": {
        "fi": ("1 mukana tulevaa henkilöä", "2 mukana tulevaa henkilöä"),
        "sv": ("1 medföljande person", "2 medföljande personer"),
    },
    "Use at most %(length)s characters. Remove %(n)s character.": {
        "fi": ("1 merkki", "2 merkkiä"),
        "sv": ("1 tecken", "2 tecken"),
    },
    "We erase your details no later than %(n)s day after your last workshop.": {
        "fi": ("1 päivä", "2 päivää"),
        "sv": ("1 dag", "2 dagar"),
    },
    "We erase the details of a registration no later than %(n)s day after its last workshop.": {
        "fi": ("1 päivä", "2 päivää"),
        "sv": ("1 dag", "2 dagar"),
    },
    "We erase your details no later than %(n)s day after your last workshop: %(day)s, as things stand.": {
        "fi": ("1 päivä", "2 päivää"),
        "sv": ("1 dag", "2 dagar"),
    },
    "We keep your place until %(moment)s. Confirm your registration by then.": {
        "fi": ("paikkasi varattuna", "paikkasi varattuina"),
        "sv": ("din plats reserverad", "dina platser reserverade"),
    },
    "With the link you see, change or cancel the registration. Keep it to yourself.": {
        "fi": ("Älä anna linkkiä", "Älä anna linkkejä"),
        "sv": ("Via länken", "Via länkarna"),
    },
    "You can bring at most %(n)s person": {
        "fi": ("1 henkilön", "2 henkilöä"),
        "sv": ("1 person", "2 personer"),
    },
    "You can bring at most %(n)s person here: %(names)s": {
        "fi": ("1 henkilön", "2 henkilöä"),
        "sv": ("1 person", "2 personer"),
    },
    "Your needs and your diet go after %(n)s day already.": {
        "fi": ("1 päivän", "2 päivän"),
        "sv": ("1 dag", "2 dagar"),
    },
    "Your personal link": {
        "fi": ("Henkilökohtainen linkkisi", "Henkilökohtaiset linkkisi"),
        "sv": ("personliga länk", "personliga länkar"),
    },
}


# What the counted messages hold beside the number.
OTHERS = {
    "day": "12.5.2022",
    "first": "Visio",
    "names": "Visio 12.4.2022",
    "length": 500,
    "moment": "ti 5.4.2022 klo 13",
}
