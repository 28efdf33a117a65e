"""Writing to participants as a registrar does it, without JavaScript."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ...town import VISION
from ...visitor import HiddenFields
from .conftest import FI, Office

LIST = "/tiedotteet"
WRITTEN = {
    "subject-fi": "Huomenna, {etunimi}",
    "body-fi": "Hei {etunimi}!\n\n{työpajat}\n\n[Omat tietosi]({linkki})\n\n{yhteystiedot}",
    "subject-sv": "I morgon, {förnamn}",
    "body-sv": "Hej {förnamn}!\n\nDu är med: {workshoppar}\n\n{länk}",
    "sessions": [VISION],
    "statuses": ["confirmed"],
}


@dataclass
class MailingDesk:
    """What the registrar does on the pages of mailings, and the jobs that follow."""

    office: Office

    def write(self, do: str = "check", path: str = f"{LIST}/uusi", **fields: Any):
        """Fill in the form and send it; an argument's underscores may stand for hyphens."""
        named = {name.replace("_", "-"): value for name, value in fields.items()}
        return self.office.send(path, **{**WRITTEN, "do": do, **named})

    def press(self, do: str, path: str, **fields: Any):
        """Press a button of the page."""
        return self.office.send(path, do=do, **fields)

    def sent(self) -> str:
        """Write, check and send a mailing, and give the path of its page."""
        self.write()
        answer = self.press("send", f"{LIST}/1/tarkistus")
        assert answer.status_code == 303, answer.text
        return f"{LIST}/1"

    def jobs(self) -> None:
        """Let the worker do its round."""
        with self.office.app.app_context():
            self.office.app.extensions["kaarina_strategy"].run_jobs()

    def hidden(self, path: str) -> dict[str, str]:
        """The hidden fields of a page, for a form that stays open."""
        return HiddenFields(self.office.client.get(FI + path).text).values

    def count(self) -> int:
        """How many messages of mailings there are."""
        return self.office.value("SELECT count(*) FROM kaarina_strategy_message WHERE kind = 'mailing'")


def problems(page: str) -> list[str]:
    """The sentences of the error summary."""
    summary = re.search(r'class="ks-error-summary".*?</div>', page, re.DOTALL)
    return re.findall(r"<li><a [^>]*>(.*?)</a>", summary[0]) if summary else []
