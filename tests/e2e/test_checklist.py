"""A readiness checklist built from nothing in the browser: point, weight, who answers for it, indicator, evidence."""

import pytest
from playwright.sync_api import expect

from forms_config.models import Form
from tests.browser import await_new_block, open_editor
from tests.factories import people

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_admin_builds_a_checklist_from_empty(desktop, sign_in, transactional_db):
    page = sign_in(desktop, people.admin())
    open_editor(page, "/admin/formulir/add/")
    page.get_by_placeholder("Judul formulir").fill("Kesiapan Kota")
    page.get_by_label("Jenis").select_option(label="Daftar periksa kesiapan")
    point = page.locator("[data-streamfield-child]").first
    point.get_by_role("button", name="Tampilkan/sembunyikan bagian").click()
    point.get_by_label("Nama bagian").fill("Logistik")
    point.get_by_label("Bobot poin").fill("15")
    point.get_by_label("Penanggung jawab").fill("KPU Kota Bogor")
    point.locator("xpath=following-sibling::*[1]").get_by_title("Sisipkan blok").click()
    page.get_by_role("option", name="Indikator kesiapan").click()
    await_new_block(page)
    indicator = point.locator("xpath=following-sibling::*[@data-streamfield-child][1]")
    indicator.get_by_role("textbox", name="Pertanyaan").fill("Kotak suara diterima")
    indicator.get_by_role("combobox", name="Cara menilai").select_option(label="Jumlah selesai dari sasaran")
    indicator.get_by_role("combobox", name="Bukti").select_option(label="Wajib dilampirkan")
    indicator.get_by_label("Bobot di dalam poin").fill("3")
    indicator.get_by_label("Penentu").check()

    expect(page.get_by_text("Tersimpan", exact=True)).to_be_visible()
    page.get_by_role("button", name="Tindakan lainnya").click()
    page.get_by_role("button", name="Terbitkan").click()
    expect(page.get_by_text("Formulir 'Kesiapan Kota' telah diperbarui dan diterbitkan.")).to_be_visible()

    (section,) = Form.objects.get(key="kesiapan_kota").current_version.definition["sections"]
    assert (section["label"], section["weight"], section["responsible"]) == ("Logistik", 15, "KPU Kota Bogor")
    (question,) = section["questions"]
    told = {name: question[name] for name in ("key", "measure", "evidence", "weight", "critical")}
    assert told == {"key": "kotak_suara_diterima", "measure": "number", "evidence": "required", "weight": 3, "critical": True}
