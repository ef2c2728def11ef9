/**
 * faqlet: answers from a shop's own questions and answers, in the page, and a person where there
 * is no confident answer.
 *
 * @packageDocumentation
 */
export {
  type AskOptions,
  type BrowseOptions,
  type CurrentAnswer,
  Faqlet,
  type LoadOptions,
  type NoticeOptions,
} from './client.js';
export { FaqletError, type FaqletErrorCode } from './errors.js';
export type {
  Channel,
  ChannelType,
  Escalation,
  Holiday,
  Notice,
  Route,
  Topic,
} from './manifest.js';
export type { Answer, Choose, Contact, ContactOption, Handoff, Hit, Outcome } from './outcome.js';
