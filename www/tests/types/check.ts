/**
 * Compiles only where the TypeScript types say what Rust gives, no more and no less. Rust's samples
 * (`from-rust/`) have every field, with and without what may be absent, and every variant. That
 * TypeScript has all of them, the samples' own `satisfies` says; that it has nothing else, the types
 * below.
 */
import type { FaqletErrorCode } from '../../src/errors.js';
import type { Manifest } from '../../src/manifest.js';
import type { EngineOutcome } from '../../src/outcome.js';
import type { manifests } from './from-rust/manifests.js';
import type { codes, outcomes } from './from-rust/outcomes.js';

/** The keys of all parts of a union. */
type Keys<T> = T extends unknown ? Extract<keyof T, string> : never;
/** What the parts of a union have at a key. */
type At<T, K extends string> = T extends unknown ? (K extends keyof T ? T[K] : never) : never;
/** Whether a part of a union lacks a key, or has it as optional. */
type Lacks<T, K extends string> = true extends (
  T extends unknown
    ? K extends keyof T
      ? Record<never, never> extends Pick<T, K>
        ? true
        : never
      : true
    : never
)
  ? true
  : false;

/**
 * The places where a type `D` allows what no sample in `S` shows: a key, the absence of one (`?`),
 * a literal (`=`).
 */
type Unseen<D, S, Place extends string> = D extends string
  ? string extends D
    ? never
    : D extends S
      ? never
      : `${Place} = ${D}`
  : D extends boolean
    ? D extends S
      ? never
      : `${Place} = ${D}`
    : D extends number | undefined
      ? never
      : D extends readonly (infer E)[]
        ? Unseen<E, S extends readonly (infer F)[] ? F : never, `${Place}[]`>
        : string extends keyof D
          ? Unseen<D[keyof D], At<S, Keys<S>>, `${Place}{}`>
          : UnseenKey<D, S, Keys<D>, Place>;

type UnseenKey<D, S, K extends string, Place extends string> =
  K extends Keys<S>
    ?
        | Unseen<At<D, K>, At<S, K>, `${Place}.${K}`>
        | (Lacks<D, K> extends Lacks<S, K> ? never : `${Place}.${K}?`)
    : `${Place}.${K}`;

type None<Places extends never> = Places;
type Kind<T, K extends string> = Extract<T, { readonly kind: K }>;
type Outcomes = (typeof outcomes)[number];

export type Checks = [
  None<Unseen<Manifest, (typeof manifests)[number], 'manifest'>>,
  None<Unseen<Kind<EngineOutcome, 'answer'>, Kind<Outcomes, 'answer'>, 'answer'>>,
  None<Unseen<Kind<EngineOutcome, 'choose'>, Kind<Outcomes, 'choose'>, 'choose'>>,
  None<Unseen<Kind<EngineOutcome, 'contact'>, Kind<Outcomes, 'contact'>, 'contact'>>,
  None<Exclude<EngineOutcome['kind'], Outcomes['kind']>>,
  None<Exclude<Extract<FaqletErrorCode, `index-${'corrupt' | 'version'}`>, (typeof codes)[number]>>,
];

// The check itself sees what it is for.
// @ts-expect-error: a key that no sample has
export type Key = None<Unseen<{ a: 1; b?: 2 }, { readonly a: 1 }, 'x'>>;
// @ts-expect-error: a literal that no sample has
export type Literal = None<Unseen<{ a: 'y' | 'z' }, { readonly a: 'y' }, 'x'>>;
// @ts-expect-error: an absence that no sample has
export type Absence = None<Unseen<{ a?: string }, { readonly a: 'y' }, 'x'>>;
// @ts-expect-error: the same further in
export type Deep = None<Unseen<{ a: { b: 'y' | 'z' }[] }, { readonly a: [{ b: 'y' }] }, 'x'>>;
