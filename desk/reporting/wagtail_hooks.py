"""What the Wagtail admin learns from this app: the words of its audit log."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from . import constants

LOG_LABELS = {
    constants.LOG_SENT: (_("Kirim laporan"), _("Laporan dikirim")),
    constants.LOG_RESENT: (_("Kirim ulang laporan"), _("Laporan dikirim ulang")),
    constants.LOG_ACCEPTED: (_("Terima laporan"), _("Laporan diterima")),
    constants.LOG_RETURNED: (_("Kembalikan laporan"), _("Laporan dikembalikan")),
    constants.LOG_CHECKED: (_("Periksa laporan"), _("Laporan diperiksa")),
    constants.LOG_HANDOVER_RETRIED: (_("Teruskan ulang"), _("Laporan diteruskan ulang")),
    constants.LOG_ASKED: (_("Minta laporan"), _("Laporan diminta")),
    constants.LOG_CANCELLED: (_("Batalkan permintaan"), _("Permintaan laporan dibatalkan")),
    constants.LOG_CHAIN_SAVED: (_("Simpan alur pemeriksaan"), _("Alur pemeriksaan disimpan")),
    constants.LOG_TYPE_SAVED: (_("Simpan jenis laporan"), _("Jenis laporan disimpan")),
    constants.LOG_LADDER_SAVED: (_("Simpan tangga pengingat"), _("Tangga pengingat disimpan")),
    constants.LOG_RULE_SAVED: (_("Simpan aturan pelaporan"), _("Aturan pelaporan disimpan")),
    constants.LOG_RULE_ENDED: (_("Akhiri aturan pelaporan"), _("Aturan pelaporan diakhiri")),
    constants.LOG_DUTY_REOPENED: (_("Buka kembali kewajiban"), _("Kewajiban lapor dibuka kembali")),
    constants.LOG_MAIL_WITHHELD: (_("Tahan pos-el pengingat"), _("Pos-el pengingat tidak jadi dikirim: laporan sudah tidak ditunggu")),
    constants.LOG_RELEASED: (_("Rilis laporan"), _("Laporan dirilis")),
    constants.LOG_RECAP_BEGUN: (_("Susun rekap"), _("Rekap mulai disusun")),
    constants.LOG_RECAP_EDITED: (_("Sunting rekap"), _("Rekap disunting")),
    constants.LOG_RECAP_CHECKED: (_("Periksa rekap"), _("Rekap diperiksa")),
    constants.LOG_RECAP_ACCEPTED: (_("Setujui rekap"), _("Rekap disetujui")),
    constants.LOG_RECAP_RETURNED: (_("Kembalikan rekap"), _("Rekap dikembalikan")),
    constants.LOG_RECAP_RELEASED: (_("Rilis rekap"), _("Rekap dirilis")),
    constants.LOG_RECAP_CORRECTED: (_("Ralat rekap"), _("Ralat rekap diterbitkan")),
    constants.LOG_IDENTITY_VIEWED: (_("Buka identitas"), _("Isian identitas dibuka")),
    constants.LOG_DRAFT_DISCARDED: (_("Hapus draf"), _("Draf dihapus")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    for action, (label, message) in LOG_LABELS.items():
        actions.register_action(action, label, message)
