// The page in the frame: the real element over the build that the address names.

const query = new URLSearchParams(location.search);
const given = (name) => query.get(name) ?? '';

document.documentElement.lang = given('lang');
document.documentElement.dir = given('dir');
document.documentElement.dataset.scheme = given('scheme');

const shownAt = Date.parse(given('instant'));
if (!Number.isNaN(shownAt)) {
  // The element asks the clock for the time; here it gets the one that was chosen, going on.
  const ahead = shownAt - Date.now();
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...of) {
      super(...(of.length ? of : [RealDate.now() + ahead]));
    }

    static now() {
      return RealDate.now() + ahead;
    }
  };
}

const help = document.createElement('faqlet-help');
help.setAttribute('src', `/faq/${given('build')}/`);
for (const name of ['lang', 'product', 'mode']) {
  if (given(name)) help.setAttribute(name, given(name));
}
const fallback = document.createElement('p');
fallback.textContent = 'The help did not start; the browser’s console says why.';
help.append(fallback);
document.body.append(help);
await import('/faqlet/define.js');
