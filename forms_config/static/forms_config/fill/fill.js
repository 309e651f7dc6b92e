// The form page: plain HTML made pleasant. Everything here may fail and the form still works by an ordinary POST.
import { Draft } from "./save.js";
import { Marks } from "./marks.js";
import { setUpRows } from "./rows.js";
import { Steps } from "./steps.js";
import { Uploads } from "./files.js";

const LONGEST_WAIT = 45000; // milliseconds for an answer to sending

function setUpSending(form, draft, uploads) {
  let busy = false;
  form.addEventListener("submit", (event) => {
    const button = event.submitter || form.querySelector("[data-send]");
    if (busy) { event.preventDefault(); return; }
    if (form.dataset.plain) return;
    if (button.matches("[data-discard]")) {
      draft.stopped = true;
      draft.forgetHere();
      return;
    }
    event.preventDefault();
    if (!button.matches("[data-send]")) {
      draft.dirty = true;
      draft.save();
      return;
    }
    if (uploads.under_way.size || uploads.waiting.size) {
      draft.say("warn", "warn", "Ada foto atau berkas yang belum selesai diunggah. Tunggu sebentar atau hapus.");
      return;
    }
    busy = true;
    button.setAttribute("aria-busy", "true");
    send(form, draft, button).finally(() => { busy = false; button.removeAttribute("aria-busy"); });
  });
}

/** Send by fetch, so that a lost network leaves the page and everything typed in place. The same UUID makes a repeat harmless. */
async function send(form, draft, button) {
  draft.say("mute", "sync", "Mengirim…", true);
  clearTimeout(draft.timer);
  while (draft.running) await draft.running;
  draft.keepHere();
  const body = draft.values();
  body.append("action", "send");
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), LONGEST_WAIT);
  try {
    const response = await fetch(form.getAttribute("action"), { method: "POST", body, credentials: "same-origin", signal: stop.signal });
    if (response.redirected && response.ok) {
      draft.stopped = true;
      draft.dirty = false;
      location.assign(response.url);
      return;
    }
    if (response.status >= 500) throw new Error(String(response.status));
    if (response.status === 422) form.elements.revision.value = response.headers.get("X-Draft-Revision") || draft.revision; // the refusal kept the typing
    form.dataset.plain = "1"; // refused: let the browser show the server's own page
    draft.stopped = true;
    setTimeout(() => button.click());
  } catch (_lost) {
    draft.dirty = true;
    const words = navigator.onLine ? "Laporan belum terkirim. Isian Anda aman. Coba lagi." : "Tanpa jaringan. Tersimpan di ponsel ini, belum terkirim.";
    draft.say("warn", navigator.onLine ? "warn" : "offline", words);
  } finally {
    clearTimeout(timer);
  }
}

function setUpPlaces(form, changed) {
  if (!navigator.geolocation) return;
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-locate]");
    if (!button) return;
    const field = button.closest("[data-gps]");
    const name = button.closest(".ask").dataset.control;
    const told = field.querySelector("[data-located]");
    told.textContent = "Mencari lokasi…";
    navigator.geolocation.getCurrentPosition((found) => {
      form.elements[`${name}-lat`].value = found.coords.latitude.toFixed(6);
      form.elements[`${name}-lon`].value = found.coords.longitude.toFixed(6);
      form.elements[`${name}-accuracy`].value = Math.round(found.coords.accuracy);
      told.textContent = `Lokasi terisi. Ketelitian sekitar ${Math.round(found.coords.accuracy)} meter.`;
      changed();
    }, () => { told.textContent = "Lokasi tidak dapat dibaca. Izinkan lokasi di ponsel Anda, atau isi lintang dan bujur."; }, { enableHighAccuracy: true, timeout: 20000 });
  });
}

function setUp(form) {
  const logic = JSON.parse(document.getElementById("logika").textContent);
  const marks = new Marks(form, logic);
  const kept = form.dataset.save ? new Draft(form) : null;
  const changed = () => {
    marks.refresh();
    if (kept) kept.touch();
  };
  const show = () => form.querySelectorAll("[data-locate]").forEach((button) => { button.hidden = !navigator.geolocation; });
  setUpRows(form, () => { show(); changed(); });
  setUpPlaces(form, changed);
  show();
  marks.refresh();
  const steps = new Steps(form, marks);
  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    marks.echo(event.target);
    if (event.target.closest(".field.wrong")) marks.check(event.target);
    changed();
  });
  form.addEventListener("focusout", (event) => {
    if (!event.target.name) return;
    marks.check(event.target);
    marks.refresh();
  });
  form.addEventListener("click", (event) => {
    const clear = event.target.closest("[data-clear]");
    if (!clear) return;
    clear.closest("fieldset").querySelectorAll("input[type=radio]").forEach((radio) => { radio.checked = false; });
    clear.closest("fieldset").querySelector("input[type=radio]").focus();
    changed();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input:not([type=file]):not([type=checkbox]):not([type=radio])")) event.preventDefault();
  });
  if (kept) {
    setUpSending(form, kept, new Uploads(form, kept, changed));
    kept.restore(() => { marks.refresh(); if (steps.stepped) steps.tell(); });
  } else form.addEventListener("submit", (event) => event.preventDefault());
  const problem = document.getElementById("masalah");
  if (problem) problem.focus();
  document.documentElement.setAttribute("data-ready", "");
}

const form = document.querySelector("[data-fill]");
if (form) setUp(form);
