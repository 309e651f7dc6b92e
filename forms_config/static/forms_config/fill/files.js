// Photos and files: shrunk on the device, sent one by one with progress, taken back, tried again.
import { newId } from "./rows.js";
import { renewToken } from "./token.js";

const LONGEST = 1600; // pixels
const QUALITY = 0.82;

/** A JPEG of at most 1600 px, upright, that still carries time and place of the camera; the original when that fails. */
export async function shrink(file) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    if (!small || (small.size >= file.size && scale === 1 && file.type === "image/jpeg")) return file;
    const exif = await exifOf(file);
    const parts = exif ? [small.slice(0, 2), exif, small.slice(2)] : [small];
    return new File(parts, file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  } catch (_unreadable) {
    return file;
  }
}

/** The EXIF segment of a JPEG with its orientation reset, because the small picture stands upright already. */
async function exifOf(file) {
  if (file.type !== "image/jpeg") return null;
  const bytes = new DataView(await file.slice(0, 131072).arrayBuffer());
  let at = 2;
  while (at + 10 < bytes.byteLength && bytes.getUint8(at) === 0xff) {
    const length = bytes.getUint16(at + 2);
    if (bytes.getUint16(at) === 0xffe1 && bytes.getUint32(at + 4) === 0x45786966) {
      if (at + 2 + length > bytes.byteLength) return null;
      upright(bytes, at + 10);
      return new Uint8Array(bytes.buffer.slice(at, at + 2 + length));
    }
    at += 2 + length;
  }
  return null;
}

function upright(bytes, start) {
  const little = bytes.getUint16(start) === 0x4949;
  const directory = start + bytes.getUint32(start + 4, little);
  for (let entry = 0; entry < bytes.getUint16(directory, little); entry += 1) {
    const at = directory + 2 + entry * 12;
    if (bytes.getUint16(at, little) === 0x0112) bytes.setUint16(at + 8, 1, little);
  }
}

export class Uploads {
  constructor(form, draft, changed) {
    Object.assign(this, { form, draft, changed, under_way: new Set(), waiting: new Set() });
    form.addEventListener("change", (event) => {
      if (event.target.type === "file") this.take(event.target);
    });
    form.addEventListener("click", (event) => this.click(event));
    addEventListener("online", () => this.waiting.forEach((again) => again()));
  }

  static holder(control) {
    const field = control.closest(".field");
    return field.querySelector("[data-uploads]");
  }

  take(input) {
    const holder = Uploads.holder(input);
    const room = Number(holder.dataset.most) - holder.querySelectorAll("[data-file]").length;
    const chosen = Array.from(input.files);
    input.value = "";
    chosen.slice(0, room).forEach((file) => this.begin(holder, file));
    if (chosen.length > room) this.draft.say("warn", "warn", `Paling banyak ${holder.dataset.most}. ${chosen.length - room} tidak ikut diunggah.`);
  }

  async begin(holder, original) {
    const photos = holder.hasAttribute("data-photos");
    const node = document.getElementById(photos ? "foto-baru" : "berkas-baru").content.firstElementChild.cloneNode(true);
    const status = node.querySelector("[role=status]");
    const upload = { holder, node, status, photos, uuid: newId(), name: original.name };
    node.upload = upload;
    if (photos) {
      const picture = node.querySelector("img");
      picture.addEventListener("error", () => picture.removeAttribute("src")); // no picture: the browser would draw its own broken one
      picture.src = URL.createObjectURL(original);
      holder.querySelector("[data-add]").before(node);
    } else {
      node.querySelector("[data-name]").textContent = original.name;
      holder.append(node);
      holder.hidden = false;
    }
    this.count(holder);
    status.textContent = photos ? "Diperkecil…" : "Menunggu…";
    upload.file = photos || /^image\//.test(original.type) ? await shrink(original) : original;
    this.send(upload);
  }

  send(upload) {
    if (!upload.node.isConnected) return;
    renewToken(this.form);
    const body = new FormData();
    const fields = this.form.elements;
    [["csrfmiddlewaretoken", fields.csrfmiddlewaretoken.value], ["version", fields.version.value], ["uuid", upload.uuid]].forEach(([name, value]) => body.append(name, value));
    body.append("key", upload.holder.closest(".ask").dataset.q);
    body.append("file", upload.file, upload.file.name);
    const request = new XMLHttpRequest();
    upload.request = request;
    this.waiting.delete(upload.again);
    upload.node.querySelector("[data-retry]").hidden = true;
    this.under_way.add(upload);
    this.tell(upload, "mute", "0%", true);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) this.tell(upload, "mute", `${Math.round((100 * event.loaded) / event.total)}%`, true);
    });
    request.addEventListener("load", () => this.answered(upload, request));
    request.addEventListener("error", () => this.failed(upload, "Menunggu jaringan", true));
    request.addEventListener("abort", () => this.under_way.delete(upload));
    request.open("POST", this.form.dataset.upload);
    request.send(body);
  }

  answered(upload, request) {
    let told = {};
    try { told = JSON.parse(request.responseText); } catch (_page) { /* an error page */ }
    if (request.status !== 200) {
      this.failed(upload, told.message || "Gagal diunggah", !told.message);
      return;
    }
    this.under_way.delete(upload);
    upload.node.dataset.file = told.uuid;
    const kept = document.createElement("input");
    kept.type = "hidden";
    kept.name = `${upload.holder.dataset.uploads}-kept`;
    kept.value = told.uuid;
    upload.node.append(kept);
    this.count(upload.holder);
    const field = upload.holder.closest(".field");
    field.classList.remove("wrong");
    field.querySelectorAll(":scope > .err").forEach((error) => error.remove());
    this.changed();
  }

  failed(upload, message, again) {
    this.under_way.delete(upload);
    this.tell(upload, "bad", message, false);
    upload.again = () => this.send(upload);
    if (again) {
      upload.node.querySelector("[data-retry]").hidden = false;
      this.waiting.add(upload.again);
    }
  }

  tell(upload, tone, message, busy) {
    upload.status.dataset.tone = tone;
    upload.status.textContent = message;
    upload.status.toggleAttribute("aria-busy", busy);
  }

  /** Number the photos again and offer room for more. */
  count(holder) {
    const nodes = holder.querySelectorAll("[data-file]");
    nodes.forEach((node, place) => {
      if (!node.dataset.file || !holder.hasAttribute("data-photos")) {
        if (node.upload && node.dataset.file) this.tell(node.upload, "ok", "Terunggah", false);
        return;
      }
      const name = `Foto ${place + 1}`;
      node.querySelector("img").alt = name;
      const tag = node.querySelector(".tag");
      if (node.upload) this.tell(node.upload, "ok", name, false);
      else tag.lastChild.textContent = name;
      node.querySelector("[data-remove] .vh").textContent = `Hapus ${name}`;
    });
    const full = nodes.length >= Number(holder.dataset.most);
    holder.closest(".field").querySelectorAll("[data-add]").forEach((add) => { add.hidden = full; });
    if (!holder.hasAttribute("data-photos")) holder.hidden = nodes.length === 0;
  }

  click(event) {
    const button = event.target.closest("[data-remove], [data-retry]");
    if (!button) return;
    event.preventDefault();
    const node = button.closest("[data-file]");
    if (button.matches("[data-retry]")) { node.upload.again(); return; }
    const holder = node.closest("[data-uploads]");
    if (node.upload) { node.upload.request && node.upload.request.abort(); this.waiting.delete(node.upload.again); }
    const uuid = node.dataset.file;
    node.remove();
    this.count(holder);
    const add = holder.closest(".field").querySelector("[data-add]:not([hidden]) input");
    if (add) add.focus();
    if (uuid) {
      renewToken(this.form);
      const body = new URLSearchParams({ csrfmiddlewaretoken: this.form.elements.csrfmiddlewaretoken.value, remove: uuid });
      fetch(this.form.dataset.upload, { method: "POST", body, credentials: "same-origin" }).catch(() => null);
    }
    this.changed();
  }
}
