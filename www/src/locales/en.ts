/** What the contact part says, in English; the other languages have the same keys. */
export const en = {
  /** Whether somebody is there, and when that changes. */
  opening: {
    always: 'Any time',
    open: 'Open now',
    openUntil: 'Open until {time}',
    closesIn: 'Open, closes {in}',
    closed: 'Closed now',
    opensIn: 'Closed, opens {in}',
    opensDay: 'Closed, opens {day} at {time}',
    opensDate: 'Closed, opens on {date} at {time}',
    today: 'today',
    tomorrow: 'tomorrow',
    /** From Sunday. */
    weekdays: [
      'on Sunday',
      'on Monday',
      'on Tuesday',
      'on Wednesday',
      'on Thursday',
      'on Friday',
      'on Saturday',
    ],
    /** After a time, where the shopper's clock and the shop's differ. */
    zone: 'your time; {when} at the shop',
  },
  /** How soon a person replies. */
  replies: {
    minutes: {
      one: 'Usually replies within {n} minute',
      other: 'Usually replies within {n} minutes',
    },
    hours: { one: 'Usually replies within {n} hour', other: 'Usually replies within {n} hours' },
    days: {
      one: 'Usually replies within {n} working day',
      other: 'Usually replies within {n} working days',
    },
  },
  spoken: 'Spoken: {languages}',
  press: 'Then press {keys}',
  /** The message that goes along, line by line. */
  message: {
    subject: 'A question',
    quote: '“{text}”',
    product: 'Product: {value}',
    answers: 'Answers read: {value}',
    page: 'Page: {value}',
    language: 'Language: {value}',
    role: 'For: {value}',
  },
  /** Where the shopper sees and changes it. */
  draft: {
    title: 'This goes along when you contact us',
    change: 'Change it or leave out parts',
    words: 'Your message',
    parts: 'This goes along:',
    hint: 'Change it or leave parts out. Nothing else is passed on.',
    copy: 'Copy the message',
    copied: 'Copied. Paste it into the conversation.',
    notCopied: 'Your browser does not let us copy. Select the text and copy it.',
    part: 'Only the beginning of your message goes along. Copy it to have it all.',
    none: 'Your message cannot go along here. Copy it and paste it there.',
  },
  form: {
    reply: 'Where shall we reply? E-mail or phone',
    send: 'Send',
    missingWords: 'Write what it is about.',
    missingReply: 'Tell us where we can reply.',
  },
  /** Asking, answers, browsing. */
  help: {
    title: 'How can we help?',
    productTitle: 'A question about the {product}?',
    label: 'Your question',
    submit: 'Ask',
    suggestions: 'Suggested questions',
    suggested: { one: '{n} suggestion', other: '{n} suggestions' },
    noSuggestion: 'No suggestions. Press Enter to ask.',
    loading: 'One moment, please…',
    unavailable: 'The search does not work at the moment. This is how you reach us:',
    answerFound: 'Answer: {question}',
    choose: 'Which of these do you mean?',
    nearest: 'Perhaps this helps',
    related: 'Related questions',
    person: 'Best talk to one of us about this:',
    unanswered: 'The answer could not be loaded. Check your connection and try again.',
    whole: 'Show the whole answer',
    retry: 'Try again',
    notices: 'Good to know',
    more: 'More about this',
    useful: 'Often asked',
    topics: 'Topics',
    all: { one: 'Show {n} question', other: 'Show all {n} questions' },
    back: 'Back to all questions',
    launcher: 'Help',
    close: 'Close',
    copyLink: 'Copy link',
    linkCopied: 'Link copied',
    linkNotCopied: 'Your browser does not let us copy. Copy the address of this page.',
    table: 'Table, can be scrolled',
    video: 'Play the video',
  },
  /** Why people answer a question. */
  reasons: {
    empty: 'Write what you would like to know. Or ask us directly:',
    unknown: 'We have found no answer to this. Ask us directly, we are glad to help:',
    unsure:
      'We are not sure that we have understood you, and would rather not guess. Ask us directly:',
    person: 'Of course. This is how you reach one of us:',
    abuse:
      'That sounds as if something went badly wrong. Tell us what happened, we want to put it right:',
    vague:
      'Tell us in a few words what it is about, such as “return a kettle”. Or ask us directly:',
  },
  /** What has become of a message. */
  outbox: {
    title: 'Your messages',
    waiting: 'Waiting to be sent. It goes off by itself as soon as that works.',
    waitingMemory: 'Waiting to be sent. Keep this page open until then.',
    sending: 'Being sent…',
    sent: 'Sent. We have got your message.',
    rejected: 'Not accepted by our server. Your text is kept here; please take another way.',
    expired: 'Could not be sent for days. Send it again, or take another way.',
    notKept: 'Your browser keeps nothing for this page, so the message is lost if you close it.',
    again: 'Send again',
    discard: 'Delete',
    dismiss: 'Hide',
    pending: { one: '{n} message is waiting', other: '{n} messages are waiting' },
  },
  /** Above the ways to reach the shop. */
  contact: {
    title: 'Reach us',
    more: 'More ways to reach us',
    unsent: 'The message could not be sent from here. Copy it and take another way.',
  },
  /** Below an answer. */
  feedback: {
    ask: 'Did this help?',
    yes: 'Yes',
    no: 'No',
    thanks: 'Thank you, good to know.',
    comment: 'Would you like to add anything? (optional)',
    sorry: 'Sorry that this did not help.',
    missing: 'What was missing? (optional)',
    hint: 'Please leave out names, addresses and order numbers.',
    send: 'Send',
    received: 'Thank you. That helps us to do better.',
    contact: 'Ask us directly',
  },
  /** On a later visit, once, after the shopper turned to the shop. */
  followUp: {
    ask: 'You contacted us recently. Is it settled?',
    yes: 'Yes, it is',
    no: 'Not yet',
    dismiss: 'Dismiss',
    thanks: 'Glad to hear it. Thank you.',
    sorry: 'Sorry about that. Get in touch again, and we will see to it.',
    contact: 'Get in touch again',
  },
  /** Questions to other customers about a product. */
  community: {
    title: 'Ask other customers',
    words: 'Your question about: {product}',
    hint: 'Other customers see it once we have checked it, so please leave out personal details. Only the product and the language go along.',
    send: 'Send the question',
    missing: 'Write your question.',
    taken: 'Thank you. We check your question, then other customers see it.',
  },
  /** Asking by voice, and answers read aloud. */
  voice: {
    speak: 'Ask by voice',
    listening: 'Listening. Please speak.',
    silence: 'We heard nothing. Please try again.',
    denied: 'This page may not use the microphone. Please type your question.',
    failed: 'Speech recognition does not work at the moment. Please type your question.',
    read: 'Read aloud',
    stop: 'Stop reading',
  },
} as const;
