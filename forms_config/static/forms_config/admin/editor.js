// The form editor: registers the controllers and tells them when the form around them changed.

import { Condition, Feeds, Formula, List, Prefill, RepeatPick, Terms } from './controllers.js';
import { tidy, watchKeys } from './keys.js';

const QUIET = 250; // milliseconds without a change before everything is looked over

function start() {
  const { app } = window.wagtail;
  app.register('desk-condition', Condition);
  app.register('desk-terms', Terms);
  app.register('desk-formula', Formula);
  app.register('desk-prefill', Prefill);
  app.register('desk-feeds', Feeds);
  app.register('desk-repeat-pick', RepeatPick);
  app.register('desk-list', List);
  watchKeys();

  let timer = 0;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      tidy();
      document.dispatchEvent(new Event('desk:changed'));
    }, QUIET);
  };
  document.addEventListener('change', changed);
  document.addEventListener('desk:unfolded', changed);
  const form = document.getElementById('w-editor-form');
  // Wagtail's autosave does not stop when the form is sent; what it saves then would look like another window's version.
  form?.addEventListener('submit', () => app.getControllerForElementAndIdentifier(form, 'w-autosave')?.submit.cancel?.());
  const isStructure = (records) => records.some((record) => [...record.addedNodes, ...record.removedNodes].some((node) => node.dataset && 'streamfieldChild' in node.dataset));
  if (form) new MutationObserver((records) => isStructure(records) && changed()).observe(form, { childList: true, subtree: true });
  changed();
}

start();
