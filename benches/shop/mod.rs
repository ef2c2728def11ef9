//! Generated shops of any size, the same ones each time, and questions to them.
//!
//! Their sentences are the phrasebook's, with the names of products, so that the vocabulary grows
//! with the shop as it does in real ones.

use faqlet::contact::Roster;
use faqlet::index::{Document, Handoff, Impacts, Index, IndexWriter, WordingKind};
use faqlet::phrasebook;

/// Entries of each product, on average.
const ENTRIES_OF_PRODUCT: usize = 5;
const ALTERNATES: usize = 3;
const QUESTIONS: usize = 200;
const SYLLABLES: [&str; 16] = [
    "ka", "ro", "mi", "ten", "vo", "lux", "ar", "bel", "sy", "dra", "pen", "ost", "qui", "nar",
    "fel", "zu",
];

/// An index, and questions that its entries answer.
pub struct Shop {
    pub index: Vec<u8>,
    /// As they stand there, but for a word that is left out.
    pub clean: Vec<String>,
    /// The same with a letter left out of each.
    pub misspelt: Vec<String>,
}

impl Shop {
    /// Learning would take hours for the largest shop and changes nothing about the work for a
    /// question, so what is learned is made up.
    pub fn new(entries: usize) -> Self {
        let sentences: Vec<&str> = phrasebook::intents()
            .iter()
            .flat_map(|intent| phrasebook::phrasings(&intent.name, "en"))
            .map(|phrasing| phrasing.text.as_str())
            .collect();
        let mut random = Random(1);
        let products = (entries / ENTRIES_OF_PRODUCT).max(20);
        let mut writer = IndexWriter::new("en", Roster::default());
        let mut questions = Vec::with_capacity(entries);
        for number in 0..entries {
            // A few products are in many entries, and most in few.
            let product = random.below(products) * random.below(products) / products;
            let question = format!("{} {}", random.one_of(&sentences), product_name(product));
            let alternates: Vec<String> =
                (0..ALTERNATES).map(|_| (*random.one_of(&sentences)).to_owned()).collect();
            writer.add(&Document {
                id: &format!("entry-{number}"),
                question: &question,
                alternates: &alternates,
                answer: random.one_of::<&str>(&sentences),
                inherited: &[],
                tags: &[],
                product: None,
                contact: &[],
                handoff: Handoff::Never,
                balance: None,
                featured: false,
                turn: 0,
            });
            questions.push(question);
        }
        let plain = writer.finish(None);
        let index = Index::open(&plain[..]).expect("the writer's bytes are whole");
        let impacts = made_up(&index, &mut random);
        let asked: Vec<&String> = (0..QUESTIONS).map(|_| random.one_of(&questions)).collect();
        let clean: Vec<String> = asked.iter().map(|text| less_a_word(text, &mut random)).collect();
        let misspelt = clean.iter().map(|text| less_a_letter(text, &mut random)).collect();
        Self { index: writer.finish(Some(&impacts)), clean, misspelt }
    }
}

/// An impact for each term and entry that has it other than in its answer.
fn made_up<D: AsRef<[u8]>>(index: &Index<D>, random: &mut Random) -> Impacts {
    let wordings = index.wordings();
    let mut values = Vec::new();
    for term in 0..index.term_count() as u32 {
        let mut last = None;
        for wording in index.postings(term).map(|wording| wording as usize) {
            let entry = wordings.entries[wording];
            if wordings.kinds[wording] != WordingKind::Answer && last != Some(entry) {
                values.push(random.below(63) as i8 - 31);
                last = Some(entry);
            }
        }
    }
    Impacts { unit: 0.01, values }
}

/// A name that no other number has, of two syllables or more.
fn product_name(number: usize) -> String {
    let mut name = String::new();
    let mut rest = number + SYLLABLES.len();
    while rest > 0 {
        name.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
    name
}

fn less_a_word(text: &str, random: &mut Random) -> String {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    if words.len() > 3 {
        words.remove(random.below(words.len()));
    }
    words.join(" ")
}

fn less_a_letter(text: &str, random: &mut Random) -> String {
    let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    let long: Vec<usize> = (0..words.len()).filter(|&at| words[at].len() > 4).collect();
    if !long.is_empty() {
        let word = &mut words[*random.one_of(&long)];
        let inner: Vec<usize> = word.char_indices().skip(1).map(|(at, _)| at).collect();
        word.remove(*random.one_of(&inner));
    }
    words.join(" ")
}

/// A linear congruential generator (Knuth's constants for MMIX).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit
    }

    fn one_of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}
