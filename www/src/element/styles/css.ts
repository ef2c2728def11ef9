/** Styles as text, in a form that editors and the bundler know. */
export const css = String.raw;
