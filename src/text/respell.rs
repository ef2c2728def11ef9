//! What was meant by a word that was typed in other letters than its language's.

use super::fold::push_folded;
#[cfg(feature = "builder")]
use super::rules::write_pairs;
use super::rules::{Pairs, read_pairs};
#[cfg(feature = "builder")]
use crate::bytes::Writer;
use crate::bytes::{Reader, Truncated};

/// How a word came to be in other letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// The right keys, on another keyboard layout.
    Layout,
    /// The sounds, in the letters of another script.
    Transliteration,
}

/// Letters that stand for others: those of a keyboard layout or of a transliteration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Respelling {
    /// How the letters come to stand for others.
    pub script: Script,
    /// Whether the letters meant stand for those typed as well: a Russian shop has names in
    /// Latin letters, too.
    pub both_ways: bool,
    /// Letters as typed, and as meant. Of those typed alike the likelier are first, of those
    /// meant alike last. A space in the letters typed stands for either end of the word.
    pub pairs: Pairs,
}

/// A spelling may take so many less likely pairs, the second that fits counting one, the third
/// two.
const MAX_DEVIATIONS: usize = 3;
/// So many spellings are tried of a word. In Arabic, whose short vowels are written in Latin
/// letters and not in its own, a word of eight letters has some hundred.
const MAX_SPELLINGS: usize = 120;

impl Respelling {
    /// Reads what [`Respelling::write`] wrote.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Truncated> {
        let flags = reader.byte()?;
        let script = if flags & 1 == 0 { Script::Layout } else { Script::Transliteration };
        Ok(Self { script, both_ways: flags & 2 != 0, pairs: read_pairs(reader)? })
    }

    /// Appends the pairs in the form described in `docs/format.md`, section `LANG`.
    #[cfg(feature = "builder")]
    pub(super) fn write(&self, writer: &mut Writer) {
        let transliteration = u8::from(self.script == Script::Transliteration);
        writer.byte(transliteration | u8::from(self.both_ways) << 1);
        write_pairs(&self.pairs, writer);
    }

    /// Spells a run of letters as it was meant, likeliest spelling first, until `accept` takes
    /// one or enough were tried. `reversed`, it is taken as written in the letters meant, and
    /// has one spelling: foreign names are not written by ear. The time grows fast with
    /// the run's length, so that it should be a word's.
    pub fn spell(&self, run: &str, reversed: bool, accept: &mut dyn FnMut(&str) -> bool) {
        let known = |letter: char| {
            let mut pairs = self.pairs.iter();
            pairs.any(|(typed, meant)| if reversed { meant } else { typed }.starts_with(letter))
        };
        // Capitals are what small letters are, but for the few that have a pair.
        let mut own = String::with_capacity(run.len());
        for letter in run.chars() {
            if known(letter) {
                own.push(letter);
            } else {
                push_folded(letter, &mut own);
            }
        }
        if !own.chars().any(known) {
            return;
        }
        let padded = [" ", &own, " "].concat();
        let mut left = MAX_SPELLINGS;
        let mut done = |spelt: &str| {
            left -= 1;
            left == 0 || spelt == own || accept(spelt)
        };
        let mut speller = Speller { pairs: &self.pairs, reversed, done: &mut done };
        let most = if reversed { 0 } else { MAX_DEVIATIONS };
        let _ = (0..=most).any(|number| speller.spell(&padded, number, &mut String::new()));
    }
}

/// A spelling in work.
struct Speller<'a> {
    pairs: &'a [(String, String)],
    reversed: bool,
    done: &'a mut dyn FnMut(&str) -> bool,
}

impl Speller<'_> {
    /// Spells the rest with exactly so many deviations, so that no spelling comes twice. Whether
    /// the search is over.
    fn spell(&mut self, rest: &str, deviations: usize, spelt: &mut String) -> bool {
        let mut letters = rest.chars();
        let Some(letter) = letters.next() else {
            return deviations == 0 && (self.done)(spelt);
        };
        let length = spelt.len();
        let mut cost = 0;
        for at in 0..self.pairs.len() {
            let (from, to) = if self.reversed {
                let (typed, meant) = &self.pairs[self.pairs.len() - 1 - at];
                (meant, typed)
            } else {
                let (typed, meant) = &self.pairs[at];
                (typed, meant)
            };
            if cost <= deviations
                && !from.is_empty()
                && let Some(after) = rest.strip_prefix(from.as_str())
            {
                spelt.push_str(to);
                if self.spell(after, deviations - cost, spelt) {
                    return true;
                }
                spelt.truncate(length);
                cost += 1;
            }
        }
        if cost > 0 {
            return false;
        }
        if letter != ' ' {
            spelt.push(letter);
        }
        let over = self.spell(letters.as_str(), deviations, spelt);
        spelt.truncate(length);
        over
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lang::rules_for;
    use proptest::prelude::*;

    /// All spellings of a run that are tried, in order.
    fn spellings(respelling: &Respelling, run: &str, reversed: bool) -> Vec<String> {
        let mut found = Vec::new();
        respelling.spell(run, reversed, &mut |spelt| {
            found.push(spelt.to_owned());
            false
        });
        found
    }

    /// The definition: every way through the run with what it costs, first options first.
    fn ways(pairs: &Pairs, rest: &str) -> Vec<(usize, String)> {
        let Some(letter) = rest.chars().next() else { return vec![(0, String::new())] };
        let fits = pairs.iter().filter(|(typed, _)| rest.starts_with(typed.as_str()));
        let mut options: Vec<(usize, &str)> =
            fits.map(|(typed, meant)| (typed.len(), meant.as_str())).collect();
        let own = letter.to_string();
        if options.is_empty() {
            options.push((own.len(), own.trim()));
        }
        let options = options.into_iter().enumerate();
        let ways = options.flat_map(|(cost, (length, meant))| {
            let after = ways(pairs, &rest[length..]).into_iter();
            after.map(move |(more, end)| (cost + more, format!("{meant}{end}")))
        });
        ways.collect()
    }

    proptest! {
        #[test]
        fn spellings_are_those_of_the_definition_cheapest_first(
            pairs in prop::collection::vec(("[ab]{1,2}| a|b ", "[xy]{0,2}"), 1..6),
            run in "[abc]{1,4}",
        ) {
            let pairs: Pairs = pairs;
            let mut expected = ways(&pairs, &format!(" {run} "));
            expected.retain(|way| way.0 <= MAX_DEVIATIONS);
            expected.sort_by_key(|way| way.0);
            let mut expected: Vec<String> = expected.into_iter().map(|way| way.1).collect();
            expected.truncate(MAX_SPELLINGS - 1);
            let respelling = Respelling { script: Script::Layout, both_ways: false, pairs };
            // A spelling that is the run itself ends the search.
            prop_assume!(!expected.contains(&run));
            let found = spellings(&respelling, &run, false);
            prop_assert!(found.is_empty() || found == expected, "{:?} {:?}", found, expected);
            prop_assert_eq!(found.is_empty(), !respelling.pairs.iter().any(|(typed, _)| {
                run.chars().any(|letter| typed.starts_with(letter))
            }));
        }

        /// What is typed on a wrong layout by reading the table backwards comes out as it was.
        #[test]
        fn layouts_undo_themselves(russian in "[а-я]{1,12}", arabic in "[اأبتثجحخدذرزسشصضطظعغفقكلمنهويىةءئؤ]{1,12}") {
            for (language, text) in [("ru", russian), ("ar", arabic)] {
                let rules = rules_for(language);
                let layout = &rules.respellings[0];
                prop_assert_eq!(layout.script, Script::Layout);
                let typed = spellings(layout, &text, true);
                prop_assert_eq!(typed.len(), 1);
                prop_assert_eq!(&spellings(layout, &typed[0], false)[0], &text, "{}", typed[0]);
            }
        }

        #[test]
        fn any_run_has_an_end(run in "(\\PC|[a-z0-9']|[а-я]|[ا-ي]){0,16}") {
            for (language, _) in crate::text::lang::ALL {
                for respelling in rules_for(language).respellings {
                    for reversed in [false, true] {
                        prop_assert!(spellings(&respelling, &run, reversed).len() < MAX_SPELLINGS);
                    }
                }
            }
        }
    }

    #[test]
    fn capitals_are_small_letters_unless_their_keys_differ() {
        let layout = &rules_for("ar").respellings[0];
        assert_eq!(spellings(layout, "Hvd]", false)[0], "أريد");
        assert_eq!(spellings(layout, "Yv[hu", false)[0], "إرجاع");
        let layout = &rules_for("ru").respellings[0];
        assert_eq!(spellings(layout, "GHBDTN", false)[0], "привет");
        assert_eq!(spellings(layout, "{jxe", false)[0], "хочу");
    }
}
