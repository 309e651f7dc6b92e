// Sums of questions, numbers and counts, for formulas and checks.

import { button, h, redrawn, select } from './dom.js';
import { drawCondition, spoken } from './conditions.js';
import { columnsOf, grouped, kindOf, nameOf, outline, questions } from './outline.js';

const NUMBERS = ['whole_number', 'decimal', 'scale', 'number', 'table'];
const TIMES = ['date', 'time', 'datetime'];
const COUNTABLE = ['repeat', 'many_choices', 'photos', 'files'];
const KINDS = [{ value: 'question', label: 'jawaban' }, { value: 'count', label: 'banyaknya' }, { value: 'number', label: 'angka' }];

function kindOfTerm(term) {
  return 'count' in term ? 'count' : 'number' in term ? 'number' : 'question';
}

export function spokenTerms(terms) {
  const all = questions();
  const name = (key) => {
    const entry = all.find((question) => question.key === key);
    return entry ? `“${nameOf(entry)}”` : 'pertanyaan yang sudah tidak ada';
  };
  return terms.map((term, index) => {
    const sign = term.sign === -1 ? '− ' : index ? '+ ' : '';
    if ('number' in term) return sign + term.number;
    if ('count' in term) return `${sign}banyaknya ${name(term.count)}${term.where ? ` dengan ${spoken(term.where, all)}` : ''}`;
    return `${sign}${name(term.question)}${term.column ? ` kolom ${term.column}` : ''}`;
  }).join(' ') || 'Belum dipilih';
}

function termRow(terms, index, options, update) {
  const term = terms[index];
  const kind = kindOfTerm(term);
  const replace = (next) => {
    terms[index] = term.sign === -1 ? { ...next, sign: -1 } : next;
    update(true);
  };
  const row = h('div', { class: 'desk-rule' },
    select('Tanda', [{ value: '1', label: '+' }, { value: '-1', label: '−' }], term.sign === -1 ? '-1' : '1', (sign) => {
      if (sign === '-1') term.sign = -1;
      else delete term.sign;
      update(false);
    }),
    select('Jenis', KINDS, kind, (next) => replace({ question: { question: '' }, count: { count: '', where: null }, number: { number: '' } }[next])));
  row.firstElementChild.classList.add('desk-sign');
  if (kind === 'number') {
    row.append(h('input', { class: 'desk-input', inputmode: 'decimal', 'aria-label': 'Angka', value: term.number ?? '', oninput: (event) => {
      term.number = event.target.value;
      update(false);
    } }));
  } else {
    const name = kind === 'count' ? 'count' : 'question';
    const fitting = options.filter((entry) => (kind === 'count' ? COUNTABLE : options.kinds).includes(kindOf(entry)));
    row.append(select('Pertanyaan', [{ value: '', label: 'Pilih pertanyaan' }, ...grouped(fitting)], term[name] || '',
      (key) => replace(kind === 'count' ? { count: key, where: null } : { question: key }), 'Pertanyaan ini sudah tidak ada'));
    extra(row, term, options, update);
  }
  row.append(button('Hapus', () => {
    terms.splice(index, 1);
    update(true);
  }, 'desk-remove'));
  return row;
}

function extra(row, term, options, update) {
  const entry = options.find((question) => question.key === (term.question || term.count));
  if (entry?.kind === 'table' && 'question' in term) {
    const columns = [{ value: '', label: 'seluruh tabel' }, ...columnsOf(entry).map((column) => ({ value: column.key, label: `kolom ${column.label}` }))];
    row.append(select('Kolom', columns, term.column || '', (column) => {
      if (column) term.column = column;
      else delete term.column;
      update(false);
    }, 'Kolom ini sudah tidak ada'));
  }
  if (entry?.kind === 'repeat' && 'count' in term) {
    const rows = questions().filter((question) => question.repeat?.key === entry.key && question.kind !== 'note');
    const host = h('div', { class: 'desk-where' });
    row.append(host);
    drawCondition(host, term.where || { match: 'all', rules: [] }, rows, (where) => {
      term.where = where;
      update(false);
    });
    host.prepend(h('span', { class: 'desk-note' }, term.where ? 'baris dengan' : 'semua baris'));
  }
}

/** Draws the terms into `host`. `options`: questions that may be named; `times`: whether a single time may stand there too. */
export function drawTerms(host, terms, usable, change, times = false) {
  const options = [...usable];
  options.kinds = times ? [...NUMBERS, ...TIMES] : NUMBERS;
  const update = (redraw) => {
    change(terms);
    if (redraw) redrawn(host, () => drawTerms(host, terms, usable, change, times));
  };
  host.replaceChildren(...terms.map((_term, index) => termRow(terms, index, options, update)),
    h('div', { class: 'desk-row' }, button(terms.length ? 'Tambah' : 'Pilih yang dihitung', () => {
      terms.push({ question: '' });
      update(true);
    })));
}

/** Numbers of other repeats may be summed too: every question that holds a number. */
export function countable(element, usable) {
  const known = new Set(usable.map((entry) => entry.key));
  const inner = questions(outline()).filter((entry) => entry.repeat && !known.has(entry.key) && NUMBERS.includes(kindOf(entry)));
  return [...usable, ...inner];
}
