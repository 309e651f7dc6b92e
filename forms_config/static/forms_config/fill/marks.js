// What follows from what was typed: questions shown or hidden, computed values, sums, findings, states, words about mistakes.
import { evaluate } from "../logic.js";
import { controls, decimalIn, read, wholeIn, words } from "./answers.js";

const MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(" ");
const DAYS = "Minggu Senin Selasa Rabu Kamis Jumat Sabtu".split(" ");
const off = (element, hidden) => element.toggleAttribute("data-off", hidden);

export function dayWords(iso) {
  const [year, month, day] = iso.slice(0, 10).split("-").map(Number);
  if (!year || !month || !day || year < 1900) return "";
  return `${DAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()]}, ${day} ${MONTHS[month - 1]} ${year}`;
}

const momentWords = (iso, zone) => dayWords(iso) + (iso.length > 10 ? `, ${iso.slice(11, 16).replace(":", ".")} ${zone}` : "");

function pathOf(ask) {
  const row = ask.closest("[data-row]");
  if (!row || row.closest("template")) return ask.dataset.q;
  return `${row.closest("[data-repeat]").dataset.repeat}.${row.dataset.row}.${ask.dataset.q}`;
}

function answerAt(answers, path) {
  const [key, row, inner] = path.split(".");
  if (!row) return answers[key];
  const found = (answers[key] || []).find((one) => one.id === row);
  return found && found.answers[inner];
}

export class Marks {
  constructor(form, logic) {
    this.form = form;
    this.logic = logic;
    this.questions = new Map();
    logic.sections.forEach((section) => section.questions.forEach((question) => {
      this.questions.set(question.key, question);
      (question.questions || []).forEach((inner) => this.questions.set(inner.key, inner));
    }));
    this.sections = new Map();
  }

  /** Work everything out again. Cheap enough for every change. */
  refresh() {
    const raw = controls(this.form);
    const shown = evaluate(this.logic, read(this.form, this.logic, raw, true));
    const real = evaluate(this.logic, read(this.form, this.logic, raw, false));
    this.form.querySelectorAll(".ask").forEach((ask) => this.showAsk(ask, shown, real));
    this.form.querySelectorAll("[data-group]").forEach((group) => this.showGroup(group));
    this.form.querySelectorAll(".because [data-told]").forEach((told) => this.tellCause(told));
    const found = new Set(real.findings.map((finding) => finding.check));
    this.form.querySelectorAll("[data-check]").forEach((check) => { check.hidden = !found.has(check.dataset.check); });
    this.form.querySelectorAll("table.figures").forEach(sums);
    this.form.querySelectorAll("[data-section]").forEach((section) => this.showSection(section, real));
    this.form.dispatchEvent(new CustomEvent("marks"));
  }

  showGroup(group) {
    const hidden = group.hasAttribute("data-off");
    off(group, !group.querySelector(".ask:not([data-off])"));
    const live = document.querySelector("[data-live]");
    if (live && hidden && !group.hasAttribute("data-off")) live.textContent = `Pertanyaan tambahan. ${group.querySelector(".because").textContent}`;
  }

  /** Of several answers that would be the cause, the one that was given. */
  tellCause(told) {
    const row = told.closest("[data-row]");
    const inRow = row && `${row.closest("[data-repeat]").dataset.repeat}-${row.dataset.index}-${told.dataset.told}`;
    const control = this.form.elements[inRow && this.form.elements[inRow] ? inRow : told.dataset.told];
    if (!control || !control.value) return;
    const option = control.selectedOptions ? control.selectedOptions[0] : Array.from(control).find((radio) => radio.checked).closest("label").querySelector("b, span");
    const words = document.createElement("b");
    words.textContent = option.textContent;
    told.replaceChildren(words);
  }

  showAsk(ask, shown, real) {
    const path = pathOf(ask);
    off(ask, shown.visible[path] === false);
    const optional = ask.querySelector(".opt");
    if (optional) optional.hidden = shown.required[path] === true;
    if (ask.dataset.type === "readiness") showIndicator(ask, answerAt(real.answers, path));
    if (ask.dataset.type === "computed") this.showComputed(ask.querySelector("[data-computed]"), answerAt(real.answers, path));
    const clear = ask.querySelector(":scope > fieldset > [data-clear]");
    if (clear) clear.hidden = !ask.querySelector("input[type=radio]:checked");
  }

  showComputed(output, value) {
    let text = "Dihitung otomatis";
    if (typeof value === "boolean") text = value ? "Lengkap" : "Belum lengkap";
    else if (value !== undefined && value !== null) {
      text = output.dataset.op === "days_after" ? momentWords(value, this.form.dataset.clock) : `${words(value)} ${output.dataset.unit}`.trim();
    }
    if (output.textContent !== text) output.textContent = text;
  }

  showSection(section, real) {
    off(section, real.visible[`section:${section.dataset.section}`] === false);
    const asks = Array.from(section.querySelectorAll(".ask:not([data-off])"));
    const wrong = section.querySelectorAll(".err").length;
    const paths = asks.map(pathOf);
    const missing = paths.filter((path) => real.required[path] && answerAt(real.answers, path) === undefined).length;
    const answered = paths.some((path) => answerAt(real.answers, path) !== undefined && this.questions.get(path.split(".").pop()).type !== "computed");
    const asked = paths.some((path) => real.required[path]);
    const state = wrong ? "wrong" : missing ? "todo" : answered ? "done" : asked ? "todo" : "free";
    section.dataset.state = state;
    this.sections.set(section.id, { state, wrong, missing });
  }

  /** What is wrong with the control somebody leaves; shown under the label, gone when mended. */
  check(control) {
    const ask = control.closest(".ask");
    const field = control.closest(".field");
    if (!ask || !field || control.type === "file" || control.type === "hidden") return;
    const message = this.problem(ask, control);
    const old = field.querySelector(":scope > .err");
    if (!message && !old && !field.classList.contains("wrong")) return;
    if (!message && !answered(ask, control)) return; // what the server said stays until something is answered
    if (old && message && old.lastElementChild.textContent === message) return;
    if (old) old.remove();
    field.classList.toggle("wrong", Boolean(message));
    control.toggleAttribute("aria-invalid", Boolean(message));
    const id = `${control.id}-e`;
    const described = (control.getAttribute("aria-describedby") || "").split(" ").filter((one) => one && one !== id);
    if (message) {
      control.setAttribute("aria-invalid", "true");
      described.unshift(id);
      const error = document.getElementById("salah-baru").content.firstElementChild.cloneNode(true);
      error.id = id;
      error.lastElementChild.textContent = message;
      const place = field.querySelector(":scope > .help") || field.querySelector(":scope > label, :scope > legend");
      place.after(error);
    }
    if (described.length) control.setAttribute("aria-describedby", described.join(" "));
    else control.removeAttribute("aria-describedby");
  }

  problem(ask, control) {
    const question = this.questions.get(ask.dataset.q);
    const text = control.value.trim();
    const label = control.closest(".field").querySelector("label, legend");
    const name = (label.firstChild ? label.firstChild.textContent : "").trim().replace(/[ .:?]+$/, "");
    if (!text || !question) return "";
    if (question.type === "whole_number" || question.type === "decimal") return numberProblem(question, name, text);
    const most = Number(control.dataset.most || 0);
    if (most && text.length > most) return `${name} paling banyak ${words(most)} huruf. Anda menulis ${words(text.length)}. Persingkat isinya.`;
    return "";
  }

  /** Small echoes beside a control: letters written, the date in words. */
  echo(control) {
    const ask = control.closest(".ask");
    if (!ask) return;
    const count = ask.querySelector("[data-count]");
    if (count && control.dataset.most) count.textContent = `${words(control.value.trim().length)} dari ${words(control.dataset.most)} huruf`;
    const echo = ask.querySelector("[data-echo]");
    if (echo && ["date", "datetime"].indexOf(ask.dataset.type) > -1) echo.textContent = control.value ? momentWords(control.value, this.form.dataset.clock) : "";
  }
}

/** Note, due date and evidence of an indicator are asked once it is answered; the due date only while work is left. */
function showIndicator(ask, answer) {
  const extras = ask.querySelector("[data-indicator]");
  const due = extras.querySelector("[data-when-open]");
  const written = Array.from(extras.querySelectorAll("input")).some((input) => input.type !== "file" && input.value);
  off(extras, !answer && !written);
  off(due, (!answer || ["ya", "tidak_berlaku"].indexOf(answer.value) > -1) && !due.querySelector("input").value);
}

function answered(ask, control) {
  if (control.type === "radio" || control.type === "checkbox") return Boolean(ask.querySelector("input:checked"));
  return Boolean(control.value.trim());
}

function numberProblem(question, name, text) {
  const whole = question.type === "whole_number";
  const number = whole ? wholeIn(text) : decimalIn(text);
  if (number === null) return `${name} harus berupa angka${whole ? " bulat" : ""}. Anda menulis “${text.slice(0, 40)}”. Tulis angkanya saja, misalnya ${whole ? "12" : "84,77"}.`;
  const least = question.min === undefined && whole ? 0 : question.min;
  const limit = (bound) => bound !== null && bound !== undefined;
  if (limit(least) && Number(number) < Number(least)) return `${name} paling sedikit ${words(least)}. Anda menulis ${words(number)}. Periksa kembali angkanya.`;
  if (limit(question.max) && Number(number) > Number(question.max)) return `${name} paling banyak ${words(question.max)}. Anda menulis ${words(number)}. Periksa kembali angkanya.`;
  return "";
}

function sums(table) {
  const columns = {};
  let all = 0;
  table.querySelectorAll("[data-table-row]").forEach((row) => {
    let sum = 0;
    row.querySelectorAll("input").forEach((input, place) => {
      const number = wholeIn(input.value) || 0;
      columns[place] = (columns[place] || 0) + number;
      sum += number;
    });
    all += sum;
    const output = row.querySelector("[data-row-sum]");
    if (output) output.textContent = words(sum);
  });
  table.querySelectorAll("[data-column-sum]").forEach((output, place) => { output.textContent = words(columns[place] || 0); });
  const total = table.querySelector("[data-sum]");
  if (total) total.textContent = words(all);
}
