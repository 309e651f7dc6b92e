"""Deletes the rows of one scenario and nothing else. The only code that may remove append-only rows.

A ``core.Purge`` row opens the triggers for rows marked ``simulation`` while the transaction lasts.
"""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError, Q
from wagtail.models import ModelLogEntry

from cms.publication.services.purge import remove_simulated_pages
from desk.calendar.models import Election, Stage
from desk.core.models import Purge
from desk.incidents.models import Incident
from desk.notices.models import Notice
from desk.people.models import Agency, Assignment, Desk, Letterhead, Person, User
from desk.readiness.models import ReadinessAnswer
from desk.regions.models import PollingStation
from desk.reporting.models import (
    AnswerValue,
    Attachment,
    Decision,
    Dispatch,
    Entry,
    Obligation,
    Recap,
    RecapDecision,
    RecapEdit,
    RecapRelease,
    Reminder,
    ReportingRule,
    ReportRequest,
    Submission,
)
from desk.situation.models import SituationReport
from desk.vetted.models import FigureDecision, FigureSnapshot, Proposal

from .errors import ScenarioRefused
from .plans import ScenarioPlan
from .published import remove_files
from .selectors import within

# Children before parents. The second part is the way to the region; every row must also be marked as simulation.
ROWS: tuple[tuple[type[models.Model], str], ...] = (
    (FigureDecision, "snapshot__region_id"),
    (FigureSnapshot, "region_id"),
    (Proposal, "region_id"),
    (SituationReport, "region_id"),
    (Incident, "region_id"),
    (ReadinessAnswer, "region_id"),
    (Reminder, "obligation__region_id"),
    (RecapEdit, "recap__region_id"),
    (RecapDecision, "recap__region_id"),
    (RecapRelease, "recap__region_id"),
    (Recap, "region_id"),
    (Dispatch, "entry__region_id"),
    (Decision, "entry__region_id"),
    (AnswerValue, "submission__entry__region_id"),
    (Submission, "entry__region_id"),
    (Attachment, "entry__region_id"),
    (Entry, "region_id"),
    (Obligation, "region_id"),
    (ReportRequest, "region_id"),
    (ReportingRule, "desk__region_id"),
    (PollingStation, "region_id"),
    (Letterhead, "desk__region_id"),
    (Desk, "region_id"),
    (Person, "region_id"),
    (Agency, "region_id"),
)
LOGGED = (FigureSnapshot, Proposal, Entry, Obligation, Recap, ReportRequest, ReportingRule, Desk, Person, Agency)
STILL_USED = "Data sungguhan masih menunjuk baris skenario ini ({what}). Pindahkan atau hapus data itu lebih dahulu."


def remove_rows(plan: ScenarioPlan, *, usernames: list[str], now: datetime, whole_installation: bool = False) -> None:
    """Everything of the scenario in one transaction. Raises ``ScenarioRefused`` when real rows stand on it; then all stays.

    ``whole_installation``: it is the last scenario, so simulated public pages that name no region go too.
    """
    try:
        with transaction.atomic():
            purge = Purge.objects.create(scenario=plan.name, started_at=now)
            _forget_files(plan)
            remove_simulated_pages(Q() if whole_installation else within(plan, "region_id"))
            remove_files(plan.root)
            _remove_elections(plan)
            users = User.objects.filter(username__in=usernames, simulation=True)
            _remove_log(Q(content_type=ContentType.objects.get_for_model(User), object_id__in=_keys(users)))
            Notice.objects.filter(Q(user__in=users) | within(plan, "person__region_id") & Q(simulation=True)).delete()
            Assignment.objects.filter(user__in=users).delete()
            _forget_choices(plan)
            for model, path in ROWS:
                _remove(model, within(plan, path) & Q(simulation=True))
            _remove_users(users)
            connection.check_constraints()
            purge.delete()
    except (ProtectedError, IntegrityError) as error:
        raise ScenarioRefused(STILL_USED.format(what=str(error.args[0])[:200])) from error


def _remove(model: type[models.Model], condition: Q) -> None:
    rows = model._base_manager.filter(condition)
    if model in LOGGED:
        _remove_log(Q(content_type=ContentType.objects.get_for_model(model), object_id__in=_keys(rows)))
    # One DELETE for each table: append-only querysets refuse ``delete``, and the triggers judge every row anyway.
    rows._raw_delete(rows.db)


def _forget_choices(plan: ScenarioPlan) -> None:
    """Which units an admin chose for the scenario's rules: rows of the database that no ``simulation`` marks."""
    rules = ReportingRule.objects.filter(within(plan, "desk__region_id"), simulation=True)
    for through in (ReportingRule.regions.through, ReportingRule.agencies.through):
        through._base_manager.filter(reportingrule__in=rules).delete()


def _keys(rows: models.QuerySet[Any]) -> list[str]:
    return [str(key) for key in rows.values_list("pk", flat=True)]


def _remove_log(condition: Q) -> None:
    ModelLogEntry.objects.filter(condition).delete()


def _remove_elections(plan: ScenarioPlan) -> None:
    elections = Election.objects.filter(key__in=[election.key for election in plan.elections], simulation=True)
    _remove_log(Q(content_type=ContentType.objects.get_for_model(Election), object_id__in=_keys(elections)))
    Stage.objects.filter(election__in=elections).delete()
    elections.delete()


def _forget_files(plan: ScenarioPlan) -> None:
    """Pictures and files go from the disk once the transaction stands."""
    for attachment in Attachment.objects.filter(within(plan, "entry__region_id"), simulation=True):
        storage, name = attachment.file.storage, attachment.file.name
        if name:
            transaction.on_commit(partial(storage.delete, name))


def _remove_users(users: models.QuerySet[User]) -> None:
    """Accounts that something lasting names (a published version, a page) are switched off instead of deleted."""
    for user in users:
        try:
            with transaction.atomic():
                user.delete()
        except ProtectedError:
            user.is_active = False
            user.set_unusable_password()
            user.save(update_fields=["is_active", "password"])
