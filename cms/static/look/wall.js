/* The wall: a clock that runs, a screen that renews itself, and a plain word when the data grows old. */

const wall = document.querySelector("[data-wall]");
const refresh = Number(wall.dataset.refresh) * 1000;
const stale = Number(wall.dataset.stale) * 1000;
const WORDS = { "Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT" };

let renewedAt = performance.now();
let renewedText = "";

function localTime(seconds, zone, withSeconds = false) {
  const parts = { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: zone };
  if (withSeconds) parts.second = "2-digit";
  return new Intl.DateTimeFormat("id-ID", parts).format(new Date(seconds * 1000)).replaceAll(":", ".");
}

function tick() {
  const clock = wall.querySelector("[data-clock]");
  const { clock: started, zone } = clock.dataset;
  const seconds = Number(started) + (performance.now() - renewedAt) / 1000;
  const word = WORDS[zone] ?? "";
  const text = `${localTime(seconds, zone)} ${word}`;
  if (clock.textContent !== text) clock.textContent = text;
  renewedText = `${localTime(Number(started), zone)} ${word}`;
  if (performance.now() - renewedAt > stale) sayOld();
}

function sayOld() {
  const line = wall.querySelector("[data-updated]");
  if (line.dataset.tone === "warn") return;
  line.dataset.tone = "warn";
  line.querySelector("use").setAttribute("href", line.querySelector("use").getAttribute("href").replace(/#.*/, "#i-offline"));
  line.querySelector("span").textContent = `Data terakhir ${renewedText}. Menyambung kembali...`;
}

async function renew() {
  const address = new URL(location.href);
  address.searchParams.set("wilayah", wall.dataset.region);
  address.searchParams.set("potongan", "1");
  try {
    const answer = await fetch(address, { cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(refresh) });
    if (answer.type === "opaqueredirect") location.reload(); // signed out: the page itself asks to sign in again
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = wall.querySelector(".switch");
    wall.replaceChildren(...page.body.childNodes);
    if (form) wall.querySelector("[data-updated]").before(form);
    renewedAt = performance.now();
    tick();
  } catch {
    /* no network: the line at the bottom says how old the data is */
  }
}

setInterval(tick, 1000);
setInterval(renew, refresh);
tick();
