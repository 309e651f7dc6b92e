// Keys: proposed from the label while it is typed, fixed once published, made anew for duplicates; references follow.

import { facts, load, slug, store } from './dom.js';
import { RESERVED, control, outline, questions } from './outline.js';

const proposed = new WeakMap(); // key control -> what we last proposed for it
const REFERENCES = '[data-controller="desk-condition"], [data-controller="desk-terms"], [data-controller="desk-formula"], [data-controller="desk-repeat-pick"]';

function renamed(value, from, to) {
  if (Array.isArray(value)) return value.map((item) => (item === from ? to : renamed(item, from, to)));
  if (!value || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => {
    if ((name === 'question' || name === 'count') && item === from) return [name, to];
    return [name, name === 'value' ? item : renamed(item, from, to)];
  }));
}

/** Whatever names `from` inside `root` names `to` from now on. */
function rename(root, from, to) {
  if (!from || from === to) return;
  for (const entry of window.deskFolded) {
    const names = !entry.block && root.contains(entry.element) && JSON.stringify(entry.state).includes(`\\"${from}\\"`);
    if (names) entry.unfold();
  }
  for (const input of root.querySelectorAll(REFERENCES)) {
    const value = load(input);
    if (value === from) store(input, to);
    else if (value && typeof value === 'object') store(input, renamed(value, from, to));
  }
}

function taken(except) {
  return new Set([...RESERVED, ...questions().filter((entry) => !entry.child || entry.child !== except).map((entry) => entry.key)]);
}

function isPublished(entry) {
  return entry.id in facts.published;
}

function propose(entry) {
  const input = control(entry.prefix, 'key');
  const label = control(entry.prefix, 'label')?.value.trim();
  if (!input || !label || isPublished(entry)) return;
  const before = input.value;
  if (before && proposed.get(input) !== before) return;
  const key = slug(label, taken(entry.child));
  proposed.set(input, key);
  if (key === before) return;
  input.value = key;
  input.dispatchEvent(new Event('change', { bubbles: true }));
  rename(document, before, key);
}

/** Looks over all questions: locks published keys, gives duplicates a key of their own. */
export function tidy() {
  const seen = new Map();
  for (const entry of questions(outline())) {
    const input = entry.state ? null : control(entry.prefix, 'key');
    if (!input) {
      if (entry.key) seen.set(entry.key, entry);
      continue;
    }
    if (isPublished(entry)) {
      input.readOnly = true;
    } else if (entry.key && seen.has(entry.key)) {
      const fresh = slug(entry.label || entry.key, new Set([...taken(entry.child), ...seen.keys(), entry.key]));
      input.value = fresh;
      proposed.set(input, fresh);
      rename(entry.repeat ? entry.repeat.child : entry.child, entry.key, fresh);
      seen.set(fresh, entry);
      continue;
    } else if (entry.key && !proposed.has(input) && slug(entry.label, taken(entry.child)) === entry.key) {
      proposed.set(input, entry.key); // a draft whose key still follows its label
    }
    if (entry.key) seen.set(entry.key, entry);
  }
}

function onInput(event) {
  const name = event.target.name || '';
  const entry = (suffix) => questions().find((question) => `${question.prefix}-value-${suffix}` === name);
  if (name.startsWith('body-') && name.endsWith('-value-label')) {
    const question = entry('label');
    if (question) propose(question);
  } else if (name.startsWith('body-') && name.endsWith('-value-key')) {
    const question = entry('key');
    const before = event.target.dataset.before;
    if (question && before !== undefined) rename(document, before, event.target.value);
    event.target.dataset.before = event.target.value;
    proposed.delete(event.target);
  }
}

function proposeFormKey() {
  const title = document.getElementById('id_title');
  const key = document.getElementById('id_key');
  if (!title || !key || key.value || key.disabled) return;
  let last = '';
  title.addEventListener('input', () => {
    if (key.value === last) {
      last = title.value.trim() ? slug(title.value) : '';
      key.value = last;
    }
  });
}

export function watchKeys() {
  document.addEventListener('input', onInput);
  document.addEventListener('focusin', (event) => {
    if (event.target.name?.endsWith('-value-key')) event.target.dataset.before = event.target.value;
  });
  proposeFormKey();
}
