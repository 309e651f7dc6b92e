// One Stimulus controller per structured setting. Each stands on a hidden JSON control and draws beside it.

import { button, facts, h, load, redrawn, select, slug, store } from './dom.js';
import { drawCondition, spoken, trouble } from './conditions.js';
import { anywhere, blockOf, choicesOf, grouped, nameOf, outline, peek, questions, usableAt } from './outline.js';
import { countable, drawTerms, spokenTerms } from './terms.js';

const { Controller } = window.StimulusModule;
const NEAR = '1500px'; // parts of an open question are drawn this far before they scroll into view

/** Draws into a host after the control; again when the form around it changes, unless somebody is at work in it. */
class Part extends Controller {
  connect() {
    this.host = h('div', { class: 'desk-part' });
    this.element.after(this.host);
    this.seen = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.appear();
    }, { rootMargin: NEAR, scrollMargin: NEAR });
    this.seen.observe(this.host);
  }

  /** Nothing is drawn before it can be seen: most of a long form stays folded. */
  appear() {
    this.seen.disconnect();
    this.refresh = () => {
      if (this.host.isConnected && !this.host.contains(document.activeElement)) this.draw();
    };
    document.addEventListener('desk:changed', this.refresh);
    this.draw();
  }

  disconnect() {
    this.seen.disconnect();
    document.removeEventListener('desk:changed', this.refresh);
    this.host.remove();
  }

  again() {
    redrawn(this.host, () => this.draw());
  }

  get owner() {
    return outline().find((entry) => entry.child === blockOf(this.element)?.child) || null;
  }
}

/** Shows words and an edit button; opens on demand, so that sixty questions cost no more than their words. */
class Folding extends Part {
  draw() {
    if (this.open) {
      const inner = h('div', { class: 'desk-open' });
      this.host.replaceChildren(inner, h('div', { class: 'desk-row' }, button('Selesai', () => this.close(), 'desk-done')));
      this.edit(inner);
      return;
    }
    const state = this.state();
    this.host.replaceChildren(h('p', { class: 'desk-words' }, state.words || this.none, ' ',
      button(state.words ? 'Ubah' : this.add, () => this.unfold(), 'desk-link')), state.wrong ? h('p', { class: 'desk-wrong' }, state.wrong) : '');
  }

  unfold() {
    this.open = true;
    this.draw();
    this.host.querySelector('select, input, button')?.focus();
  }

  close() {
    this.open = false;
    this.draw();
    this.host.querySelector('button')?.focus();
  }
}

export class Condition extends Folding {
  none = 'Selalu.';

  add = 'Tambah syarat';

  get usable() {
    return this.element.hasAttribute('data-desk-anywhere') ? anywhere(this.element) : usableAt(this.element);
  }

  state() {
    const condition = load(this.element);
    if (!condition) return { words: '' };
    const usable = this.usable;
    return { words: spoken(condition, usable), wrong: condition.rules.map((rule) => trouble(rule, usable)).find(Boolean) };
  }

  edit(host) {
    const condition = load(this.element) || { match: 'all', rules: [{ question: '', op: 'filled', value: null }] };
    drawCondition(host, condition, this.usable, (next) => store(this.element, next && { ...next, rules: next.rules.filter((rule) => rule.question) }));
  }

  close() {
    const condition = load(this.element);
    if (condition && !condition.rules.length) store(this.element, null);
    super.close();
  }
}

export class Terms extends Folding {
  none = 'Belum dipilih.';

  add = 'Pilih';

  state() {
    const terms = load(this.element, []);
    return { words: terms.length ? spokenTerms(terms) : '' };
  }

  edit(host) {
    drawTerms(host, load(this.element, []), countable(this.element, anywhere(this.element)), (terms) => store(this.element, terms), true);
  }
}

const FORMULAS = [
  { value: '', label: 'Pilih cara menghitung' },
  { value: 'sum', label: 'Jumlah' },
  { value: 'percent', label: 'Persen' },
  { value: 'days_after', label: 'Sekian hari setelah sebuah tanggal' },
  { value: 'all_filled', label: 'Apakah semua terisi' },
];
const FRESH = {
  sum: () => ({ op: 'sum', terms: [] }),
  percent: () => ({ op: 'percent', part: [], whole: [] }),
  days_after: () => ({ op: 'days_after', question: '', days: 7 }),
  all_filled: () => ({ op: 'all_filled', questions: [] }),
};

export class Formula extends Part {
  draw() {
    const formula = load(this.element);
    const save = () => store(this.element, formula);
    const usable = anywhere(this.element);
    const body = h('div');
    this.host.replaceChildren(select('Cara menghitung', FORMULAS, formula?.op || '', (op) => {
      store(this.element, op ? FRESH[op]() : null);
      this.again();
    }), body);
    if (!formula) return;
    if (formula.op === 'sum') this.side(body, '', formula.terms, usable, save);
    if (formula.op === 'percent') {
      this.side(body, 'Bagian', formula.part, usable, save);
      this.side(body, 'Keseluruhan', formula.whole, usable, save);
    }
    if (formula.op === 'days_after') this.shift(body, formula, usable, save);
    if (formula.op === 'all_filled') this.filled(body, formula, usable, save);
  }

  side(body, heading, terms, usable, save) {
    const host = h('div');
    body.append(heading ? h('p', { class: 'desk-note' }, heading) : '', host);
    drawTerms(host, terms, countable(this.element, usable), save);
  }

  shift(body, formula, usable, save) {
    const dates = usable.filter((entry) => ['date', 'datetime'].includes(entry.kind));
    body.append(h('div', { class: 'desk-rule' },
      h('input', { type: 'number', class: 'desk-input desk-short', 'aria-label': 'Jumlah hari', value: formula.days, oninput: (event) => {
        formula.days = event.target.value;
        save();
      } }), h('span', {}, 'hari setelah'),
      select('Tanggal', [{ value: '', label: 'Pilih pertanyaan tanggal' }, ...grouped(dates)], formula.question || '', (key) => {
        formula.question = key;
        save();
      }, 'Pertanyaan ini sudah tidak ada')));
  }

  filled(body, formula, usable, save) {
    const chosen = new Set(formula.questions);
    const gone = formula.questions.filter((key) => !usable.some((entry) => entry.key === key));
    const box = (key, label) => h('label', { class: 'desk-check' }, h('input', { type: 'checkbox', checked: chosen.has(key), onchange: (event) => {
      if (event.target.checked) chosen.add(key);
      else chosen.delete(key);
      formula.questions = [...chosen];
      save();
    } }), label);
    body.append(h('fieldset', { class: 'desk-checks' }, h('legend', { class: 'w-sr-only' }, 'Pertanyaan yang harus terisi'),
      gone.map((key) => box(key, 'Pertanyaan ini sudah tidak ada')),
      usable.filter((entry) => entry.key && entry.kind !== 'computed').map((entry) => box(entry.key, nameOf(entry)))));
  }
}

export class Prefill extends Part {
  draw() {
    const owner = this.owner || { kind: blockOf(this.element)?.type };
    const value = load(this.element);
    const entries = [{ value: '', label: 'Kosong' }];
    if (!['photos', 'files'].includes(owner.kind)) entries.push({ value: 'last', label: 'Dari laporan terakhir yang diterima' });
    entries.push(...facts.prefills.filter((source) => source.families.includes(owner.kind)).map((source) => ({ value: source.key, label: source.label })));
    if (facts.constant.includes(owner.kind)) entries.push({ value: 'constant', label: 'Nilai tetap' });
    this.host.replaceChildren(select('Isian awal', entries, value?.source || '', (source) => {
      store(this.element, source ? { source, ...(source === 'constant' ? { value: '' } : {}) } : null);
      this.again();
    }, 'Sumber ini tidak ada lagi'));
    if (value?.source === 'constant') this.host.append(this.constant(owner, value));
  }

  constant(owner, value) {
    const choices = owner.prefix ? choicesOf(owner) : [];
    const save = (next) => store(this.element, { source: 'constant', value: owner.kind === 'yes_no' && next ? next === 'true' : next });
    if (choices.length) {
      const entries = [{ value: '', label: 'Pilih' }, ...choices.map((choice) => ({ value: choice.key, label: choice.label }))];
      const current = Array.isArray(value.value) ? value.value[0] : value.value;
      return select('Nilai tetap', entries, current === '' || current === undefined ? '' : String(current), save, 'Pilihan ini sudah tidak ada');
    }
    const types = { date: 'date', time: 'time', datetime: 'datetime-local' };
    return h('input', { type: types[owner.kind] || 'text', class: 'desk-input', 'aria-label': 'Nilai tetap', value: value.value ?? '', oninput: (event) => save(event.target.value) });
  }
}

export class Feeds extends Part {
  draw() {
    const owner = this.owner;
    const kind = blockOf(this.element)?.type;
    let groups = facts.feeds[kind] || [];
    if (owner?.repeat) {
      const rows = peek(owner.repeat, 'feeds_rows');
      groups = groups.map(([group, entries]) => [group, entries.filter(([value]) => rows && value.startsWith(`${rows}.`))]).filter(([, entries]) => entries.length);
    }
    const options = groups.map(([group, entries]) => ({ group, entries: entries.map(([value, label]) => ({ value, label })) }));
    this.host.replaceChildren(select('Jawaban menjadi', [{ value: '', label: 'Jawaban saja' }, ...options], load(this.element, ''),
      (value) => store(this.element, value), owner?.repeat ? 'Tidak cocok dengan tujuan isian berulang' : 'Tujuan ini tidak ada'),
      owner?.repeat && !options.length ? h('p', { class: 'desk-note' }, 'Pilih dahulu “Tiap baris menjadi” pada pengaturan isian berulangnya.') : '');
  }
}

export class RepeatPick extends Part {
  draw() {
    const repeats = questions().filter((entry) => entry.kind === 'repeat' && entry.key);
    this.host.replaceChildren(select('Untuk tiap baris dari', [{ value: '', label: 'Sekali untuk seluruh laporan' }, ...repeats.map((entry) => ({ value: entry.key, label: nameOf(entry) }))],
      load(this.element, ''), (key) => {
        store(this.element, key);
        document.dispatchEvent(new Event('desk:changed'));
      }, 'Isian berulang ini sudah tidak ada'));
  }
}

const TONES = [{ value: '', label: 'Tanpa nada' }, { value: 'ok', label: 'Baik' }, { value: 'info', label: 'Netral' }, { value: 'warn', label: 'Perhatian' }, { value: 'bad', label: 'Bahaya' }];
const WORDS = { label: 'Nama', description: 'Keterangan', min: 'Paling sedikit', max: 'Paling banyak' };

export class List extends Part {
  draw() {
    const items = load(this.element, []);
    const columns = (this.element.dataset.deskColumns || 'label').split(',');
    const save = (redraw) => {
      store(this.element, items);
      if (redraw) this.again();
    };
    this.host.replaceChildren(h('ol', { class: 'desk-list' }, items.map((item, index) => this.row(items, index, columns, save))),
      button(this.element.dataset.deskAdd || 'Tambah', () => {
        items.push({ key: '', label: '' });
        save(true);
        this.host.querySelector('li:last-child input')?.focus();
      }));
  }

  row(items, index, columns, save) {
    const item = items[index];
    const move = (step) => {
      items.splice(index + step, 0, ...items.splice(index, 1));
      save(true);
      const [up, down] = this.host.querySelectorAll('li')[index + step].querySelectorAll('.desk-icon');
      (step < 0 ? [up, down] : [down, up]).find((arrow) => !arrow.disabled)?.focus(); // goes on with the same item
    };
    return h('li', {}, columns.map((name) => this.cell(items, index, name, save)),
      h('span', { class: 'desk-key', title: 'Kunci' }, item.key),
      h('button', { type: 'button', class: 'desk-icon', 'aria-label': `Geser ${item.label} ke atas`, disabled: index === 0, onclick: () => move(-1) }, '↑'),
      h('button', { type: 'button', class: 'desk-icon', 'aria-label': `Geser ${item.label} ke bawah`, disabled: index === items.length - 1, onclick: () => move(1) }, '↓'),
      h('button', { type: 'button', class: 'desk-icon', 'aria-label': `Hapus ${item.label}`, onclick: () => {
        items.splice(index, 1);
        save(true);
      } }, '×'));
  }

  cell(items, index, name, save) {
    const item = items[index];
    if (name === 'tone') {
      return select('Nada', TONES, item.tone || '', (tone) => {
        item.tone = tone;
        save(false);
      });
    }
    const fresh = !item.key;
    return h('input', {
      class: `desk-input desk-${name}`,
      'aria-label': WORDS[name],
      placeholder: name === 'label' ? '' : WORDS[name].toLowerCase(),
      type: ['min', 'max'].includes(name) ? 'number' : 'text',
      value: item[name] ?? '',
      oninput: (event) => {
        item[name] = ['min', 'max'].includes(name) ? (event.target.value === '' ? null : Number(event.target.value)) : event.target.value;
        if (name === 'label' && (fresh || item.auto)) this.name(items, index, event.target);
        save(false);
      },
      onpaste: (event) => this.paste(event, items, index, name, save),
      onkeydown: (event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        items.splice(index + 1, 0, { key: '', label: '' });
        save(true);
        this.host.querySelectorAll('li')[index + 1]?.querySelector('input')?.focus();
      },
    });
  }

  name(items, index, input) {
    const taken = new Set(items.filter((_item, other) => other !== index).map((item) => item.key));
    items[index].key = input.value.trim() ? this.short(input.value, taken) : '';
    input.closest('li').querySelector('.desk-key').textContent = items[index].key;
  }

  short(label, taken) {
    return slug(label, taken, 40);
  }

  paste(event, items, index, name, save) {
    const lines = event.clipboardData.getData('text').split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
    if (name !== 'label' || lines.length < 2) return;
    event.preventDefault();
    const taken = new Set(items.map((item) => item.key));
    const fresh = lines.map((label) => {
      const key = this.short(label, taken);
      taken.add(key);
      return { key, label };
    });
    items.splice(index, items[index].label ? 0 : 1, ...fresh);
    save(true);
  }
}
