"""What the browser tests of the officers' door share: a weekly form of three sections and small steps."""

from io import BytesIO

from django.urls import reverse
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from tests.factories import forms

SITUATIONS = [
    {"key": "kondusif", "label": "Kondusif", "description": "Tidak ada gangguan", "tone": "ok", "icon": "check-c"},
    {"key": "perhatian", "label": "Perlu perhatian", "description": "Ada hal yang mengganggu", "tone": "warn", "icon": "warn"},
]
TROUBLED = {"match": "all", "rules": [{"question": "situasi", "op": "eq", "value": "perhatian"}]}


def weekly():
    """Three sections: a condition with a check, repeated rows and a sum, photos and a file."""
    form = forms.publish(forms.question("short_text", "sementara"), key="mingguan")
    frozen = forms.definition(key="mingguan")
    frozen["title"] = form.title
    part = frozen["sections"][0]
    frozen["sections"] = [
        {
            **part,
            "id": "a",
            "label": "Situasi",
            "questions": [
                forms.question("one_choice", "situasi", label="Situasi wilayah", choices=SITUATIONS, required="always"),
                forms.question("long_text", "uraian", label="Kejadian menonjol", shown_if=TROUBLED, required="always"),
                forms.question("whole_number", "terdampak", label="Jumlah TPS terdampak", max=292, unit="TPS", shown_if=TROUBLED),
            ],
        },
        {
            **part,
            "id": "b",
            "label": "Kejadian",
            "questions": [
                forms.question(
                    "repeat",
                    "kejadian",
                    label="Kejadian",
                    row_label="Kejadian",
                    questions=[
                        forms.question("short_text", "judul", label="Judul"),
                        forms.question("whole_number", "korban", label="Korban"),
                    ],
                ),
                forms.question(
                    "computed",
                    "jumlah_korban",
                    label="Jumlah korban",
                    unit="orang",
                    places=0,
                    formula={"op": "sum", "terms": [{"question": "korban"}]},
                ),
            ],
        },
        {
            **part,
            "id": "c",
            "label": "Bukti dan pengesahan",
            "questions": [
                forms.question("photos", "foto", label="Foto lapangan", max_files=3),
                forms.question("short_text", "nama", label="Nama pelapor", required="always"),
            ],
        },
    ]
    frozen["order"] = forms.order(frozen)
    version = form.current_version.__class__(form=form, number=2, sha256="b" * 64, definition=frozen, published_at=timezone.now())
    version.save()
    form.current_version = version
    form.save()
    return form


def opened(page, duty):
    page.goto(reverse("reporting:fill_obligation", args=[duty.pk]))
    page.wait_for_selector("html[data-ready]")
    return page


def saved(page):
    expect(page.locator("[data-saved]")).to_contain_text("Draf tersimpan")


def photo(width=2400, height=1800):
    data = BytesIO()
    Image.effect_noise((width, height), 40).convert("RGB").save(data, "JPEG", quality=90)
    return {"name": "lapangan.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}
