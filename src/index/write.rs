//! The writer: content to index bytes. Not in the browser.

use std::collections::{BTreeMap, BTreeSet};

use super::entries::{FEATURED, MAX_TURN, TURN};
use super::format::{
    self, ALIGNMENT, ENTR, FLAG_REQUIRED, HEADER_LENGTH, IMPA, LANG, MAGIC, META, POST, ROST, RULE,
    SECTION_ROW_LENGTH, SYNO, SectionName, TERM, VERSION, WORD,
};
use super::read::{Balance, Calibration, Handoff, Impacts, WordingKind};
use super::roster;
use super::synonyms::Rules as SynonymRules;
use super::terms::transducer;
use crate::bytes::Writer;
use crate::contact::Roster;
use crate::text::{Analyzer, Rules, Token, compose, lang, normalize};

/// One entry, as the index wants it.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    /// Unique in the index.
    pub id: &'a str,
    /// The question as shown.
    pub question: &'a str,
    /// Other wordings.
    pub alternates: &'a [String],
    /// The answer as plain text.
    pub answer: &'a str,
    /// Phrasings of its intent. Only what is learned of their words is kept.
    pub inherited: &'a [&'a str],
    /// Labels.
    pub tags: &'a [String],
    /// The product it is about.
    pub product: Option<&'a str>,
    /// Ids of the contact channels to put first.
    pub contact: &'a [String],
    /// Whether a person is offered.
    pub handoff: Handoff,
    /// How readily its answer is shown. `None`: as the index says.
    pub balance: Option<Balance>,
    /// Whether it comes before others where entries are browsed.
    pub featured: bool,
    /// How many come before it of those that it is browsed with: of its product, of what is
    /// featured store-wide, or else of its first topic.
    pub turn: u32,
}

/// Whose a phrasing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhrasingOf {
    /// The entry of this number inherits it.
    Entry(u32),
    /// It is of an intent that no entry has; those are numbered by themselves.
    Nobody(u32),
}

/// A phrasing of the phrasebook, to learn from.
#[derive(Debug)]
pub struct Inherited {
    /// Whose it is.
    pub of: PhrasingOf,
    /// What the phrasing is found by.
    pub terms: BTreeSet<String>,
}

/// Collects entries and writes the index of one language.
#[derive(Debug)]
pub struct IndexWriter {
    roster: Roster,
    analyzer: Analyzer,
    entries: u32,
    /// For each wording its entry and what part of it it is.
    parts: Vec<(u32, WordingKind)>,
    /// Term to the wordings that have it, ascending.
    postings: BTreeMap<String, Vec<u32>>,
    /// Term to its forms with and without accents, each with the wordings that have it.
    forms: BTreeMap<String, BTreeMap<String, BTreeSet<u32>>>,
    wording_rows: Writer,
    entry_rows: Writer,
    names: Names,
    synonyms: SynonymRules,
    inherited: Vec<Inherited>,
    calibration: Calibration,
    /// Intents so far that no entry has.
    nobodys: u32,
}

/// Strings that many entries share, numbered in the order met.
#[derive(Debug, Default)]
struct Names {
    numbers: BTreeMap<String, u32>,
    list: Vec<String>,
}

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = self.list.len() as u32;
        self.numbers.insert(name.to_owned(), number);
        self.list.push(name.to_owned());
        number
    }
}

impl IndexWriter {
    /// An empty index of a language, named by its BCP 47 tag, and of a contact desk.
    #[must_use]
    pub fn new(language: &str, roster: Roster) -> Self {
        Self::with_rules(lang::rules_for(language), roster)
    }

    /// The same with rules that do not come with the crate.
    #[must_use]
    pub fn with_rules(rules: Rules, roster: Roster) -> Self {
        Self {
            roster,
            analyzer: Analyzer::new(rules),
            entries: 0,
            parts: Vec::new(),
            postings: BTreeMap::new(),
            forms: BTreeMap::new(),
            wording_rows: Writer::default(),
            entry_rows: Writer::default(),
            names: Names::default(),
            synonyms: SynonymRules::default(),
            inherited: Vec::new(),
            calibration: Calibration::default(),
            nobodys: 0,
        }
    }

    /// Names the tags that are topics and have entries, in the order in which they take turns where
    /// entries are browsed. To be called before the first [`IndexWriter::add`].
    pub fn set_topics<'a>(&mut self, tags: impl IntoIterator<Item = &'a str>) {
        for tag in tags {
            self.names.number(tag);
        }
    }

    /// What evidence comes to in the index from here on.
    pub fn set_calibration(&mut self, calibration: Calibration) {
        self.calibration = calibration;
    }

    /// Adds an entry; its number in the index is the number of entries added before.
    pub fn add(&mut self, document: &Document<'_>) {
        self.entries += 1;
        let mut wordings = vec![(WordingKind::Question, document.question)];
        wordings
            .extend(document.alternates.iter().map(|text| (WordingKind::Alternate, text.as_str())));
        if !document.answer.trim().is_empty() {
            wordings.push((WordingKind::Answer, document.answer));
        }
        let inherits = !document.inherited.is_empty();
        self.wording_rows.varint((wordings.len() + usize::from(inherits)) as u64);
        for (kind, text) in wordings {
            self.add_wording(kind, text);
        }
        if inherits {
            self.add_inherited(document.inherited);
        }

        let row = &mut self.entry_rows;
        row.string(document.id);
        // Composed, so that a browser finds the words in it which the index has.
        row.string(&compose(document.question));
        row.varint(document.product.map_or(0, |product| u64::from(self.names.number(product)) + 1));
        row.byte(document.handoff as u8);
        let balance = document.balance.map_or(0, |balance| balance as u32);
        let featured = if document.featured { FEATURED } else { 0 };
        row.varint((balance | featured | document.turn.min(MAX_TURN) << TURN).into());
        for list in [document.tags, document.contact] {
            row.varint(list.len() as u64);
            for name in list {
                row.varint(self.names.number(name).into());
            }
        }
    }

    /// Says that a word or phrase also means another. What the content has nothing of is left out
    /// when the index is finished.
    pub fn add_synonym(&mut self, word: &str, meaning: &str) {
        let stems = |text: &str| -> Vec<String> {
            let tokens = self.analyzer.tokens(&normalize(text));
            tokens.into_iter().map(|token| token.stem).collect()
        };
        self.synonyms.add(&stems(word), stems(meaning));
    }

    /// Gives a wording of the last entry its number.
    fn new_wording(&mut self, kind: WordingKind, length: usize) -> u32 {
        self.wording_rows.byte(kind as u8);
        self.wording_rows.byte(length.min(255) as u8);
        self.parts.push((self.entries - 1, kind));
        self.parts.len() as u32 - 1
    }

    fn add_wording(&mut self, kind: WordingKind, text: &str) {
        let tokens = self.analyzer.tokens(&normalize(text));
        let number = self.new_wording(kind, tokens.len());
        for term in terms(&tokens) {
            self.postings.entry(term).or_default().push(number);
        }
        for token in tokens.into_iter().filter(|token| !token.is_overlong()) {
            let form = token.accented.unwrap_or_else(|| token.stem.clone());
            self.forms.entry(token.stem).or_default().entry(form).or_default().insert(number);
        }
    }

    /// All phrasings that an entry inherits are one wording, which has their terms.
    fn add_inherited(&mut self, phrasings: &[&str]) {
        let number = self.new_wording(WordingKind::Inherited, 0);
        let mut all = BTreeSet::new();
        for phrasing in phrasings {
            let terms = terms(&self.analyzer.tokens(&normalize(phrasing)));
            all.extend(terms.iter().cloned());
            self.inherited.push(Inherited { of: PhrasingOf::Entry(self.entries - 1), terms });
        }
        for term in all {
            self.postings.entry(term).or_default().push(number);
        }
    }

    /// Adds the phrasings of an intent that no entry has. Nothing of them comes into the index, but
    /// what they share with those that entries inherit speaks less for these.
    pub fn add_nobodys(&mut self, phrasings: &[&str]) {
        for phrasing in phrasings {
            let terms = terms(&self.analyzer.tokens(&normalize(phrasing)));
            self.inherited.push(Inherited { of: PhrasingOf::Nobody(self.nobodys), terms });
        }
        self.nobodys += 1;
    }

    /// All phrasings that were added.
    #[must_use]
    pub fn inherited(&self) -> &[Inherited] {
        &self.inherited
    }

    /// Leaves out of what entries inherit all but these pairs of a term, by its number in the
    /// index as it is now, and an entry.
    pub fn keep_of_inherited(&mut self, kept: &BTreeSet<(u32, u32)>) {
        let numbers: BTreeMap<String, u32> =
            self.all_postings().keys().map(|term| (*term).to_owned()).zip(0..).collect();
        let parts = &self.parts;
        self.postings.retain(|term, wordings| {
            let number = numbers[term];
            wordings.retain(|&wording| {
                let (entry, kind) = parts[wording as usize];
                kind != WordingKind::Inherited || kept.contains(&(number, entry))
            });
            !wordings.is_empty()
        });
    }

    /// All terms: those without accents, and where words differ in their accents alone, those
    /// with them too ("kor" is an age, "kór" a disease, "kör" a circle).
    fn all_postings(&self) -> BTreeMap<&str, Vec<u32>> {
        let plain = self.postings.iter().map(|(term, wordings)| (term.as_str(), wordings.clone()));
        let ambiguous = self.forms.iter().filter(|(_, forms)| forms.len() > 1);
        let accented = ambiguous.flat_map(|(term, forms)| {
            let accented = forms.iter().filter(move |(form, _)| *form != term);
            accented.map(|(form, wordings)| (form.as_str(), wordings.iter().copied().collect()))
        });
        plain.chain(accented).collect()
    }

    /// The finished index. `impacts` are those that were learned from the index without any.
    #[must_use]
    pub fn finish(&self, impacts: Option<&Impacts>) -> Vec<u8> {
        assemble(&self.sections(impacts))
    }

    /// The finished shard: an index without what it has from the one that it is joined to, of which
    /// it only says by which rules its texts were taken apart.
    #[must_use]
    pub fn finish_shard(&self, impacts: Option<&Impacts>) -> Vec<u8> {
        let mut sections = self.sections(impacts);
        for (name, _, bytes) in &mut sections {
            if *name == LANG {
                let mut rule = Writer::default();
                rule.string(&self.analyzer.rules().language);
                rule.bytes.extend(format::hash(&[bytes]).to_le_bytes());
                (*name, *bytes) = (RULE, rule.bytes);
            }
        }
        sections.retain(|(name, ..)| *name != ROST);
        assemble(&sections)
    }

    fn sections(&self, impacts: Option<&Impacts>) -> Vec<(SectionName, u32, Vec<u8>)> {
        let postings = self.all_postings();
        let mut lang = Writer::default();
        self.analyzer.rules().write(&mut lang);

        let mut meta = Writer::default();
        for count in [self.entries, self.parts.len() as u32, postings.len() as u32] {
            meta.varint(count.into());
        }
        meta.f32(self.calibration.intercept);
        meta.f32(self.calibration.slope);
        meta.byte(self.calibration.balance as u8);

        let terms = transducer(postings.keys().map(AsRef::as_ref).zip(0..));
        let mut post = Writer::default();
        for wordings in postings.values() {
            post.varint(wordings.len() as u64);
        }
        for wordings in postings.values() {
            post.postings(wordings);
        }
        let mut entr = Writer::default();
        entr.varint(self.names.list.len() as u64);
        for name in &self.names.list {
            entr.string(name);
        }
        entr.bytes.extend(&self.entry_rows.bytes);

        let mut impa = Writer::default();
        if let Some(impacts) = impacts {
            impa.f32(impacts.unit);
            impa.bytes.extend(impacts.values.iter().map(|value| value.cast_unsigned()));
        }

        let mut sections = vec![
            (LANG, FLAG_REQUIRED, lang.bytes),
            (META, FLAG_REQUIRED, meta.bytes),
            (TERM, FLAG_REQUIRED, terms),
            (POST, FLAG_REQUIRED, post.bytes),
            (WORD, FLAG_REQUIRED, self.wording_rows.bytes.clone()),
            (ENTR, FLAG_REQUIRED, entr.bytes),
            (ROST, FLAG_REQUIRED, roster::write(&self.roster)),
            (IMPA, FLAG_REQUIRED, impa.bytes),
        ];
        if let Some(synonyms) = self.synonyms.write(&postings) {
            sections.push((SYNO, 0, synonyms));
        }
        sections
    }
}

/// What a wording is found by: its stems, and the joined forms of what hyphens part, so that
/// "wi-fi" is found by "wifi" and "KT-200" by "kt200".
fn terms(tokens: &[Token]) -> BTreeSet<String> {
    let words = tokens.iter().filter(|token| !token.is_overlong());
    let mut terms: BTreeSet<String> = words.map(|token| token.stem.clone()).collect();
    for pair in tokens.windows(2) {
        if pair[1].glued && !pair.iter().any(Token::is_overlong) {
            terms.insert(format!("{}{}", pair[0].word, pair[1].stem));
        }
    }
    terms
}

/// Header, table of sections, sections. `docs/format.md` has the layout.
fn assemble(sections: &[(SectionName, u32, Vec<u8>)]) -> Vec<u8> {
    let mut offset = HEADER_LENGTH + sections.len() * SECTION_ROW_LENGTH;
    let mut table = Vec::new();
    let mut body = Vec::new();
    for (name, flags, bytes) in sections {
        table.extend(name);
        table.extend(flags.to_le_bytes());
        table.extend((offset as u32).to_le_bytes());
        table.extend((bytes.len() as u32).to_le_bytes());
        body.extend(bytes);
        let padding = bytes.len().next_multiple_of(ALIGNMENT) - bytes.len();
        body.resize(body.len() + padding, 0);
        offset += bytes.len() + padding;
    }
    let mut index = Vec::with_capacity(offset);
    index.extend(MAGIC);
    index.extend(VERSION.to_le_bytes());
    index.extend((sections.len() as u16).to_le_bytes());
    index.extend((offset as u32).to_le_bytes());
    index.extend([0; 12]);
    index.extend(table);
    index.extend(body);
    let checksum = format::checksum(&index);
    index[HEADER_LENGTH - 8..HEADER_LENGTH].copy_from_slice(&checksum.to_le_bytes());
    index
}
