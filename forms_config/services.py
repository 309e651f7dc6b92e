"""Everything that changes forms and versions. One transaction each; every change is logged with its actor."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from .compile.normalise import derived_id
from .compile.places import Outline
from .editing import fresh_ids, from_definition, to_definition, used_choice_lists
from .errors import ActionRefused, PackRefused
from .models import Choice, ChoiceList, Form, FormVersion, VersionWithdrawal
from .packing import PACK_SCHEMA, checked_pack, slim_definition

LONGEST_REASON = 250  # characters of a withdrawal
LOG_COPIED = "forms.form.copy"
LOG_IMPORTED = "forms.form.import"
LOG_RETIRED = "forms.form.retire"
LOG_UNRETIRED = "forms.form.unretire"
LOG_WITHDRAWN = "forms.version.withdraw"
LOG_RESTORED = "forms.version.restore"


@transaction.atomic
def publish_form(*, form: Form, by: Any) -> FormVersion:
    """Publish the latest draft. Returns the version that is current afterwards: an unchanged definition makes no new one.

    Raises ``FormNotPublishable`` and leaves everything as it was.
    """
    locked = Form.objects.select_for_update().get(pk=form.pk)
    revision = locked.get_latest_revision() or locked.save_revision(user=by, clean=False)
    revision.publish(user=by, skip_permission_checks=True)
    form.refresh_from_db()
    if form.current_version is None:
        raise ActionRefused("Formulir dijadwalkan terbit kemudian. Hapus jadwalnya untuk menerbitkannya sekarang.")
    return form.current_version


def save_draft(*, form: Form, by: Any) -> None:
    """Keep the form as it stands in memory as its draft; what officers fill stays as it is."""
    if form.pk is None:
        form.live = False
        form.save()
    elif not form.live:
        form.save()
    form.save_revision(user=by, clean=False)


@transaction.atomic
def copy_form(*, form: Form, key: str, title: str, by: Any) -> Form:
    """A new draft with the questions of ``form`` as last edited, under identities of its own."""
    if Form.objects.filter(key=key).exists():
        raise ActionRefused(f"Kunci “{key}” sudah dipakai formulir lain. Pilih kunci lain.")
    source = form.get_latest_revision_as_object()
    copy = Form(key=key, title=title, summary=source.summary, kind=source.kind, report_now=source.report_now, owner=form.owner)
    copy.body = fresh_ids(source.body.get_prep_value())
    copy.checks = fresh_ids(source.checks.get_prep_value())
    save_draft(form=copy, by=by)
    log(instance=copy, action=LOG_COPIED, user=by, data={"source": form.pk, "source_title": form.title}, content_changed=True)
    return copy


@transaction.atomic
def retire_form(*, form: Form, by: Any, now: datetime | None = None) -> Form:
    """No new duties and entries from now on; what was begun may be finished. Repeating it changes nothing."""
    locked = Form.objects.select_for_update().get(pk=form.pk)
    if locked.retired_at is None:
        locked.retired_at = now or timezone.now()
        locked.save(update_fields=["retired_at"])
        log(instance=locked, action=LOG_RETIRED, user=by)
    return locked


@transaction.atomic
def unretire_form(*, form: Form, by: Any) -> Form:
    """Take a retired form into use again. Repeating it changes nothing."""
    locked = Form.objects.select_for_update().get(pk=form.pk)
    if locked.retired_at is not None:
        locked.retired_at = None
        locked.save(update_fields=["retired_at"])
        log(instance=locked, action=LOG_UNRETIRED, user=by)
    return locked


@transaction.atomic
def withdraw_version(*, version: FormVersion, reason: str, by: Any, now: datetime | None = None) -> VersionWithdrawal:
    """Say that entries on this version are not accepted any more. Withdrawing again returns the first withdrawal.

    The version in use cannot be withdrawn: officers would have nothing to fill. Publish a better one first, or retire the form.
    """
    reason = reason.strip()
    if not reason:
        raise ActionRefused("Tulis alasan penarikan. Petugas yang masih membuka versi ini akan membacanya.")
    if len(reason) > LONGEST_REASON:
        raise ActionRefused(f"Alasan paling banyak {LONGEST_REASON} huruf. Anda menulis {len(reason)}. Persingkat isinya.")
    form = Form.objects.select_for_update().get(pk=version.form_id)
    if form.current_version_id == version.pk:
        raise ActionRefused("Versi ini sedang dipakai. Terbitkan dahulu versi penggantinya, atau hentikan formulirnya.")
    earlier = VersionWithdrawal.objects.filter(version=version).first()
    if earlier is not None:
        return earlier
    withdrawal = VersionWithdrawal(version=version, reason=reason, withdrawn_at=now or timezone.now(), withdrawn_by=by)
    withdrawal.save()
    log(instance=form, action=LOG_WITHDRAWN, user=by, data={"version": version.number, "reason": reason})
    return withdrawal


@transaction.atomic
def restore_version(*, version: FormVersion, by: Any) -> Form:
    """Make the questions of an old version the draft. Officers go on with the current version until it is published."""
    form: Form = Form.objects.select_for_update().get(pk=version.form_id).get_latest_revision_as_object()
    definition = version.definition
    form.title, form.summary, form.kind = definition["title"], definition["summary"], definition["kind"]
    form.body, form.checks = from_definition(definition)
    save_draft(form=form, by=by)
    log(instance=form, action=LOG_RESTORED, user=by, data={"version": version.number}, content_changed=True)
    return form


@transaction.atomic
def import_pack(data: Mapping[str, Any], *, by: Any, publish: bool = False) -> Form:
    """Load a pack. A form with its key gets the pack as its new draft, else a new form is made; ``publish`` publishes it at once.

    Shared choice lists are made when they are missing and completed when they exist; existing words are kept. Importing the
    same pack again changes nothing that officers see. Raises ``PackRefused`` or ``FormNotPublishable`` and then changes nothing.
    """
    pack = checked_pack(data)
    definition = pack["definition"]
    for entry in pack.get("choice_lists") or ():
        _ensure_choice_list(entry)
    form = Form.objects.select_for_update().filter(key=definition["key"]).first() or Form(key=definition["key"])
    was_known = form.pk is not None
    if was_known:
        form = form.get_latest_revision_as_object()
    form.title, form.summary = definition["title"], definition.get("summary") or ""
    form.kind, form.report_now = definition.get("kind") or form.kind, bool(pack.get("report_now"))
    form.body, form.checks = from_definition(_identified(definition, form))
    save_draft(form=form, by=by)
    log(instance=form, action=LOG_IMPORTED, user=by, data={"new": not was_known}, content_changed=True)
    if publish:
        publish_form(form=form, by=by)
    return Form.objects.get(pk=form.pk)


def _identified(definition: Mapping[str, Any], form: Form) -> dict[str, Any]:
    """The definition with an id on every block: the published one of the same key, the pack's own, or one derived from the key."""
    known: dict[str, str] = {}
    for published in form.versions.order_by("number").values_list("definition", flat=True) if form.pk else ():
        known |= {place.key: str(place.question["id"]) for place in Outline(published).places}

    def question(raw: Mapping[str, Any], repeat: str = "") -> dict[str, Any]:
        key = str(raw.get("key") or "")
        inner = [question(entry, key) for entry in raw.get("questions") or ()]
        identity = known.get(key) or raw.get("id") or derived_id(form.key, repeat, key)
        return {**raw, "id": identity, **({"questions": inner} if inner else {})}

    return {
        **definition,
        "sections": [
            {
                **section,
                "id": section.get("id") or derived_id(form.key, "section", str(number)),
                "questions": [question(entry) for entry in section.get("questions") or ()],
            }
            for number, section in enumerate(definition.get("sections") or ())
        ],
        "checks": [
            {**check, "id": check.get("id") or derived_id(form.key, "check", str(number))}
            for number, check in enumerate(definition.get("checks") or ())
        ],
    }


def _ensure_choice_list(entry: Mapping[str, Any]) -> None:
    if not entry.get("key") or not entry.get("title"):
        raise PackRefused("Daftar pilihan di dalam paket tidak lengkap. Ekspor ulang paketnya.")
    choice_list, _created = ChoiceList.objects.get_or_create(key=entry["key"], defaults={"title": entry["title"]})
    existing = set(choice_list.choices.values_list("key", flat=True))
    fresh = [choice for choice in entry.get("choices") or () if choice.get("key") not in existing]
    Choice.objects.bulk_create(
        Choice(
            choice_list=choice_list,
            sort_order=len(existing) + number,
            **{name: str(choice.get(name) or "") for name in ("key", "label", "description", "tone", "icon")},
        )
        for number, choice in enumerate(fresh)
    )


def export_pack(*, form: Form) -> dict[str, Any]:
    """The form as last published (its draft when it never was) as a pack."""
    source = form if form.live else form.get_latest_revision_as_object()
    blocks = source.body.get_prep_value()
    lists = ChoiceList.objects.filter(key__in=used_choice_lists(blocks)).prefetch_related("choices")
    definition, _problems = to_definition(source, keep_lists=True)
    return {
        "pack": PACK_SCHEMA,
        "report_now": source.report_now,
        "choice_lists": [
            {"key": entry.key, "title": entry.title, "choices": [_slim(choice) for choice in entry.as_choices()]} for entry in lists
        ],
        "definition": slim_definition(definition),
    }


def _slim(choice: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in choice.items() if value}
