//! The report as data: what `--format json` writes, and what the other forms are made of. Its
//! members are documented in docs/report.md; a change of their meaning raises [`FORMAT`].

use serde::Serialize;

use super::events::Led;

/// Version of the form.
pub const FORMAT: u32 = 1;

/// A report.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    pub format: u32,
    pub generator: String,
    pub period: Option<Period>,
    pub events: u64,
    pub visits: u64,
    /// Lines that could not be read.
    pub unread_lines: usize,
    pub outcomes: Outcomes,
    pub by_language: Vec<Group>,
    pub by_product: Vec<Group>,
    pub by_week: Vec<Group>,
    /// Questions without an answer, and such that are asked back, in clusters; most asked first.
    pub clusters: Vec<Cluster>,
    /// How many more clusters there are.
    pub more_clusters: usize,
    /// Questions that had no answer then and have one now.
    pub answered_since: AnsweredSince,
    pub synonyms: Vec<Synonym>,
    /// Answers that somebody said did not help, most often said first.
    pub unhelpful: Vec<Answer>,
    pub contact: Contact,
    pub errors: Vec<Count>,
}

/// The days of the first and the last event, on the shop's calendar.
#[derive(Debug, Serialize)]
pub struct Period {
    pub first: String,
    pub last: String,
}

/// How many questions had which outcome. Asking twice counts twice.
#[derive(Debug, Clone, Copy, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcomes {
    pub questions: u64,
    pub answered: u64,
    pub asked_back: u64,
    pub handed_over: u64,
    /// Of those handed over, by reason.
    pub unknown: u64,
    pub unsure: u64,
    pub person: u64,
    pub abuse: u64,
    pub vague: u64,
    pub empty: u64,
}

impl Outcomes {
    /// Counts a question.
    pub fn count(&mut self, led: Led, reason: Option<&str>) {
        self.questions += 1;
        match led {
            Led::Answered => self.answered += 1,
            Led::AskedBack => self.asked_back += 1,
            Led::Unanswered | Led::NotForContent => {
                self.handed_over += 1;
                *(match reason {
                    Some("unknown") => &mut self.unknown,
                    Some("person") => &mut self.person,
                    Some("abuse") => &mut self.abuse,
                    Some("vague") => &mut self.vague,
                    Some("empty") => &mut self.empty,
                    _ => &mut self.unsure,
                }) += 1;
            }
        }
    }
}

/// Outcomes of a language, a product or a week.
#[derive(Debug, Serialize)]
pub struct Group {
    /// The language's tag, the product's id (empty: other pages), or the week's Monday.
    pub name: String,
    pub outcomes: Outcomes,
}

/// Questions that are nearly the same.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cluster {
    pub language: String,
    /// Visits in which one of them had no answer, and in which it was asked back.
    pub unanswered: u32,
    pub asked_back: u32,
    /// The most frequent first; at most ten.
    pub wordings: Vec<Wording>,
    /// How many more wordings there are.
    pub more_wordings: usize,
    /// The product on whose pages all of them were asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// What is nearest to the first wording in the content as it is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<Nearest>,
    /// The entries that shoppers opened after it.
    pub taken: Vec<Taken>,
    pub suggestion: Suggestion,
}

/// A question as it was asked.
#[derive(Debug, Clone, Serialize)]
pub struct Wording {
    pub text: String,
    pub visits: u32,
}

/// An entry near a question.
#[derive(Debug, Serialize)]
pub struct Nearest {
    #[serde(flatten)]
    pub entry: Entry,
    /// Probability that it answers the question, 0 to 1.
    pub confidence: f64,
}

/// An entry of the content.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    pub id: String,
    pub question: String,
    /// Its file and line; empty: the content has no such entry any more.
    pub place: String,
}

/// An entry that shoppers opened after a question.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Taken {
    #[serde(flatten)]
    pub entry: Entry,
    pub chosen: u32,
    pub opened: u32,
    pub asked_again: u32,
    pub helpful: u32,
    pub unhelpful: u32,
}

/// What to do about a cluster.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Suggestion {
    /// Add wordings to an entry.
    Alternates(Alternates),
    /// Write an entry.
    NewEntry {
        /// Where it could lie in the content folder.
        path: String,
        /// A draft of the file.
        draft: String,
    },
    /// Nothing that can be written: the wordings have personal data or abuse in them, or the entry
    /// has them already.
    None,
}

/// Wordings for an entry.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Alternates {
    #[serde(flatten)]
    pub entry: Entry,
    pub wordings: Vec<String>,
    /// Whether shoppers have shown that the entry is meant. Else the search guesses it.
    pub shown: bool,
    /// Whether the wordings lead to the entry and nothing else becomes wrong.
    pub verified: bool,
}

/// Questions that are answered by now.
#[derive(Debug, Default, Serialize)]
pub struct AnsweredSince {
    pub clusters: usize,
    pub visits: u32,
}

/// A word that shoppers use and the content does not.
#[derive(Debug, Serialize)]
pub struct Synonym {
    pub language: String,
    pub word: String,
    pub meaning: String,
    /// Wordings that then lead to the entry that shoppers took.
    pub questions: Vec<String>,
}

/// What was said of an answer.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    #[serde(flatten)]
    pub entry: Entry,
    pub shown: u32,
    pub helpful: u32,
    pub unhelpful: u32,
    pub comments: Vec<Comment>,
    pub more_comments: u32,
}

/// What a shopper wrote of an answer.
#[derive(Debug, Serialize)]
pub struct Comment {
    pub text: String,
    /// Whether it says what was missing.
    pub missing: bool,
    /// What was asked before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
}

/// How the shop was reached.
#[derive(Debug, Default, Serialize)]
pub struct Contact {
    pub channels: Vec<Channel>,
    /// Who said, after a contact, that the matter was settled, and that it was not.
    pub settled: u32,
    pub unsettled: u32,
}

/// A way to reach the shop.
#[derive(Debug, Serialize)]
pub struct Channel {
    pub id: String,
    #[serde(rename = "type")]
    pub channel_type: String,
    pub name: String,
    pub taken: u32,
    /// After which questions, most often first; at most five.
    pub after: Vec<Wording>,
}

/// How often something was.
#[derive(Debug, Serialize)]
pub struct Count {
    pub name: String,
    pub count: u32,
}
