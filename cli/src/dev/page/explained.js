// Why a question has its outcome, in an editor's words.

/**
 * Makes an element. Texts stay texts: nothing of the content becomes HTML.
 *
 * @param {string} name
 * @param {Record<string, unknown>} properties
 * @param {...(Node | string)} children
 */
export function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith('aria-') || key === 'dir') element.setAttribute(key, String(value));
    else element[key] = value;
  }
  element.append(...children);
  return element;
}

const HOW = {
  exact: 'the same word, in any form',
  prefix: 'a word that begins so',
  similar: 'a word much alike',
  synonym: 'a synonym',
  joined: 'joined or split',
  layout: 'typed on another keyboard layout',
  transliteration: 'written in another script',
};

const PARTS = {
  together: 'all its wordings taken together',
  wording: 'its best single wording',
  learned: 'words that tell it from other entries',
  floor: 'no score is below zero',
  letters: 'how alike the letters are',
  opening: 'its question begins as typed',
};

const KINDS = {
  question: 'the question',
  answer: 'the answer',
  inherited: 'the standard phrasings of its intent',
};

const percent = (share) => `${Math.round(100 * share)} %`;
const quoted = (text) => make('q', { dir: 'auto' }, text);

function how(match) {
  if (match && typeof match === 'object') {
    const slips = match.typo ?? Object.values(match)[0];
    return slips === 1 ? 'one slip of the keyboard' : `${slips} slips of the keyboard`;
  }
  return HOW[match] ?? String(match);
}

function place({ kind, number }, entry, wordings) {
  if (kind !== 'alternate') return [KINDS[kind] ?? kind];
  const text = wordings?.alternates[number - 1];
  return text ? ['the alternate ', quoted(text)] : ['an alternate'];
}

function verdict({ outcome, why, explanation }) {
  const { confidence } = explanation;
  const sure = confidence
    ? ` It is ${percent(outcome.confidence)} sure; an answer is shown from ${percent(confidence.answer)} on.`
    : '';
  const said = make('p', { className: 'verdict' });
  if (outcome.kind === 'answer') said.append('This answer is shown: ', quoted(outcome.entry.question));
  else if (outcome.kind === 'choose') {
    said.append(`The shopper may choose from ${outcome.entries.length} entries.`);
  } else said.append(`The ways to reach the shop are shown: ${why}.`);
  return [said, make('p', {}, sure.trim())];
}

function words(explanation) {
  const rows = explanation.words.map((word) => {
    const { terms, nearest } = word;
    const meaning = make('td', {});
    if (word.functionWord) meaning.append('a small word, which counts for little; ');
    if (!terms.length) {
      meaning.append('in no entry');
      if (nearest.length) meaning.append('; the nearest: ');
      nearest.forEach(({ term }, number) => {
        meaning.append(...(number ? [', '] : []), quoted(term));
      });
    }
    terms.slice(0, 4).forEach((term, number) => {
      const count = term.entries === 1 ? '1 entry' : `${term.entries} entries`;
      meaning.append(...(number ? ['; '] : []), quoted(term.term), `, ${how(term.match)}, in ${count}`);
    });
    if (terms.length > 4) meaning.append(`; and ${terms.length - 4} more`);
    return make('tr', {}, make('th', { scope: 'row', dir: 'auto' }, word.text), meaning);
  });
  if (!rows.length) return [];
  const head = make('tr', {}, make('th', { scope: 'col' }, 'Word'), make('th', { scope: 'col' }, 'Found as'));
  return [make('h3', {}, 'How its words are understood'), make('table', {}, make('thead', {}, head), make('tbody', {}, ...rows))];
}

function parts(entry, explanation, wordings) {
  const rows = entry.parts
    .filter(({ amount }) => Math.abs(amount) >= 0.0005)
    .map((part) => {
      const name = make('td', {}, PARTS[part.part] ?? part.part);
      if (part.part === 'wording' && entry.bestWording) {
        name.append(': ', ...place(entry.bestWording, entry, wordings));
      }
      const of = part.words
        .filter(({ amount }) => Math.abs(amount) >= 0.0005)
        .map(({ word, amount }) => `${explanation.words[word]?.text ?? ''} ${amount.toFixed(3)}`);
      return make(
        'tr',
        {},
        make('td', { className: 'number' }, part.amount.toFixed(3)),
        name,
        make('td', { className: 'soft', dir: 'auto' }, of.join(', ')),
      );
    });
  const column = (text) => make('th', { scope: 'col' }, text);
  const head = make('tr', {}, column('Adds'), column('For'), column('By its words'));
  const table = make('table', {}, make('thead', {}, head), make('tbody', {}, ...rows));
  const missing = entry.words
    .filter(({ cost }) => cost !== undefined && cost >= 0.0005)
    .map(({ word, cost }) => {
      const text = explanation.words[word]?.text ?? '';
      return make('li', {}, quoted(text), ` is not in this entry, which costs ${cost.toFixed(3)}. If shoppers say it so, add an alternate with it.`);
    });
  return [table, ...(missing.length ? [make('ul', {}, ...missing)] : [])];
}

/**
 * @param {object} tried what `/api/try` gave
 * @param {(id: string) => void} show shows an entry in the preview
 */
export function explained(tried, show) {
  const { explanation, wordings } = tried;
  const best = Math.max(1, ...explanation.entries.map(({ score }) => score));
  const entries = explanation.entries.map((entry, number) => {
    const title = make('button', { type: 'button', className: 'link' }, quoted(entry.question));
    title.onclick = () => show(entry.id);
    const score = make('meter', { max: best, value: entry.score });
    score.setAttribute('aria-label', 'Score');
    const path = wordings[number]?.path ?? '';
    const more = make('details', {}, make('summary', {}, 'Where its score comes from'));
    more.append(...parts(entry, explanation, wordings[number]));
    if (number === 0) more.open = true;
    return make('li', {}, title, ' ', score, ` ${entry.score.toFixed(3)} `, make('span', { className: 'soft' }, path), more);
  });
  const list = entries.length
    ? [make('h3', {}, 'The nearest entries'), make('ol', {}, ...entries)]
    : [make('p', {}, 'No entry has anything in common with it. If one should answer it, add the question to its alternates.')];
  return [...verdict(tried), ...words(explanation), ...list];
}
