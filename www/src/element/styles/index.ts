import type { CSSResultGroup } from 'lit';
import { answer } from './answer.js';
import { base } from './base.js';
import { browse } from './browse.js';
import { panel } from './panel.js';
import { question } from './question.js';
import { tokens } from './tokens.js';

/** All styles of the element, the general ones first. */
export const styles: CSSResultGroup = [tokens, base, question, answer, browse, panel];
