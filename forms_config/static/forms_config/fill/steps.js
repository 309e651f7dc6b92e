// One section at a time, with progress. The address carries the section, so that the browser's Back leads back.

export class Steps {
  constructor(form, marks) {
    this.form = form;
    this.marks = marks;
    this.parts = Array.from(form.querySelectorAll(".part"));
    this.nav = document.querySelector("[data-steps]");
    this.back = form.querySelector("[data-back]");
    this.next = form.querySelector("[data-next]");
    this.stepped = this.parts.length > 2;
    if (!this.stepped) return;
    form.querySelector("main").classList.add("stepped");
    this.back.addEventListener("click", () => this.go(-1));
    this.next.addEventListener("click", () => this.go(1));
    addEventListener("hashchange", () => this.show(location.hash.length > 1 ? this.named() : this.first, true));
    form.addEventListener("marks", () => this.tell());
    this.first = this.named() || this.begin();
    this.show(this.first, false);
  }

  open() {
    return this.parts.filter((part) => !part.hasAttribute("data-off"));
  }

  /** The part that the address names, or that holds the control it names. */
  named() {
    const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    return target ? target.closest(".part") : null;
  }

  begin() {
    const open = this.open();
    const wrong = open.find((part) => part.dataset.state === "wrong");
    if (wrong || this.form.dataset.revision === "0") return wrong || open[0];
    return open.find((part) => part.dataset.state === "todo") || open[0];
  }

  go(by) {
    const open = this.open();
    const target = open[open.indexOf(this.current) + by];
    if (target) location.hash = target.id;
  }

  show(part, move) {
    if (!part) return;
    const open = this.open();
    this.current = open.indexOf(part) > -1 ? part : open[0];
    this.parts.forEach((one) => one.toggleAttribute("data-now", one === this.current));
    this.tell();
    if (this.nav) this.nav.open = false;
    if (!move) {
      if (location.hash === `#${this.current.id}`) scrollTo(0, 0);
      return;
    }
    const problems = document.getElementById("masalah"); // told once; from here on the questions and the list say it
    if (problems) problems.hidden = true;
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target !== this.current && this.current.contains(target)) {
      target.scrollIntoView({ block: "center" });
      target.focus({ preventScroll: true });
    } else {
      scrollTo(0, 0);
      const heading = this.current.querySelector("h2");
      if (heading) heading.focus({ preventScroll: true });
    }
  }

  /** Progress, ticks, states of the sections, and which buttons there are. */
  tell() {
    const open = this.open();
    const place = open.indexOf(this.current);
    if (place < 0) { this.show(open[0], false); return; }
    const last = place === open.length - 1;
    this.back.hidden = place === 0;
    this.next.hidden = last;
    const intro = this.form.querySelector("[data-intro]");
    if (intro) intro.hidden = place > 0;
    this.form.querySelectorAll("[data-late]").forEach((button) => { button.hidden = !last; });
    if (!last) this.next.textContent = open[place + 1].id === "kirim" ? "Periksa dan kirim" : `Lanjut ke bagian ${place + 2}`;
    open.forEach((part, number) => {
      const heading = part.querySelector("h2");
      if (heading.hasAttribute("data-numbered")) heading.textContent = `${number + 1}. ${title(part)}`;
    });
    if (this.nav) this.tellNav(open, place);
    this.tellReview(open);
  }

  tellNav(open, place) {
    this.nav.querySelector("[data-step-count]").textContent = `Bagian ${place + 1} dari ${open.length} ·`;
    this.nav.querySelector("[data-step-name]").textContent = title(this.current);
    const ticks = this.nav.querySelectorAll(".ticks i");
    this.parts.forEach((part, number) => {
      const tick = ticks[number];
      tick.hidden = part.hasAttribute("data-off");
      tick.className = part === this.current ? "now" : part.dataset.state === "done" ? "done" : "";
    });
    this.nav.querySelectorAll("[data-step]").forEach((step) => {
      const part = document.getElementById(step.dataset.step);
      step.toggleAttribute("data-off", part.hasAttribute("data-off"));
      const link = step.querySelector("a");
      link.textContent = part.querySelector("h2").textContent;
      if (part === this.current) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
      const word = step.querySelector("[data-state-word]");
      if (word) word.replaceChildren(this.word(part));
    });
  }

  word(part) {
    const names = ["done", "free", "todo", "wrong"];
    const mark = this.marks.sections.get(part.id) || { state: part.dataset.state, wrong: 0 };
    const word = document.getElementById("keadaan-bagian").content.children[names.indexOf(mark.state)].cloneNode(true);
    if (mark.state === "wrong") word.lastChild.textContent = `${mark.wrong || 1} perlu diperbaiki`;
    if (mark.state === "todo" && mark.missing) word.lastChild.textContent = `${mark.missing} belum diisi`;
    return word;
  }

  /** The list before sending: every section with its state, each one a way back. */
  tellReview(open) {
    const list = this.form.querySelector("[data-review]");
    if (!list) return;
    list.replaceChildren(...open.slice(0, -1).map((part) => {
      const line = document.createElement("li");
      const name = document.createElement("div");
      const link = document.createElement("a");
      link.href = `#${part.id}`;
      link.textContent = part.querySelector("h2").textContent;
      const state = document.createElement("span");
      state.className = "s";
      state.append(this.word(part));
      name.append(link);
      line.append(name, state);
      return line;
    }));
  }
}

const title = (part) => part.querySelector("h2").dataset.label;
