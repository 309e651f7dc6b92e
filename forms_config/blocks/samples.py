"""One question of each family as an officer meets it: what the editor's picker shows before a question is added."""

from functools import cache
from typing import Any

from django.conf import settings
from django.utils import timezone

from ..compile import compile_definition
from ..constants import Family
from ..prefills import FillContext
from ..rendering import Sheet, sheet

SAMPLES: dict[str, dict[str, Any]] = {
    Family.SHORT_TEXT: {"label": "Tempat kejadian", "help": "Nama jalan, kampung, atau gedung."},
    Family.LONG_TEXT: {"label": "Uraian kejadian"},
    Family.WHOLE_NUMBER: {"label": "Jumlah TPS terdampak", "unit": "TPS"},
    Family.DECIMAL: {"label": "Tinggi genangan", "unit": "meter"},
    Family.YES_NO: {"label": "Apakah logistik sudah diterima?"},
    Family.ONE_CHOICE: {
        "label": "Situasi wilayah",
        "choices": [{"key": "a", "label": "Kondusif"}, {"key": "b", "label": "Perlu perhatian"}, {"key": "c", "label": "Terganggu"}],
    },
    Family.MANY_CHOICES: {
        "label": "Yang sudah dihubungi",
        "choices": [{"key": "a", "label": "Polsek"}, {"key": "b", "label": "Koramil"}, {"key": "c", "label": "Puskesmas"}],
    },
    Family.SCALE: {"label": "Keamanan menurut Anda", "min_label": "Rawan", "max_label": "Aman"},
    Family.READINESS: {"label": "Gudang logistik aman dan kering", "evidence": "optional"},
    Family.DATE: {"label": "Tanggal pemeriksaan"},
    Family.TIME: {"label": "Jam buka TPS"},
    Family.DATETIME: {"label": "Waktu kejadian"},
    Family.REGION: {"label": "Kelurahan"},
    Family.POLLING_STATION: {"label": "TPS"},
    Family.AGENCY: {"label": "Perangkat daerah yang menangani"},
    Family.PERSON: {"label": "Petugas yang bertanggung jawab"},
    Family.GPS: {"label": "Titik lokasi"},
    Family.PHOTOS: {"label": "Foto keadaan"},
    Family.FILES: {"label": "Berita acara"},
    Family.REPEAT: {
        "label": "Kejadian menonjol",
        "row_label": "Kejadian",
        "questions": [{"type": "short_text", "key": "judul", "label": "Judul"}],
        "min_rows": 1,
    },
    Family.TABLE: {
        "label": "Pemilih",
        "rows": [{"key": "a", "label": "Kelurahan A"}, {"key": "b", "label": "Kelurahan B"}],
        "columns": [{"key": "l", "label": "Laki-laki"}, {"key": "p", "label": "Perempuan"}],
    },
    Family.COMPUTED: {"label": "Jumlah semua TPS", "formula": {"op": "sum", "terms": [{"number": "1530"}]}, "unit": "TPS"},
    Family.NOTE: {"label": "Ada bahaya langsung? Telepon 112 atau Polri 110 lebih dahulu."},
}


@cache
def _definition(family: str) -> dict[str, Any]:
    question = {"type": family, "key": "contoh", **SAMPLES[family]}
    helper = [] if family != Family.NOTE else [{"type": "yes_no", "key": "lain", "label": "Apakah sudah aman?"}]
    return compile_definition(
        {"key": "contoh", "title": "Contoh", "sections": [{"label": "Contoh pertanyaan", "questions": [question, *helper]}]}
    )


def sample_sheet(family: str) -> Sheet:
    """The sample of a family, put together as a form of one question."""
    context = FillContext(unit_code="", unit_name="Contoh unit", timezone=settings.TIME_ZONE, now=timezone.now())
    return sheet(_definition(family), {}, context=context)
