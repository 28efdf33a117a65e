"""The demo site's own articles in Swedish, as it is written in Finland."""

from __future__ import annotations

from datetime import date
from typing import Any

ARTICLES: dict[str, Any] = {
    "services": {
        "title": "Tjänster",
        "lead": "Stadens tjänster i fyra grupper. I demonstrationen berättar vi bara kort om dem.",
        "sections": (),
    },
    "contact": {
        "title": "Kontakt",
        "lead": "Du får råd per telefon och e-post. Demonstrationens nummer och adresser är inte i bruk.",
        "sections": (
            ("Telefon", "Växel 02 000 0000, vardagar kl. 9–15."),
            (
                "Strategiarbetet",
                "Frågor om strategiarbetet: strategia@kaarina.example. "
                "Du kan också anmäla dig till en workshop per telefon.",
            ),
            (
                "Servicepunkt",
                "Servicepunkten i stadshusets entré, vardagar kl. 9–15. "
                "Lokalen är tillgänglig för personer som använder rullstol.",
            ),
        ),
    },
    "privacy": {
        "title": "Dataskydd",
        "lead": "Så här behandlar demonstrationen de uppgifter som du lämnar när du provar den.",
        "sections": (
            (
                "Var uppgifterna finns",
                "Allt som du skriver i formulären sparas i demonstrationens egen databas. "
                "Ingenting skickas till S:t Karins stad eller till någon annan.",
            ),
            (
                "Använd påhittade uppgifter",
                "Demonstrationens meddelanden syns i postlådan för alla som har tillgång till webbplatsen. "
                "Lämna alltså inga riktiga personuppgifter.",
            ),
            (
                "Kakor",
                "Webbplatsen använder bara en sessionskaka som inloggningen och formulären behöver. "
                "Ingen spårning förekommer.",
            ),
            (
                "På en riktig webbplats",
                "Här finns stadens dataskyddsbeskrivning: den personuppgiftsansvarige, grunden för "
                "behandlingen, förvaringstiderna, dina rättigheter och dataskyddsombudets kontaktuppgifter.",
            ),
        ),
    },
    "accessibility": {
        "title": "Tillgänglighetsutlåtande",
        "lead": "Det här är en demonstration som inte har bedömts officiellt. Målet är WCAG 2.2, nivå AA.",
        "sections": (
            (
                "Hur webbplatsen är gjord",
                "Webbplatsen fungerar utan skript, med tangentbord och skärmläsare, på en 320 pixel bred "
                "skärm. Den fungerar också i mörkt läge och med hög kontrast.",
            ),
            (
                "Ge respons",
                "Berätta om något inte fungerar: strategia@kaarina.example. Demonstrationens adress "
                "är inte i bruk; på en riktig webbplats besvaras responsen inom 14 dagar.",
            ),
            (
                "På en riktig webbplats",
                "Här finns stadens tillgänglighetsutlåtande: vilka delar som inte är tillgängliga och "
                "varför, och när och hur webbplatsen har bedömts. "
                "Här finns också kontaktuppgifterna till Traficom, som utövar tillsyn.",
            ),
        ),
    },
    "trails": {
        "title": "Strandlederna rustas upp inför våren",
        "published": date(2022, 4, 1),
        "lead": "Friluftslederna sätts i skick under april.",
        "sections": (
            (None, "Arbetet framskrider en led i taget, och omvägarna märks ut i terrängen."),
            (None, "Det här är en exempelnyhet för demonstrationen."),
        ),
    },
    "library": {
        "title": "Låna utflyktsutrustning på biblioteket",
        "published": date(2022, 3, 29),
        "lead": "Ett tält, en ryggsäck eller ett par snöskor följer med på bibliotekskortet.",
        "sections": (
            (None, "Lånetiden är två veckor. Du kan reservera utrustningen vid bibliotekets kundtjänst."),
            (None, "Det här är en exempelnyhet för demonstrationen."),
        ),
    },
}
