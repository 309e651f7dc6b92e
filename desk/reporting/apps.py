from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "desk.reporting"
    label = "reporting"
    verbose_name = _("Pelaporan")

    def ready(self) -> None:
        from desk.calendar import followers
        from desk.core.schedules import Recurring, register_recurring
        from desk.notices import causes
        from desk.vetted import figures, files, sources

        from . import trace_links
        from .figures import UNITS_ASKED_ANSWERED
        from .handed_files import files_named
        from .proposals import DESTINATION, proposals_of_report
        from .services.ledger import extend_all
        from .services.reminding import DUTIES_OF_DESK, DUTIES_OF_UNIT, remind, still_owed
        from .services.rules import follow_calendar
        from .source_entries import entries_named

        figures.register(UNITS_ASKED_ANSWERED)
        sources.register(entries_named)
        files.register(files_named)
        trace_links.register(DESTINATION, proposals_of_report)
        followers.register(followers.Follower("duties", "kewajiban lapor", follow_calendar))
        causes.register(DUTIES_OF_UNIT, still_owed)
        causes.register(DUTIES_OF_DESK, still_owed)
        register_recurring(Recurring("reporting.reminders", remind, 5))
        register_recurring(Recurring("reporting.ledger", extend_all, 60))
