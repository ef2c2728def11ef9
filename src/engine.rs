//! Question in; answer, choice or contact out.

#[cfg(feature = "builder")]
mod explain;

use std::cell::OnceCell;

use serde::Serialize;

use crate::contact::{ContactOption, Facts, Reach, ShopTime, Situation, lines};
use crate::error::Error;
use crate::index::{Calibration, Handoff, Index};
use crate::search::{
    Mark, Query, Ranked, Ranker, Ranking, Request, Shown, ShownQuestions, Vocabulary, insert, marks,
};

#[cfg(feature = "builder")]
pub use explain::{Confidence, ExplainedEntry, Explanation};

/// What is known of the shopper's situation.
#[derive(Debug, Clone, PartialEq)]
pub struct AskOptions {
    /// Id of the product whose page the question is asked on. Its own entries and store-wide
    /// ones are then considered, no other product's.
    pub product: Option<String>,
    /// How many entries an outcome names at most. At least 1; 5 where nothing is said.
    pub limit: usize,
    /// The time on the shop's clock. Without it, channels count as open, and no notice is shown
    /// that has a time.
    pub now: Option<ShopTime>,
    /// What the host page says of the shopper: `key=value` on each line, with the keys `locale`,
    /// `tags` (a topic that the page is about), `tier` and `orderStatus`. A key may be given more
    /// than once. No condition on a key that is not given holds; the index's own language is not
    /// taken for the `locale`.
    pub facts: String,
    /// The tag of the topic that is looked at. Only the empty question heeds it: its outcome then
    /// relates to what [`Engine::browse`] gives.
    pub topic: Option<String>,
}

impl Default for AskOptions {
    fn default() -> Self {
        Self { product: None, limit: 5, now: None, facts: String::new(), topic: None }
    }
}

/// An entry that was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// Number of the entry in its language's index; finds its answer.
    pub index: u32,
    /// The entry's id.
    pub id: String,
    /// The question as shown.
    pub question: String,
    /// The product it is about; absent: store-wide.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// Its topics' tags: they lead through a voice menu.
    pub tags: Vec<String>,
    /// How well it fits: 0 nothing in common, about 1 the question in its own words. To six
    /// decimal places.
    pub score: f64,
    /// The parts of the question as shown that match the question asked, in order and apart.
    pub marks: Vec<Mark>,
}

/// Why an outcome is [`Outcome::Contact`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Reason {
    /// The question has no words.
    Empty,
    /// Nothing in the content shares anything with the question, or it is gibberish.
    Unknown,
    /// What was found is probably not what is meant.
    Unsure,
    /// It asks for a person. The best entry still decides which channels come first.
    Person,
    /// It has coarse words and says nothing else.
    Abuse,
    /// It has only words that do not say what it is about: "help", "how can I". Help with asking
    /// does more than contact.
    Vague,
}

impl From<Request> for Reason {
    fn from(request: Request) -> Self {
        match request {
            Request::Person => Self::Person,
            Request::Abuse => Self::Abuse,
            Request::Vague => Self::Vague,
            Request::Gibberish => Self::Unknown,
        }
    }
}

/// What to show. Every outcome carries the ways to reach the shop, best first.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Outcome {
    /// One entry probably answers the question.
    Answer {
        /// The entry.
        entry: Hit,
        /// Probability that it answers the question, 0 to 1.
        confidence: f64,
        /// Whether the entry wants a person offered.
        handoff: Handoff,
        /// Other entries near the question, best first.
        related: Vec<Hit>,
        /// The ways to reach the shop.
        contact: Vec<ContactOption>,
        /// The route that matched, as its place in the manifest.
        #[serde(skip_serializing_if = "Option::is_none")]
        route: Option<u32>,
        /// The notices that concern the question, as their places in the manifest.
        notices: Vec<u32>,
    },
    /// Two to five entries are too close to call.
    Choose {
        /// The entries, best first.
        entries: Vec<Hit>,
        /// Probability that the first answers the question, 0 to 1.
        confidence: f64,
        /// The ways to reach the shop.
        contact: Vec<ContactOption>,
        /// The route that matched, as its place in the manifest.
        #[serde(skip_serializing_if = "Option::is_none")]
        route: Option<u32>,
        /// The notices that concern the question, as their places in the manifest.
        notices: Vec<u32>,
    },
    /// A person should take over.
    Contact {
        /// Why.
        reason: Reason,
        /// Probability that the first related entry answers the question, 0 to 1.
        confidence: f64,
        /// Entries that may still help, best first.
        related: Vec<Hit>,
        /// The ways to reach the shop.
        contact: Vec<ContactOption>,
        /// The route that matched, as its place in the manifest.
        #[serde(skip_serializing_if = "Option::is_none")]
        route: Option<u32>,
        /// The notices that concern the question, as their places in the manifest.
        notices: Vec<u32>,
    },
}

/// Answers questions in one language.
#[derive(Debug)]
pub struct Engine<D> {
    index: Index<D>,
    ranker: Ranker,
    vocabulary: OnceCell<Vocabulary>,
    shown: ShownQuestions,
}

/// Topics from this one on count as one where topics take turns.
const LAST_TOPIC: u32 = (1 << 8) - 3;

/// At most so many entries are offered to choose from.
const MAX_CHOICES: usize = 5;
/// An entry is as good as another from this share of its score on.
const CLOSE: f32 = 0.92;
/// Where two are as good as each other, so are those offered with them from this share on.
const CHOICE: f32 = 0.8;
/// From this confidence on, the best entry says what a question is about, so who is asked first.
const TOPIC: f64 = 0.3;
/// A related entry has at least this share of the best one's score.
const RELATED: f32 = 0.4;

impl<D: AsRef<[u8]>> Engine<D> {
    /// Opens the index of a language, as [`Index::open`] does.
    ///
    /// # Errors
    /// Those of [`Index::open`].
    pub fn open(index: D) -> Result<Self, Error> {
        Self::open_with(index, None)
    }

    /// Opens the index of a language, and joins a product's shard to it, whose entries are then
    /// behind the others as [`Index::join`] has it.
    ///
    /// # Errors
    /// Those of [`Index::open`] and [`Index::join`].
    pub fn open_with(index: D, shard: Option<D>) -> Result<Self, Error> {
        let mut index = Index::open(index)?;
        if let Some(shard) = shard {
            index.join(shard)?;
        }
        let ranker = Ranker::new(&index);
        Ok(Self { index, ranker, vocabulary: OnceCell::new(), shown: ShownQuestions::default() })
    }

    /// The index.
    #[must_use]
    pub fn index(&self) -> &Index<D> {
        &self.index
    }

    /// Entries for a question in Unicode Normalization Form KC, best first, at most `limit`.
    #[must_use]
    pub fn rank(&self, question: &str, product: Option<&str>, limit: usize) -> Vec<Hit> {
        let query = self.query(question);
        self.hits(&self.ranking(&query, product, limit), question, &query)
    }

    /// What to show for a question in Unicode Normalization Form KC.
    #[must_use]
    pub fn ask(&self, question: &str, options: &AskOptions) -> Outcome {
        let limit = options.limit.max(1);
        let query = self.query(question);
        let ranking = self.ranking(&query, options.product.as_deref(), limit.max(MAX_CHOICES));
        let meant = query.request != Some(Request::Gibberish);
        let Some(best) = ranking.first().filter(|_| meant) else {
            let reason = match query.request {
                Some(request) => request.into(),
                None if query.terms.is_empty() => Reason::Empty,
                None => Reason::Unknown,
            };
            let Reach { contact, route, notices } = self.reach(None, options);
            let confidence = 0.0;
            let related = match reason {
                Reason::Empty => {
                    self.browse(options.product.as_deref(), options.topic.as_deref(), limit)
                }
                _ => Vec::new(),
            };
            return Outcome::Contact { reason, confidence, related, contact, route, notices };
        };
        let calibration = self.index.calibration();
        let confidence = probability(log_odds(best.evidence, &calibration));
        let view = self.index.entry(best.entry);
        let balance = view.balance.unwrap_or(calibration.balance);
        let request = self.request(&query, best);
        // What is probably not meant must not decide who is asked; nor what is found by chance.
        let by_chance = matches!(request, Some(Request::Abuse | Request::Vague));
        let topic = (!by_chance && confidence >= TOPIC).then_some(best.entry);
        let Reach { contact, route, notices } = self.reach(topic, options);
        let as_good = |share: f32| {
            let near = ranking.iter().take_while(|ranked| ranked.score >= share * best.score);
            near.count().min(MAX_CHOICES).min(limit)
        };
        let hits = |ranked: &[Ranked]| self.hits(ranked, question, &query);
        let confident = request.is_none() && confidence >= f64::from(balance.threshold());
        if confident && as_good(CLOSE) > 1 {
            let entries = hits(&ranking[..as_good(CHOICE)]);
            return Outcome::Choose { entries, confidence, contact, route, notices };
        }
        let related = |from: usize| {
            let near = |ranked: &&Ranked| ranked.score >= RELATED * best.score;
            let count =
                ranking[from..].iter().take_while(near).count().min(limit - from.min(limit));
            hits(&ranking[from..from + count])
        };
        if !confident {
            let reason = request.map_or(Reason::Unsure, Reason::from);
            let related = related(0);
            return Outcome::Contact { reason, confidence, related, contact, route, notices };
        }
        Outcome::Answer {
            entry: self.hit(best, question, &query),
            confidence,
            handoff: view.handoff,
            related: related(1),
            contact,
            route,
            notices,
        }
    }

    /// The parts of a text that match a question in Unicode Normalization Form KC, as a hit has
    /// them of its question: for other wordings, or an answer.
    #[must_use]
    pub fn marks(&self, question: &str, text: &str) -> Vec<Mark> {
        marks(question, &self.query(question), text, &Shown::new(text, &self.index), &self.index)
    }

    /// Entries for a shopper who has not asked anything: store-wide ones, and on a product's page
    /// also its own, never another product's. At most `limit`. Their scores say nothing but the
    /// order.
    ///
    /// With a topic, all that carry its tag: the featured ones, then the others, each in the order
    /// of the editor's files, where the product's own and the store-wide ones take turns, and so do
    /// those that are in an earlier topic too.
    ///
    /// Without one, what is most useful on the page: the product's own entries and the featured
    /// store-wide ones by turns, beginning with its own, of which the featured come first; then the
    /// other store-wide ones, one of each topic by turns in the shop's order. An entry with several
    /// topics takes the turn of the first; those without any come last of a turn.
    #[must_use]
    pub fn browse(&self, product: Option<&str>, topic: Option<&str>, limit: usize) -> Vec<Hit> {
        let named = |name: Option<&str>| name.map(|name| self.index.name_number(name));
        let (product, topic) = (named(product), named(topic));
        let mut chosen = Ranking::new();
        for entry in 0..self.index.entry_count() as u32 {
            let view = self.index.entry(entry);
            let own = view.product.is_some();
            let elsewhere = own && product != Some(view.product);
            let tagged = |topic| view.tags().any(|tag| topic == Some(tag));
            if elsewhere || !topic.is_none_or(tagged) {
                continue;
            }
            let later = !view.featured && (topic.is_some() || !own);
            let list = match (own, view.featured) {
                (true, _) => 0,
                (false, true) => 1,
                (false, false) => 2 + view.tags().fold(LAST_TOPIC, u32::min),
            };
            // Exact: below 2 to the power of 24.
            let place = u32::from(later) << 23 | view.turn << 8 | list;
            insert(Ranked::new(entry, -(place as f32)), &mut chosen, limit);
        }
        self.hits(&chosen, "", &Query::default())
    }

    /// The entry with an id, as an answer's link names it. Nothing is marked in it.
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<Hit> {
        let entries = 0..self.index.entry_count() as u32;
        let entry = entries.into_iter().find(|&entry| self.index.entry(entry).id == id)?;
        Some(self.hit(&Ranked::new(entry, 1.0), "", &Query::default()))
    }

    fn query(&self, question: &str) -> Query {
        Query::new(question, &self.index, &self.vocabulary)
    }

    /// What a question is, where not even the best entry asks the same: what an editor has
    /// written an answer to is answered.
    fn request(&self, query: &Query, best: &Ranked) -> Option<Request> {
        query.request.filter(|_| !self.ranker.asks(best.entry, query, &self.index))
    }

    fn ranking(&self, query: &Query, product: Option<&str>, limit: usize) -> Vec<Ranked> {
        let product = product.map(|product| self.index.name_number(product));
        let allowed = |entry: u32| match (product, self.index.product(entry)) {
            (Some(asked), Some(own)) => asked == Some(own),
            _ => true,
        };
        self.ranker.rank(query, &self.index, allowed, limit)
    }

    // Once in the engine, not at each of its uses: this saves 0.1 KiB.
    #[inline(never)]
    fn hits(&self, ranking: &[Ranked], question: &str, query: &Query) -> Vec<Hit> {
        ranking.iter().map(|ranked| self.hit(ranked, question, query)).collect()
    }

    /// An entry as an outcome names it; the query is what the question was taken apart to.
    fn hit(&self, ranked: &Ranked, question: &str, query: &Query) -> Hit {
        let entry = self.index.entry(ranked.entry);
        Hit {
            index: ranked.entry,
            id: entry.id.to_owned(),
            question: entry.question.to_owned(),
            product: entry.product.map(|product| self.index.name(product).to_owned()),
            tags: entry.tags().map(|tag| self.index.name(tag).to_owned()).collect(),
            score: rounded(ranked.score),
            marks: self.shown.marks(ranked.entry, question, query, &self.index),
        }
    }

    /// The ways to reach the shop for a question that an entry answers, or none.
    #[inline(never)]
    fn reach(&self, entry: Option<u32>, options: &AskOptions) -> Reach {
        let name = |number| self.index.name(number);
        let mut facts = Facts::default();
        let mut named: Vec<&str> = Vec::new();
        let mut product = options.product.as_deref();
        let mut about_product = product.is_some();
        let (mut urgent, mut tagged) = (false, false);
        if let Some(entry) = entry {
            let entry = self.index.entry(entry);
            for tag in entry.tags() {
                tagged = true;
                facts.add(b"tags=", name(tag).as_bytes());
            }
            for channel in entry.contact() {
                named.push(name(channel));
            }
            about_product = entry.product.is_some();
            product = product.or(entry.product.map(name));
            urgent = entry.handoff == Handoff::Always;
        }
        for fact in lines(options.facts.as_bytes()) {
            // What the question is about counts, and no more what the page is about.
            if !(tagged && fact.starts_with(b"tags=")) {
                facts.add(fact, b"");
            }
        }
        if about_product {
            facts.add(b"about=", b"product");
        }
        if let Some(product) = product {
            facts.add(b"product=", product.as_bytes());
            facts.add(b"for=", product.as_bytes());
        } else {
            for id in &named {
                facts.add(b"for=", id.as_bytes());
            }
        }
        self.index.roster().reach(Situation { named, urgent, facts, now: options.now })
    }
}

/// How likely an entry answers the question for which so much speaks.
fn log_odds(evidence: f32, calibration: &Calibration) -> f32 {
    calibration.intercept + calibration.slope * evidence
}

/// The logistic function.
fn probability(log_odds: f32) -> f64 {
    rounded(1.0 / (1.0 + libm::expf(-log_odds)))
}

/// To six decimal places, so that every platform prints the same.
fn rounded(value: f32) -> f64 {
    libm::round(f64::from(value) * 1e6) / 1e6
}
