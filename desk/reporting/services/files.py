"""Photos and files of a report: looked into, pictures made anew, kept private."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import get_valid_filename

from desk.people.models import User
from forms_config.constants import Family
from forms_config.definition import Question, has_files, question_by_key

from ..errors import EntryNotFound, FileRefused
from ..models import Attachment, Entry
from .drafts import refuse_uneditable
from .file_contents import Content, document_content, photo_content

LARGEST_PHOTO = 15 * 1024 * 1024  # bytes as sent; ours are far smaller afterwards
LARGEST_FILE = 10 * 1024 * 1024  # bytes
MOST_FILES = 60  # of one report
LONGEST_NAME = 120
DEFAULT_MOST = {Family.PHOTOS: 5, Family.FILES: 3, Family.READINESS: 5}


def add_file(
    *, entry: Entry, key: str, upload: "UploadedFile[Any]", user: User, uuid: UUID | None = None, now: datetime | None = None
) -> Attachment:
    """Keep a file for the question ``key``. ``uuid`` (made by the client) makes a repeated upload harmless.

    Raises FileRefused with the way out; nothing is kept then.
    """
    question = question_by_key(entry.version.definition, key)
    if question is None or not has_files(question):
        raise FileRefused("Pertanyaan untuk berkas ini tidak ada lagi pada formulir. Muat ulang halaman.")
    if uuid is not None:
        known = Attachment.objects.filter(uuid=uuid).first()
        if known is not None:
            if known.entry_id != entry.pk:
                raise EntryNotFound("Berkas ini tidak ditemukan.")
            return known
    content = _content(question, upload, zone=entry.region.zone)
    return _keep(entry, question, content, upload, user=user, uuid=uuid or uuid4(), now=now or timezone.now())


def _content(question: Question, upload: "UploadedFile[Any]", *, zone: ZoneInfo) -> Content:
    name, size = upload.name or "berkas", upload.size or 0
    if not size:
        raise FileRefused(f"Berkas {name} kosong. Pilih berkas lain.")
    photo = question["type"] == Family.PHOTOS
    largest = LARGEST_PHOTO if photo else LARGEST_FILE
    if size > largest:
        raise FileRefused(f"Berkas {name} terlalu besar ({size / 1048576:.0f} MB). Paling besar {largest // 1048576} MB.")
    data = upload.read()
    return photo_content(name, data, zone=zone) if photo else document_content(name, data, kinds=question.get("kinds") or (), zone=zone)


@transaction.atomic
def _keep(
    entry: Entry, question: Question, content: Content, upload: "UploadedFile[Any]", *, user: User, uuid: UUID, now: datetime
) -> Attachment:
    locked = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    refuse_uneditable(locked)
    _refuse_too_many(locked, question)
    attachment = Attachment(
        uuid=uuid,
        entry=locked,
        key=question["key"],
        kind=content.kind,
        name=_clean_name(upload.name or "berkas", content.suffix),
        content_type=content.content_type,
        size=len(content.data),
        sha256=content.sha256,
        taken_at=content.taken_at,
        latitude=content.latitude,
        longitude=content.longitude,
        uploaded_at=now,
        uploaded_by=user,
        simulation=entry.simulation,
    )
    attachment.file.save(f"{uuid}{content.suffix}", ContentFile(content.data), save=False)
    attachment.save(force_insert=True)
    return attachment


def _refuse_too_many(entry: Entry, question: Question) -> None:
    present = Attachment.objects.filter(entry=entry, removed_at=None)
    if present.count() >= MOST_FILES:
        raise FileRefused(f"Satu laporan paling banyak memuat {MOST_FILES} berkas. Hapus sebagian lebih dahulu.")
    in_rows = not any(top["key"] == question["key"] for section in entry.version.definition["sections"] for top in section["questions"])
    most = question.get("max_files") or DEFAULT_MOST[Family(question["type"])]
    if not in_rows and present.filter(key=question["key"]).count() >= most:
        raise FileRefused(f"{question['label']} paling banyak {most} berkas. Hapus salah satu lebih dahulu.")


def _clean_name(name: str, suffix: str) -> str:
    stem = get_valid_filename(name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1] or "berkas").rsplit(".", 1)[0]
    return f"{stem[:LONGEST_NAME] or 'berkas'}{suffix}"


@transaction.atomic
def remove_file(*, entry: Entry, uuid: UUID, user: User, now: datetime | None = None) -> None:
    """Take a file out of the draft. The row stays with its time; a sent submission that names it still shows it."""
    locked = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    refuse_uneditable(locked)
    Attachment.objects.filter(entry=locked, uuid=uuid, removed_at=None).update(removed_at=now or timezone.now())
