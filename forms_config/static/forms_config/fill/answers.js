// Controls as typed -> canonical answers (docs/form-definition.md). Like forms_config.families, for what logic.js needs.

const GROUPED = /^-?\d{1,3}(\.\d{3})+$/;
const PLAIN = /^-?\d+$/;
const FRACTION = /^-?\d+[.,]\d+$/;
const GROUPED_FRACTION = /^-?\d{1,3}(\.\d{3})+,\d+$/;

/** The whole number in "1250", "1.250" or "1 250", or null. */
export function wholeIn(text) {
  const tight = text.replace(/[\s\u00a0]/g, "");
  return PLAIN.test(tight) || GROUPED.test(tight) ? Number(tight.replace(/\./g, "")) : null;
}

/** Canonical number text of "84,77", "84.77" or "1.250,5", or null. */
export function decimalIn(text) {
  let tight = text.replace(/[\s\u00a0]/g, "");
  if (GROUPED.test(tight) || GROUPED_FRACTION.test(tight)) tight = tight.replace(/\./g, "").replace(",", ".");
  else if (FRACTION.test(tight)) tight = tight.replace(",", ".");
  else if (!PLAIN.test(tight)) return null;
  if (tight.indexOf(".") > -1) tight = tight.replace(/0+$/, "").replace(/\.$/, "");
  tight = tight.replace(/^(-?)0+(?=\d)/, "$1");
  return tight === "-0" ? "0" : tight;
}

/** 1250.5 the Indonesian way: 1.250,5. */
export function words(number) {
  const parts = String(number).split(".");
  parts[0] = parts[0].replace(/\B(?=(\d{3})+$)/g, ".");
  return parts.join(",");
}

/** Every text control of the form by name. */
export function controls(form) {
  const raw = new Map();
  new FormData(form).forEach((value, name) => {
    if (typeof value === "string") raw.set(name, (raw.get(name) || []).concat(value));
  });
  return raw;
}

const first = (raw, name) => ((raw.get(name) || []).slice(-1)[0] || "").trim();
const filled = (texts) => (texts.length ? texts : null);
const kept = (raw, name) => filled(raw.get(name + "-kept") || []);

function readiness(question, raw, name) {
  let value = first(raw, name);
  const answer = {};
  if (question.measure === "number" && !value) {
    const done = wholeIn(first(raw, name + "-done"));
    const target = wholeIn(first(raw, name + "-target"));
    if (done === null || !target) return null;
    value = done >= target ? "ya" : done > 0 ? "sebagian" : "tidak";
    Object.assign(answer, { done, target });
  }
  return value ? Object.assign(answer, { value }) : null;
}

function table(question, raw, name) {
  const answer = {};
  question.rows.forEach((row) => question.columns.forEach((column) => {
    const number = wholeIn(first(raw, `${name}-${row.key}-${column.key}`));
    if (number !== null) (answer[row.key] = answer[row.key] || {})[column.key] = number;
  }));
  return Object.keys(answer).length ? answer : null;
}

const text = (question, raw, name) => first(raw, name) || null;
const files = (question, raw, name) => kept(raw, name);
const READERS = {
  whole_number: (question, raw, name) => wholeIn(first(raw, name)),
  scale: (question, raw, name) => wholeIn(first(raw, name)),
  decimal: (question, raw, name) => decimalIn(first(raw, name)),
  yes_no: (question, raw, name) => ({ ya: true, tidak: false }[first(raw, name)]),
  many_choices: (question, raw, name) => filled(raw.get(name) || []),
  time: (question, raw, name) => first(raw, name).slice(0, 5) || null,
  datetime: (question, raw, name, offset) => (first(raw, name) ? first(raw, name).slice(0, 16) + offset : null),
  gps: (question, raw, name) => (first(raw, name + "-lat") && first(raw, name + "-lon") ? { lat: first(raw, name + "-lat"), lon: first(raw, name + "-lon") } : null),
  readiness, table, photos: files, files, note: () => null, computed: () => null,
};

function one(question, raw, name, offset) {
  const answer = (READERS[question.type] || text)(question, raw, name, offset);
  return answer === undefined ? null : answer;
}

function rows(form, question, raw, offset, blank) {
  return Array.from(form.querySelectorAll(`[data-repeat="${question.key}"] > [data-rows] > [data-row]`)).map((row) => {
    const prefix = `${question.key}-${row.dataset.index}-`;
    const answers = {};
    question.questions.forEach((inner) => {
      const answer = one(inner, raw, prefix + inner.key, offset);
      if (answer !== null) answers[inner.key] = answer;
    });
    const empty = !Array.from(raw).some(([name, texts]) => name.startsWith(prefix) && name !== prefix + "id" && texts.some((value) => value.trim()));
    return empty && !blank ? null : { id: row.dataset.row, answers };
  }).filter(Boolean);
}

/** Canonical answers. `blank`: with rows in which nothing is written yet, so that their conditions are judged too. */
export function read(form, logic, raw, blank) {
  const answers = {};
  logic.sections.forEach((section) => section.questions.forEach((question) => {
    const repeat = question.type === "repeat";
    const answer = repeat ? filled(rows(form, question, raw, form.dataset.offset, blank)) : one(question, raw, question.key, form.dataset.offset);
    if (answer !== null) answers[question.key] = answer;
  }));
  const explanations = {};
  raw.forEach((texts, name) => { if (name.startsWith("explain-") && texts[0].trim()) explanations[name.slice(8)] = texts[0].trim(); });
  if (Object.keys(explanations).length) answers._explanations = explanations;
  return answers;
}
