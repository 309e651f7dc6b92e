// Repeated rows: add, remove, count again.

const BLANK = /__N__/g;
const BLANK_ID = /__ID__/g;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const rowsOf = (repeat) => Array.from(repeat.querySelectorAll(":scope > [data-rows] > [data-row]"));

function count(repeat) {
  const rows = rowsOf(repeat);
  rows.forEach((row, place) => row.querySelectorAll("[data-place]").forEach((word) => { word.textContent = place + 1; }));
  repeat.querySelector(":scope > [data-add-row]").hidden = rows.length >= Number(repeat.dataset.most);
}

/** A new row, or the row with that number when it is restored from this device. */
export function addRow(repeat, index, id) {
  const taken = rowsOf(repeat).map((row) => Number(row.dataset.index));
  const number = index === undefined ? Math.max(-1, ...taken) + 1 : index;
  const template = repeat.querySelector(":scope > template");
  const holder = document.createElement("template");
  holder.innerHTML = template.innerHTML.replace(BLANK, number).replace(BLANK_ID, ID.test(id || "") ? id : newId());
  const row = holder.content.firstElementChild;
  repeat.querySelector(":scope > [data-rows]").append(row);
  count(repeat);
  return row;
}

export function setUpRows(form, changed) {
  form.querySelectorAll("[data-repeat]").forEach(count);
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const repeat = button.closest("[data-repeat]");
    if (button.matches("[data-add-row]")) {
      event.preventDefault();
      addRow(repeat).querySelector("h4").focus();
      changed();
    } else if (button.value.startsWith("remove-row:")) {
      event.preventDefault();
      button.closest("[data-row]").remove();
      count(repeat);
      repeat.querySelector(":scope > [data-add-row]").focus();
      changed();
    }
  });
}
