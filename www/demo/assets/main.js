import { connectDemoChat } from './demo-chat.js';
import { byId } from './dom.js';

/**
 * The shop's addresses are not this machine's; the demo takes its messages itself.
 *
 * @param {RequestInfo | URL} url
 * @param {RequestInit} [init]
 */
const post = (url, init) => fetch(new URL(new URL(String(url)).pathname, location.href), init);

for (const help of document.querySelectorAll('faqlet-help')) help.outbox = { fetch: post };
await import('/faqlet/browser/define.js');

connectDemoChat(JSON.parse(byId('chat-strings').textContent ?? ''));
