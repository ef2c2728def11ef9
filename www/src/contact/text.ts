/** Line breaks as `\n`, no control characters, no halves of characters: what every channel can carry. */
export function clean(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
      // In this mode of the expression only surrogates without their other half match; they are no
      // text, and `encodeURIComponent` throws on them.
      .replace(/\p{Cs}/gu, '\ufffd')
      .trim()
  );
}

/**
 * What readers take for one character (an emoji with its skin colour, a letter with its accents),
 * where the browser cannot say: Firefox before 125 has no `Intl.Segmenter`.
 */
const GRAPHEME =
  /\p{RI}\p{RI}|[\s\S](?:\p{M}|\p{EMod}|\u200d\p{ExtPict}|[\u{e0020}-\u{e007f}\u200c])*/gu;

/** A text's characters as readers count them. */
export function graphemes(text: string, Segmenter = Intl.Segmenter): string[] {
  return Segmenter
    ? Array.from(new Segmenter().segment(text), ({ segment }) => segment)
    : (text.match(GRAPHEME) ?? []);
}

/**
 * The longest beginning of a text that fits, between two characters as readers count them, with
 * an ellipsis where something is missing.
 *
 * @param fits whether a text is short enough; it may be asked of any beginning, and must not
 * accept one that is longer than one it rejects.
 */
export function cut(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  const whole = graphemes(text);
  const shortened = (count: number) => `${whole.slice(0, count).join('').trimEnd()}…`;
  let fitting = 0;
  let tooMany = whole.length;
  while (tooMany - fitting > 1) {
    const middle = (fitting + tooMany) >> 1;
    if (fits(shortened(middle))) fitting = middle;
    else tooMany = middle;
  }
  return fitting > 0 ? shortened(fitting) : '';
}
