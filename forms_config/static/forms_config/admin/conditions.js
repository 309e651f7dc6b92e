// Conditions: rules of (question, operator, value), each chosen from what this form has.

import { button, facts, h, redrawn, select } from './dom.js';
import { choicesOf, grouped, kindOf, nameOf, questions } from './outline.js';

const SEVERAL = ['in', 'not_in'];
const ALONE = ['filled', 'empty'];
const INPUTS = { date: 'date', time: 'time', datetime: 'datetime-local', whole_number: 'number', scale: 'number', decimal: 'text', number: 'text' };

function operatorsOf(entry) {
  return (entry && facts.operators[kindOf(entry)]) || [{ op: 'filled', label: 'terisi' }, { op: 'empty', label: 'kosong' }];
}

/** What stands in the way of a rule, in words; '' when it is fine. */
export function trouble(rule, usable) {
  if (!rule.question) return 'Pilih pertanyaannya.';
  const entry = usable.find((question) => question.key === rule.question);
  if (!entry) {
    return questions().some((question) => question.key === rule.question)
      ? 'Pertanyaan ini tidak berada di atas lagi.'
      : 'Pertanyaan ini sudah tidak ada.';
  }
  if (!operatorsOf(entry).some((operator) => operator.op === rule.op)) return 'Pilih perbandingannya.';
  const choices = choicesOf(entry).map((choice) => choice.key);
  const values = Array.isArray(rule.value) ? rule.value : [rule.value];
  if (!ALONE.includes(rule.op) && !values.some((value) => value !== null && value !== '')) return 'Pilih atau isi nilainya.';
  if (!ALONE.includes(rule.op) && choices.length && values.some((value) => !choices.includes(String(value)))) return 'Pilihan ini sudah tidak ada.';
  return '';
}

/** The condition in words, for the folded state. */
export function spoken(condition, usable) {
  const words = condition.rules.map((rule) => {
    const entry = usable.find((question) => question.key === rule.question) || questions().find((question) => question.key === rule.question);
    const name = entry ? nameOf(entry) : rule.question || '?';
    const operator = operatorsOf(entry).find((candidate) => candidate.op === rule.op)?.label || '';
    const choices = entry ? choicesOf(entry) : [];
    const values = (Array.isArray(rule.value) ? rule.value : [rule.value]).filter((value) => value !== null && value !== '');
    const said = values.map((value) => choices.find((choice) => choice.key === String(value))?.label || String(value)).join(', ');
    return `“${name}” ${operator} ${ALONE.includes(rule.op) ? '' : said}`.trim();
  });
  return words.join(condition.match === 'any' ? ' atau ' : ' dan ');
}

/** What a select says, as it is stored: nothing for 'Pilih', and a yes or no as such. */
function told(entry, value) {
  if (value === '') return null;
  return kindOf(entry) === 'yes_no' ? value === 'true' : value;
}

function valueControl(rule, entry, onchange) {
  if (!entry || ALONE.includes(rule.op)) return null;
  const choices = choicesOf(entry);
  if (SEVERAL.includes(rule.op)) {
    const chosen = new Set(Array.isArray(rule.value) ? rule.value : []);
    const boxes = choices.map((choice) => h('label', { class: 'desk-check' }, h('input', {
      type: 'checkbox',
      checked: chosen.has(choice.key),
      onchange: (event) => {
        if (event.target.checked) chosen.add(choice.key);
        else chosen.delete(choice.key);
        onchange(choices.map((item) => item.key).filter((key) => chosen.has(key)));
      },
    }), choice.label));
    return h('fieldset', { class: 'desk-checks' }, h('legend', { class: 'w-sr-only' }, 'Nilai'), boxes);
  }
  if (choices.length) {
    const entries = [{ value: '', label: 'Pilih' }, ...choices.map((choice) => ({ value: choice.key, label: choice.label }))];
    return select('Nilai', entries, rule.value === null ? '' : String(rule.value), (value) => onchange(told(entry, value)), 'Pilihan ini sudah tidak ada');
  }
  if (kindOf(entry) === 'yes_no') {
    const entries = [{ value: '', label: 'Pilih' }, { value: 'true', label: 'ya' }, { value: 'false', label: 'tidak' }];
    return select('Nilai', entries, rule.value === null ? '' : String(rule.value), (value) => onchange(told(entry, value)));
  }
  return h('input', {
    type: INPUTS[kindOf(entry)] || 'text',
    class: 'desk-input',
    'aria-label': 'Nilai',
    value: rule.value ?? '',
    oninput: (event) => onchange(event.target.value),
  });
}

function ruleRow(condition, index, usable, update) {
  const rule = condition.rules[index];
  const entry = usable.find((question) => question.key === rule.question);
  const set = (changes, redraw = true) => {
    Object.assign(rule, changes);
    update(redraw);
  };
  const wrong = trouble(rule, usable);
  const complaint = h('p', { class: 'desk-wrong', role: 'alert' }, rule.question ? wrong : '');
  return h('div', { class: 'desk-rule' },
    select('Pertanyaan', [{ value: '', label: 'Pilih pertanyaan' }, ...grouped(usable)], rule.question || '', (key) => {
      const chosen = usable.find((question) => question.key === key);
      const operators = operatorsOf(chosen);
      set({ question: key, op: operators.some((operator) => operator.op === rule.op) ? rule.op : operators[0].op, value: null });
    }, wrong),
    entry ? select('Perbandingan', operatorsOf(entry).map((operator) => ({ value: operator.op, label: operator.label })), rule.op, (op) => {
      const same = SEVERAL.includes(op) === SEVERAL.includes(rule.op) && !ALONE.includes(op);
      set({ op, value: same ? rule.value : SEVERAL.includes(op) ? [] : null });
    }) : null,
    valueControl(rule, entry, (value) => {
      set({ value }, false);
      complaint.textContent = trouble(rule, usable);
    }),
    button('Hapus', () => {
      condition.rules.splice(index, 1);
      update(true);
    }, 'desk-remove'),
    complaint);
}

/** Draws an open condition into `host`. `change(condition or null)` is called with every change. */
export function drawCondition(host, condition, usable, change) {
  const draw = () => redrawn(host, () => drawCondition(host, condition, usable, change));
  const update = (redraw) => {
    change(condition.rules.length ? condition : null);
    if (redraw) draw();
  };
  const match = condition.rules.length > 1
    ? select('Berlaku bila', [{ value: 'all', label: 'semua syarat terpenuhi' }, { value: 'any', label: 'salah satu syarat terpenuhi' }], condition.match, (value) => {
      condition.match = value;
      update(false);
    })
    : null;
  host.replaceChildren(
    ...condition.rules.map((_rule, index) => ruleRow(condition, index, usable, update)),
    h('div', { class: 'desk-row' },
      button(condition.rules.length ? 'Tambah syarat lain' : 'Tambah syarat', () => {
        condition.rules.push({ question: '', op: 'filled', value: null });
        draw();
      }),
      match),
    usable.length ? '' : h('p', { class: 'desk-note' }, 'Belum ada pertanyaan di atas yang dapat dipakai.'),
  );
}
