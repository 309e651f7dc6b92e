// Small pieces of DOM for the form editor, and the facts the server gave it.

export const facts = JSON.parse(document.getElementById('desk-facts')?.textContent || '{}');

/** An element: h('button', {class: 'x', onclick: fn}, 'words', child). Null children are left out. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name in element && typeof value !== 'string') element[name] = value;
    else if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** A select. Entries: {value, label} or {group, entries}. An unknown value is kept as an entry with `lost` as its words. */
export function select(label, entries, value, onchange, lost = '') {
  const control = h('select', { 'aria-label': label, class: 'desk-select', onchange: () => onchange(control.value) });
  let known = false;
  const option = (entry) => {
    known ||= entry.value === value;
    return h('option', { value: entry.value, selected: entry.value === value }, entry.label);
  };
  for (const entry of entries) {
    control.append(entry.group !== undefined ? h('optgroup', { label: entry.group }, entry.entries.map(option)) : option(entry));
  }
  if (!known && value) {
    control.prepend(h('option', { value, selected: true }, lost || value));
    control.classList.add('desk-lost');
  }
  return control;
}

export function button(words, onclick, extra = '') {
  return h('button', { type: 'button', class: `desk-button ${extra}`.trim(), onclick }, words);
}

const controlsOf = (host) => [...host.querySelectorAll('select, input, button:enabled')];

/** Draw the inside of `host` anew and leave the focus in its place: whoever works with the keyboard goes on from there. */
export function redrawn(host, draw) {
  const place = controlsOf(host).indexOf(document.activeElement);
  draw();
  if (place < 0 || host.contains(document.activeElement)) return;
  const controls = controlsOf(host);
  controls[Math.min(place, controls.length - 1)]?.focus();
}

/** Write JSON into a hidden control and let Wagtail know that something changed. */
export function store(input, value) {
  const text = JSON.stringify(value);
  if (input.value === text) return;
  input.value = text;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

export function load(input, empty = null) {
  try {
    const value = JSON.parse(input.value || 'null');
    return value === null ? empty : value;
  } catch {
    return empty;
  }
}

/** jumlah_tps_terdampak out of 'Jumlah TPS terdampak'; the same as forms_config.keys.propose_key. */
export function slug(label, taken = new Set(), longest = 50) {
  let stem = label.normalize('NFKD').replace(/[^\x00-\x7f]/g, '').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
  if (!/^[a-z]/.test(stem)) stem = `isian_${stem}`.replace(/_+$/, '');
  stem = stem.slice(0, longest).replace(/_+$/, '');
  if (!taken.has(stem)) return stem;
  for (let number = 2; ; number += 1) if (!taken.has(`${stem}_${number}`)) return `${stem}_${number}`;
}
