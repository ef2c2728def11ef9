//! Takes out of shoppers' texts what could say who they are.
//!
//! Names and addresses in words cannot be told from other words; docs/report.md says so.

use std::collections::BTreeSet;
use std::ops::Range;

/// From so many digits on a number is masked: fewer are sizes, prices and years.
const LONG: usize = 5;
/// In what has letters too, so many digits make it an order's or parcel's number.
const CODE: usize = 4;
/// After `#` or `№`, these are enough.
const NUMBERED: usize = 3;
/// Numbers of cards, by ISO/IEC 7812.
const CARD: Range<usize> = 13..20;
/// Telephone numbers have at least so many digits.
const PHONE: usize = 7;

/// Masks texts.
#[derive(Debug, Default)]
pub struct Mask {
    /// Codes that stay: the shop's own, of its products. In lower case.
    own: BTreeSet<String>,
}

impl Mask {
    /// A mask that leaves these products' ids and the words of their names.
    pub fn new<'a>(products: impl Iterator<Item = &'a str>) -> Self {
        let words = products.flat_map(|name| name.split_whitespace().chain([name]));
        Self { own: words.map(str::to_lowercase).collect() }
    }

    /// The text on one line, without what steers terminals or the direction of writing, and with
    /// e-mail addresses, links and numbers of cards, telephones, accounts and orders masked.
    pub fn apply(&self, text: &str) -> String {
        let text = one_line(text);
        if !text.contains(|c: char| c.is_numeric() || c == '@' || c == ':' || c == '.') {
            return text;
        }
        let chars: Vec<char> = text.chars().collect();
        let mut masked = String::with_capacity(text.len());
        let mut at = 0;
        while at < chars.len() {
            let within = at > 0 && chars[at - 1].is_alphanumeric() && chars[at].is_alphanumeric();
            let end = if within { at } else { run(&chars, at, in_code) };
            let word: String = chars[at..end].iter().collect();
            if end > at && self.own.contains(&word.to_lowercase()) {
                masked += &word;
                at = end;
            } else if let Some((end, label)) = (!within).then(|| secret(&chars, at)).flatten() {
                masked += label;
                at = end;
            } else {
                masked.push(chars[at]);
                at += 1;
            }
        }
        masked
    }
}

/// What starts at a place and is to be masked: its end, and what takes its place.
fn secret(chars: &[char], at: usize) -> Option<(usize, &'static str)> {
    link(chars, at)
        .map(|end| (end, "[link]"))
        .or_else(|| e_mail(chars, at).map(|end| (end, "[e-mail]")))
        .or_else(|| code(chars, at).map(|end| (end, "[number]")))
        .or_else(|| number(chars, at))
}

/// What codes are made of.
fn in_code(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '/')
}

/// Letters and digits in one, as orders and parcels are numbered.
fn code(chars: &[char], at: usize) -> Option<usize> {
    if !chars[at].is_alphanumeric() {
        return None;
    }
    let end = run(chars, at, in_code);
    let word = &chars[at..end];
    let digits = word.iter().filter(|c| c.is_numeric()).count();
    let letters = word.iter().any(|c| c.is_alphabetic());
    let unit = word.iter().skip_while(|c| c.is_numeric()).all(|c| c.is_alphabetic());
    (letters && digits >= CODE && !(unit && digits <= LONG)).then_some(end)
}

/// What stands for what was masked.
const LABELS: [&str; 5] = ["[link]", "[e-mail]", "[number]", "[card]", "[phone]"];

/// Whether a text has something masked in it.
pub fn is_masked(text: &str) -> bool {
    LABELS.iter().any(|label| text.contains(label))
}

/// The text without what stands for what was masked.
pub fn without_masks(text: &str) -> String {
    LABELS.iter().fold(text.to_owned(), |text, label| text.replace(label, " "))
}

/// A text on one line, without control characters and those that turn the direction of writing.
pub fn one_line(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let kept = text.chars().filter(|&c| !turns(c));
    let blanked: String = kept.map(|c| if c.is_control() { ' ' } else { c }).collect();
    blanked.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The end of a run of such letters.
fn run(chars: &[char], from: usize, inside: impl Fn(char) -> bool) -> usize {
    from + chars[from..].iter().take_while(|&&c| inside(c)).count()
}

fn link(chars: &[char], at: usize) -> Option<usize> {
    let starts = |start: &str| {
        let mut letters = chars[at..].iter();
        start.chars().all(|c| letters.next().is_some_and(|l| l.eq_ignore_ascii_case(&c)))
    };
    let link = ["http://", "https://", "www."].iter().any(|start| starts(start));
    link.then(|| run(chars, at, |c| !c.is_whitespace()))
}

fn e_mail(chars: &[char], at: usize) -> Option<usize> {
    let local = |c: char| c.is_alphanumeric() || "._%+-'~=&!#$*/?^`{|}".contains(c);
    let host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '[' | ']' | ':');
    let sign = run(chars, at, local);
    let end = run(chars, (sign + 1).min(chars.len()), host);
    (sign > at && chars.get(sign) == Some(&'@') && end > sign + 1).then_some(end)
}

/// Digits, with what parts their groups.
fn number(chars: &[char], at: usize) -> Option<(usize, &'static str)> {
    let digit = |at: usize| chars.get(at).is_some_and(|c| c.is_numeric());
    let before = |c: char| matches!(c, '+' | '(' | '#' | '№' | ' ');
    let start = if before(chars[at]) && chars[at] != ' ' { run(chars, at, before) } else { at };
    if !digit(start) {
        return None;
    }
    let parts = |c: char| matches!(c, ' ' | '\u{A0}' | '\u{202F}' | '-' | '.' | '/' | '(' | ')');
    let (mut end, mut digits, mut groups) = (start, Vec::new(), 1);
    loop {
        while digit(end) {
            digits.push(chars[end]);
            end += 1;
        }
        let next = run(chars, end, parts);
        if next - end > 2 || next == end || !digit(next) {
            break;
        }
        groups += 1;
        end = next;
    }
    // A size or a weight.
    let unit = groups == 1 && chars.get(end).is_some_and(|c| c.is_alphabetic());
    if unit && digits.len() <= LONG {
        return None;
    }
    let prefix = &chars[at..start];
    let phone = prefix.contains(&'+') || value(digits[0]) == Some(0) || groups > 2;
    let label = match digits.len() {
        count if CARD.contains(&count) && is_card(&digits) => "[card]",
        count if count >= PHONE && (phone || prefix.contains(&'(')) => "[phone]",
        count if count >= LONG => "[number]",
        count if count >= NUMBERED && prefix.iter().any(|c| "#№".contains(*c)) => "[number]",
        _ => return None,
    };
    Some((end, label))
}

/// What a digit stands for, in European, Arabic and Persian writing.
fn value(c: char) -> Option<u32> {
    match c {
        '\u{660}'..='\u{669}' => Some(u32::from(c) - 0x660),
        '\u{6F0}'..='\u{6F9}' => Some(u32::from(c) - 0x6F0),
        c => c.to_digit(10),
    }
}

/// Whether digits have the check digit of a card's number (Luhn; ISO/IEC 7812-1, annex B).
fn is_card(digits: &[char]) -> bool {
    let mut sum = 0;
    for (place, c) in digits.iter().rev().enumerate() {
        let Some(digit) = value(*c) else { return false };
        let weighed = if place % 2 == 1 { digit * 2 } else { digit };
        sum += if weighed > 9 { weighed - 9 } else { weighed };
    }
    sum % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> String {
        Mask::new(["bl-15000", "Brisa KT2000"].into_iter()).apply(text)
    }

    #[test]
    fn what_says_who_somebody_is_goes() {
        for (text, expected) in [
            ("I am anna.kovacs+shop@example.co.uk, hello", "I am [e-mail], hello"),
            ("анна@пример.рф не получила", "[e-mail] не получила"),
            ("call +36 1 555-0123 please", "call [phone] please"),
            ("call (06 1) 555 0123", "call [phone]"),
            ("اتصل على ٠١٢٣٤٥٦٧٨٩", "اتصل على [phone]"),
            ("card 4111 1111 1111 1111 declined", "card [card] declined"),
            ("4111111111111111", "[card]"),
            ("account DE89370400440532013000", "account [number]"),
            ("where is order 1023456?", "where is order [number]?"),
            ("order #4711", "order [number]"),
            ("order KW-2026-10234", "order [number]"),
            ("parcel 1Z999AA10123456784", "parcel [number]"),
            ("see https://shop.example/me?token=abc now", "see [link] now"),
        ] {
            assert_eq!(masked(text), expected);
        }
    }

    #[test]
    fn what_a_question_is_about_stays() {
        for text in [
            "does the BL-15000 fit the KT2000",
            "is 1.5 l enough for 4 people in 2026?",
            "error E20 on kt-200",
            "cable of 1000mm, 20000mah",
            "is it 9-18 or 10-20? e.g. on 24.12.",
            "free from 4999",
        ] {
            assert_eq!(masked(text), text);
        }
    }

    #[test]
    fn nothing_steers_the_terminal_or_turns_the_line() {
        assert_eq!(masked("a\u{1b}[31mb\r\nc\u{202E}d\u{0}"), "a [31mb cd");
    }

    #[test]
    fn masking_twice_masks_no_more() {
        // Each in each: what is next to a secret must not hide it.
        let secrets = ["a@b.hu", "+36 1 555 0123", "4111 1111 1111 1111", "KW-10234", "www.x.hu/1"];
        let around = ["", " ", ",", ": ", "(", "“", "x ", " и "];
        for secret in secrets {
            for before in around {
                let text = format!("{before}{secret} {secret}");
                let once = masked(&text);
                assert!(!once.contains(secret) && is_masked(&once), "{text}: {once}");
                assert_eq!(masked(&once), once);
            }
        }
    }
}
