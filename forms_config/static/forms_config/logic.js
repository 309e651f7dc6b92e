// Conditions, computed values and checks of a form (docs/form-definition.md). Same results as forms_config.logic in Python:
// a change here is a change there. Numbers are BigInts of millionths. No syntax that Chrome of 2019 lacks (no ?. and no ??).

const SCALE = 1000000n;
const NUMBER = /^(-?)([0-9]{1,40})(?:\.([0-9]{1,6}))?$/;
const DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
const CLOCK = "[0-9]{2}:[0-9]{2}";
const FARTHEST_DAYS = 4000000;
const DAY = 86400000;

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const own = (object, key) => (Object.prototype.hasOwnProperty.call(object, key) ? object[key] : undefined);
const list = (value) => value || [];
const orNull = (value) => (value === undefined ? null : value);

// Readers: the answer as it was written, or null when it is absent or of the wrong JSON type.
const nothing = () => null;
const text = (value) => (typeof value === "string" && value !== "" ? value : null);
const boolean = (value) => (typeof value === "boolean" ? value : null);
const whole = (value) => (Number.isSafeInteger(value) ? value : null);
const numberText = (value) => (typeof value === "string" && NUMBER.test(value) ? value : null);
const mapping = (value) => (isObject(value) && Object.keys(value).length ? value : null);
const texts = (value) => (Array.isArray(value) && value.length && value.every((item) => typeof item === "string") ? value : null);
const moment = (pattern) => {
  const expression = new RegExp(`^${pattern}$`);
  return (value) => (typeof value === "string" && expression.test(value) ? value : null);
};

const FAMILIES = {
  short_text: ["text", text],
  long_text: ["text", text],
  whole_number: ["number", whole],
  decimal: ["number", numberText],
  yes_no: ["boolean", boolean],
  one_choice: ["text", text],
  many_choices: ["list", texts],
  scale: ["number", whole],
  readiness: ["readiness", mapping],
  date: ["moment", moment(DATE)],
  time: ["moment", moment(CLOCK)],
  datetime: ["moment", moment(`${DATE}T${CLOCK}[+-]${CLOCK}`)],
  region: ["text", text],
  polling_station: ["text", text],
  agency: ["text", text],
  person: ["text", text],
  gps: ["object", mapping],
  photos: ["list", texts],
  files: ["list", texts],
  repeat: ["rows", nothing],
  table: ["table", nothing],
};
const COMPUTED_KINDS = { sum: "number", percent: "number", days_after: "moment", all_filled: "boolean" };

/** Millionths of a JSON integer or a number text, or null. */
function scaled(value) {
  if (typeof value !== "string") return whole(value) === null ? null : BigInt(value) * SCALE;
  const match = NUMBER.exec(value);
  if (!match) return null;
  const amount = BigInt(match[2]) * SCALE + BigInt((match[3] || "").padEnd(6, "0"));
  return match[1] ? -amount : amount;
}

/** Number text of millionths: no exponent, no trailing zeros, no negative zero. */
function canonical(amount) {
  const digits = String(amount < 0n ? -amount : amount).padStart(7, "0");
  const decimals = digits.slice(-6).replace(/0+$/, "");
  return (amount < 0n ? "-" : "") + digits.slice(0, -6) + (decimals && `.${decimals}`);
}

/** Millionths of 100 * part / total, halves away from zero. */
function percent(part, total, places) {
  const size = (amount) => (amount < 0n ? -amount : amount);
  const step = 10n ** BigInt(6 - Math.min(Math.max(places, 0), 6));
  const divisor = size(total) * step;
  const rounded = ((200n * SCALE * size(part) + divisor) / (2n * divisor)) * step;
  return part < 0n !== total < 0n ? -rounded : rounded;
}

/** A date or datetime text moved by whole days, or null. */
function shifted(value, days) {
  if (value === null || value.length < 10) return null;
  const from = new Date(`${value.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(from.getTime()) || from.toISOString().slice(0, 10) !== value.slice(0, 10)) return null;
  const to = new Date(from.getTime() + days * DAY);
  const inCalendar = (day) => day.getUTCFullYear() >= 1 && day.getUTCFullYear() <= 9999;
  return inCalendar(from) && inCalendar(to) ? to.toISOString().slice(0, 10) + value.slice(10) : null;
}

function kindOf(question) {
  if (question.type === "computed") return orNull(own(COMPUTED_KINDS, (question.formula || {}).op));
  const family = own(FAMILIES, question.type);
  return family ? family[0] : null;
}

/** Kinds of all questions, and the repeat in which a question stands. */
function shapeOf(sections) {
  const shape = { kinds: new Map(), parents: new Map() };
  for (const section of sections) {
    for (const question of list(section.questions)) {
      shape.kinds.set(question.key, kindOf(question));
      for (const sub of question.type === "repeat" ? list(question.questions) : []) {
        shape.kinds.set(sub.key, kindOf(sub));
        shape.parents.set(sub.key, question.key);
      }
    }
  }
  return shape;
}

function readTable(question, value) {
  const table = {};
  for (const row of isObject(value) ? list(question.rows) : []) {
    const given = own(value, row.key);
    const cells = {};
    for (const column of isObject(given) ? list(question.columns) : []) {
      const cell = whole(own(given, column.key));
      if (cell !== null) cells[column.key] = cell;
    }
    if (Object.keys(cells).length) table[row.key] = cells;
  }
  return mapping(table);
}

// A scope is {shape, top, row, repeat}: visible answers of the form and of the row (Maps), and the repeat of the row or null.
const inRow = (scope, repeat, row) => ({ shape: scope.shape, top: scope.top, row, repeat });
const rowsOf = (scope, repeat) => list(scope.top.get(repeat));

function inReach(scope, key) {
  const parent = scope.shape.parents.get(key);
  return parent === undefined || parent === scope.repeat;
}

function find(scope, key) {
  if (!inReach(scope, key)) return null;
  return orNull((scope.shape.parents.has(key) ? scope.row : scope.top).get(key));
}

/** An answer, or the value of a rule, as what its kind compares. */
function comparable(kind, value, constant) {
  if (kind === "number") return scaled(value);
  if (kind === "boolean") return boolean(value);
  if (kind === "readiness" && !constant) return isObject(value) ? text(own(value, "value")) : null;
  return kind === "text" || kind === "moment" || kind === "readiness" ? text(value) : null;
}

const COMPARE = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
};

function ruleHolds(rule, scope) {
  const { op, value } = rule;
  const answer = find(scope, rule.question);
  if (op === "filled") return answer !== null;
  if (op === "empty") return answer === null;
  if (op === "has" || op === "has_not") return (Array.isArray(answer) && answer.includes(value)) === (op === "has");
  const kind = orNull(scope.shape.kinds.get(rule.question));
  const given = comparable(kind, answer, false);
  if (given === null) return false;
  if (op === "in" || op === "not_in") {
    return Array.isArray(value) && value.some((item) => comparable(kind, item, true) === given) === (op === "in");
  }
  const wanted = comparable(kind, value, true);
  const ordered = kind === "number" || kind === "moment" || op === "eq" || op === "ne";
  return wanted !== null && ordered && own(COMPARE, op) !== undefined && COMPARE[op](given, wanted);
}

/** No condition, and one without rules, always holds. */
function holds(condition, scope) {
  const rules = list(condition && condition.rules);
  if (!rules.length) return true;
  const holdsRule = (rule) => ruleHolds(rule, scope);
  return condition.match === "any" ? rules.some(holdsRule) : rules.every(holdsRule);
}

const sum = (amounts) => amounts.reduce((total, amount) => total + amount, 0n);
const present = (values) => values.filter((value) => value !== null);
const sumOrNull = (amounts) => (amounts.length ? sum(amounts) : null);

/** The exact sum of terms; null when it has terms on questions or counts and none of them has a value. */
function total(terms, scope) {
  const constants = [];
  const variables = [];
  let variable = false;
  for (const term of list(terms)) {
    const constant = "number" in term;
    const amount = constant ? scaled(term.number) : termValue(term, scope);
    variable = variable || !constant;
    if (amount !== null) (constant ? constants : variables).push(term.sign === -1 ? -amount : amount);
  }
  return variables.length || !variable ? sumOrNull(constants.concat(variables)) : null;
}

/** A term on a question or a count; inside another repeat it is summed over the rows. */
function termValue(term, scope) {
  const key = "count" in term ? term.count : term.question;
  if (inReach(scope, key)) return valueHere(term, key, scope);
  const repeat = scope.shape.parents.get(key);
  const amounts = rowsOf(scope, repeat).map((row) => valueHere(term, key, inRow(scope, repeat, row.answers)));
  return "count" in term ? sum(amounts) : sumOrNull(present(amounts));
}

function valueHere(term, key, scope) {
  const kind = scope.shape.kinds.get(key);
  if ("count" in term) return SCALE * BigInt(countHere(term, kind, scope));
  if (kind === "number") return scaled(find(scope, key));
  if (kind !== "table") return null;
  const cells = [];
  for (const row of Object.values(find(scope, key) || {})) {
    for (const column of Object.keys(row)) {
      if (orNull(term.column) === null || column === term.column) cells.push(BigInt(row[column]) * SCALE);
    }
  }
  return sumOrNull(cells);
}

function countHere(term, kind, scope) {
  if (kind === "list") return list(find(scope, term.count)).length;
  if (kind !== "rows") return 0;
  return rowsOf(scope, term.count).filter((row) => holds(term.where, inRow(scope, term.count, row.answers))).length;
}

const FORMULAS = {
  sum(question, formula, scope) {
    const amount = total(formula.terms, scope);
    return amount === null ? null : canonical(amount);
  },
  percent(question, formula, scope) {
    const part = total(formula.part, scope);
    const all = total(formula.whole, scope);
    const places = whole(question.places);
    return part === null || !all ? null : canonical(percent(part, all, places === null ? 2 : places));
  },
  days_after(question, formula, scope) {
    const days = whole(formula.days);
    if (scope.shape.kinds.get(formula.question) !== "moment" || days === null || Math.abs(days) > FARTHEST_DAYS) return null;
    return shifted(find(scope, formula.question), days);
  },
  all_filled: (question, formula, scope) => list(formula.questions).every((key) => find(scope, key) !== null),
};

function answerOf(question, raw, scope) {
  if (question.type === "computed") {
    const formula = question.formula || {};
    return own(FORMULAS, formula.op) ? FORMULAS[formula.op](question, formula, scope) : null;
  }
  const value = own(raw, question.key);
  if (question.type === "table") return readTable(question, value);
  const family = own(FAMILIES, question.type);
  return family ? family[1](value) : null;
}

/** Keys that a condition, term, formula or a list of them names. */
function references(part) {
  if (Array.isArray(part)) return part.flatMap(references);
  if (!isObject(part)) return [];
  const named = [part.question, part.count].concat(list(part.questions)).filter((key) => typeof key === "string");
  return named.concat(Object.values(part).flatMap(references));
}

/** Questions inside a repeat in an order in which a row can be evaluated: those they need first, otherwise as given. */
function rowOrder(questions) {
  const byKey = new Map(questions.map((question) => [question.key, question]));
  const entered = new Set();
  const ordered = [];
  const visit = (question) => {
    if (!question || entered.has(question.key)) return;
    entered.add(question.key);
    references([question.shown_if, question.formula]).forEach((key) => visit(byKey.get(key)));
    ordered.push(question);
  };
  questions.forEach(visit);
  return ordered;
}

/** Rows of a repeat, each for itself; what is not a row is left out. Returns the rows to keep. */
function settleRows(question, raw, shown, scope, visible) {
  const ordered = rowOrder(list(question.questions));
  const isRow = (row) => isObject(row) && text(own(row, "id")) !== null && isObject(own(row, "answers"));
  const given = own(raw, question.key);
  return (Array.isArray(given) ? given : []).filter(isRow).map(({ id, answers }) => {
    const row = inRow(scope, question.key, new Map());
    for (const sub of ordered) {
      const seen = shown && holds(sub.shown_if, row);
      visible.set(`${question.key}.${id}.${sub.key}`, seen);
      const answer = seen ? answerOf(sub, answers, row) : null;
      if (answer !== null) row.row.set(sub.key, answer);
    }
    return { id, answers: row.row };
  });
}

/** Visibility and values, dependencies first; a hidden question is absent for all that follow. */
function settle(definition, raw, scope) {
  const visible = new Map();
  const places = new Map();
  const sectionSeen = (section) => {
    const name = `section:${section.id || ""}`;
    if (!visible.has(name)) visible.set(name, holds(section.shown_if, scope));
    return visible.get(name);
  };
  for (const section of definition.sections) {
    for (const question of list(section.questions)) places.set(question.key, [section, question]);
  }
  for (const key of definition.order) {
    const [section, question] = places.get(key);
    const shown = sectionSeen(section) && holds(question.shown_if, scope);
    visible.set(key, shown);
    if (question.type === "repeat") {
      const rows = settleRows(question, raw, shown, scope, visible);
      if (shown && rows.length) scope.top.set(key, rows);
    } else {
      const answer = shown ? answerOf(question, raw, scope) : null;
      if (answer !== null) scope.top.set(key, answer);
    }
  }
  definition.sections.forEach(sectionSeen);
  return visible;
}

/** Computed questions and notes have no control and are never required. */
function isRequired(question, scope) {
  if (question.type === "computed" || question.type === "note") return false;
  return question.required === "always" || (question.required === "if" && holds(question.required_if, scope));
}

function requirements(definition, visible, scope) {
  const required = new Map();
  const add = (name, question, at) => visible.get(name) && required.set(name, isRequired(question, at));
  for (const question of definition.sections.flatMap((section) => list(section.questions))) {
    add(question.key, question, scope);
    for (const row of question.type === "repeat" ? rowsOf(scope, question.key) : []) {
      const at = inRow(scope, question.key, row.answers);
      list(question.questions).forEach((sub) => add(`${question.key}.${row.id}.${sub.key}`, sub, at));
    }
  }
  return required;
}

/** The key of a side that is one question on a time, else null. */
function momentKey(terms, scope) {
  const only = list(terms).length === 1 ? terms[0].question : null;
  return scope.shape.kinds.get(only) === "moment" ? only : null;
}

function finding(check, rowId, scope) {
  if (own(COMPARE, check.op) === undefined || check.op === "ne" || !holds(check.when, scope)) return [];
  const times = [momentKey(check.left, scope), momentKey(check.right, scope)];
  const onTimes = times[0] !== null && times[1] !== null;
  const [left, right] = onTimes ? times.map((key) => find(scope, key)) : [total(check.left, scope), total(check.right, scope)];
  if (left === null || right === null || COMPARE[check.op](left, right)) return [];
  const shown = (side) => (typeof side === "bigint" ? canonical(side) : side);
  return [{ check: check.id, severity: check.severity, row: rowId, left: shown(left), right: shown(right) }];
}

function findingsOf(check, scope) {
  if (!check.rows) return finding(check, null, scope);
  return rowsOf(scope, check.rows).flatMap((row) => finding(check, row.id, inRow(scope, check.rows, row.answers)));
}

/** Explanations given for the checks that ask for one now. */
function keptExplanations(raw, findings) {
  const given = own(raw, "_explanations");
  const asked = findings.filter((one) => one.severity === "explain" && isObject(given) && text(own(given, one.check)) !== null);
  return asked.map((one) => [one.check, given[one.check]]);
}

function plain(entries) {
  const rows = (value) => value.map((row) => ({ id: row.id, answers: Object.fromEntries(row.answers) }));
  const isRows = (value) => Array.isArray(value) && value.length > 0 && value[0].answers instanceof Map;
  return Object.fromEntries(Array.from(entries, ([key, value]) => [key, isRows(value) ? rows(value) : value]));
}

/** Visibility, requirement, visible answers with computed ones, and findings. `answers`: canonical answers, computed ones ignored. */
export function evaluate(definition, answers) {
  const raw = isObject(answers) ? answers : {};
  const scope = { shape: shapeOf(definition.sections), top: new Map(), row: new Map(), repeat: null };
  const visible = settle(definition, raw, scope);
  const required = requirements(definition, visible, scope);
  const findings = list(definition.checks).flatMap((check) => findingsOf(check, scope));
  const explanations = keptExplanations(raw, findings);
  if (explanations.length) scope.top.set("_explanations", Object.fromEntries(explanations));
  return { visible: Object.fromEntries(visible), required: Object.fromEntries(required), answers: plain(scope.top), findings };
}
