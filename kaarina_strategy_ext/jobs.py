"""What is due by the clock: offers that end, mail and events to send, people to erase.

Each job may run twice, or at once with itself.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial

from flask import current_app
from sqlalchemy.orm import Session

from .database import let_go
from .host import Host, logger
from .letters import letterhead
from .mail.delivery import deliver_due
from .mail.transport import SMTPTransport, Transport
from .services import expiring, observing
from .services.auditing import JOB, Act
from .services.counting import forget_tallies
from .services.dispatching import address, forget_events
from .services.editing.publishing import due_publications, publish_due
from .services.erasing import erase_due
from .services.expiring import expired_registrations
from .services.forgetting import forget_log
from .services.linking import LinkKeys
from .services.mailing import sending
from .services.notifying import announce_openings, erase_requests
from .services.reminding import queue_reminders, queue_results
from .webhooks.delivery import deliver_due as deliver_events

MAILING_STEPS = 10


@dataclass(frozen=True)
class Round:
    """What one round of jobs did.

    `expired` counts registrations of which a hold or an offer ended, `announced` those who are told that
    registration has opened, `requests_erased` addresses that had asked for it, `webhooks` events that were
    told to somebody, or tried to be.
    """

    expired: int
    announced: int
    messages: int
    erased: int
    requests_erased: int
    webhooks: int


def run_jobs(host: Host) -> Round:
    """Do everything that is due, once, and tell how much that was.

    A job that fails, on whatever row, stops none of the others; the first failure is raised after them.
    """
    done: dict[str, int] = {}
    failures: list[Exception] = []
    for job in JOBS:
        try:
            done[job.__name__] = job(host)
        except Exception as failure:  # noqa: BLE001 - raised below, once everything else has had its turn
            logger.error("The job %r failed: %s", job.__name__, type(failure).__name__)
            failures.append(failure)
            let_go(host.database)
    if failures:
        raise failures[0]
    return Round(
        expired=done["expire"],
        announced=done["announce"],
        messages=done["deliver"],
        erased=done["erase"],
        requests_erased=done["erase_opening_requests"],
        webhooks=done["deliver_webhooks"],
    )


def expire(host: Host) -> int:
    """End the holds and offers that were not answered in time, each in a unit of its own; gives how many."""
    act = Act(JOB, host.now())
    due = host.database.change(lambda session: expired_registrations(session, act))
    keys = host.link_keys
    return sum(host.database.change(partial(_expire_one, each, act, keys)) for each in due)


def _expire_one(registration_id: int, act: Act, keys: LinkKeys, session: Session) -> bool:
    return expiring.expire(session, registration_id, act, keys)


def remind(host: Host) -> int:
    """Queue the reminders and the news of results that are due; gives how many."""
    act = Act(JOB, host.now())
    return host.database.change(lambda session: queue_reminders(session, act)) + host.database.change(
        lambda session: queue_results(session, act)
    )


def send_mailings(host: Host) -> int:
    """Put messages of the mailings that are due into the outbox; gives how many.

    A few steps of each, every one in a unit of its own, so that the other jobs have their turn as well; the
    next round goes on where this one stopped.
    """
    act = Act(JOB, host.now())
    due = host.database.change(lambda session: sending.begin_due(session, act))
    return sum(_send_one(host, each, act) for each in due)


def _send_one(host: Host, mailing_id: int, act: Act) -> int:
    queued = 0
    for _ in range(MAILING_STEPS):
        step = host.database.change(lambda session: sending.queue_step(session, mailing_id, act))
        queued += step
        if step < sending.STEP:
            break
    return queued


def announce(host: Host) -> int:
    """Queue the mail to those who wait for an opening that has come; gives how many."""
    act = Act(JOB, host.now())
    return host.database.change(lambda session: announce_openings(session, act))


def erase_opening_requests(host: Host) -> int:
    """Erase the addresses that have been told of the opening, or wait no longer for it; gives how many."""
    act, keys = Act(JOB, host.now()), host.link_keys
    return host.database.change(lambda session: erase_requests(session, act, keys))


def observe(host: Host) -> int:
    """Write the events that the clock has brought, each process in a unit of its own; gives how many."""
    act = Act(JOB, host.now())
    ids = host.database.change(observing.process_ids)
    return sum(host.database.change(partial(_observe_one, each, act)) for each in ids)


def _observe_one(process_id: int, act: Act, session: Session) -> int:
    return observing.observe_by_clock(session, process_id, act)


def publish(host: Host) -> int:
    """Publish what editors have scheduled, each publication in a unit of its own; gives how many."""
    now = host.now()
    due = host.database.change(lambda session: due_publications(session, now))
    return sum(host.database.change(partial(_publish_one, host, *each)) for each in due)


def _publish_one(host: Host, process_id: int, publication_id: int, session: Session) -> bool:
    return publish_due(
        session,
        process_id,
        publication_id,
        host.now(),
        languages=host.languages,
        is_bilingual=host.settings["LANGUAGE_MODE"] == "bilingual",
    )


def forget(host: Host) -> int:
    """Delete the counters of limits and the events that are past; gives how many."""
    now = host.now()
    return host.database.change(lambda session: forget_tallies(session, now)) + host.database.change(
        lambda session: forget_events(session, now)
    )


def deliver(host: Host) -> int:
    """Send the mail that is due; gives how many messages were handled, 0 while mail is not configured."""
    if host.mail_lacks:
        return 0
    # Addresses are made as in a request to the site's own address, whoever runs the job.
    with (
        host.stopping.patient(),  # what is in hand is sent and settled, the rest given back
        current_app.test_request_context(base_url=host.base_url),
        _carrying(host) as carry,
    ):
        return deliver_due(
            host.database.change,
            partial(letterhead, host),
            carry,
            host.now,
            is_stopping=lambda: host.stopping.is_asked,
        )


def deliver_webhooks(host: Host) -> int:
    """Tell the webhooks what has happened; gives how many events were handled."""
    listeners, now = {each.url: each.events for each in host.endpoints}, host.now()
    host.database.change(lambda session: address(session, listeners, now))
    return deliver_events(host.database.change, host.endpoints, host.now)


def erase(host: Host) -> int:
    """Erase what the retention periods no longer allow; gives how many registrations that touched."""
    act, keys = Act(JOB, host.now()), host.link_keys
    return host.database.change(
        lambda session: erase_due(
            session,
            act,
            keys,
            registration_days=host.settings["RETENTION_DAYS"],
            needs_days=host.settings["NEEDS_RETENTION_DAYS"],
        )
    )


def erase_log(host: Host) -> int:
    """Erase what was logged long ago, and the links to doors that ended as long ago; gives how many."""
    act, days = Act(JOB, host.now()), host.settings["AUDIT_DAYS"]
    return host.database.change(lambda session: forget_log(session, act, days=days))


def _carrying(host: Host) -> AbstractContextManager[Transport]:
    """What sends the mail of one round: the host's mailer, else one connection of ours for all."""
    return nullcontext(host.hooks.mailer) if host.hooks.mailer else _smtp(host).connected()


def transport(host: Host) -> Transport:
    """The host's mailer, else our SMTP."""
    return host.hooks.mailer or _smtp(host)


def _smtp(host: Host) -> SMTPTransport:
    return SMTPTransport.from_url(host.settings["SMTP_URL"])


JOBS = (
    expire,
    publish,
    remind,
    announce,
    observe,
    send_mailings,  # before what sends them
    deliver,
    forget,
    erase,
    erase_opening_requests,
    erase_log,
    deliver_webhooks,  # last, because somebody else's servers may be slow
)
