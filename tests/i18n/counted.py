"""How the counted messages read with their numbers."""

from __future__ import annotations

# What each counted message says of one and of two things; of none it says what it says of two.
COUNTED = {
    "%(first)s and %(n)s other": {"fi": ("1 muu", "2 muuta"), "sv": ("1 annan", "2 andra")},
    "%(n)s address waits to be told that registration opens, and is erased then.": {
        "fi": ("1 osoite odottaa", "2 osoitetta odottaa"),
        "sv": ("1 adress väntar", "2 adresser väntar"),
    },
    "%(n)s day after the person's last workshop": {
        "fi": ("1 päivä", "2 päivää"),
        "sv": ("1 dag", "2 dagar"),
    },
    "%(n)s day; what tells of a registration, at least as long as the registration itself": {
        "fi": ("1 päivä", "2 päivää"),
        "sv": ("1 dag", "2 dagar"),
    },
    "%(n)s message could not be delivered.": {
        "fi": ("1 viestiä ei", "2 viestiä ei"),
        "sv": ("1 meddelande gick", "2 meddelanden gick"),
    },
    "%(n)s offer ends today.": {
        "fi": ("1 tarjous päättyy", "2 tarjousta päättyy"),
        "sv": ("1 erbjudande går", "2 erbjudanden går"),
    },
    "%(n)s offer of a place waits for an answer until %(moment)s.": {
        "fi": ("1 tarjottu paikka", "2 tarjottua paikkaa"),
        "sv": ("1 erbjuden plats", "2 erbjudna platser"),
    },
    "%(n)s person waits for a place.": {
        "fi": ("1 henkilö jonottaa", "2 henkilöä jonottaa"),
        "sv": ("1 person väntar", "2 personer väntar"),
    },
    "%(n)s person without e-mail must be told of a change by telephone.": {
        "fi": ("1 henkilölle, jolla", "2 henkilölle, joilla"),
        "sv": ("1 person utan", "2 personer utan"),
    },
    "%(n)s place": {"fi": ("1 paikka", "2 paikkaa"), "sv": ("1 plats", "2 platser")},
    "%(n)s registration is erased on %(day)s.": {
        "fi": ("1 ilmoittautuminen", "2 ilmoittautumista"),
        "sv": ("1 anmälan", "2 anmälningar"),
    },
    "%(n)s registration should have been erased already. Tell those who keep the site.": {
        "fi": ("1 ilmoittautuminen", "2 ilmoittautumista"),
        "sv": ("1 anmälan", "2 anmälningar"),
    },
    "%(n)s text is missing in %(language)s.": {
        "fi": ("1 teksti puuttuu", "2 tekstiä puuttuu"),
        "sv": ("1 text saknas", "2 texter saknas"),
    },
    "Registration for %(n)s session opens %(moment)s.": {
        "fi": ("1 tilaisuuteen", "2 tilaisuuteen"),
        "sv": ("1 tillfälle", "2 tillfällen"),
    },
    "The groups are told once each of them has at least %(n)s person, so that nobody can be recognised.": {
        "fi": ("1 henkilö", "2 henkilöä"),
        "sv": ("1 person", "2 personer"),
    },
    "The mail server has refused %(n)s message.": {
        "fi": ("1 viestiä", "2 viestiä"),
        "sv": ("1 meddelande", "2 meddelanden"),
    },
    "The proof of an erasure names nobody. Whoever knows the address can find it above for %(n)s day.": {
        "fi": ("1 päivän", "2 päivän"),
        "sv": ("1 dag", "2 dagar"),
    },
    "%(n)s answer": {"fi": ("1 vastaus", "2 vastausta"), "sv": ("1 svar", "2 svar")},
    "%(n)s day to the decision": {"fi": ("1 päivä", "2 päivää"), "sv": ("1 dag", "2 dagar")},
    "%(n)s has no e-mail and must be phoned": {
        "fi": ("1 henkilöllä", "2 henkilöllä"),
        "sv": ("1 saknar e-post", "2 saknar e-post"),
    },
    "%(n)s has not confirmed the address and gets nothing": {
        "fi": ("1 henkilö", "2 henkilöä"),
        "sv": ("1 har inte bekräftat", "2 har inte bekräftat"),
    },
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
    "%(n)s registration.": {
        "fi": ("1 ilmoittautuminen", "2 ilmoittautumista"),
        "sv": ("1 anmälan", "2 anmälningar"),
    },
    "A place has become free, and we keep it for you. Answer by %(moment)s.": {
        "fi": ("Paikka on vapautunut", "Paikkoja on vapautunut"),
        "sv": ("En plats har blivit ledig", "Platser har blivit lediga"),
    },
    "%(n)s draft goes public %(moment)s.": {
        "fi": ("1 luonnos julkaistaan", "2 luonnosta julkaistaan"),
        "sv": ("1 utkast publiceras", "2 utkast publiceras"),
    },
    "%(n)s draft has waited to be published since %(moment)s.": {
        "fi": ("1 luonnos odottaa", "2 luonnosta odottaa"),
        "sv": ("1 utkast väntar", "2 utkast väntar"),
    },
    "%(n)s message to participants is a draft.": {
        "fi": ("1 viesti osallistujille", "2 viestiä osallistujille"),
        "sv": ("1 meddelande till deltagarna är ett utkast", "2 meddelanden till deltagarna är utkast"),
    },
    "%(n)s text is older in %(language)s than in another language.": {
        "fi": ("1 teksti on päivittämättä", "2 tekstiä on päivittämättä"),
        "sv": ("1 text är äldre", "2 texter är äldre"),
    },
    "and %(n)s person without a registration": {
        "fi": ("ja 1 ilman", "ja 2 ilman"),
        "sv": ("och 1 utan", "och 2 utan"),
    },
    "and %(n)s person": {"fi": ("1 muu", "2 muuta"), "sv": ("1 annan", "2 andra")},
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
    "Send now to %(n)s person": {
        "fi": ("1 henkilölle", "2 henkilölle"),
        "sv": ("1 person", "2 personer"),
    },
    "Send the %(n)s that failed again": {
        "fi": ("1 epäonnistunut", "2 epäonnistunutta"),
        "sv": ("det 1 som", "alla 2 som"),
    },
    "Publish %(n)s draft": {"fi": ("1 luonnos", "2 luonnosta"), "sv": ("1 utkast", "2 utkast")},
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
    "language": "suomeksi",
    "names": "Visio 12.4.2022",
    "length": 500,
    "moment": "ti 5.4.2022 klo 13",
}
