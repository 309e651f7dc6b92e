"""Names that stand outside this app: the public contract of the demonstration."""

from datetime import time

DEMO_PASSWORD = "desk-pilkada"  # noqa: S105 - published in the README; refused in production
DAYS_TO_VOTING = 9  # after the local day of loading
WEEKS_OF_HISTORY = 4
DUE_TIME = time(10)  # weekly reports are due on Monday 10.00 local (domain: Rakor Kalimantan Timur)
RECAP_TIME = time(15)  # of the Monday on which reports are due

SITUATION, INCIDENT, READINESS, PROPOSAL = "weekly_situation", "incident", "readiness", "publication_proposal"
PACKS = (SITUATION, INCIDENT, READINESS, PROPOSAL)
