//! What to do about questions that the content did not answer.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use faqlet::phrasebook::bare;
use faqlet::{Hit, Outcome, Reason};

use super::clusters::{Asked, clusters, stems};
use super::json::{self, AnsweredSince, Suggestion};
use super::mask::is_masked;
use super::tally::{Evidence, Question, Tally};
use super::tongue::Tongue;

/// So many clusters of a language are looked at, the most asked first.
const MAX_CLUSTERS: usize = 2_000;
/// Wordings of a cluster that are asked again.
const ASKED_AGAIN: usize = 20;
/// Wordings of a cluster that are shown.
const SHOWN: usize = 10;
/// Wordings of a cluster that are proposed: near duplicates teach the search little.
const PROPOSED: usize = 3;
/// From this confidence on, the search's best entry says what a question is about.
const GUESS: f64 = 0.3;
/// One entry has at least this share of what speaks for any, in tenths.
const CLEAR_TENTHS: i64 = 6;
/// Longer ones are no wordings: they tell a story.
const MAX_LETTERS: usize = 150;

/// A wording that could be added to an entry.
#[derive(Debug, Clone)]
pub struct Addition {
    pub language: String,
    pub entry: String,
    pub wording: String,
    /// Where it was asked.
    pub product: Option<String>,
    /// Whether shoppers have shown that the entry is meant.
    pub shown: bool,
    /// Which cluster it is of, in [`Found::clusters`].
    pub cluster: usize,
}

/// What was found in a language.
#[derive(Debug, Default)]
pub struct Found {
    pub clusters: Vec<json::Cluster>,
    /// How many clusters were left out.
    pub more: usize,
    pub since: AnsweredSince,
    pub additions: Vec<Addition>,
    /// Wordings that are of no use as alternates of their own, with the entry that shoppers took.
    pub taken: Vec<(String, Option<String>, String)>,
}

/// What shoppers have shown of a question: the entry, and whether that is beyond doubt.
fn clear(evidence: &[(&str, Evidence)]) -> Option<String> {
    let worth = |it: &Evidence| {
        let [chosen, opened, again] = [it.chosen, it.opened, it.asked_again].map(i64::from);
        // What was opened as the answer and nothing else speaks for nothing new.
        if chosen + opened + again == 0 {
            return 0;
        }
        2 * chosen + opened + again + 2 * i64::from(it.helpful) - 3 * i64::from(it.unhelpful)
    };
    let sum: i64 = evidence.iter().map(|(_, it)| worth(it).max(0)).sum();
    let (entry, best) = evidence.iter().max_by_key(|(id, it)| (worth(it), Reverse(*id)))?;
    let seldom = best.opened + best.asked_again;
    let enough = best.chosen > 0 || seldom > 1 || (seldom > 0 && best.helpful > 0);
    let clear = worth(best) > 0 && 10 * worth(best) >= CLEAR_TENTHS * sum;
    (enough && clear).then(|| (*entry).to_owned())
}

/// The suggestions for the questions of a language; `tongue`: absent where the content does not
/// have it.
pub fn suggestions(tally: &Tally, language: u32, tongue: &Tongue<'_>) -> Found {
    let relevant = |it: &&Question| {
        let opened = |(_, it): &(u32, Evidence)| it.chosen + it.opened + it.asked_again > 0;
        it.language == language
            && (it.unanswered + it.asked_back > 0 || it.evidence.iter().any(opened))
            && !it.text.is_empty()
    };
    let questions: Vec<&Question> = tally.questions.iter().filter(relevant).collect();
    let asked: Vec<Asked<'_>> = questions.iter().map(|it| asked(it)).collect();
    let analyzer = tongue.engine.index().analyzer();
    let maker = Maker { tally, tongue, language: tally.languages.name(language) };
    let mut groups: Vec<(Option<String>, Vec<&Question>)> = Vec::new();
    for members in clusters(&asked, analyzer, &tongue.words) {
        let members: Vec<&Question> = members.into_iter().map(|at| questions[at]).collect();
        groups.extend(maker.parted(members));
    }
    let weight = |members: &[&Question]| members.iter().map(|it| weight(it)).sum::<u32>();
    groups.sort_by_key(|(_, members)| (Reverse(weight(members)), members[0].text.clone()));
    let mut found = Found { more: groups.len().saturating_sub(MAX_CLUSTERS), ..Found::default() };
    for (target, members) in groups.into_iter().take(MAX_CLUSTERS) {
        maker.add(target, &members, &mut found);
    }
    found
}

fn asked(question: &Question) -> Asked<'_> {
    Asked { text: &question.text, weight: weight(question) }
}

fn weight(question: &Question) -> u32 {
    question.unanswered + question.asked_back
}

struct Maker<'a> {
    tally: &'a Tally,
    tongue: &'a Tongue<'a>,
    language: &'a str,
}

impl Maker<'_> {
    /// What speaks for which entry of the content.
    fn evidence(&self, questions: &[&Question]) -> Vec<(&str, Evidence)> {
        let mut all: BTreeMap<&str, Evidence> = BTreeMap::new();
        for (entry, more) in questions.iter().flat_map(|question| &question.evidence) {
            let Some((id, _)) = self.tongue.entries.get_key_value(self.tally.entries.name(*entry))
            else {
                continue;
            };
            let sum = all.entry(id).or_default();
            sum.chosen += more.chosen;
            sum.opened += more.opened;
            sum.asked_again += more.asked_again;
            sum.helpful += more.helpful;
            sum.unhelpful += more.unhelpful;
        }
        all.into_iter().collect()
    }

    /// Parts a cluster where shoppers have shown that several entries are meant.
    fn parted<'q>(&self, members: Vec<&'q Question>) -> Vec<(Option<String>, Vec<&'q Question>)> {
        let common = clear(&self.evidence(&members));
        let mut groups: BTreeMap<Option<String>, Vec<&Question>> = BTreeMap::new();
        for question in members {
            let own = clear(&self.evidence(&[question]));
            groups.entry(own.or_else(|| common.clone())).or_default().push(question);
        }
        groups.into_iter().collect()
    }

    fn product(&self, question: &Question) -> Option<&str> {
        question.product.map(|product| self.tally.products.name(product))
    }

    /// Adds a cluster with its suggestion, unless all of it is answered by now.
    fn add(&self, target: Option<String>, members: &[&Question], found: &mut Found) {
        let open: Vec<&Question> = members
            .iter()
            .take(ASKED_AGAIN)
            .filter(|question| {
                let answer = self.tongue.answer(&question.text, self.product(question));
                answer.is_none() || target.is_some() && answer != target
            })
            .copied()
            .collect();
        let Some(first) = open.first() else {
            found.since.clusters += 1;
            found.since.visits += members.iter().map(|question| question.visits).sum::<u32>();
            return;
        };
        let outcome = self.tongue.ask(&first.text, self.product(first));
        let nearest = nearest(&outcome);
        let product = self.product(members[0]);
        let one_product = members.iter().all(|question| self.product(question) == product);
        let cluster = found.clusters.len();
        let suggestion = self.suggestion(target.as_deref(), nearest, &open, cluster, found);
        let mut wordings = wordings(members);
        let more_wordings = wordings.len().saturating_sub(SHOWN);
        wordings.truncate(SHOWN);
        let sum = |count: fn(&Question) -> u32| members.iter().map(|it| count(it)).sum();
        found.clusters.push(json::Cluster {
            language: self.language.to_owned(),
            unanswered: sum(|question| question.unanswered),
            asked_back: sum(|question| question.asked_back),
            wordings,
            more_wordings,
            product: product.filter(|_| one_product).map(str::to_owned),
            nearest: nearest.map(|(hit, confidence)| json::Nearest {
                entry: self.tongue.entry(&hit.id),
                confidence,
            }),
            taken: self.taken(members),
            suggestion,
        });
    }

    fn taken(&self, members: &[&Question]) -> Vec<json::Taken> {
        let all = self.evidence(members);
        let opened = |it: &Evidence| it.chosen + it.opened + it.asked_again;
        let mut taken: Vec<json::Taken> = all
            .iter()
            .filter(|(_, it)| opened(it) > 0)
            .map(|(id, it)| json::Taken {
                entry: self.tongue.entry(id),
                chosen: it.chosen,
                opened: it.opened,
                asked_again: it.asked_again,
                helpful: it.helpful,
                unhelpful: it.unhelpful,
            })
            .collect();
        taken.sort_by_key(|it| Reverse(it.chosen + it.opened + it.asked_again));
        taken
    }

    fn suggestion(
        &self,
        target: Option<&str>,
        nearest: Option<(&Hit, f64)>,
        open: &[&Question],
        cluster: usize,
        found: &mut Found,
    ) -> Suggestion {
        let guess = nearest.filter(|(_, confidence)| *confidence >= GUESS);
        let entry = target.or(guess.map(|(hit, _)| hit.id.as_str()));
        let entry = entry.and_then(|id| self.tongue.entries.get(id).copied());
        let mut known: Vec<String> = entry.map_or_else(Vec::new, |entry| {
            entry.alternates.iter().chain([&entry.question]).map(|text| bare(text)).collect()
        });
        let mut fit: Vec<&Question> = Vec::new();
        for &question in open {
            // On another product's page something else is meant.
            let elsewhere = entry
                .and_then(|entry| entry.product.as_deref())
                .is_some_and(|own| self.product(question).is_some_and(|product| product != own));
            let bare = bare(&question.text);
            if !elsewhere && !known.contains(&bare) && self.is_wording(&question.text) {
                known.push(bare);
                fit.push(question);
            }
        }
        fit.truncate(PROPOSED);
        let texts: Vec<String> = fit.iter().map(|question| question.text.clone()).collect();
        match entry {
            _ if texts.is_empty() => Suggestion::None,
            Some(entry) => {
                for question in &fit {
                    if let Some(target) = target {
                        let product = self.product(question).map(str::to_owned);
                        found.taken.push((question.text.clone(), product, target.to_owned()));
                    }
                    found.additions.push(Addition {
                        language: self.language.to_owned(),
                        entry: entry.id.clone(),
                        wording: question.text.clone(),
                        product: self.product(question).map(str::to_owned),
                        shown: target.is_some(),
                        cluster,
                    });
                }
                Suggestion::Alternates(json::Alternates {
                    entry: self.tongue.entry(&entry.id),
                    wordings: texts,
                    shown: target.is_some(),
                    verified: false,
                })
            }
            None => {
                let product = self.product(fit[0]);
                let one = fit.iter().all(|question| self.product(question) == product);
                draft(self.language, &texts, product.filter(|_| one))
            }
        }
    }

    /// Whether a text may become a wording: nothing personal, coarse or endless, nor what no entry
    /// is for.
    fn is_wording(&self, text: &str) -> bool {
        let analyzer = self.tongue.engine.index().analyzer();
        let requests = &analyzer.rules().requests;
        let tokens = analyzer.tokens(&faqlet::text::normalize(text));
        let coarse = || tokens.iter().any(|token| requests.is_coarse(&token.word));
        let for_nobody = || {
            let outcome = self.tongue.ask(text, None);
            matches!(
                outcome,
                Outcome::Contact {
                    reason: Reason::Abuse | Reason::Person | Reason::Vague | Reason::Empty,
                    ..
                }
            )
        };
        // Tables part wordings by a stroke.
        !is_masked(text)
            && !text.contains('|')
            && text.chars().count() <= MAX_LETTERS
            && !stems(text, analyzer).is_empty()
            && !coarse()
            && !for_nobody()
    }
}

/// The wordings of a cluster, whatever product they were asked about, most frequent first.
fn wordings(members: &[&Question]) -> Vec<json::Wording> {
    let mut list: Vec<(String, json::Wording)> = Vec::new();
    for question in members {
        let bare = bare(&question.text);
        match list.iter_mut().find(|(other, _)| *other == bare) {
            Some((_, wording)) => wording.visits += question.visits,
            None => {
                let (text, visits) = (question.text.clone(), question.visits);
                list.push((bare, json::Wording { text, visits }));
            }
        }
    }
    list.sort_by_key(|(_, wording)| Reverse(wording.visits));
    list.into_iter().map(|(_, wording)| wording).collect()
}

/// The entry that comes first for a question, with the confidence.
fn nearest(outcome: &Outcome) -> Option<(&Hit, f64)> {
    match outcome {
        Outcome::Answer { entry, confidence, .. } => Some((entry, *confidence)),
        Outcome::Choose { entries, confidence, .. } => Some((entries.first()?, *confidence)),
        Outcome::Contact { related, confidence, .. } => Some((related.first()?, *confidence)),
    }
}

/// A file to begin a new entry with.
fn draft(language: &str, texts: &[String], product: Option<&str>) -> Suggestion {
    let Some((question, alternates)) = texts.split_first() else { return Suggestion::None };
    // JSON's quoting is among YAML's.
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let mut draft = format!("---\nquestion: {}\n", quoted(question));
    if !alternates.is_empty() {
        draft += "alternates:\n";
        alternates.iter().for_each(|text| draft += &format!("  - {}\n", quoted(text)));
    }
    if let Some(product) = product {
        draft += &format!("product: {}\n", quoted(product));
    }
    draft += "---\nWrite the answer here.\n";
    let words: String = bare(question)
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .take(60)
        .collect();
    let name = words.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    let name = if name.is_empty() { "new-entry".to_owned() } else { name };
    Suggestion::NewEntry { path: format!("{language}/{name}.md"), draft }
}
