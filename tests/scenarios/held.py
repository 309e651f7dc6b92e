"""What a scenario holds in the database, row by row."""

from cms.scenarios.purge import ROWS
from cms.scenarios.selectors import within
from desk.calendar.models import Election, Stage
from desk.people.models import Assignment


def rows_of(plan):
    """Primary keys of every row of the scenario, by model."""
    found = {model: set(model._base_manager.filter(within(plan, path)).values_list("pk", flat=True)) for model, path in ROWS}
    elections = Election.objects.filter(key__in=[election.key for election in plan.elections])
    found[Election] = set(elections.values_list("pk", flat=True))
    found[Stage] = set(Stage.objects.filter(election__in=elections).values_list("pk", flat=True))
    found[Assignment] = set(Assignment.objects.filter(user__username__in=plan.usernames).values_list("pk", flat=True))
    return found
