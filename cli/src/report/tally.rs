//! Counting events. What is kept grows with the distinct questions, not with the events.

use std::collections::{BTreeMap, HashMap};

use faqlet::phrasebook::bare;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

use super::events::{Event, Led, What};
use super::json::Outcomes;
use super::mask::{Mask, one_line};

/// Questions are kept so far: the engine reads no more of them either.
const MAX_CHARACTERS: usize = 500;
/// So many names of a kind are told apart; what anybody posts must not fill the memory.
const MAX_NAMES: usize = 10_000;
/// Letters of such a name.
const MAX_NAME: usize = 200;
/// Stands for names beyond those.
const OTHER: &str = "(other)";
/// Visits are remembered in two generations of so many.
const GENERATION: usize = 50_000;
/// Of each visit and question so many are remembered.
const REMEMBERED: usize = 16;
/// Comments kept for an answer.
const COMMENTS: usize = 50;
/// Who asks again within so many seconds, and is answered, has probably meant the same.
const AGAIN: i64 = 120;

/// Names, each with a number.
#[derive(Debug, Default)]
pub struct Names {
    numbers: HashMap<String, u32>,
    list: Vec<String>,
}

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let name = match self.list.len() {
            count if count < MAX_NAMES && name.len() <= MAX_NAME => name,
            _ => OTHER,
        };
        let next = self.list.len() as u32;
        let number = *self.numbers.entry(name.to_owned()).or_insert(next);
        if number == next {
            self.list.push(one_line(name));
        }
        number
    }

    /// The name with a number.
    pub fn name(&self, number: u32) -> &str {
        &self.list[number as usize]
    }
}

/// What speaks for an entry as the answer to a question, each counted once a visit.
#[derive(Debug, Clone, Copy, Default)]
pub struct Evidence {
    /// Chosen where the question was asked back.
    pub chosen: u32,
    /// Opened beside another answer, or from what was nearest.
    pub opened: u32,
    /// The answer to what was asked instead, shortly after.
    pub asked_again: u32,
    /// Said to have helped.
    pub helpful: u32,
    /// Said not to have helped.
    pub unhelpful: u32,
}

/// A question as it was asked on the pages of one product, or on others.
#[derive(Debug)]
pub struct Question {
    /// Masked, as it was first typed.
    pub text: String,
    pub language: u32,
    pub product: Option<u32>,
    /// Visits in which it was asked.
    pub visits: u32,
    /// Visits in which it got no answer, and in which it was asked back.
    pub unanswered: u32,
    pub asked_back: u32,
    /// By the entry's number.
    pub evidence: Vec<(u32, Evidence)>,
    /// How often each channel was taken after it.
    pub contacts: Vec<(u32, u32)>,
}

/// What was said and seen of an entry.
#[derive(Debug, Default)]
pub struct Seen {
    pub shown: u32,
    pub helpful: u32,
    pub unhelpful: u32,
    /// What was written, masked; whether after a no; after which question.
    pub comments: Vec<(String, bool, Option<usize>)>,
    /// How many more there were.
    pub more_comments: u32,
}

/// A way to reach the shop.
#[derive(Debug, Default)]
pub struct Channel {
    pub channel_type: String,
    pub taken: u32,
}

/// What is remembered of a visit.
#[derive(Debug, Default)]
struct Visit {
    /// Whether it was counted.
    seen: bool,
    /// Whether its questions are in another language than the one wanted.
    elsewhere: bool,
    /// The last question: its number, what it led to, and when, in seconds.
    last: Option<(usize, Led, i64)>,
    /// A question without an answer after which nothing was opened.
    open: Option<(usize, i64)>,
    /// Questions that were counted.
    counted: Vec<usize>,
    /// Entries opened after a question, so that each counts once.
    opened: Vec<(usize, u32)>,
}

/// All that was counted.
#[derive(Debug)]
pub struct Tally {
    mask: Mask,
    zone: TimeZone,
    only: Option<String>,
    pub languages: Names,
    pub products: Names,
    pub entries: Names,
    pub channel_names: Names,
    pub questions: Vec<Question>,
    keys: HashMap<(u32, Option<u32>, String), usize>,
    visits: [HashMap<String, Visit>; 2],
    pub events: u64,
    pub visit_count: u64,
    pub first: Option<Date>,
    pub last: Option<Date>,
    pub all: Outcomes,
    pub by_language: BTreeMap<u32, Outcomes>,
    pub by_product: BTreeMap<Option<u32>, Outcomes>,
    /// By the Monday of the week.
    pub by_week: BTreeMap<Date, Outcomes>,
    pub seen: BTreeMap<u32, Seen>,
    pub channels: BTreeMap<u32, Channel>,
    /// Contacts that settled the matter, and that did not.
    pub settled: [u32; 2],
    pub errors: BTreeMap<String, u32>,
}

impl Tally {
    /// Nothing counted yet. The days are those of the zone; `only`: a language.
    pub fn new(mask: Mask, zone: TimeZone, only: Option<&str>) -> Self {
        Self {
            mask,
            zone,
            only: only.map(str::to_owned),
            languages: Names::default(),
            products: Names::default(),
            entries: Names::default(),
            channel_names: Names::default(),
            questions: Vec::new(),
            keys: HashMap::new(),
            visits: [HashMap::new(), HashMap::new()],
            events: 0,
            visit_count: 0,
            first: None,
            last: None,
            all: Outcomes::default(),
            by_language: BTreeMap::new(),
            by_product: BTreeMap::new(),
            by_week: BTreeMap::new(),
            seen: BTreeMap::new(),
            channels: BTreeMap::new(),
            settled: [0; 2],
            errors: BTreeMap::new(),
        }
    }

    /// The day of an event.
    pub fn day(&self, event: &Event) -> Date {
        event.at.to_zoned(self.zone.clone()).date()
    }

    /// Counts an event of a day.
    pub fn count(&mut self, event: Event, day: Date) {
        let now = event.at.as_second();
        let mut visit = self.visit(&event.visit);
        if let (What::Ask { language, .. }, Some(only)) = (&event.what, &self.only) {
            visit.elsewhere = !only.eq_ignore_ascii_case(language);
        }
        if !visit.elsewhere {
            self.events += 1;
            self.visit_count += u64::from(!event.visit.is_empty() && !visit.seen);
            visit.seen = true;
            self.first = Some(self.first.map_or(day, |first| first.min(day)));
            self.last = Some(self.last.map_or(day, |last| last.max(day)));
            self.take(event.what, day, now, &mut visit);
        }
        if !event.visit.is_empty() {
            if self.visits[0].len() >= GENERATION {
                self.visits.swap(0, 1);
                self.visits[0].clear();
            }
            self.visits[0].insert(event.visit, visit);
        }
    }

    /// Takes out what is remembered of a visit.
    fn visit(&mut self, name: &str) -> Visit {
        let known = self.visits.iter_mut().find_map(|visits| visits.remove(name));
        known.unwrap_or_else(|| Visit { elsewhere: self.only.is_some(), ..Visit::default() })
    }

    fn take(&mut self, what: What, day: Date, now: i64, visit: &mut Visit) {
        match what {
            What::Ask { question, led, reason, entries, product, language } => {
                let language = self.languages.number(&language);
                let product = product.map(|product| self.products.number(&product));
                let count = |outcomes: &mut Outcomes| outcomes.count(led, reason.as_deref());
                count(&mut self.all);
                count(self.by_language.entry(language).or_default());
                count(self.by_product.entry(product).or_default());
                count(self.by_week.entry(monday(day)).or_default());
                let number = self.question(&question, language, product);
                if !visit.counted.contains(&number) {
                    remember(&mut visit.counted, number);
                    let question = &mut self.questions[number];
                    question.visits += 1;
                    question.unanswered += u32::from(led == Led::Unanswered);
                    question.asked_back += u32::from(led == Led::AskedBack);
                }
                if led == Led::Answered
                    && let Some((before, at)) = visit.open.take()
                    && (0..=AGAIN).contains(&(now - at))
                    && self.questions[before].language == language
                    && let Some(entry) = entries.first()
                {
                    let entry = self.entries.number(entry);
                    self.evidence(before, entry, visit, |it| it.asked_again += 1);
                }
                visit.open = (led == Led::Unanswered).then_some((number, now));
                visit.last = Some((number, led, now));
            }
            What::Answer { id, how } => {
                let entry = self.entries.number(&id);
                self.seen.entry(entry).or_default().shown += 1;
                let Some((question, _, _)) = visit.last else { return };
                match how.as_str() {
                    "chosen" => self.evidence(question, entry, visit, |it| it.chosen += 1),
                    "related" => self.evidence(question, entry, visit, |it| it.opened += 1),
                    // They went on to something else.
                    "browse" | "link" | "suggestion" => visit.last = None,
                    _ => return,
                }
                visit.open = None;
            }
            What::Feedback { id: None, settled, .. } => {
                if let Some(settled) = settled {
                    self.settled[usize::from(!settled)] += 1;
                }
            }
            What::Feedback { id: Some(id), helpful, words, .. } => {
                let entry = self.entries.number(&id);
                let question = visit.last.map(|(question, ..)| question);
                let seen = self.seen.entry(entry).or_default();
                if let Some((words, missing)) = words {
                    // The rating itself was an event before.
                    if seen.comments.len() < COMMENTS {
                        seen.comments.push((self.mask.apply(&words), missing, question));
                    } else {
                        seen.more_comments += 1;
                    }
                    return;
                }
                *(if helpful { &mut seen.helpful } else { &mut seen.unhelpful }) += 1;
                if let Some(question) = question {
                    let evidence = entry_of(&mut self.questions[question].evidence, entry);
                    *(if helpful { &mut evidence.helpful } else { &mut evidence.unhelpful }) += 1;
                }
            }
            What::Contact { channel, channel_type } => {
                let number = self.channel_names.number(&channel);
                let channel = self.channels.entry(number).or_default();
                channel.taken += 1;
                if channel.channel_type.is_empty() && channel_type.len() <= MAX_NAME {
                    channel.channel_type = channel_type;
                }
                if let Some((question, ..)) = visit.last {
                    *entry_of(&mut self.questions[question].contacts, number) += 1;
                }
            }
            What::Error { code } => {
                if self.errors.len() < REMEMBERED && code.len() <= MAX_NAME {
                    *self.errors.entry(self.mask.apply(&code)).or_default() += 1;
                }
            }
            What::Other => {}
        }
    }

    /// The number of a question, however it is written.
    fn question(&mut self, text: &str, language: u32, product: Option<u32>) -> usize {
        let end = text.char_indices().nth(MAX_CHARACTERS).map_or(text.len(), |(at, _)| at);
        let text = self.mask.apply(&text[..end]);
        let next = self.questions.len();
        let number = *self.keys.entry((language, product, bare(&text))).or_insert(next);
        if number == next {
            self.questions.push(Question {
                text,
                language,
                product,
                visits: 0,
                unanswered: 0,
                asked_back: 0,
                evidence: Vec::new(),
                contacts: Vec::new(),
            });
        }
        number
    }

    /// Counts that an entry was opened after a question, once a visit.
    fn evidence(
        &mut self,
        question: usize,
        entry: u32,
        visit: &mut Visit,
        count: impl FnOnce(&mut Evidence),
    ) {
        if !visit.opened.contains(&(question, entry)) {
            remember(&mut visit.opened, (question, entry));
            count(entry_of(&mut self.questions[question].evidence, entry));
        }
    }
}

/// What belongs to a number in a short list.
fn entry_of<T: Default>(list: &mut Vec<(u32, T)>, number: u32) -> &mut T {
    let at = list.iter().position(|(other, _)| *other == number).unwrap_or_else(|| {
        list.push((number, T::default()));
        list.len() - 1
    });
    &mut list[at].1
}

fn remember<T>(list: &mut Vec<T>, item: T) {
    if list.len() == REMEMBERED {
        list.remove(0);
    }
    list.push(item);
}

fn monday(day: Date) -> Date {
    let since = day.weekday().since(Weekday::Monday);
    day.checked_sub(jiff::Span::new().days(since)).unwrap_or(day)
}
