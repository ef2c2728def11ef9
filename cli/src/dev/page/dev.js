// The editor's page: entries with their findings, the preview, and questions to try.

import { explained, make } from './explained.js';

const find = (selector) => document.querySelector(selector);
const setting = find('#setting');
const filter = find('#filter');
const asked = find('#try');
const frame = find('iframe');

/** Milliseconds between two looks for something new. */
const LOOK = 300;
/** Milliseconds of silence after which typing is over. */
const TYPED = 150;

let state = { version: -1, build: null };
let content = { shop: null, entries: [], findings: [] };
/** The address of the frame without what stands after `#`. */
let framed = '';
/** The entry that was chosen in the list. */
let chosen;

async function get(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${response.status} for ${path}`);
  return response.json();
}

/** A name in the language shown, or else in the default one. */
function named(names, fallback) {
  return names?.[setting.lang.value] ?? names?.[content.shop?.languages[0]] ?? fallback;
}

// What is set stays over a reload of the page.
const kept = JSON.parse(sessionStorage.getItem('setting') ?? '{}');

function keep() {
  const values = Object.fromEntries(new FormData(setting));
  sessionStorage.setItem('setting', JSON.stringify({ ...values, q: asked.q.value }));
}

function options(select, choices, value) {
  select.replaceChildren(...choices.map(([value, text]) => make('option', { value, dir: 'auto' }, text)));
  select.value = choices.some(([known]) => known === value) ? value : (choices[0]?.[0] ?? '');
}

function fillSetting() {
  const { shop } = content;
  const language = setting.lang.value || kept.lang;
  const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' });
  options(setting.lang, (shop?.languages ?? []).map((tag) => [tag, `${names.of(tag)} (${tag})`]), language);
  const declared = Object.keys(shop?.products ?? {});
  const used = content.entries.map(({ product }) => product).filter(Boolean);
  const products = [...new Set([...declared, ...used])].sort();
  const product = setting.product.value || kept.product;
  options(
    setting.product,
    [['', 'no product'], ...products.map((id) => [id, `${named(shop?.products[id], id)} (${id})`])],
    product ?? '',
  );
  find('#shop').textContent = named(shop?.name, '');
}

function says(count, word) {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function fillStatus() {
  const { errors, warnings, problem, build, exact } = state;
  const counts = `${says(errors, 'error')}, ${says(warnings, 'warning')}`;
  let text = `${counts}. The preview is up to date.`;
  if (problem) text = `${problem}. The preview stays as it was.`;
  else if (build === null) text = `${counts}. There is no preview until the errors are mended.`;
  else if (errors) text = `${counts}. The preview stays as it was until the errors are mended.`;
  else if (!exact) text += ' Scores are being weighed anew.';
  const status = find('#status');
  status.className = problem || errors ? 'error' : '';
  // A status that is set anew is read anew.
  if (status.textContent !== text) status.textContent = text;
}

function place({ path, line, column }) {
  return line ? `${path}:${line}:${column}` : path;
}

function finding(of) {
  const { severity, code, message, remedy, excerpt, caret } = of;
  const shown = make('div', { className: `finding ${severity}` });
  shown.append(
    make('strong', {}, `${severity} ${code}`),
    ' ',
    make('span', { className: 'soft' }, place(of)),
    make('p', { dir: 'auto' }, message),
  );
  if (excerpt) {
    const at = caret > 0 ? [...excerpt].slice(0, caret - 1).join('') : undefined;
    const line = make('pre', { dir: 'auto' });
    if (at === undefined) line.append(excerpt);
    else line.append(at, make('mark', {}, excerpt.slice(at.length)));
    shown.append(line);
  }
  shown.append(make('p', { dir: 'auto' }, remedy));
  return shown;
}

function matches(entry) {
  const { text, found } = filter;
  if (entry.language !== setting.lang.value) return false;
  if (found.checked && !entry.findings.length) return false;
  const wanted = text.value.trim().toLocaleLowerCase();
  const texts = [entry.id, entry.question, entry.path, entry.product ?? '', ...entry.tags];
  return texts.some((text) => text.toLocaleLowerCase().includes(wanted));
}

function fillEntries() {
  const list = find('#list');
  const { scrollTop } = list;
  const focused = list.contains(document.activeElement) ? document.activeElement?.dataset.id : undefined;
  const entries = content.entries.filter(matches);
  list.replaceChildren(
    ...entries.map((entry) => {
      const about = [entry.path, entry.product, entry.audience === 'staff' ? 'for staff' : '', ...entry.tags];
      const button = make(
        'button',
        { type: 'button' },
        make('span', { dir: 'auto' }, entry.question),
        make('br'),
        make('span', { className: 'soft' }, about.filter(Boolean).join(' · ')),
      );
      button.dataset.id = entry.id;
      button.setAttribute('aria-current', String(entry.id === chosen));
      button.onclick = () => show(entry.id);
      return make('li', {}, button, ...entry.findings.map((number) => finding(content.findings[number])));
    }),
  );
  list.scrollTop = scrollTop;
  if (focused !== undefined) {
    list.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }
  find('#count').textContent = `(${entries.length})`;
}

function fillFindings() {
  const items = content.findings.map((of, number) => {
    const item = make('li', {}, finding(of));
    const entry = content.entries.find(({ findings }) => findings.includes(number));
    if (entry) {
      const go = make('button', { type: 'button', className: 'link', dir: 'auto' }, `Go to “${entry.question}”`);
      go.onclick = () => reveal(entry);
      item.append(go);
    }
    return item;
  });
  find('#found').replaceChildren(...items);
  find('#findings-title').textContent = `All findings (${items.length})`;
}

/** Leads to an entry in the list, whatever is set. */
function reveal(entry) {
  filter.reset();
  setting.lang.value = entry.language;
  set();
  const button = find(`#list [data-id="${CSS.escape(entry.id)}"]`);
  button?.scrollIntoView({ block: 'center' });
  button?.focus();
}

const help = () => frame.contentDocument?.querySelector('faqlet-help');
const box = () => help()?.shadowRoot?.querySelector('[part~="question"]');

/** Waits until the help in the frame works, never will, or waits for somebody to open it. */
function ready() {
  return new Promise((done) => {
    const look = () => {
      const state = help()?.getAttribute('data-state');
      const closed = state === 'idle' && setting.mode.value === 'button';
      if (state === 'ready' || state === 'fallback' || closed) done(state);
      else requestAnimationFrame(look);
    };
    look();
  });
}

async function show(id) {
  const entry = content.entries.find((it) => it.id === id && it.language === setting.lang.value);
  const hidden = entry?.audience === 'staff' && content.audience !== 'staff';
  find('#hint').textContent = hidden
    ? 'This entry is for staff: shoppers do not get it. `--audience staff` shows it.'
    : '';
  chosen = id;
  for (const button of document.querySelectorAll('#list button')) {
    button.setAttribute('aria-current', String(button.dataset.id === id));
  }
  if (hidden) return;
  const focused = document.activeElement;
  if ((await ready()) === 'idle') {
    help().open();
    while ((await ready()) === 'idle') await new Promise(requestAnimationFrame);
  }
  help().show(id);
  // The help takes the keyboard to its answer; here it stays in the list.
  requestAnimationFrame(() => focused?.focus({ preventScroll: true }));
}

/** Loads the frame anew where it shows something old, with question, place and scroll as before. */
async function fillFrame() {
  const { lang, product, scheme, dir, mode, at, width } = Object.fromEntries(new FormData(setting));
  frame.style.inlineSize = width ? `${width}px` : '100%';
  if (state.build === null) return;
  const instant = at ? (await get(`/api/instant?at=${encodeURIComponent(at)}`)).instant : '';
  const query = new URLSearchParams({ build: state.build, lang, product, scheme, dir, mode, instant });
  const address = `/preview?${query}`;
  if (address === framed) return;
  framed = address;
  const old = frame.contentWindow;
  const hash = old?.location.hash ?? '';
  const scroll = old?.scrollY ?? 0;
  const typed = box()?.value ?? '';
  const open = Boolean(help()?.shadowRoot?.querySelector('dialog[open]'));
  const focused = document.activeElement;
  const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }));
  old?.location.replace(`${address}${hash}`);
  await loaded;
  if ((await ready()) === 'fallback' || framed !== address) return;
  if (mode === 'button' && open) help().open();
  await help().updateComplete;
  const input = box();
  if (typed && input && !input.value) {
    input.value = typed;
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await help().updateComplete;
  }
  frame.contentWindow.scrollTo(0, scroll);
  if (focused !== frame) focused?.focus({ preventScroll: true });
}

async function fillTry() {
  const q = asked.q.value.trim();
  if (!q || state.build === null) {
    find('#explained').replaceChildren();
    return;
  }
  const { lang, product, at } = Object.fromEntries(new FormData(setting));
  const tried = await get(`/api/try?${new URLSearchParams({ q, lang, product, at })}`);
  if (asked.q.value.trim() === q) find('#explained').replaceChildren(...explained(tried, show));
}

/** What is set has changed. */
function set() {
  keep();
  fillEntries();
  report(fillFrame());
  report(fillTry());
}

function report(work) {
  work.catch((error) => {
    find('#status').textContent = `faqlet dev does not answer (${error.message}). Is it still running?`;
  });
}

async function load() {
  content = await get('/api/content');
  state = content.state;
  fillSetting();
  fillStatus();
  fillEntries();
  fillFindings();
  await fillFrame();
  await fillTry();
}

async function look() {
  try {
    const now = await get('/api/state');
    // Words that are weighed anew are no reason to take the page away from under somebody's hands.
    const waits = document.activeElement === frame && state.errors === 0 && now.exact && !state.exact;
    if (now.version !== state.version && !waits) await load();
    else if (!waits) {
      state = now;
      fillStatus();
    }
  } catch (error) {
    find('#status').textContent = `faqlet dev does not answer (${error.message}). Is it still running?`;
  }
  setTimeout(look, LOOK);
}

let typing;
for (const name of ['width', 'scheme', 'dir', 'mode', 'at']) if (kept[name]) setting[name].value = kept[name];
asked.q.value = kept.q ?? '';
setting.addEventListener('change', set);
filter.addEventListener('input', fillEntries);
asked.addEventListener('input', () => {
  clearTimeout(typing);
  typing = setTimeout(set, TYPED);
});
for (const form of [setting, filter, asked]) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    set();
  });
}
look();
