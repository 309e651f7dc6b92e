"""Recurring work of the installation, run by the worker. Each may run twice without harm."""

from datetime import timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.core.management import call_command
from django.utils import timezone
from django_q.models import Task

SIGN_IN_ATTEMPTS_KEPT = timedelta(days=90)  # they hold IP addresses: long enough to look into an attack, no longer


def publish_scheduled() -> None:
    """Publish and withdraw the pages whose hour has come."""
    call_command("publish_scheduled")


def clear_sessions() -> None:
    call_command("clearsessions")


def forget_sign_in_attempts() -> None:
    """Also finished tasks: a failed one holds the mail that it could not send."""
    oldest = timezone.now() - SIGN_IN_ATTEMPTS_KEPT
    Task.objects.filter(stopped__lt=oldest).delete()
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        model.objects.filter(attempt_time__lt=oldest).delete()
