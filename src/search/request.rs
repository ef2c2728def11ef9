//! Whether a question is for a person, or about nothing: by the language's lists, before any
//! ranking.

use super::edit_distance;
use super::lookup::Lookup;
use super::query::{MatchKind, QueryTerm};
use super::vocabulary::slips_forgiven;
use crate::text::{ENOUGH, Role, Rules, Script, Token};

/// What a question is, where it is none that content could answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Request {
    /// It asks for a person, whatever else it says.
    Person,
    /// It has coarse words and says nothing else.
    Abuse,
    /// It has only words that do not say what it is about.
    Vague,
    /// Keys were hit: no word is known, or a slip from one, and each is the same few letters.
    Gibberish,
}

/// Words of contacting and of a person belong together with so many words in between: "talk to
/// one of your nice advisers".
const MAX_BETWEEN: usize = 5;
/// A person before the word of contacting says less: "an agent will call me".
const BACKWARD_COST: u8 = 1;
/// "I want to talk" is for a person, "contact" alone is for the entry about contact.
const TALKING: u8 = 3;
/// More function words than this may ask something: "what do I get with it?"
const MAX_VAGUE_WORDS: usize = 2;
/// In shorter words only two letters that have changed places are a slip, and an inner one left
/// out of a longer one: "agnt" is "agent", "tall" is not "talk".
const MIN_SLIP_LETTERS: usize = 5;

/// A listed word or several.
struct Found {
    role: Role,
    weight: u8,
    /// Of the question's words the first, and the one after the last.
    from: usize,
    to: usize,
}

/// What a question is, as typed or in other letters.
pub(super) fn request<D: AsRef<[u8]>>(
    text: &str,
    tokens: &[Token],
    lookup: &Lookup<'_, D>,
) -> Option<Request> {
    let rules = lookup.rules();
    // What the index knows is no slip.
    let strange = |token: &Token| !token.function_word && lookup.term(&token.stem).is_none();
    let request = Scan::new(tokens, &strange, rules).request();
    // Single letters are known by chance.
    let may_be_meant = |token: &Token| strange(token) || token.word.len() == 1;
    if request.is_some()
        || !tokens.iter().any(strange)
        || !tokens.iter().all(|token| token.function_word || may_be_meant(token))
    {
        return request;
    }
    rules.respellings.iter().find_map(|respelling| {
        let mut meant = String::new();
        for run in text.split_whitespace() {
            let mut likeliest = None;
            if !lookup.tokens(run).iter().all(|token| token.function_word) {
                respelling.spell(run, false, &mut |spelt| {
                    let words = lookup.tokens(spelt);
                    // On a layout one spelling is by far the likeliest.
                    let taken = !words.is_empty()
                        && (respelling.script == Script::Layout
                            || Scan::new(&words, &|_| false, rules).only);
                    if taken || likeliest.is_none() && !words.is_empty() {
                        likeliest = Some(spelt.to_owned());
                    }
                    taken
                });
            }
            meant.push_str(likeliest.as_deref().unwrap_or(run));
            meant.push(' ');
        }
        Scan::new(&lookup.tokens(&meant), &strange, rules).request()
    })
}

/// Whether no word is known or nearly known, and each repeats a few letters: "aaaa", "asdasd".
/// What is merely like that in its letters says nothing.
pub(super) fn is_gibberish(tokens: &[Token], terms: &[QueryTerm]) -> bool {
    let alike = |term: &QueryTerm| {
        term.candidates.iter().all(|candidate| candidate.kind == MatchKind::Similar)
    };
    let repeats = |token: &Token| {
        let letters = || token.word.chars().enumerate();
        let first = |&(at, letter): &(usize, char)| letters().all(|(i, l)| i >= at || l != letter);
        !token.code && 2 * letters().filter(first).count() <= letters().count()
    };
    terms.iter().any(|term| !term.function_word)
        && terms.iter().all(|term| term.function_word || alike(term))
        && tokens.iter().all(|token| token.function_word || repeats(token))
}

/// What of a text is listed.
struct Scan {
    /// Words of contacting and of persons.
    found: Vec<Found>,
    /// Whether there is nothing but what is listed, function words and coarse ones.
    only: bool,
    /// Whether any is coarse.
    coarse: bool,
    /// Whether any says that there is a question, and not which: "help", "problem".
    unsaid: bool,
    /// Function words, without those that are only polite.
    function_words: usize,
}

impl Scan {
    /// Words that are `strange` may have slips.
    fn new(tokens: &[Token], strange: &dyn Fn(&Token) -> bool, rules: &Rules) -> Self {
        let words: Vec<Word> = tokens.iter().map(|token| Word::new(token, strange)).collect();
        let mut scan = Self {
            found: Vec::new(),
            only: !tokens.is_empty(),
            coarse: false,
            unsaid: false,
            function_words: 0,
        };
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            if let Some(found) = longest(&words, at, rules) {
                at = found.to;
                match found.role {
                    Role::Aside => scan.unsaid |= found.weight > 0,
                    Role::Other => scan.only = false,
                    _ => scan.found.push(found),
                }
            } else {
                let coarse = rules.coarse.has(&token.word);
                scan.only &= token.function_word || coarse;
                scan.coarse |= coarse;
                scan.function_words += 1;
                at += 1;
            }
        }
        scan
    }

    fn request(&self) -> Option<Request> {
        let (mut asks, mut verb, mut person, mut alone) = (false, false, false, false);
        for one in &self.found {
            let contacting = one.role == Role::Contacting;
            verb |= contacting;
            person |= !contacting;
            alone |= one.role == Role::Alone || contacting && one.weight >= TALKING;
            asks |= one.weight >= ENOUGH;
            for other in &self.found {
                if contacting && other.role != Role::Contacting {
                    let (between, cost) = match other.from.checked_sub(one.to) {
                        Some(between) => (between, 0),
                        None => (one.from.saturating_sub(other.to), BACKWARD_COST),
                    };
                    asks |= between <= MAX_BETWEEN && one.weight + other.weight >= ENOUGH + cost;
                }
            }
        }
        if asks || self.only && (alone || verb && person) {
            Some(Request::Person)
        } else if self.only && self.coarse {
            Some(Request::Abuse)
        } else if self.only
            && self.found.is_empty()
            && (self.unsaid || self.function_words <= MAX_VAGUE_WORDS)
        {
            Some(Request::Vague)
        } else {
            None
        }
    }
}

/// A word of a question, to be compared with those listed.
struct Word<'a> {
    token: &'a Token,
    /// The letters of word and stem, where these may have slips.
    letters: Option<[Vec<char>; 2]>,
}

impl<'a> Word<'a> {
    fn new(token: &'a Token, strange: &dyn Fn(&Token) -> bool) -> Self {
        let strange = |token: &Token| strange(token) && !token.code;
        let letters = || [&token.word, &token.stem].map(|letters| letters.chars().collect());
        Self { token, letters: strange(token).then(letters) }
    }

    /// Whether it is a listed word, or that with slips. Of words that count as they are written,
    /// other endings and beginnings are other forms.
    fn is(&self, listed: &str, forgiving: bool) -> bool {
        let (listed, whole) = match listed.strip_prefix('=') {
            Some(word) => (word, true),
            None => (listed, false),
        };
        let own = if whole { &self.token.word } else { &self.token.stem };
        let letters = self.letters.as_ref().map(|letters| &letters[usize::from(!whole)]);
        listed == own || forgiving && letters.is_some_and(|letters| is_slip(listed, letters, whole))
    }
}

/// What the words from a place on are listed as: as many as possible, and of as many the first.
fn longest(words: &[Word<'_>], at: usize, rules: &Rules) -> Option<Found> {
    let mut best: Option<Found> = None;
    for group in &rules.request_words {
        for listed in group.words.split('|') {
            let mut to = at;
            let fits = listed.split(' ').all(|listed| {
                to += 1;
                words.get(to - 1).is_some_and(|word| word.is(listed, group.weight > 0))
            });
            if fits && best.as_ref().is_none_or(|best| to > best.to) {
                best = Some(Found { role: group.role, weight: group.weight, from: at, to });
            }
        }
    }
    best
}

fn is_slip(listed: &str, own: &[char], whole: bool) -> bool {
    let listed: Vec<char> = listed.chars().collect();
    let same_ends = listed.first() == own.first() && listed.last() == own.last();
    if whole && !same_ends {
        return false;
    }
    let shorter = listed.len().min(own.len());
    if shorter >= MIN_SLIP_LETTERS {
        return edit_distance::within(own, &listed, slips_forgiven(shorter)).is_some();
    }
    // One slip that leaves the letters what they are has swapped two.
    let sum = |word: &[char]| word.iter().map(|&letter| letter as u32).sum::<u32>();
    let harmless = sum(&listed) == sum(own) || listed.len() > own.len() && same_ends;
    shorter + 1 == MIN_SLIP_LETTERS && harmless && edit_distance::within(own, &listed, 1).is_some()
}
