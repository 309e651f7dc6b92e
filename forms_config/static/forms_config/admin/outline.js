// The form as it stands in the editor right now, read from its controls: sections and questions in the order shown.

import { facts, load } from './dom.js';

let remembered = null; // one reading serves everything that is drawn in the same turn
const CHILD = '[data-streamfield-child]';
export const RESERVED = ['entry', 'submission', 'revision', 'action', 'csrfmiddlewaretoken', 'version'];

export function control(prefix, name) {
  return document.getElementsByName(`${prefix}-value-${name}`)[0] || null;
}

/** A setting of a question as text, whether its controls are drawn or it is still folded. */
export function peek(entry, name) {
  if (!entry.state) return control(entry.prefix, name)?.value.trim() || '';
  const value = entry.state[name];
  return String((Array.isArray(value) ? value[0] : value) ?? '').trim();
}

function parsed(entry, name, empty) {
  return load({ value: peek(entry, name) }, empty);
}

function foldedIn(child) {
  return child.querySelector(':scope > section > .w-panel__content > [data-desk-folded]')?.deskFolded || null;
}

/** Questions of a repeat that is not drawn yet. */
function inside(repeat, rank) {
  return (repeat.state.questions || []).map((child, index) => {
    const entry = { child: null, prefix: '', type: child.type, kind: child.type, id: child.id || '', state: child.value, repeat, section: repeat.section, rank: rank + index };
    return { ...entry, label: peek(entry, 'label'), key: peek(entry, 'key') };
  });
}

/** The stream block around an element: its prefix, type and id; null outside of streams. */
export function blockOf(element) {
  const child = element?.closest(CHILD);
  if (!child) return null;
  const type = child.querySelector(':scope > input[name$="-type"]');
  if (!type) return null;
  const prefix = type.name.slice(0, -'-type'.length);
  return { child, prefix, type: type.value, id: child.querySelector(`:scope > input[name="${prefix}-id"]`)?.value || '' };
}

function isDeleted(child, prefix) {
  return child.querySelector(`:scope > input[name="${prefix}-deleted"]`)?.value === '1';
}

/** Everything in the body, in order: {kind: 'section'|type, id, key, label, section, repeat, rank, child, prefix}. */
export function outline() {
  if (!remembered) {
    remembered = read();
    setTimeout(() => {
      remembered = null;
    }, 0);
  }
  return remembered;
}



function read() {
  const found = [];
  const byChild = new Map();
  let section = null;
  for (const child of document.querySelectorAll(CHILD)) {
    const block = blockOf(child.firstElementChild || child);
    if (!block || block.child !== child || !block.prefix.startsWith('body-') || isDeleted(child, block.prefix)) continue;
    const repeat = byChild.get(child.parentElement.closest(CHILD)) || null;
    const entry = {
      ...block,
      kind: block.type,
      state: foldedIn(child)?.state || null,
      repeat,
      rank: found.length,
      section,
    };
    entry.label = peek(entry, 'label');
    entry.key = peek(entry, 'key');
    if (block.type === 'section') {
      section = entry;
      entry.section = entry;
    }
    byChild.set(child, entry);
    found.push(entry);
    if (entry.kind === 'repeat' && entry.state) found.push(...inside(entry, found.length));
  }
  return found;
}

export function questions(entries = outline()) {
  return entries.filter((entry) => entry.kind !== 'section');
}

/** What a question's answers can be compared as: its family, or what its formula gives. */
export function kindOf(entry) {
  if (entry.kind !== 'computed') return entry.kind;
  const formula = parsed(entry, 'formula', {});
  if (formula.op === 'all_filled') return 'yes_no';
  if (formula.op === 'days_after') return questions().find((other) => other.key === formula.question)?.kind === 'datetime' ? 'datetime' : 'date';
  return 'number';
}

/** Choices of a question as {key, label}; empty when it has none. */
export function choicesOf(entry) {
  if (entry.kind === 'readiness') return facts.readiness;
  if (entry.kind === 'yes_no') return [{ key: 'true', label: 'ya' }, { key: 'false', label: 'tidak' }];
  const shared = peek(entry, 'choice_list');
  if (shared) return facts.lists[shared] || [];
  return parsed(entry, 'choices', []);
}

export function columnsOf(entry) {
  return parsed(entry, 'columns', []);
}

/** Words for a question in lists. */
export function nameOf(entry) {
  return entry.label || entry.key || '(belum ada pertanyaan)';
}

/** Entries for a select, grouped by section; questions of a repeat come under its name. */
export function grouped(entries) {
  const groups = [];
  for (const entry of entries.filter((question) => question.key)) {
    const heading = entry.repeat ? `Baris ${nameOf(entry.repeat)}` : entry.section ? nameOf(entry.section) : 'Tanpa bagian';
    if (groups.at(-1)?.group !== heading) groups.push({ group: heading, entries: [] });
    groups.at(-1).entries.push({ value: entry.key, label: nameOf(entry) });
  }
  return groups;
}

/** Questions that a condition in the block of `element` may name. */
export function usableAt(element) {
  const entries = outline();
  const block = blockOf(element);
  if (!block || block.prefix.startsWith('checks-')) return anywhere(element, entries);
  const own = entries.find((entry) => entry.child === block.child);
  const all = questions(entries).filter((entry) => entry.kind !== 'note');
  if (!own) return all.filter((entry) => !entry.repeat);
  if (own.kind === 'section') return all.filter((entry) => entry.rank < own.rank && !entry.repeat);
  return all.filter((entry) => entry.rank < own.rank && entry !== own.repeat && (!entry.repeat || entry.repeat === own.repeat));
}

/** Questions for checks and formulas, where order does not matter: top-level ones and those of the same row. */
export function anywhere(element, entries = outline()) {
  const block = blockOf(element);
  const all = questions(entries).filter((entry) => entry.kind !== 'note' && entry.child !== block?.child);
  if (block?.prefix.startsWith('checks-')) {
    const rows = load(control(block.prefix, 'rows') || { value: '' }, '');
    return all.filter((entry) => !entry.repeat || entry.repeat.key === rows);
  }
  const own = entries.find((entry) => entry.child === block?.child);
  return all.filter((entry) => !entry.repeat || entry.repeat === own?.repeat);
}
