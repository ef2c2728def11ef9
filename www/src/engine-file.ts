/**
 * Hash of the engine's file, in the form of the `integrity` attribute; absent where a bundler puts
 * the file in place. `bundle.mjs` writes it into the files for pages without a bundler.
 */
export const engineIntegrity: string | undefined = undefined;
