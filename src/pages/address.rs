//! Where pages lie: their files' names, and links from one to another.

use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stays as it is in the path of an address.
const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'/');

/// Windows keeps these names for devices, whatever their ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// At most so many bytes of an id become part of a file's name, which may have 255.
const LENGTH: usize = 100;

/// Gives file names to ids, each once.
#[derive(Debug)]
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// Names of which some are taken.
    pub fn new(taken: &[&str]) -> Self {
        Self { taken: taken.iter().map(|&name| name.to_owned()).collect() }
    }

    /// The name for an id, or for what has none of its letters: the letters and digits of all
    /// scripts in lower case, everything else as single hyphens. A number follows where another id
    /// has the name: some file systems do not tell `A` from `a`.
    pub fn name(&mut self, id: &str, otherwise: &str) -> String {
        let mut plain = String::new();
        for c in id.chars().flat_map(char::to_lowercase) {
            if plain.len() + c.len_utf8() > LENGTH {
                break;
            }
            if c.is_alphanumeric() {
                plain.push(c);
            } else if !plain.is_empty() && !plain.ends_with('-') {
                plain.push('-');
            }
        }
        let plain = plain.trim_end_matches('-');
        let plain = if plain.is_empty() { otherwise } else { plain };
        let device = DEVICES.contains(&plain.trim_end_matches(|c: char| c.is_ascii_digit()));
        let mut name = if device { format!("{plain}-1") } else { plain.to_owned() };
        let mut number = 2;
        while !self.taken.insert(name.clone()) {
            name = format!("{plain}-{number}");
            number += 1;
        }
        name
    }
}

/// A path as an address has it.
pub(super) fn encoded(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// The way from one page to another, both from the top of the build.
pub(super) fn relative(from: &str, to: &str) -> String {
    let mut from: Vec<&str> = from.split('/').collect();
    let mut to: Vec<&str> = to.split('/').collect();
    // The page itself is not a folder.
    from.pop();
    let page = to.pop().unwrap_or_default();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from[shared..].iter().map(|_| "..");
    let parts: Vec<&str> = up.chain(to[shared..].iter().copied()).chain([page]).collect();
    encoded(&parts.join("/"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_readable() {
        let mut names = Names::new(&["index"]);
        let cases = [
            ("orders", "orders"),
            ("Returns & refunds", "returns-refunds"),
            ("KT-200", "kt-200"),
            ("kt 200", "kt-200-2"),
            ("kt-200-2", "kt-200-2-2"),
            ("Доставка", "доставка"),
            ("index", "index-2"),
            ("CON", "con-1"),
            ("lpt9", "lpt9-1"),
            ("../../etc/passwd", "etc-passwd"),
            ("???", "topic"),
            ("", "topic-2"),
        ];
        for (id, expected) in cases {
            assert_eq!(names.name(id, "topic"), expected, "{id}");
        }
    }

    proptest! {
        #[test]
        fn names_are_of_letters_and_each_is_given_once(
            ids in prop::collection::vec("(\\PC|[./\\\\: \u{0}]){0,12}|[aA]{0,200}|[Ёё]{0,90}", 1..12),
        ) {
            let mut names = Names::new(&["index"]);
            let mut given = BTreeSet::from(["index".to_owned()]);
            for id in ids {
                let name = names.name(&id, "topic");
                prop_assert!(!name.is_empty() && name.len() < 200);
                prop_assert!(name.chars().all(|c| c.is_alphanumeric() || c == '-'), "{}", name);
                prop_assert!(given.insert(name.to_lowercase()), "{} was given", name);
            }
        }

        /// The relative address, put to the page it stands on, is the page meant.
        #[test]
        fn relative_addresses_lead_there(
            from in prop::collection::vec("[a-cж]{1,2}", 1..4),
            to in prop::collection::vec("[a-cж]{1,2}", 1..4),
        ) {
            let base = url::Url::parse("https://shop.example/faq/").unwrap();
            let (from, to) = (from.join("/"), to.join("/"));
            let address = base.join(&encoded(&from)).unwrap().join(&relative(&from, &to)).unwrap();
            prop_assert_eq!(address, base.join(&encoded(&to)).unwrap());
        }
    }
}
