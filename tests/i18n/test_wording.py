"""The words of our catalogues: those of Finnish authorities, without the faults of public services."""

from __future__ import annotations

import re

import pytest

from kaarina_strategy_ext.i18n import words

from .catalogues import PLACEHOLDER, TRANSLATED, catalogue, forms, messages, template, translations
from .counted import COUNTED, OTHERS

# What stands in no translation, and why; the last two tables are of one language each.
NEVER = {
    r"\s-\w": "a hyphen stands close to what it joins",
    r"\bklo?\b": "the formatter of times says klo and kl.",
    r"\d[.:]\d\d|%[HMSdmyY]": "the formatter of times and dates writes them",
    r"%\(\w+\)s:?[a-zåäö]": "inserted words are not inflected",
    r"^\s|\s$|\s\s|\.\.\.": "a stray space, or dots for an ellipsis",
    r"\b(and|enter|page|please|the|with|you|your)\b": "left in English",
}
NEVER_IN = {
    "fi": {
        r"onnistunee": "things are done, not successfully done",
        r"\bole hyvä|\bolkaa": "the imperative is polite enough",
        r"\b(te|teidän|teille|teitä|voitte|olette|haluatte)\b|(anta|odotta|valit)kaa\b": "sinä, not te",
        r"\w (?-i:Sinä|Sinun|Sinulle|Sinut|Sinua)\b": "sinä in lower case",
        r"pakolli|virheelli|epäkelpo": "an error says what to do",
        r"rekisteröi|verstas|kotisivu|seurala": "not in the glossary",
        r"henkilökun": "those who arrange the workshops are järjestäjät",
        r"paikan tarjou": "the offer of a place is a paikkatarjous",
    },
    "sv": {
        r"framgångsrik": "things are done, not successfully done",
        r"vänlig|var god": "the imperative is polite enough",
        r"\b(ni|er|ert|era)\b": "du, not ni",
        r"\w (?-i:Du|Dig|Din|Ditt|Dina)\b": "du in lower case",
        r"obligatorisk|ogiltig|felaktig": "an error says what to do",
        r"registrer": "one signs up: anmälan, anmäla sig",
        r"anmäl[^.:]*(inställ|ställts in)": "one avbokar what is one's own",
        r"workshop(?!\)s)[^.:]*avbok": "an organiser ställer in",
        r"\bkö(n|er|a)?\b": "Finnish has jono beside jonotuslista; in Swedish it is väntelista alone",
        r"verkstad|hemsida|cookie|transaktionsspråk|reservsät|sittplats|hörselkontakt": "not in the glossary",
        r"spräk|evenemang är|evenemangtid|digital tjänst|\bfas(en)?\b": "seen in public services",
    },
}

# Examples of each, many of them from public services.
FAULTY = {
    "fi": [
        "Eväste -asetukset",
        "Työpaja alkaa klo yhdeksän",
        "Työpaja alkaa 17.00",
        "Tervetuloa kaupunkiin %(city)s:n",
        "Odota...",
        "Log in to continue with the form",
        "Olet onnistuneesti peruuttanut ilmoittautumisesi",
        "Ole hyvä ja odota",
        "Valitkaa työpaja",
        "Kirjoitamme Sinulle",
        "Tämä kenttä on pakollinen",
        "Rekisteröidy työpajaan",
        "Tämä sivu on henkilökunnalle",
        "Paikan tarjous",
    ],
    "sv": [
        "Cookie -inställningar",
        "Workshoppen börjar kl 17",
        "Workshoppen börjar 17:00",
        "Din plats i %(workshop)sen",
        "Välj  en",
        "Identity document and the form",
        "Du har framgångsrikt anmält dig",
        "Vänligen vänta",
        "Vi skickar er ett meddelande",
        "Vi skriver till Dig",
        "Skriv en adress, den här är ogiltig",
        "Du har registrerat dig",
        "Anmälan till workshoppen har ställts in",
        "Workshoppen har avbokats",
        "Platsen går till nästa i kön",
        "Välj hörselkontakter",
        "Välj spräk",
    ],
}

# A term of the source, and the stems of which its translations hold one.
GLOSSARY = [
    (r"workshop", ["työpaj"], ["workshop"]),
    (r"registration|registered|sign up", ["ilmoittau"], ["anmäl"]),
    (r"workshop[^.]*cancelled", ["peru"], ["inställ", "ställts in"]),
    (r"^(?!.*workshop[^.]*cancelled).*cancel", ["peru"], ["avbok", "inställd"]),
    (r"waiting list|\bqueue", ["jono"], ["väntelist"]),
    (r"\boffer\b|\boffered\b", ["tarjo"], ["erbjud", "erbjöd"]),
    (r"\boffice\b", ["toimiston paik"], ["kansliets plats"]),
    (r"\b(held|kept) (for you|until)|^we keep your place", ["varattu"], ["reserverad"]),
    (r"\bcompanion|come with you|come along", ["muka"], ["medföljande", "följer med"]),
    (r"personal link", ["henkilökohtai"], ["personlig"]),
    (r"\bstaff\b", ["järjestäj", "hallinta"], ["personal", "administration"]),
    (r"place left|places left|your place|a place", ["paik"], ["plats"]),
    (r"\bphase", ["vaihe"], ["skede"]),
    (r"\bstep %", ["vaihe"], ["steg"]),
    (r"\bprocess", ["prosessi", "strategiatyö"], ["process", "strategiarbete"]),
    (r"decision|decided", ["päätö", "päätet"], ["beslut"]),
    (r"clock time", ["kellonaika"], ["klockslag"]),
    (r"theme", ["teema"], ["tema"]),
    (r"agenda", ["esityslista"], ["föredragningslista"]),
    (r"^minutes", ["pöytäkirja"], ["protokoll"]),
    (r"strengths", ["vahvuu"], ["styrk"]),
    (r"development target", ["kehittämiskoh"], ["utvecklingsområde"]),
    (r"current situation", ["nykytilan"], ["nuläge"]),
    (r"consent", ["suostumu"], ["samtyck"]),
    (r"privacy notice", ["tietosuojaselost"], ["dataskyddsbeskrivning"]),
    (r"accessibility statement", ["saavutettavuusselost"], ["tillgänglighetsutlåtande"]),
    (r"^access\b", ["esteettömyy"], ["framkomlighet"]),
    (r"\berase", ["poist"], ["rader"]),
    (r"e-mail", ["sähköposti"], ["e-post"]),
    (r"confirm", ["vahvist"], ["bekräft"]),
    (r"hearing loop", ["induktiosilmuk"], ["hörslinga"]),
    (r"\(optional\)", ["(valinnainen)"], ["(valfritt)"]),
    (r"remote", ["etänä", "etäosallistu"], ["på distans"]),
    (r"free of charge", ["maksuton"], ["gratis"]),
    (r"calendar", ["kalenteri"], ["kalender"]),
    (r"spam folder", ["roskaposti"], ["skräppost"]),
]


def faults(text: str, language: str) -> list[str]:
    """What a translation into the language must not say and says, as patterns."""
    return [each for each in (*NEVER, *NEVER_IN[language]) if re.search(each, text, re.IGNORECASE)]


def missed_terms(source: str, text: str, language: str) -> list[str]:
    """The terms of the source whose words the translation lacks; names of placeholders are no words."""
    read = PLACEHOLDER.sub("%", source)
    return [
        term
        for term, finnish, swedish in GLOSSARY
        if re.search(term, read, re.IGNORECASE)
        and not any(stem in text.casefold() for stem in (finnish if language == "fi" else swedish))
    ]


def test_every_counted_message_has_its_reading():
    assert {forms(each.id)[0] for each in messages(template()) if each.pluralizable} == set(COUNTED)


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("singular", COUNTED)
def test_number_is_read_with_its_form(language, singular):
    (plural,) = [each.id[1] for each in messages(template()) if forms(each.id)[0] == singular]
    one, two = COUNTED[singular][language]
    for n, expected in [(0, two.replace("2", "0")), (1, one), (2, two)]:
        told = words(language).ngettext(singular, plural, n, **OTHERS)
        assert re.search(rf"\b{expected}\b", told), told


@pytest.mark.parametrize("language", TRANSLATED)
def test_translation_is_free_of_known_faults(language):
    spoken = translations(catalogue(language)).values()
    assert {form: faults(form, language) for each in spoken for form in each if faults(form, language)} == {}


@pytest.mark.parametrize("language", TRANSLATED)
def test_translation_keeps_to_the_glossary(language):
    spoken = translations(catalogue(language))
    missed = {
        form: missed_terms(source, form, language)
        for (_, source), each in spoken.items()
        for form in each
        if missed_terms(source, form, language)
    }
    assert missed == {}


def test_glossary_has_only_terms_that_the_sources_use():
    sources = [PLACEHOLDER.sub("%", forms(each.id)[0]) for each in messages(template())]
    unused = [term for term, *_ in GLOSSARY if not any(re.search(term, each, re.I) for each in sources)]
    assert unused == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_fault_is_known_from_an_example(language):
    found = {pattern for text in FAULTY[language] for pattern in faults(text, language)}
    assert found == {*NEVER, *NEVER_IN[language]}


@pytest.mark.parametrize(("language", "text"), [(each, text) for each in FAULTY for text in FAULTY[each]])
def test_example_of_a_fault_is_found(language, text):
    assert faults(text, language)


@pytest.mark.parametrize(
    ("language", "source", "text"),
    [
        ("sv", "Registration has ended.", "Registreringen har avslutats."),
        ("sv", "Phase %(number)s of %(total)s", "Steg %(number)s/%(total)s"),
        ("sv", "Your registration has been cancelled", "Din anmälan har tagits bort"),
        ("sv", "The workshop has been cancelled.", "Workshoppen har tagits bort."),
        ("fi", "Privacy notice", "Rekisteriseloste"),
    ],
)
def test_word_outside_the_glossary_is_found(language, source, text):
    assert missed_terms(source, text, language)
