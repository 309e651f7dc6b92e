import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from forms_config import services
from forms_config.errors import ActionRefused, FormNotPublishable
from forms_config.models import Form, FormVersion, VersionWithdrawal
from forms_config.publishing import digest
from tests.factories import people
from tests.forms_config.drafts import choice, draft, q, redraft, rule, saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return people.admin()


def actions_on(form):
    return list(ModelLogEntry.objects.filter(object_id=str(form.pk)).order_by("pk").values_list("action", flat=True))


def test_publishing_appends_a_hashed_version_and_makes_it_current(admin):
    form = saved(draft(q("whole_number", "jumlah")), by=admin)

    version = services.publish_form(form=form, by=admin)

    assert (version.number, version.published_by, form.current_version, form.live) == (1, admin, version, True)
    assert version.sha256 == digest(version.definition) and len(version.sha256) == 64
    assert "forms.form.publish" in actions_on(form)


def test_publishing_an_unchanged_draft_makes_no_new_version(admin):
    form = saved(draft(q("whole_number", "jumlah")), by=admin)
    first = services.publish_form(form=form, by=admin)

    again = services.publish_form(form=form, by=admin)

    assert again == first and FormVersion.objects.count() == 1
    assert actions_on(form).count("forms.form.publish") == 1


def test_publishing_a_changed_draft_makes_the_next_number_and_keeps_the_old_definition(admin):
    question = q("whole_number", "jumlah")
    form = saved(draft(question), by=admin)
    first = services.publish_form(form=form, by=admin)
    form = redraft(form, draft({**question, "label": "Kata baru"}), by=admin)

    second = services.publish_form(form=form, by=admin)

    first.refresh_from_db()
    labels = [version.definition["sections"][0]["questions"][0]["label"] for version in (first, second)]
    assert (second.number, labels) == (2, ["Jumlah", "Kata baru"])


def test_a_draft_that_does_not_compile_changes_nothing(admin):
    question = q("whole_number", "jumlah")
    form = saved(draft(question), by=admin)
    version = services.publish_form(form=form, by=admin)
    form = redraft(form, draft({**question, "key": "lain"}), by=admin)

    with pytest.raises(FormNotPublishable):
        services.publish_form(form=form, by=admin)

    form.refresh_from_db()
    assert form.current_version == version and FormVersion.objects.count() == 1


def test_a_question_without_a_key_gets_one_from_its_label(admin):
    form = saved(draft({**q("yes_no", "x"), "key": "", "label": "Apakah TPS siap?"}, q("yes_no", "apakah_tps_siap")), by=admin)

    version = services.publish_form(form=form, by=admin)

    assert version.definition["order"] == ["apakah_tps_siap_2", "apakah_tps_siap"]
    assert Form.objects.get(pk=form.pk).body[1].value["key"] == "apakah_tps_siap_2"


class TestNoPathPublishesWithoutCompiling:
    """Wagtail's own ways of making a revision live."""

    @pytest.fixture
    def broken(self, admin):
        return saved(draft(q("one_choice", "a")), by=admin)

    def untouched(self, form):
        form.refresh_from_db()
        return form.current_version is None and not form.live and not FormVersion.objects.exists()

    def test_a_revision_that_is_published(self, broken, admin):
        with pytest.raises(FormNotPublishable):
            broken.latest_revision.publish(user=admin)

        assert self.untouched(broken)

    def test_a_form_that_is_told_to_publish(self, broken, admin):
        with pytest.raises(FormNotPublishable):
            broken.publish(broken.latest_revision, user=admin, skip_permission_checks=True)

        assert self.untouched(broken)

    def test_an_edit_action_that_publishes(self, broken, admin):
        from wagtail.actions import EditAction

        with pytest.raises(FormNotPublishable):
            EditAction(broken, user=admin, publish=True, clean=False).execute(skip_permission_checks=True)

        assert self.untouched(broken)

    def test_a_scheduled_publication(self, broken, admin):
        broken.go_live_at = timezone.now() + timezone.timedelta(days=1)
        revision = broken.save_revision(user=admin, clean=False)

        with pytest.raises(FormNotPublishable):
            revision.publish(user=admin)

        revision.refresh_from_db()
        assert self.untouched(broken) and revision.approved_go_live_at is None

    def test_publishing_by_the_bare_action_makes_nothing_that_officers_fill(self, broken, admin):
        from wagtail.actions import PublishRevisionAction

        PublishRevisionAction(broken.latest_revision, user=admin).execute(skip_permission_checks=True)

        broken.refresh_from_db()
        assert broken.current_version is None and not Form.objects.in_use().exists()

    def test_going_back_to_an_old_revision_keeps_key_and_current_version(self, admin):
        question = q("whole_number", "jumlah")
        form = saved(draft(question), by=admin)
        old_revision = form.latest_revision
        services.publish_form(form=form, by=admin)
        form = redraft(form, draft({**question, "label": "Baru"}), by=admin)
        services.publish_form(form=form, by=admin)

        old_revision.publish(user=admin)

        form.refresh_from_db()
        assert form.current_version.number == 3
        assert form.current_version.definition["sections"][0]["questions"][0]["label"] == "Jumlah"


def test_a_copy_has_questions_of_its_own(admin):
    form = saved(draft(q("yes_no", "a"), q("repeat", "b", questions=[q("yes_no", "c")])), by=admin)

    copy = services.copy_form(form=form, key="salinan", title="Salinan", by=admin)

    original, copied = form.body.get_prep_value(), copy.body.get_prep_value()
    assert [block["value"].get("key") for block in copied] == [block["value"].get("key") for block in original]
    assert not {block["id"] for block in copied} & {block["id"] for block in original}
    assert copied[2]["value"]["questions"][0]["id"] != original[2]["value"]["questions"][0]["id"]
    assert copy.current_version is None and "forms.form.copy" in actions_on(copy)


def test_a_copy_under_a_taken_key_is_refused(admin):
    form = saved(draft(q("yes_no", "a")), by=admin)

    with pytest.raises(ActionRefused, match="sudah dipakai"):
        services.copy_form(form=form, key=form.key, title="Salinan", by=admin)


def test_retiring_and_taking_back_are_logged_once_each(admin):
    form = saved(draft(q("yes_no", "a")), by=admin)
    services.publish_form(form=form, by=admin)

    services.retire_form(form=form, by=admin)
    services.retire_form(form=form, by=admin)
    assert not Form.objects.in_use().exists()
    services.unretire_form(form=form, by=admin)

    assert Form.objects.in_use().get() == form
    assert [action for action in actions_on(form) if action.endswith("retire")] == ["forms.form.retire", "forms.form.unretire"]


def two_versions(admin):
    question = q("whole_number", "jumlah")
    form = saved(draft(question), by=admin)
    first = services.publish_form(form=form, by=admin)
    form = redraft(form, draft({**question, "label": "Baru"}), by=admin)
    return form, first, services.publish_form(form=form, by=admin)


def test_an_old_version_can_be_withdrawn_with_a_reason(admin):
    form, first, _second = two_versions(admin)

    withdrawal = services.withdraw_version(version=first, reason="Batas angkanya salah.", by=admin)

    assert services.withdraw_version(version=first, reason="Lagi.", by=admin) == withdrawal
    assert VersionWithdrawal.objects.get().reason == "Batas angkanya salah." and "forms.version.withdraw" in actions_on(form)


@pytest.mark.parametrize(
    ("which", "reason", "words"),
    [("first", "  ", "Tulis alasan"), ("first", "x" * 251, "paling banyak 250"), ("second", "Salah.", "sedang dipakai")],
)
def test_a_withdrawal_without_reason_or_of_the_version_in_use_is_refused(admin, which, reason, words):
    _form, first, second = two_versions(admin)

    with pytest.raises(ActionRefused, match=words):
        services.withdraw_version(version={"first": first, "second": second}[which], reason=reason, by=admin)


def test_a_restored_version_is_a_draft_until_it_is_published(admin):
    form, first, second = two_versions(admin)

    services.restore_version(version=first, by=admin)

    form.refresh_from_db()
    assert form.current_version == second and form.get_latest_revision_as_object().body[1].value["label"] == "Jumlah"
    assert services.publish_form(form=form, by=admin).number == 3


def test_choices_of_a_shared_list_are_frozen_into_the_version(admin):
    from forms_config.models import Choice, ChoiceList

    shared = ChoiceList.objects.create(key="warna", title="Warna")
    Choice.objects.create(choice_list=shared, key="merah", label="Merah", sort_order=0)
    form = saved(draft(q("one_choice", "a", choice_list="warna"), q("yes_no", "b", shown_if=rule("a", "eq", "merah"))), by=admin)
    version = services.publish_form(form=form, by=admin)

    Choice.objects.create(choice_list=shared, key="biru", label="Biru", sort_order=1)

    version.refresh_from_db()
    assert [entry["key"] for entry in version.definition["sections"][0]["questions"][0]["choices"]] == ["merah"]
    assert services.publish_form(form=form, by=admin).number == 2


def test_a_shared_list_that_is_gone_is_refused_with_the_question_named(admin):
    form = saved(draft(q("one_choice", "a", choice_list="hilang", choices=choice("x"))), by=admin)

    with pytest.raises(FormNotPublishable, match="Daftar pilihan “hilang” tidak ada lagi"):
        services.publish_form(form=form, by=admin)
