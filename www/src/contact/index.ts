/**
 * faqlet/contact: what a page needs to bring a shopper to a person: links with the message in
 * them, the message itself, opening times in words, chat, and how the visit has gone.
 *
 * @packageDocumentation
 */
export type { Channel } from '../manifest.js';
export type { ContactOption } from '../outcome.js';
export { type ChatEvent, type ChatHook, type ChatRequest, connectChat, offerChat } from './chat.js';
export { type Context, contextParts, Draft, type Part, type PartName } from './draft.js';
export { type ContactLink, contactLink, type Message } from './link.js';
export {
  type Opening,
  type OpeningOptions,
  openingOf,
  replyTime,
  spokenLanguages,
} from './opening.js';
export { type PageParts, pageAddress } from './page.js';
export {
  fill,
  languages,
  loadStrings,
  type PartialTexts,
  type PluralForms,
  plural,
  type Strings,
  type Texts,
} from './strings.js';
export { Visit, type VisitStorage } from './visit.js';
