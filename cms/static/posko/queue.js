// The queue by keyboard (J next, K previous, T accept), dialogs for steps with a reason, the heading in focus after a decision.
// Everything here has a plain way without it. The keys can be switched off (WCAG 2.1.4) and stay off on this device.

const STORE = "desk.queue-keys";
const list = document.querySelector("[data-queue]");
const help = document.querySelector("[data-keys]");
const choice = document.querySelector("[data-keys-switch]");

function remembered() {
  try { return localStorage.getItem(STORE) !== "off"; } catch { return true; }
}

function remember(on) {
  try { localStorage.setItem(STORE, on ? "on" : "off"); } catch { /* a browser without storage keeps the keys on */ }
}

let keysOn = remembered();
if (help && choice) {
  help.hidden = false;
  choice.checked = keysOn;
  choice.addEventListener("change", () => { keysOn = choice.checked; remember(keysOn); });
}

const typing = (target) => target instanceof Element && target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

function step(by) {
  const links = [...(list?.querySelectorAll(".item a.cover") ?? [])];
  const here = links.findIndex((link) => link.hasAttribute("aria-current"));
  const there = here < 0 ? (by > 0 ? 0 : links.length - 1) : here + by;
  if (links[there]) location.assign(links[there].href);
}

let sending = false;
document.addEventListener("keydown", (event) => {
  if (!keysOn || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  if (key === "j") step(1);
  else if (key === "k") step(-1);
  else if (key === "t" && !sending) document.querySelector("[data-accept]")?.click();
});

for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("data-cancel")) return;
    if (sending) { event.preventDefault(); return; }
    sending = true;
    event.submitter?.setAttribute("aria-busy", "true");
  });
}
addEventListener("pageshow", () => {
  sending = false;
  for (const busy of document.querySelectorAll("[aria-busy]")) busy.removeAttribute("aria-busy");
});

for (const opener of document.querySelectorAll("[data-dialog]")) {
  const dialog = document.getElementById(opener.dataset.dialog);
  if (!dialog?.showModal) continue;
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.showModal();
    dialog.querySelector("textarea")?.focus();
  });
  dialog.addEventListener("close", () => opener.focus());
}

list?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
const opened = document.querySelector("[data-open-step] textarea");
if (opened) opened.focus();
else if (location.hash === "#judul") {
  document.getElementById("judul")?.focus();
  const told = document.querySelector("main > .notice[role]"); // what became of the report before stands above the heading
  if (told) addEventListener("load", () => setTimeout(() => told.scrollIntoView({ block: "center" })));
}
