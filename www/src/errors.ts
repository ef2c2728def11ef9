/**
 * What went wrong, as a stable word to branch on:
 *
 * - `manifest-unreachable`: `manifest.json` could not be fetched.
 * - `manifest-invalid`: it is not a manifest that this version reads.
 * - `index-unreachable`: the index could not be fetched, or is not the file that the manifest names.
 * - `index-corrupt`: the index was fetched, but its bytes are damaged.
 * - `index-version`: the index was built for another version of the engine.
 * - `engine-unavailable`: the WebAssembly engine could not be started, or was closed.
 * - `language-unknown`: the language asked for is not a BCP 47 tag.
 * - `answer-unreachable`: the text of an answer could not be fetched.
 * - `outdated`: it is gone, since another build was published; load again.
 * - `invalid-argument`: a caller's mistake.
 */
export type FaqletErrorCode =
  | 'manifest-unreachable'
  | 'manifest-invalid'
  | 'index-unreachable'
  | 'index-corrupt'
  | 'index-version'
  | 'engine-unavailable'
  | 'language-unknown'
  | 'answer-unreachable'
  | 'outdated'
  | 'invalid-argument';

/** The one error that faqlet throws. Its message, in English, is for developers and says what to do. */
export class FaqletError extends Error {
  /** Tells it from other errors. */
  override readonly name = 'FaqletError';

  /** What went wrong. */
  readonly code: FaqletErrorCode;

  /** @internal */
  constructor(code: FaqletErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/**
 * The engine's own error (an `Error` with a `code`) as a {@link FaqletError}. An error without a
 * code is a trap inside the engine: no later call can be trusted.
 */
export function fromEngine(error: unknown): FaqletError {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return code === 'index-corrupt' || code === 'index-version'
    ? new FaqletError(code, String(message), error)
    : new FaqletError('engine-unavailable', `The engine failed; load again. ${message}`, error);
}
