//! Whether a question is for a person, or about nothing: by the language's lists, before any
//! ranking.

use super::edit_distance::{self, letters};
use super::lookup::Lookup;
use super::vocabulary::slips_forgiven;
use crate::text::{Part, Role, Token};

/// What a question is, where it is none that content could answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Request {
    /// It asks for a person, whatever else it says.
    Person,
    /// It has coarse words and says nothing else.
    Abuse,
    /// It has only words that do not say what it is about.
    Vague,
    /// Keys were hit: each word is some letters again and again, as "aaaa" and "asdasd" are, and
    /// none of them is known or a slip from one that is.
    Gibberish,
}

/// Words of contacting and of a person belong together with so many words in between: "talk to
/// one of your nice advisers".
const MAX_BETWEEN: usize = 5;
/// "I want to talk" is for a person, "contact" alone is for the entry about contact.
const TALKING: u8 = 3;
/// More function words than this may ask something: "what do I get with it?"
const MAX_VAGUE_WORDS: usize = 2;
/// In shorter words only two letters that have changed places are a slip, and an inner one left
/// out of a longer one: "agnt" is "agent", "tall" is not "talk".
const MIN_SLIP_LETTERS: usize = 5;

/// Longer questions are not read in other letters.
const MAX_RESPELT_BYTES: usize = 100;

/// What a question is, as typed or, where the index knows none of its words, in other letters.
pub(super) fn request<D: AsRef<[u8]>>(
    text: &str,
    tokens: &mut [Token],
    lookup: &Lookup<'_, D>,
) -> Option<Request> {
    let request = of_words(tokens, lookup);
    // Single letters are known by chance.
    let unknown = |token: &Token| {
        token.function_word || token.word.len() == 1 || lookup.term(&token.stem).is_none()
    };
    let said = |request: &Request| *request != Request::Gibberish;
    if request.as_ref().is_some_and(said)
        || text.len() > MAX_RESPELT_BYTES
        || !tokens.iter().all(unknown)
    {
        return request;
    }
    let respelt = lookup.rules().respellings.iter().find_map(|respelling| {
        let mut meant = String::new();
        // A blank is the end of what is spelt.
        respelling.spell(&text.replace(' ', "\n"), false, &mut |spelt| {
            meant.push_str(spelt);
            true
        });
        of_words(&mut lookup.tokens(&meant), lookup).filter(said)
    });
    respelt.or(request)
}

/// What a question is by its words; of gibberish by its letters only. Coarse words that the index
/// does not know lose theirs: who swears asks what they would ask without.
fn of_words<D: AsRef<[u8]>>(tokens: &mut [Token], lookup: &Lookup<'_, D>) -> Option<Request> {
    let requests = &lookup.rules().requests;
    // What the index knows is no slip.
    let unknown = |token: &Token| lookup.term(&token.stem).is_none();
    let strange = |token: &Token| !token.function_word && !token.code && unknown(token);
    let strange: Vec<bool> = tokens.iter().map(strange).collect();
    let listed = listed(tokens, &strange, requests.words.as_bytes());
    // The last word of contacting and the last of a person: its weight, and the word after it.
    let mut last = [None; 2];
    // Whether there are only words that are listed, function words or coarse.
    let mut only = true;
    let (mut asks, mut alone, mut coarse, mut unsaid) = (false, false, false, false);
    // Whether all others are some letters again and again.
    let mut repeats = true;
    let (mut at, mut function_words) = (0, 0);
    while let (Some(&(part, count)), Some(token)) = (listed.get(at), tokens.get_mut(at)) {
        if count == 0 {
            at += 1;
            function_words += 1;
            if requests.is_coarse(&token.word) {
                coarse = true;
                if unknown(token) {
                    token.word.clear();
                }
            } else if !token.function_word {
                only = false;
                let word = letters(&token.word);
                let repeats_after = |at: usize| word[at..] == word[..word.len() - at];
                repeats &= !token.code && (1..=word.len() / 2).any(repeats_after);
            }
            continue;
        }
        at += count;
        match part.role {
            Role::Aside => unsaid |= part.weight > 0,
            Role::Other => (only, repeats) = (false, false),
            role => {
                let contacting = role == Role::Contacting;
                alone |= role == Role::Alone || contacting && part.weight >= TALKING;
                asks |= part.weight >= Part::ENOUGH;
                if let Some((weight, end)) = last[usize::from(contacting)] {
                    // A person before the word of contacting says less: "an agent will call".
                    let enough = Part::ENOUGH + u8::from(contacting);
                    asks |= at - count - end <= MAX_BETWEEN && part.weight + weight >= enough;
                    alone = true;
                }
                last[usize::from(!contacting)] = Some((part.weight, at));
            }
        }
    }
    if asks || only && alone {
        Some(Request::Person)
    } else if only && coarse {
        Some(Request::Abuse)
    } else if only && at > 0 && last == [None; 2] && (unsaid || function_words <= MAX_VAGUE_WORDS) {
        Some(Request::Vague)
    } else {
        (!only && repeats).then_some(Request::Gibberish)
    }
}

/// What the words from each place on are listed as, as many of them as possible, and how many that
/// are. Those that are strange may have slips.
fn listed(tokens: &[Token], strange: &[bool], listed: &[u8]) -> Vec<(Part, usize)> {
    let mut best = vec![(Part::of(0), 0); tokens.len()];
    // The first two bytes of all words: most entries are out of question at once.
    let mut begun = [false; 256];
    for token in tokens {
        for byte in token.word.bytes().take(2).chain(token.stem.bytes().take(2)) {
            begun[usize::from(byte)] = true;
        }
    }
    for entry in listed.split(|&byte| byte == b'|') {
        let Some((&letter, words)) = entry.split_first() else { continue };
        let whole = words.first() == Some(&b'=');
        let start = usize::from(whole);
        // Of letters of two bytes, the second tells more.
        let second = usize::from(words.get(start).is_some_and(|byte| !byte.is_ascii()));
        let Some(&byte) = words.get(start + second) else { continue };
        if !begun[usize::from(byte)] {
            continue;
        }
        for ((at, best), token) in best.iter_mut().enumerate().zip(tokens) {
            if own(token, whole).as_bytes().get(second) != Some(&byte) {
                continue;
            }
            let mut count = 0;
            let fits = words.split(|&byte| byte == b' ').all(|word| {
                let fits = match (tokens.get(at + count), strange.get(at + count)) {
                    (Some(token), Some(&strange)) => is(word, token, strange),
                    _ => false,
                };
                count += 1;
                fits
            });
            if fits && count > best.1 {
                *best = (Part::of(letter), count);
            }
        }
    }
    best
}

/// What of a word is compared: all of it, or its stem.
fn own(token: &Token, whole: bool) -> &str {
    if whole { &token.word } else { &token.stem }
}

/// Whether a word is a listed one, or that with slips, though not in its first letter. Of words
/// that count as they are written, other endings are other forms.
// Inlined, it makes the engine 0.2 KiB larger.
#[inline(never)]
fn is(listed: &[u8], token: &Token, strange: bool) -> bool {
    let (listed, whole) = match listed {
        [b'=', word @ ..] => (word, true),
        word => (word, false),
    };
    let own = own(token, whole);
    if listed == own.as_bytes() {
        return true;
    }
    // Two slips, of letters of two bytes.
    if !strange || listed.len().abs_diff(own.len()) > 4 {
        return false;
    }
    let (listed, own) = (letters(str::from_utf8(listed).unwrap_or_default()), letters(own));
    let shorter = listed.len().min(own.len());
    let same_end = listed.last() == own.last();
    let likely = if shorter < MIN_SLIP_LETTERS {
        same_end && (listed.len() > own.len() || listed.get(1) == own.get(2))
    } else {
        same_end || !whole
    };
    likely
        && listed.first() == own.first()
        && edit_distance::within(&own, &listed, slips_forgiven(shorter)).is_some()
}
