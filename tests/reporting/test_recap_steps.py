"""A recap on its way through the desk: nobody takes two steps, the release is frozen and answers the duty above, a ralat corrects it."""

from datetime import timedelta

import pytest

from desk.people.models import Desk, Role
from desk.people.scope import forget_scope
from desk.reporting.constants import RecapAct, RecapState, State
from desk.reporting.errors import OwnReport, ReasonMissing, RecapRefused, StepNotAllowed
from desk.reporting.models import Entry, Recap, RecapDecision, RecapRelease, ReportType, ReviewChain, ReviewStep
from desk.reporting.selectors.recap import content_of, fingerprint
from desk.reporting.selectors.recap_difference import differences
from desk.reporting.selectors.recap_upward import unread_of
from desk.reporting.services.recap import edit_recap
from desk.reporting.services.recap_steps import correct_release, return_recap, take_step
from forms_config.append_only import AppendOnlyError
from tests.factories import people, recaps, regions, reports
from tests.reporting.test_recap import EAST, FULL, SOUTH

pytestmark = pytest.mark.django_db
NOW = recaps.SENT


@pytest.fixture
def operator(clock):
    return people.operator()


@pytest.fixture
def desk(operator):
    return recaps.owed(desk=Desk.objects.get(region_id="32.71"))


@pytest.fixture
def recap(desk, operator):
    recaps.report(SOUTH, FULL, accepted_by=operator)
    return recaps.begun(desk, operator)


def second_operator():
    return people.with_role(Role.OPERATOR, desk=Desk.objects.get(region_id="32.71"), username="operator2", name="Joko Susilo")


def released(recap):
    recaps.taken(recap, RecapAct.CHECK, people.duty_officer())
    recaps.taken(recap, RecapAct.ACCEPT, second_operator())
    return recaps.taken(recap, RecapAct.RELEASE, people.head())


def test_four_people_take_it_from_draft_to_release(recap, operator):
    outcome = released(recap)

    assert outcome.recap.state == RecapState.RELEASED
    assert list(RecapDecision.objects.values_list("act", flat=True)) == ["check", "accept", "release"]
    assert len({operator.pk, *RecapDecision.objects.values_list("decided_by", flat=True)}) == 4


def test_nobody_takes_two_steps(recap, operator):
    with pytest.raises(OwnReport):
        recaps.taken(recap, RecapAct.CHECK, operator)
    recaps.taken(recap, RecapAct.CHECK, people.duty_officer())
    for worked in (operator, people.duty_officer()):
        with pytest.raises(OwnReport):
            recaps.taken(recap, RecapAct.ACCEPT, worked)


def test_who_wrote_a_text_that_stands_does_not_check_it(recap, operator):
    edit_recap(recap_id=recap.pk, part="text:dasar", value="Surat.", user=people.duty_officer())

    with pytest.raises(OwnReport):
        recaps.taken(recap, RecapAct.CHECK, people.duty_officer())


@pytest.mark.parametrize("who", [people.viewer, people.admin, people.operator, people.duty_officer])
def test_only_the_head_releases(recap, who):
    recaps.taken(recap, RecapAct.CHECK, people.duty_officer())
    recaps.taken(recap, RecapAct.ACCEPT, second_operator())

    with pytest.raises(StepNotAllowed):
        recaps.taken(recap, RecapAct.RELEASE, who())


def test_a_head_elsewhere_does_not_release(recap):
    recaps.taken(recap, RecapAct.CHECK, people.duty_officer())
    recaps.taken(recap, RecapAct.ACCEPT, second_operator())

    with pytest.raises(StepNotAllowed):
        recaps.taken(recap, RecapAct.RELEASE, people.head(regions.semarang()))


def test_steps_are_taken_in_order_and_once(recap):
    with pytest.raises(StepNotAllowed):
        recaps.taken(recap, RecapAct.RELEASE, people.head())
    recaps.taken(recap, RecapAct.CHECK, people.duty_officer())
    with pytest.raises(StepNotAllowed, match="sudah berstatus Diperiksa"):
        recaps.taken(recap, RecapAct.CHECK, second_operator())


def test_what_changed_since_it_was_read_must_be_read_first(recap, operator):
    seen = fingerprint(content_of(recap))
    recaps.report(EAST, FULL, accepted_by=operator)

    with pytest.raises(StepNotAllowed, match="berubah sejak"):
        take_step(recap_id=recap.pk, act=RecapAct.CHECK, user=people.duty_officer(), seen=seen)


def test_a_return_says_why_and_lets_the_draft_be_written_again(recap, operator):
    recaps.taken(recap, RecapAct.CHECK, people.duty_officer())
    with pytest.raises(RecapRefused, match="Kembalikan dahulu"):
        edit_recap(recap_id=recap.pk, part="text:dasar", value="Surat.", user=operator)
    with pytest.raises(ReasonMissing):
        return_recap(recap_id=recap.pk, to_state=RecapState.DRAFT, reason=" ", user=people.head())

    return_recap(recap_id=recap.pk, to_state=RecapState.DRAFT, reason="Lengkapi dasar.", user=people.head())
    edit_recap(recap_id=recap.pk, part="text:dasar", value="Surat.", user=operator)

    assert recaps.taken(recap, RecapAct.CHECK, people.duty_officer()).recap.state == RecapState.CHECKED
    assert list(RecapDecision.objects.values_list("act", "round")) == [("check", 1), ("return", 1), ("check", 2)]


def test_a_return_to_the_checked_state_keeps_the_check_and_its_person(recap):
    recaps.taken(recap, RecapAct.CHECK, people.duty_officer())
    recaps.taken(recap, RecapAct.ACCEPT, second_operator())

    return_recap(recap_id=recap.pk, to_state=RecapState.CHECKED, reason="Baca lagi.", user=people.head())

    with pytest.raises(OwnReport):
        recaps.taken(recap, RecapAct.ACCEPT, people.duty_officer())
    assert recaps.taken(recap, RecapAct.ACCEPT, second_operator()).recap.state == RecapState.ACCEPTED


def test_a_draft_is_not_returned_to_a_later_state(recap):
    with pytest.raises(StepNotAllowed):
        return_recap(recap_id=recap.pk, to_state=RecapState.ACCEPTED, reason="Uji.", user=people.duty_officer())


def test_a_shorter_chain_of_the_type_makes_fewer_steps(recap):
    chain = ReviewChain.objects.create(key="pendek", name="Kirim > Terima")
    ReviewStep.objects.create(
        chain=chain, action="accept", label="Terima", from_state=State.SENT, to_state=State.ACCEPTED, roles=[Role.OPERATOR]
    )
    ReportType.objects.update(chain=chain)

    assert recaps.taken(recap, RecapAct.RELEASE, people.head()).recap.state == RecapState.RELEASED


def test_a_release_is_frozen_and_later_changes_show_beside_it(recap, operator):
    before = released(recap).release

    recaps.report(EAST, FULL, accepted_by=operator)

    kept = RecapRelease.objects.get()
    assert kept.sha256 == fingerprint(kept.content) == before.sha256
    changed = {one.part: (one.before, one.after) for one in differences(kept.content, content_of(recap))}
    assert changed["TPS siap, jumlah"] == ("12", "24")
    assert changed["TPS siap, Kecamatan Bogor Timur"] == ("-", "12")
    assert changed["Laporan Kecamatan Bogor Timur"][0] == ""
    with pytest.raises(AppendOnlyError):
        RecapRelease.objects.update(note="x")


def test_a_ralat_is_a_release_of_its_own_with_an_explanation(recap, operator):
    released(recap)
    head = people.head()
    with pytest.raises(RecapRefused, match="Tidak ada yang berubah"):
        correct_release(recap_id=recap.pk, note="Uji.", user=head, seen=fingerprint(content_of(recap)))
    recaps.report(EAST, FULL, accepted_by=operator)
    with pytest.raises(ReasonMissing):
        correct_release(recap_id=recap.pk, note="", user=head, seen=fingerprint(content_of(recap)))

    outcome = correct_release(recap_id=recap.pk, note="Bogor Timur menyusul.", user=head, seen=fingerprint(content_of(recap)))

    assert (outcome.release.number, outcome.release.note) == (2, "Bogor Timur menyusul.")
    assert RecapRelease.objects.get(number=1).content["units"]["accepted"] == 1


def test_a_report_that_was_returned_after_the_release_is_told(recap, operator):
    frozen = released(recap).release.content
    entry = Entry.objects.get(region_id=SOUTH)
    entry.state = State.RETURNED
    entry.save(update_fields=["state"])

    assert differences(frozen, content_of(recap))[0].after == "tidak lagi berstatus diterima"


@pytest.fixture
def above(operator):
    return recaps.desk_above()


def test_the_release_answers_the_duty_toward_the_tier_above(above, desk, operator):
    recaps.report(SOUTH, FULL, accepted_by=operator)
    recaps.report(EAST, {**FULL, "tps_siap": "8"}, accepted_by=operator)
    recap = recaps.begun(desk, operator)
    edit_recap(recap_id=recap.pk, part="text:kondisi_umum", value="Kota Bogor aman.", user=operator)

    outcome = released(recap)

    entry = outcome.entry
    answers = entry.submissions.get().answers
    assert (entry.state, entry.region_id, entry.obligation.rule.desk) == (State.SENT, "32.71", above)
    assert (answers["tps_siap"], answers["situasi"], answers["kondisi"]) == (20, "terganggu", "Kota Bogor aman.")
    assert answers["pelanggaran"] == {"pidana": {"found": 4}, "etik": {"found": 2}}
    assert len(answers["kejadian"]) == 4 and answers["is_nil"] is False
    assert "catatan_intel" not in answers and "narahubung" not in answers
    assert outcome.release.entry == entry and not outcome.hindrance


def test_the_tier_above_gathers_what_was_released(above, desk, operator):
    recaps.report(SOUTH, FULL, accepted_by=operator)
    entry = released(recaps.begun(desk, operator)).entry
    province_operator = people.operator(above.region)
    reports.accept(entry, province_operator, now=NOW + timedelta(hours=1))

    content = content_of(recaps.begun(above, province_operator))

    assert content["areas"] == [["32.71", "Kota Bogor", 1, 1]]
    assert next(one for one in content["numbers"] if one["key"] == "tps_siap")["total"]["value"] == "12"


def test_a_ralat_sends_a_returned_report_again(above, desk, operator):
    recaps.report(SOUTH, FULL, accepted_by=operator)
    recap = recaps.begun(desk, operator)
    entry = released(recap).entry
    reports.send_back(entry, people.operator(above.region), now=NOW + timedelta(hours=1))
    recaps.report(EAST, FULL, accepted_by=operator)

    outcome = correct_release(
        recap_id=recap.pk, note="Lengkap.", user=people.head(), seen=fingerprint(content_of(recap)), now=NOW + timedelta(hours=2)
    )

    assert outcome.entry == entry and outcome.entry.submission_count == 2


def test_a_report_that_the_tier_above_accepted_holds_no_ralat_up(above, desk, operator):
    recaps.report(SOUTH, FULL, accepted_by=operator)
    recap = recaps.begun(desk, operator)
    reports.accept(released(recap).entry, people.operator(above.region), now=NOW)
    recaps.report(EAST, FULL, accepted_by=operator)

    outcome = correct_release(recap_id=recap.pk, note="Lengkap.", user=people.head(), seen=fingerprint(content_of(recap)))

    assert outcome.release.number == 2 and outcome.entry is None
    assert "belum sampai ke Desk Pilkada" in outcome.hindrance and "berstatus Diterima" in outcome.hindrance
    assert "lalu terbitkan ralat" in outcome.hindrance


def test_a_ralat_that_waited_goes_up_when_the_report_was_returned(above, desk, operator):
    recaps.report(SOUTH, FULL, accepted_by=operator)
    recap = recaps.begun(desk, operator)
    entry, province, later = released(recap).entry, people.operator(above.region), NOW + timedelta(hours=2)
    reports.accept(entry, province, now=NOW)
    recaps.report(EAST, FULL, accepted_by=operator)
    ralat = {"recap_id": recap.pk, "user": people.head(), "seen": fingerprint(content_of(recap)), "now": later}
    correct_release(note="Lengkap.", **ralat)
    with pytest.raises(RecapRefused, match="Tidak ada yang berubah"):
        correct_release(note="Sekali lagi.", **ralat)
    unread = unread_of(recap)
    assert (unread.release.number, unread.entry, unread.may_be_sent) == (2, entry, False)
    reports.send_back(Entry.objects.get(pk=entry.pk), province, now=later)

    outcome = correct_release(note="Dikirim kembali.", **ralat | {"now": later + timedelta(hours=1)})

    assert outcome.entry == entry and outcome.entry.submissions.latest("number").answers["tps_siap"] == 24
    assert unread_of(recap) is None


def test_a_duty_made_above_after_the_recap_was_begun_is_fulfilled_too(desk, operator, request):
    recaps.report(SOUTH, FULL, accepted_by=operator)
    recap = recaps.begun(desk, operator)
    above = request.getfixturevalue("above")

    outcome = released(recap)

    assert outcome.entry.obligation.rule.desk == above
    assert Recap.objects.get(pk=recap.pk).obligation == outcome.entry.obligation


@pytest.mark.parametrize("make", [people.operator, people.head])
def test_the_tier_above_neither_writes_nor_releases(above, desk, operator, make):
    recaps.report(SOUTH, FULL, accepted_by=operator)
    recap = recaps.begun(desk, operator)
    recaps.taken(recap, RecapAct.CHECK, people.duty_officer())
    recaps.taken(recap, RecapAct.ACCEPT, second_operator())
    stranger = make(above.region)

    with pytest.raises(StepNotAllowed):
        recaps.taken(recap, RecapAct.RELEASE, stranger)
    recaps.taken(recap, RecapAct.RELEASE, people.head())
    with pytest.raises(RecapRefused):
        edit_recap(recap_id=recap.pk, part="text:dasar", value="Surat.", user=stranger)


def test_a_role_that_ended_takes_no_step(recap):
    head = people.head()
    recaps.taken(recap, RecapAct.CHECK, people.duty_officer())
    recaps.taken(recap, RecapAct.ACCEPT, second_operator())
    head.assignments.all().delete()
    forget_scope(head)

    with pytest.raises(StepNotAllowed):
        recaps.taken(recap, RecapAct.RELEASE, head)
