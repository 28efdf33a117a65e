"""Everything that the demo site says in Swedish, as it is written in Finland."""

from __future__ import annotations

from datetime import date
from typing import Any

from .articles_sv import ARTICLES

TEXTS: dict[str, Any] = {
    "weekdays": ("mån", "tis", "ons", "tors", "fre", "lör", "sön"),
    "at": "kl.",
    "site": {
        "name": "S:t Karins",
        "home": "S:t Karins, till startsidan",
        "skip": "Gå till innehållet",
        "menu": "Huvudmeny",
        "intranet": "Intranät",
        "twin": "Suomeksi",
        "footer": "Kontaktuppgifter och information om webbplatsen",
    },
    "menu": {
        "process": "Strategi",
        "news": "Aktuellt",
        "services": "Tjänster",
        "contact": "Kontakt",
    },
    "clock": {
        "region": "Demonstrationens klocka",
        "stands": "Demonstration. Klockan står på:",
        "label": "Ny tid",
        "button": "Ställ om",
    },
    "footer": {
        "organisation": "S:t Karins stad",
        "contact": "Kontakta oss",
        "phone": "Telefon",
        "mail": "E-post",
        "about": "Om webbplatsen",
        "privacy": "Dataskydd",
        "accessibility": "Tillgänglighetsutlåtande",
        "demo": "Demonstration",
        "mailbox": "Postlåda",
        "login": "Byt roll",
        "note": "Det här är en demonstration som visar tillägget för strategiworkshoppar i bruk. "
        "Det är inte S:t Karins stads webbplats, och en anmälan som görs här går inte till staden.",
    },
    "front": {
        "eyebrow": "S:t Karins strategi 2022",
        "title": "Vi skapar framtidens S:t Karins tillsammans",
        "lead": "Strategin för S:t Karins förnyas. I workshopparna funderar invånare, personal, "
        "förtroendevalda och företag på hurdan stad S:t Karins vill vara. Dina synpunkter behövs.",
        "register": "Anmäl dig till workshopparna",
        "process": "Läs om strategiarbetet",
        "take_part": "Delta i strategiarbetet",
        "cards": (
            (
                "process",
                "Strategin skede för skede",
                "Var vi började, var vi är nu och när fullmäktige beslutar.",
            ),
            ("workshops", "Workshoppar", "Vad vi gör i workshopparna, var och när de hålls."),
            ("register", "Anmälan", "Välj en eller flera workshoppar. Du behöver inget användarkonto."),
        ),
        "services": "Tjänster",
        "news": "Aktuellt",
        "all_news": "Nyheter och ändringar i strategiarbetet",
        "strategy_news": (
            date(2022, 3, 3),
            "Strategiarbetet i S:t Karins har gått vidare till workshopskedet",
        ),
        "strategy_label": "Strategi",
        "town_label": "Staden",
    },
    "services": (
        ("boende", "Boende och miljö", "Tomter, planer, gator, parker och stränder."),
        ("fostran", "Fostran och utbildning", "Daghem, skolor, eftermiddagsverksamhet och gymnasium."),
        ("fritid", "Kultur och fritid", "Bibliotek, motion, ungdomslokaler och medborgarinstitut."),
        ("foretagande", "Arbete och företagande", "Företagstomter, sysselsättningstjänster och partnerskap."),
    ),
    "articles": ARTICLES,
    "intranet": {
        "title": "Intranät",
        "hello": "Du är inloggad:",
        "switch": "Byt roll",
        "staff": "Administrera strategiarbetet",
        "news": "Nytt i huset",
        "notes": (
            ("Strategin gäller oss alla", "Resultaten av personalenkäten är en grund för strategiarbetet."),
            ("Vårservice för cyklar", "Servicepunkten finns på stadshusets gård på torsdagar kl. 10–14."),
            ("Nya anvisningar om datasäkerhet", "Gå igenom anvisningarna på teamets nästa veckomöte."),
        ),
        "lunch": "Veckans lunch",
        "menu": (
            ("mån", "Laxsoppa"),
            ("tis", "Grönsakslasagne"),
            ("ons", "Broiler i currysås"),
            ("tors", "Ärtsoppa och pannkaka"),
            ("fre", "Stekta strömmingar"),
        ),
        "embedded": "Samma läge inbäddat",
        "embedded_lead": "Så här passar den kompakta vyn in i ett annat system, "
        "till exempel en grupps arbetsyta.",
        "frame": "Läget i strategiarbetet, kompakt vy",
        "embed": "Bädda in läget på din egen sida",
    },
    "roles": {
        "employee": ("Anställd", "Ser intranätet."),
        "editor": ("Innehållsredaktör", "Ansvarar för strategins innehåll på båda språken."),
        "registrar": ("Anmälningshandläggare", "Ansvarar för anmälningarna och ger råd åt deltagarna."),
        "admin": ("Huvudanvändare", "Ansvarar för hela tjänsten."),
        "nobody": ("Logga ut", "Du fortsätter som invånare utan inloggning."),
    },
    "login": {
        "title": "Logga in i demonstrationen",
        "lead": "Välj i vilken roll du vill se webbplatsen. Det finns inget lösenord i en demonstration.",
    },
    "mailbox": {
        "title": "Postlåda",
        "lead": "Demonstrationen skickar ingen e-post. Varje meddelande som skulle ha skickats finns här.",
        "empty": "Inga meddelanden ännu. Anmäl dig till en workshop, så dyker bekräftelsen upp här.",
        "sent": "Skickat",
        "to": "Mottagare",
        "language": "Språk",
        "languages": {"fi": "finska", "sv": "svenska"},
        "attachments": "Bilagor",
        "text": "Textversion",
        "html": "HTML-version",
        "back": "Tillbaka till postlådan",
    },
    "errors": {
        "help": "Behöver du hjälp? Ring 02 000 0000 eller skriv till strategia@kaarina.example.",
        "front": "Till startsidan",
        "clock": (
            "Tiden kunde inte tolkas",
            "Välj en dag och ett klockslag mellan åren 2000 och 2100. Klockan ställdes inte om.",
        ),
        "role": ("Rollen är okänd", "Välj en av rollerna på inloggningssidan."),
        "403": ("Du har inte behörighet till den här sidan", "Logga in i en roll som sidan är avsedd för."),
        "404": ("Sidan hittades inte", "Sidan kan ha flyttats eller tagits bort, eller så är adressen fel."),
        "405": ("Den här adressen kan inte öppnas", "Adressen tar bara emot uppgifter från ett formulär."),
        "500": ("Det är ett fel i tjänsten", "Försök på nytt om en stund. Du kan också ringa oss."),
    },
}
