/**
 * faqlet/element: the class of the element `<faqlet-help>` and the types of its events. Importing
 * it defines nothing and needs no DOM; `faqlet/define` defines the element.
 *
 * @packageDocumentation
 */
export type {
  AnswerDetail,
  AnswerPath,
  AskDetail,
  ContactDetail,
  ErrorDetail,
  FaqletEvents,
  FeedbackDetail,
} from './events.js';
export { FaqletHelp, type Mode } from './faqlet-help.js';
export type { Facts, State } from './session.js';
