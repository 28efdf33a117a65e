"""Every fact of the town's news item of 3.3.2022 stands on some page, in both languages."""

from __future__ import annotations

import pytest

from ...services.content.facts import FACTS, WORDS_OF_THE_NEWS

MARKDOWN = "\n#- "

# What is made of dates and of our own words, and so is no text of the content.
MADE = [
    ("F02", "Julkaistu 3.3.2022", "Publicerad 3.3.2022"),
    ("F03", "Päivitetty 3.3.2022", "Uppdaterad 3.3.2022"),
    ("F22", "ti 12.4.2022 klo 17–20", "tis 12.4.2022 kl. 17–20"),
    ("F24", "ke 20.4.2022 klo 17–20", "ons 20.4.2022 kl. 17–20"),
    ("F24", "ti 26.4.2022 klo 17–20", "tis 26.4.2022 kl. 17–20"),
    ("F24", "ke 27.4.2022 klo 17–20", "ons 27.4.2022 kl. 17–20"),
    ("F26", "Valitse yksi näistä: 1.6. ja 2.6.2022", "Välj en av dessa: 1.6 och 2.6.2022"),
    ("F30", "Ei haittaa, vaikka et ehtinyt mukaan", "Det gör inget om du inte hann vara med"),
    ("F33", "Jaa Linkki tälle sivulle", "Dela Länk till den här sidan"),
]
TOLD = [
    *MADE,
    *((number, finnish, swedish) for number, _, finnish, swedish in FACTS),
    *((number, fi.strip(MARKDOWN), sv.strip(MARKDOWN)) for number, fi, sv in WORDS_OF_THE_NEWS),
]


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize(
    ("finnish", "swedish"), [words for _, *words in TOLD], ids=[each[0] for each in TOLD]
)
def test_fact_is_told(ours, finnish, swedish, language):
    words = {"fi": finnish, "sv": swedish}[language]
    assert any(words in page.text for page in ours.values() if page.language == language)


def test_no_fact_is_forgotten():
    numbers = {number[:3] for numbers, _, _ in TOLD for number in numbers.split(", ")}
    assert sorted(numbers) == [f"F{number:02}" for number in range(1, 34)]
