"""Plain SQLAlchemy models of everything that is stored, independent of the host's."""

from __future__ import annotations

from .attendance import Attendance, WalkIn
from .audit import AuditEntry
from .base import TABLE_PREFIX, Base
from .booking import Booking
from .booking_status import ACTIVE, SEATED, BookingStatus
from .change import Change, ChangeKind
from .door_invitation import DoorInvitation, door_closes_at
from .draft import Draft, Publication, PublicationState, Revision, RevisionAction
from .erasure import ErasureKind, ErasureProof, RetentionJob, RetentionRun
from .event import DeliveryState, Event, EventKind, Observation, WebhookDelivery
from .findings import Finding, FindingKind, Survey, Theme
from .fuzzy_date import FuzzyDate, Precision, day
from .mailing import Audience, Mailing, MailingState
from .message import Message, MessageKind, MessageState
from .news import NewsItem
from .opening_request import OpeningRequest
from .outgoing import Outgoing
from .phase import Milestone, Phase, PhaseCourse, PhaseStatus, current_phase, phase_statuses
from .process import Process
from .registration import Registration
from .right import Right
from .search_word import SearchWord, asked_words, search_words
from .seat_count import SeatCount
from .tally import Tally
from .terms import (
    LEAST_TIME_TO_ANSWER,
    NO_SEATS_TAKEN,
    RegistrationMode,
    RegistrationState,
    Seats,
    SessionTerms,
    Window,
)
from .types import Translated
from .workshop import SessionMode, Workshop, WorkshopKind, WorkshopSession

__all__ = [
    "ACTIVE",
    "LEAST_TIME_TO_ANSWER",
    "NO_SEATS_TAKEN",
    "SEATED",
    "TABLE_PREFIX",
    "Attendance",
    "Audience",
    "AuditEntry",
    "Base",
    "Booking",
    "BookingStatus",
    "Change",
    "ChangeKind",
    "DeliveryState",
    "DoorInvitation",
    "Draft",
    "ErasureKind",
    "ErasureProof",
    "Event",
    "EventKind",
    "Finding",
    "FindingKind",
    "FuzzyDate",
    "Mailing",
    "MailingState",
    "Message",
    "MessageKind",
    "MessageState",
    "Milestone",
    "NewsItem",
    "Observation",
    "OpeningRequest",
    "Outgoing",
    "Phase",
    "PhaseCourse",
    "PhaseStatus",
    "Precision",
    "Process",
    "Publication",
    "PublicationState",
    "Registration",
    "RegistrationMode",
    "RegistrationState",
    "RetentionJob",
    "RetentionRun",
    "Revision",
    "RevisionAction",
    "Right",
    "SearchWord",
    "SeatCount",
    "Seats",
    "SessionMode",
    "SessionTerms",
    "Survey",
    "Tally",
    "Theme",
    "Translated",
    "WalkIn",
    "WebhookDelivery",
    "Window",
    "Workshop",
    "WorkshopKind",
    "WorkshopSession",
    "asked_words",
    "current_phase",
    "day",
    "door_closes_at",
    "phase_statuses",
    "search_words",
]
