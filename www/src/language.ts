import { FaqletError } from './errors.js';

const RIGHT_TO_LEFT = /^(Adlm|Arab|Hebr|Mand|Nkoo|Rohg|Samr|Syrc|Thaa)$/;

/**
 * The language to speak: the wanted tag, shortened from the right until it is one of those offered
 * (RFC 4647 lookup: `hu-HU` finds `hu`), otherwise the default.
 *
 * @param wanted BCP 47 tag; empty or absent: no wish.
 * @throws FaqletError `language-unknown` where the tag is malformed.
 */
export function negotiate(
  wanted: string | undefined,
  offered: readonly string[],
  fallback: string,
): string {
  if (!wanted) return fallback;
  let tag: string;
  try {
    tag = new Intl.Locale(wanted).baseName;
  } catch (error) {
    throw new FaqletError(
      'language-unknown',
      `"${wanted}" is not a BCP 47 language tag; pass one such as "hu" or "pt-BR".`,
      error,
    );
  }
  for (; tag; tag = tag.replace(/-?[^-]*$/, '')) {
    const found = offered.find((language) => language.toLowerCase() === tag.toLowerCase());
    if (found) return found;
  }
  return fallback;
}

/**
 * The direction that a language is written in, by its likely script. `Intl.Locale`'s own
 * `textInfo` is missing in some browsers and has two spellings in the others.
 */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.test(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr';
}
