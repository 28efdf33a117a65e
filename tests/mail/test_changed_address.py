"""What the new address is told, and the former one, when somebody changes it."""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage

import pytest

from kaarina_strategy_ext.errors import MailDeferred, MailRefused
from kaarina_strategy_ext.i18n import words
from kaarina_strategy_ext.models import MessageKind
from kaarina_strategy_ext.services import changing
from kaarina_strategy_ext.services.auditing import RESIDENT, Act

from ..town import GOALS, VISION, person, wish
from .conftest import BASE_URL, Office, in_one_line, text_of, told

FORMER, NEW = "aino@example.fi", "aino.virtanen@example.org"


@pytest.fixture
def moved(office: Office) -> int:
    """Aino, who has got her confirmation and then another address; the mail about that waits."""
    registration = office.register(person(email=FORMER), wish(VISION))
    office.deliver()
    changed, act = replace(person(), email=NEW), Act(RESIDENT, office.now)
    office.change(lambda session: changing.change_details(session, registration, changed, act, version=1))
    return registration


def sent_to(office: Office, address: str) -> list[EmailMessage]:
    return [mail for mail in office.deliver()[1:] if mail["To"] == address]


def test_new_address_is_told_that_earlier_links_are_dead(office: Office, moved: int) -> None:
    (mail,) = sent_to(office, NEW)
    sentence = words("fi").gettext("Earlier links to your registration do not work any more. Use this one.")
    for shown in told(mail):
        assert sentence in shown


def test_it_is_told_so_also_where_another_change_overtakes_the_mail(office: Office, moved: int) -> None:
    office.add(moved, wish(GOALS))
    (mail,) = sent_to(office, NEW)
    sentence = words("fi").gettext("Earlier links to your registration do not work any more. Use this one.")
    assert sentence in in_one_line(text_of(mail))


def test_former_address_is_told_without_a_link_or_anything_of_the_registration(
    office: Office, moved: int
) -> None:
    (mail,) = sent_to(office, FORMER)
    about = words("fi").gettext("The address of a registration has been changed")
    assert str(mail["Subject"]).startswith(about)
    for shown in told(mail):
        for secret in ("Aino", "Visio", NEW, FORMER):
            assert secret not in shown
    assert {line for line in text_of(mail).splitlines() if line.startswith(BASE_URL)} == {
        f"{BASE_URL}/fi/",
        f"{BASE_URL}/fi/privacy",
        f"{BASE_URL}/fi/accessibility",
    }


@pytest.mark.parametrize("fault", [None, MailRefused("550"), MailDeferred("451")])
def test_former_address_is_forgotten_once_nothing_more_is_sent_to_it(
    office: Office, moved: int, fault: Exception | None
) -> None:
    def carry(_mail: EmailMessage) -> None:
        if fault:
            raise fault

    office.deliver(carry)
    (notice,) = [each for each in office.messages() if each.kind is MessageKind.MOVED]
    assert (FORMER in str(notice.parameters)) == isinstance(fault, MailDeferred)


def test_address_in_other_letters_is_no_other_address(office: Office) -> None:
    registration = office.register(person(email=FORMER), wish(VISION))
    changed, act = replace(person(), email="Aino@Example.fi"), Act(RESIDENT, office.now)
    office.change(lambda session: changing.change_details(session, registration, changed, act, version=1))
    assert MessageKind.MOVED not in [each.kind for each in office.messages()]
