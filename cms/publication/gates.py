"""What the law keeps in at a time, as code: quiet period, embargo, results. Each reason is a sentence with the way out.

Sources: domain notes in docs/publication.md (PKPU 2/2024 for the stages, PKPU 9/2022 art. 19 for results).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from desk.calendar.constants import QUIET_PERIOD
from desk.calendar.models import Election
from desk.calendar.selectors import elections_of
from desk.core import words

WESTERN = ZoneInfo("Asia/Jakarta")
RESULTS_FROM = time(15)  # on voting day, two hours after the polls close in western Indonesia; PKPU 9/2022 art. 19
NO_ELECTION = ("Belum ada pemilihan yang terdaftar untuk wilayah halaman ini, jadi waktu terbit hasilnya tidak dapat dipastikan.",)


@dataclass(frozen=True)
class Outgoing:
    """What the gates need to know of a text. ``service``: it holds nothing but a notice or service information."""

    service: bool = False
    withdrawal: bool = False
    results: bool = False
    region_code: str | None = None
    embargo_until: datetime | None = None


def refusals(outgoing: Outgoing, at: datetime) -> list[str]:
    """Why this may not go out at ``at`` (aware); empty when it may. One query; a withdrawal is always free."""
    if outgoing.withdrawal:
        return []
    return [*_embargo(outgoing, at), *_of_elections(outgoing, at)]


def elections_at(region_code: str | None) -> list[Election]:
    """Elections whose rules hold for a page of this region; without a region all of the installation. One query."""
    if region_code:
        return elections_of(region_code)
    return list(Election.objects.select_related("region").prefetch_related("stages"))


def _embargo(outgoing: Outgoing, at: datetime) -> Iterator[str]:
    until = outgoing.embargo_until
    if until is not None and at < until:
        yield f"Naskah ini dalam embargo sampai {words.when(until, WESTERN)}. Atur jadwal terbit pada atau sesudah waktu itu."


def _of_elections(outgoing: Outgoing, at: datetime) -> Iterator[str]:
    elections = elections_at(outgoing.region_code)
    yield from dict.fromkeys(_quiet(outgoing, elections, at))
    if outgoing.results:
        yield from dict.fromkeys(_results(elections, at) if elections else NO_ELECTION)


def _quiet(outgoing: Outgoing, elections: Iterable[Election], at: datetime) -> Iterator[str]:
    for election in elections:
        for first, last in quiet_periods(election):
            if not first <= at < last:
                continue
            told = words.when(last, election.region.zone)
            if outgoing.results:
                yield f"Hasil penghitungan tidak boleh terbit pada masa tenang {election.name}."
            elif not outgoing.service:
                yield (
                    f"Masa tenang {election.name} berlangsung sampai {told}. Hanya pemberitahuan dan informasi layanan yang boleh "
                    "terbit. Terbitkan sesudahnya, atau tulis sebagai pengumuman berjenis pemberitahuan atau informasi layanan."
                )


def quiet_periods(election: Election) -> Iterator[tuple[datetime, datetime]]:
    """First moment and the moment after the last of each quiet period, on the clock of the election's region."""
    zone = election.region.zone
    for stage in election.stages.all():
        if stage.key == QUIET_PERIOD:
            yield (
                datetime.combine(stage.starts_on, time(), zone),
                datetime.combine(stage.ends_on + timedelta(days=1), time(), zone),
            )


@dataclass(frozen=True)
class Quiet:
    """A quiet period that lasts: ``since`` its first moment, ``until`` the moment after its last."""

    election: Election
    since: datetime
    until: datetime


def quiet_at(region_code: str | None, at: datetime) -> Quiet | None:
    """The quiet period of this region that lasts at ``at``; of several the one that began first. Two queries."""
    lasting = [
        Quiet(election, since, until)
        for election in elections_at(region_code)
        for since, until in quiet_periods(election)
        if since <= at < until
    ]
    return min(lasting, key=lambda quiet: quiet.since, default=None)


def _results(elections: Iterable[Election], at: datetime) -> Iterator[str]:
    for election in elections:
        earliest = datetime.combine(election.voting_day, RESULTS_FROM, WESTERN)
        if at < earliest:
            yield f"Hasil penghitungan {election.name} baru boleh terbit mulai {words.when(earliest, WESTERN)}."
