//! Shops of any size, made by numbers: the same size gives the same bytes, and a shop of fewer
//! products is the beginning of one of more.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde_json::json;

/// Entries that are about no product.
pub const STORE_WIDE: usize = 900;
/// Entries about each product.
pub const OF_PRODUCT: usize = 10;

/// Words that everybody knows, and places for those that the generator makes up: `{n}` the
/// product's name, `{a}` and `{b}` parts, materials and the like.
const QUESTIONS: [&str; OF_PRODUCT] = [
    "Does the {n} have a {a}?",
    "How do I clean the {a} of the {n}?",
    "Is a {a} included in the box?",
    "Can the {n} be used with a {a} and a {b}?",
    "Which {a} does it need?",
    "How long does the {a} last before the {b} must be replaced?",
    "Is the {a} made of {b} or steel?",
    "Where is the {n} made?",
    "Will the {a} fit a {b} of another maker?",
    "Is there a guarantee on the {a}?",
];
const ANSWERS: [&str; 4] = [
    "Yes. The {a} comes with the {n}, ready to use, and the {b} is in the same box.",
    "No, the {n} does without. A **{a}** with a {b} can be ordered from our service desk.",
    "Wipe the {a} with a damp cloth, let it dry for an hour, and put the {b} back in its place.",
    "It depends on the {a}: with a {b} it lasts two to three years, without one about five.",
];
const STORE_QUESTIONS: [&str; 6] = [
    "How do I order a {a} for my {b}?",
    "When will the {a} be delivered to {b}?",
    "Can I return a {a} without its {b}?",
    "Do you take a {a} as payment for a {b}?",
    "What does the {a} cost with {b}?",
    "Who helps me with a broken {a} or {b}?",
];

/// Numbers that look like chance (SplitMix64), by a seed.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % count as u64).unwrap_or(0)
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    /// A word of two to four syllables. There are some 90,000, of which the first are common.
    fn word(&mut self) -> String {
        const SYLLABLES: [&str; 20] = [
            "ba", "den", "fi", "gor", "hal", "jo", "kes", "lum", "mi", "nar", "pel", "qui", "ros",
            "sen", "tam", "ul", "ver", "wix", "yal", "zo",
        ];
        let common = self.below(3) > 0;
        let count = if common { 2 } else { 3 };
        (0..count).map(|_| self.of(&SYLLABLES)).collect()
    }

    fn filled(&mut self, pattern: &str, name: &str) -> String {
        let (a, b) = (self.word(), self.word());
        pattern.replace("{n}", name).replace("{a}", &a).replace("{b}", &b)
    }
}

/// Writes a shop of so many products. `changed`: a product that has another answer.
pub fn write(
    folder: &Path,
    products: usize,
    shards: &str,
    changed: Option<usize>,
) -> io::Result<()> {
    fs::create_dir_all(folder.join("en"))?;
    let shop = format!(
        "name: Scale\nlanguages: [en]\nbaseURL: https://shop.example/faq/\n\
         productShards: {shards}\ncontact:\n  channels:\n    mail: {{ type: email, name: Mail, url: \
         mailto:care@shop.example }}\n"
    );
    fs::write(folder.join("shop.yaml"), shop)?;
    let mut file = BufWriter::new(File::create(folder.join("en/store.jsonl"))?);
    let mut chance = Chance(1);
    for number in 0..STORE_WIDE {
        let pattern = STORE_QUESTIONS[number % STORE_QUESTIONS.len()];
        let entry = json!({
            "id": format!("store-{number}"),
            "question": chance.filled(pattern, ""),
            "alternates": [chance.filled(pattern, ""), chance.word()],
            "answer": chance.filled(ANSWERS[number % ANSWERS.len()], "shop"),
        });
        writeln!(file, "{entry}")?;
    }
    file.flush()?;
    let mut file = BufWriter::new(File::create(folder.join("en/products.jsonl"))?);
    for product in 0..products {
        write_product(&mut file, product, changed == Some(product))?;
    }
    file.flush()
}

fn write_product(file: &mut impl Write, product: usize, changed: bool) -> io::Result<()> {
    let mut chance = Chance(product as u64 + 1_000_000);
    let name = format!("{} {}", chance.word(), 100 + chance.below(900));
    for (number, pattern) in QUESTIONS.iter().enumerate() {
        let question = chance.filled(pattern, &name);
        let answer = [chance.of(&ANSWERS), chance.of(&ANSWERS)].concat();
        let mut answer = chance.filled(&answer, &name);
        if changed && number == 0 {
            answer += " This has been changed.";
        }
        let entry = json!({
            "id": format!("{product}-{number}"),
            "product": format!("p-{product}"),
            "question": question,
            "answer": answer,
        });
        writeln!(file, "{entry}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_smaller_shop_is_the_beginning_of_a_larger_one() {
        let place = tempfile::tempdir().unwrap();
        let read = |name: &str, file: &str| {
            fs::read_to_string(place.path().join(name).join("en").join(file)).unwrap()
        };
        for (name, products) in [("small", 3), ("large", 7)] {
            write(&place.path().join(name), products, "auto", None).unwrap();
        }
        assert_eq!(read("small", "store.jsonl"), read("large", "store.jsonl"));
        assert!(read("large", "products.jsonl").starts_with(&read("small", "products.jsonl")));
        write(&place.path().join("changed"), 7, "auto", Some(4)).unwrap();
        let (before, after) = (read("large", "products.jsonl"), read("changed", "products.jsonl"));
        let differ: Vec<_> =
            before.lines().zip(after.lines()).filter(|(one, other)| one != other).collect();
        assert_eq!(differ.len(), 1);
        assert!(differ[0].1.contains("\"4-0\""));
    }
}
