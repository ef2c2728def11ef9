import { Converter } from 'typedoc';

/**
 * Leaves out every single text of the interface: `Strings` has them from the locales, where each
 * says itself.
 *
 * @param {import('typedoc').Application} app
 */
export function load({ converter }) {
  /** @type {import('typedoc').Reflection[]} */
  const texts = [];
  converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
    const [declared] = context.getSymbolFromReflection(reflection)?.declarations ?? [];
    if (declared?.getSourceFile().fileName.includes('/src/locales/')) texts.push(reflection);
  });
  converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const text of texts) project.removeReflection(text);
  });
}
