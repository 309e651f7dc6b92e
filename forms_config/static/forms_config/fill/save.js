// Keeps what is typed: on this device at once, on the server a moment later. Nothing is overwritten silently.
import { addRow } from "./rows.js";
import { renewToken } from "./token.js";

const WAIT = 2000; // milliseconds after the last change
const AGAIN = 20000; // between tries without a network
const LONGEST_WAIT = 20000; // for an answer
const LARGEST_KEEPALIVE = 60000; // bytes a browser still sends from a page that closes
const TOKENS = ["csrfmiddlewaretoken", "entry", "submission", "revision", "version", "action"];

export class Draft {
  constructor(form) {
    this.form = form;
    this.line = document.querySelector("[data-saved]");
    this.dirty = false;
    this.running = null;
    this.stopped = false;
    this.key = `desk:${form.dataset.mirror}`;
    addEventListener("online", () => { if (this.dirty) this.save(); });
    addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") this.leave(); });
    this.setUpDialog();
  }

  get revision() { return this.form.elements.revision.value; }

  /** Something changed: keep it here now, and on the server when the person pauses. */
  touch() {
    this.dirty = true;
    this.keepHere();
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => this.save(), WAIT);
  }

  values() {
    renewToken(this.form);
    const pairs = new URLSearchParams();
    new FormData(this.form).forEach((value, name) => { if (typeof value === "string") pairs.append(name, value); });
    return pairs;
  }

  async save() {
    clearTimeout(this.timer);
    while (this.running) await this.running;
    if (!this.dirty || this.stopped) return;
    this.running = this.attempt();
    try { await this.running; } finally { this.running = null; }
  }

  async attempt() {
    this.dirty = false;
    this.say("mute", "sync", "Menyimpan…", true);
    let response;
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), LONGEST_WAIT);
    try {
      response = await fetch(this.form.dataset.save, { method: "POST", body: this.values(), credentials: "same-origin", redirect: "manual", signal: stop.signal });
    } catch (_lost) {
      this.failed("Tanpa jaringan. Tersimpan di ponsel ini, belum terkirim.", "offline");
      return;
    } finally {
      clearTimeout(timer);
    }
    const told = await response.json().catch(() => ({}));
    if (response.ok) this.saved(told);
    else if (response.status === 409) this.overtaken(told);
    else if (told.message) this.stop(told);
    else this.failed("Belum tersimpan.", "warn", true);
  }

  saved(told) {
    const fields = this.form.elements;
    if (fields.entry.value !== told.entry) fields.entry.value = fields.submission.value = told.entry;
    fields.revision.value = told.revision;
    this.forgetHere();
    this.key = this.key.replace(/^(desk:\d+:).*/, `$1${told.entry}`);
    if (this.form.dataset.own) history.replaceState(history.state, "", `${this.form.dataset.own}${told.entry}${location.hash}`);
    this.say("ok", "saved", told.message);
    if (this.dirty) this.keepHere();
  }

  failed(message, icon, button) {
    this.dirty = true;
    this.keepHere();
    this.say("warn", icon, message, false, button ? () => this.save() : null);
    this.timer = setTimeout(() => this.save(), AGAIN);
  }

  /** The report cannot be kept any more (sent by a colleague, session over): say so once, keep the typing here. */
  stop(told) {
    this.stopped = true;
    this.keepHere();
    this.say("warn", "warn", told.message, false, null, told.login ? `${told.login}?next=${encodeURIComponent(location.pathname + location.search)}` : told.url, told.login ? "Masuk" : "Lihat laporan");
  }

  leave() {
    if (!this.dirty || this.stopped || this.running || !navigator.onLine) return;
    const body = this.values();
    if (String(body).length > LARGEST_KEEPALIVE) return;
    this.dirty = false;
    fetch(this.form.dataset.save, { method: "POST", body, credentials: "same-origin", keepalive: true })
      .then((response) => (response.ok ? response.json().then((told) => this.saved(told)) : response.status === 409 ? response.json().then((told) => this.overtaken(told)) : undefined))
      .catch(() => { this.dirty = true; });
  }

  say(tone, icon, message, busy, again, address, word) {
    this.line.dataset.tone = tone;
    const drawing = this.line.querySelector("svg");
    const use = drawing.querySelector("use");
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#i-${icon}`));
    this.line.toggleAttribute("aria-busy", Boolean(busy));
    const text = document.createElement("span");
    text.textContent = message;
    const parts = [drawing, text];
    if (again || address) {
      const way = document.createElement(address ? "a" : "button");
      way.className = "btn quiet";
      way.textContent = word || "Coba lagi";
      if (address) way.href = address;
      else { way.type = "button"; way.addEventListener("click", again); }
      parts.push(way);
    }
    this.line.replaceChildren(...parts);
  }

  // ---- Another device ----

  setUpDialog() {
    this.dialog = document.getElementById("perangkat-lain");
    this.dialog.querySelector("[data-newest]").addEventListener("click", () => { this.forgetHere(); this.stopped = true; location.assign(this.form.getAttribute("action")); });
    this.dialog.querySelector("[data-here]").addEventListener("click", () => { this.dialog.close(); this.chosen(); });
    this.dialog.addEventListener("cancel", () => this.say("warn", "warn", "Belum tersimpan: draf ini berubah di perangkat lain.", false, () => this.dialog.showModal(), null, "Pilih"));
  }

  ask(words, chosen) {
    this.dialog.querySelector("[data-told]").textContent = words;
    this.chosen = chosen;
    if (!this.dialog.open) this.dialog.showModal();
  }

  overtaken(told) {
    this.dirty = true;
    this.stopped = true;
    this.keepHere();
    this.say("warn", "warn", "Belum tersimpan: draf ini berubah di perangkat lain.", false, () => this.dialog.showModal(), null, "Pilih");
    this.ask(`${told.saved_by} menyimpan draf ini dari perangkat lain pada ${told.saved_at}.`, () => {
      this.stopped = false;
      this.form.elements.revision.value = told.revision;
      if (told.entry) this.form.elements.entry.value = this.form.elements.submission.value = told.entry;
      this.save();
    });
  }

  // ---- This device ----

  keepHere() {
    const values = [];
    new FormData(this.form).forEach((value, name) => {
      const control = this.form.elements[name];
      const ask = control && (control.length && !control.closest ? control[0] : control).closest("[data-private]");
      if (typeof value === "string" && TOKENS.indexOf(name) < 0 && !ask) values.push([name, value]);
    });
    try {
      localStorage.setItem(this.key, JSON.stringify({ entry: this.form.elements.entry.value, submission: this.form.elements.submission.value, revision: this.revision, values }));
    } catch (_full) { /* the server keeps it */ }
  }

  forgetHere() {
    try { localStorage.removeItem(this.key); } catch (_none) { /* nothing was kept */ }
  }

  /** What this device still has and the server does not: put back, or asked about when the server moved on. */
  restore(changed) {
    let here = null;
    try { here = JSON.parse(localStorage.getItem(this.key)); } catch (_none) { /* nothing was kept */ }
    if (this.form.dataset.staleBy) {
      this.overtaken({ saved_by: this.form.dataset.staleBy, saved_at: this.form.dataset.staleAt, revision: this.revision });
      return;
    }
    if (document.getElementById("masalah")) this.forgetHere(); // the refusal kept everything as draft
    else if (here) this.putBack(here, changed);
  }

  putBack(here, changed) {
    const put = () => { this.put(here); changed(); this.touch(); };
    if (here.revision === this.revision) {
      if (this.revision === "0") ["entry", "submission"].forEach((name) => { this.form.elements[name].value = here[name]; });
      put();
    } else {
      this.ask("Ada isian di ponsel ini yang belum sempat tersimpan, sedangkan draf di server lebih baru.", put);
    }
  }

  put(here) {
    const wanted = new Map();
    here.values.forEach(([name, value]) => wanted.set(name, (wanted.get(name) || []).concat(value)));
    this.form.querySelectorAll("[data-repeat]").forEach((repeat) => {
      wanted.forEach((values, name) => {
        const match = name.match(/^([a-z0-9_]+)-(\d+)-id$/);
        if (match && match[1] === repeat.dataset.repeat && !this.form.elements[name]) addRow(repeat, Number(match[2]), values[0]);
      });
    });
    Array.from(this.form.elements).forEach((control) => {
      if (!control.name || TOKENS.indexOf(control.name) > -1 || control.type === "file" || control.type === "hidden" || control.tagName === "BUTTON") return;
      const values = wanted.get(control.name);
      if (control.type === "radio" || control.type === "checkbox") control.checked = Boolean(values) && values.indexOf(control.value) > -1;
      else if (values) control.value = values[0];
    });
  }
}
