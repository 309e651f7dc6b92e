// Questions of the form editor are drawn when they are opened: a form of sixty questions then opens as quickly as one of six.
// A classic script: Wagtail's own come before it and build the page right after it.

(() => {
  const { StructBlockDefinition } = window.wagtailStreamField.blocks;
  const folded = [];

  /** Stands in for a struct block until somebody opens, searches, duplicates or corrects it. */
  class LazyStruct {
    constructor(definition, placeholder, prefix, state, draw) {
      this.blockDef = definition;
      this.type = definition.name;
      this.prefix = prefix;
      this.state = state;
      this.draw = draw;
      this.block = null;
      this.element = document.createElement('div');
      this.element.dataset.deskFolded = '';
      for (const [name, value] of Object.entries(definition.meta.attrs || {})) this.element.setAttribute(name, value);
      this.element.deskFolded = this;
      placeholder.replaceWith(this.element);
      this.watch();
      folded.push(this);
    }

    watch() {
      const toggle = this.element.closest('[data-panel]')?.querySelector('[data-panel-toggle]');
      const look = () => {
        if (!toggle || toggle.getAttribute('aria-expanded') === 'true') this.unfold();
      };
      toggle?.addEventListener('wagtail:panel-toggle', look);
      queueMicrotask(look); // a block that was just added is open from the start
    }

    unfold() {
      if (this.block) return this.block;
      const spot = document.createElement('div');
      this.element.replaceWith(spot);
      this.block = this.draw(spot, this.state);
      this.untouched = JSON.stringify(this.block.getState());
      document.dispatchEvent(new Event('desk:unfolded'));
      return this.block;
    }

    /** Whether posting the state it came with says everything. */
    get isUntouched() {
      return !this.block || JSON.stringify(this.block.getState()) === this.untouched;
    }

    get isThere() {
      return (this.block ? this.block.container[0] : this.element).isConnected;
    }

    get container() {
      return this.unfold().container;
    }

    get childBlocks() {
      return this.unfold().childBlocks;
    }

    setState(state) {
      this.unfold().setState(state);
    }

    setError(error) {
      if (error) this.unfold().setError(error);
    }

    getState() {
      return this.block ? this.block.getState() : this.state;
    }

    getDuplicatedState() {
      return this.unfold().getDuplicatedState();
    }

    getValue() {
      return this.block ? this.block.getValue() : this.state;
    }

    getTextLabel(options) {
      if (this.block) return this.block.getTextLabel(options);
      const label = this.state.label || '';
      const most = options?.maxLength;
      return most && label.length > most ? `${label.slice(0, most - 1)}…` : label;
    }

    focus(options) {
      this.unfold().focus(options);
    }
  }

  class LazyStructDefinition extends StructBlockDefinition {
    render(placeholder, prefix, state, error) {
      const draw = (spot, initial, problem) => super.render(spot, prefix, initial, problem);
      if (error || !state) return draw(placeholder, state, error);
      return new LazyStruct(this, placeholder, prefix, state, draw);
    }
  }

  /** What is posted for a question that nobody changed is the state it came with, drawn or not: opening one is no edit. */
  function compress(event) {
    const data = event.formData;
    const done = [];
    for (const entry of folded) {
      if (!entry.isThere || done.some((prefix) => entry.prefix.startsWith(prefix)) || !entry.isUntouched) continue;
      const prefix = `${entry.prefix}-`;
      if (entry.block) for (const name of new Set(data.keys())) if (name.startsWith(prefix)) data.delete(name);
      data.append(`${prefix}desk_folded`, JSON.stringify(entry.state));
      done.push(prefix);
    }
  }

  document.addEventListener('formdata', compress, true);
  window.telepath.register('desk.LazyStruct', LazyStructDefinition);
  window.deskFolded = folded;
})();
