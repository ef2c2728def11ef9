import { negotiate } from '../language.js';
import type { en } from '../locales/en.js';
import { kept } from './kept.js';

/** Text with plural forms, by the categories of `Intl.PluralRules`. */
export type PluralForms = Readonly<Record<'other', string>> & {
  readonly [category in Intl.LDMLPluralRule]?: string;
};

type Widened<T> = T extends string
  ? string
  : T extends { readonly other: string }
    ? PluralForms
    : T extends readonly string[]
      ? { readonly [index in keyof T]: string }
      : { readonly [key in keyof T]: Widened<T[key]> };

/**
 * What the interface says in one language, in groups; `faqlet/locales/en` and its like have them
 * all. Names in braces stand for what is filled in.
 */
export type Texts = Widened<typeof en>;

/** Texts that may have gaps. */
export type PartialTexts = { readonly [key in keyof Texts]?: Partial<Texts[key]> };

/** Texts, and how numbers and dates beside them are written. */
export interface Strings extends Texts {
  /** BCP 47 tag for Intl, such as `ar-u-nu-latn`. */
  readonly locale: string;
}

// One line a language: what is not asked for is not downloaded.
const LOADERS: Readonly<Record<string, () => Promise<Texts>>> = {
  en: async () => (await import('../locales/en.js')).en,
  ru: async () => (await import('../locales/ru.js')).ru,
  hu: async () => (await import('../locales/hu.js')).hu,
  ar: async () => (await import('../locales/ar.js')).ar,
};

/** The languages that the package speaks. */
export const languages: readonly string[] = Object.keys(LOADERS);

/**
 * The texts of the interface in the language that suits best, English where none does.
 *
 * @param locale BCP 47 tag of the shopper's language. It also decides how numbers, dates and times
 * are written: `ar-u-nu-latn` has Arabic words and Western digits.
 * @param own the shop's wording of some texts, or a language that the package does not speak; its
 * gaps are filled.
 * @throws FaqletError `language-unknown` where the tag is malformed.
 */
export async function loadStrings(locale: string, own: PartialTexts = {}): Promise<Strings> {
  const language = negotiate(locale, languages, 'en');
  const texts = await (LOADERS[language] as () => Promise<Texts>)();
  const merged = Object.entries(texts).map(([group, content]) => {
    const ours = own[group as keyof Texts];
    return [
      group,
      typeof content === 'string' ? (ours ?? content) : { ...content, ...(ours as object) },
    ];
  });
  return { ...(Object.fromEntries(merged) as Texts), locale };
}

/** A text with what its names in braces stand for; what is not given stays as it is. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}

const rules = kept((locale: string) => new Intl.PluralRules(locale));
const numbers = kept((locale: string) => new Intl.NumberFormat(locale));

/** The form of a text that goes with a number, with the number in the place of `{n}`. */
export function plural(forms: PluralForms, n: number, locale: string): string {
  const form = forms[rules(locale).select(n)] ?? forms.other;
  return fill(form, { n: numbers(locale).format(n) });
}
