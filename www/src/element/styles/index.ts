import { answer } from './answer.js';
import { base } from './base.js';
import { browse } from './browse.js';
import { contactStyles } from './contact.js';
import { feedbackStyles } from './feedback.js';
import { panel } from './panel.js';
import { question } from './question.js';
import { tokens } from './tokens.js';
import { voiceStyles } from './voice.js';

/** All styles of the element, the general ones first. */
export const styles: string = [
  tokens,
  base,
  question,
  answer,
  browse,
  contactStyles,
  feedbackStyles,
  voiceStyles,
  panel,
].join('');
