/**
 * A function whose results are kept by its arguments, which must be few. Making a formatter of Intl
 * costs a hundred times what using it does, and a page is drawn anew at each letter that is typed.
 */
export function kept<A extends readonly unknown[], T>(make: (...args: A) => T): (...args: A) => T {
  const results = new Map<string, T>();
  return (...args) => {
    const key = JSON.stringify(args);
    let result = results.get(key);
    if (result === undefined) {
      result = make(...args);
      results.set(key, result);
    }
    return result;
  };
}

/** For lists in a sentence, such as "this, that and another". */
export const listFormat = kept(
  (locale: string) => new Intl.ListFormat(locale, { type: 'conjunction' }),
);

/** For names of languages. */
export const languageNames = kept(
  (locale: string) => new Intl.DisplayNames(locale, { type: 'language' }),
);
