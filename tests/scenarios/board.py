"""What a desk's matrix of weekly reports shows: one word for each cell, by unit and week, the oldest week first."""

from desk.people.models import User
from desk.regions.models import Region
from desk.reporting.constants import Tier
from desk.reporting.selectors.compliance import Figures, table_of
from desk.reporting.selectors.compliance_choice import choice_of, subjects_of
from desk.reporting.selectors.compliance_rounds import rounds_of


def matrix(username, region, now, *, unit=Tier.CITY, subject="@mingguan"):
    """``{region code: [state of each week]}`` as this person sees it."""
    user, shown = User.objects.get(username=username), Region.objects.get(code=region)
    choice = choice_of(shown, subjects_of(shown, now), {"formulir": subject, "unit": unit})
    rounds = rounds_of(choice, user, now)
    figures = Figures(choice, user, now)
    table = table_of(figures, figures.units, rounds, user, now)
    return {row.unit.region_code: [cell.state if cell else "" for cell in reversed(row.cells)] for row in table.rows}
