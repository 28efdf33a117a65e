"""What is due by the clock: mail to send, people to erase. Each may run twice, or at once with itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from flask import current_app

from .host import Host
from .letters import letterhead
from .mail.delivery import deliver_due
from .mail.transport import SMTPTransport, Transport
from .services.auditing import JOB, Act
from .services.erasing import erase_due


@dataclass(frozen=True)
class Round:
    """What one round of jobs did."""

    messages: int
    erased: int


def run_jobs(host: Host) -> Round:
    """Do everything that is due, once, and tell how much that was."""
    return Round(messages=deliver(host), erased=erase(host))


def deliver(host: Host) -> int:
    """Send the mail that is due; gives how many messages were handled, 0 while mail is not configured."""
    if host.mail_lacks:
        return 0
    # Addresses are made as in a request to the site's own address, whoever runs the job.
    with current_app.test_request_context(base_url=host.base_url):
        return deliver_due(host.database.change, partial(letterhead, host), transport(host), host.now)


def erase(host: Host) -> int:
    """Erase what the retention periods no longer allow; gives how many registrations that touched."""
    act = Act(JOB, host.now())
    return host.database.change(
        lambda session: erase_due(
            session,
            act,
            registration_days=host.settings["RETENTION_DAYS"],
            needs_days=host.settings["NEEDS_RETENTION_DAYS"],
        )
    )


def transport(host: Host) -> Transport:
    """The host's mailer, else our SMTP."""
    return host.hooks.mailer or SMTPTransport.from_url(host.settings["SMTP_URL"])
