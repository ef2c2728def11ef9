//! From a draft to an entry: every field read, checked and given its default.

use std::collections::BTreeSet;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::accept;
use super::dates::obvious;
use super::diagnostic::{Code, Diagnostic, Fix};
use super::language;
use super::model::{Audience, Entry};
use super::node::{Spot, one_of};
use super::readers::Draft;
use super::shop::ShopDraft;
use super::source::{Kind, Source, kind};
use crate::index::{Balance, Handoff};
use crate::phrasebook;

/// How readily answers are shown, as files say it.
pub(super) const BALANCES: [(&str, Balance); 3] =
    [("cautious", Balance::Cautious), ("balanced", Balance::Balanced), ("eager", Balance::Eager)];

/// What an entry is checked against.
#[derive(Debug)]
pub(super) struct Context {
    today: Date,
    /// Of `shop.yaml`; empty where it lists none.
    languages: Vec<String>,
    products: Ids,
    channels: Ids,
    /// Tags of `shop.yaml`'s topics.
    topics: Vec<String>,
}

/// Ids of `shop.yaml`; none where it declares none.
#[derive(Debug)]
struct Ids {
    /// In its order.
    list: Vec<String>,
    /// There may be very many products.
    set: BTreeSet<String>,
}

impl Ids {
    fn new(ids: Vec<&str>) -> Self {
        let list: Vec<String> = ids.into_iter().map(str::to_owned).collect();
        Self { set: list.iter().cloned().collect(), list }
    }

    /// Whether an id is none of those declared.
    fn lack(&self, id: &str) -> bool {
        !self.set.is_empty() && !self.set.contains(id)
    }

    fn remedy(&self, id: &str) -> String {
        one_of(id, self.list.iter().map(String::as_str))
    }
}

impl Context {
    /// What `shop.yaml` says. `today` is what review dates are compared with.
    pub fn new(shop: &ShopDraft, today: Date) -> Self {
        Self {
            today,
            languages: shop.languages.clone(),
            products: Ids::new(shop.products()),
            channels: Ids::new(shop.channels()),
            topics: shop.topics().into_iter().map(str::to_owned).collect(),
        }
    }

    /// The language of what says none.
    fn default_language(&self) -> &str {
        self.languages.first().map_or("en", String::as_str)
    }
}

/// An entry whose answer is still to be rendered, with the places of what is checked later.
#[derive(Debug)]
pub(super) struct Pending {
    pub entry: Entry,
    /// Which of the sources it is from.
    pub source: usize,
    /// The answer as it was written.
    pub answer: Spot,
    /// The question and the alternates.
    pub wordings: Vec<Spot>,
    /// Where the id is said, or else the question.
    pub id_at: usize,
    /// Where the language is said, if not by the folder.
    pub language_at: Option<usize>,
}

/// Reads a draft. `None`: it has no question or no language, which a finding says.
pub(super) fn read(
    draft: &Draft,
    source: &Source,
    number: usize,
    context: &Context,
    found: &mut Vec<Diagnostic>,
) -> Option<Pending> {
    let reader = Reader { draft, source, context };
    let language = reader.language(found);
    let before = found.len();
    let question = reader.text("question", found).map(one_line);
    let reported = found.len() > before;
    let alternates: Vec<Spot> =
        reader.list("alternates", found).into_iter().map(one_line).collect();
    let product = reader.product(found);
    let contact = reader.channels(found);
    let handoff = reader.handoff(found);
    let balance = reader.balance(found);
    let featured = reader.featured(found);
    let audience = reader.audience(found);
    let review = reader.review(found);
    let owner = reader.text("owner", found).map(|spot| spot.text);
    let tags = reader.tags(found);
    let intent = reader.intent(found);
    let not_asked_as = reader.not_asked_as(intent.as_deref(), language.as_ref(), found);
    let accept = accept::codes(&reader.list("accept", found), source, found);
    let id = reader.text("id", found);
    let answer = reader.text("answer", found);
    let Some(question) = question else {
        if !reported {
            found.push(Diagnostic::at(
                Code::QuestionMissing,
                source,
                draft.at,
                "The entry has no question.".to_owned(),
                "Add the field “question”.".to_owned(),
            ));
        }
        return None;
    };
    let (language, language_at) = language?;
    let id = id.unwrap_or_else(|| Spot {
        text: default_id(source, draft.at, product.as_deref(), &question.text),
        at: question.at,
    });
    let entry = Entry {
        id: id.text,
        language,
        question: question.text.clone(),
        alternates: alternates.iter().map(|spot| spot.text.clone()).collect(),
        answer_html: String::new(),
        answer_text: String::new(),
        tags,
        product,
        contact,
        handoff,
        balance,
        featured,
        owner,
        review,
        audience,
        intent,
        not_asked_as,
        accept,
        location: source.location(draft.at),
    };
    let answer = answer.unwrap_or(Spot { text: String::new(), at: draft.at });
    let wordings = std::iter::once(question).chain(alternates).collect();
    Some(Pending { entry, source: number, answer, wordings, id_at: id.at, language_at })
}

/// The first folder, where it may name a language.
pub(super) fn folder_language(path: &str) -> Option<String> {
    let (folder, _) = path.split_once('/')?;
    language::canonical(folder)
}

struct Reader<'a> {
    draft: &'a Draft,
    source: &'a Source,
    context: &'a Context,
}

impl Reader<'_> {
    fn text(&self, key: &str, found: &mut Vec<Diagnostic>) -> Option<Spot> {
        let field = self.draft.fields.iter().find(|field| field.key == key)?;
        if key == "answer" {
            // Blanks at the start of an answer mean something in CommonMark, and its place counts
            // from its first byte.
            if let super::node::Value::Text(text) = &field.node.value {
                return Some(Spot { text: text.clone(), at: field.node.at });
            }
        }
        field.node.text(key, self.source, found)
    }

    fn list(&self, key: &str, found: &mut Vec<Diagnostic>) -> Vec<Spot> {
        let field = self.draft.fields.iter().find(|field| field.key == key);
        field.map_or_else(Vec::new, |field| field.node.list(key, self.source, found))
    }

    fn report(&self, found: &mut Vec<Diagnostic>, code: Code, at: usize, texts: [String; 2]) {
        let [message, remedy] = texts;
        found.push(Diagnostic::at(code, self.source, at, message, remedy));
    }

    fn report_mendable(
        &self,
        found: &mut Vec<Diagnostic>,
        code: Code,
        at: usize,
        texts: [String; 2],
        fix: Option<Fix>,
    ) {
        let [message, remedy] = texts;
        found.push(Diagnostic::at(code, self.source, at, message, remedy).with_fix(fix));
    }

    /// The language, and its place where a field says it.
    fn language(&self, found: &mut Vec<Diagnostic>) -> Option<(String, Option<usize>)> {
        if let Some(spot) = self.text("lang", found) {
            let tag = language::canonical(&spot.text);
            if tag.is_none() {
                let likely = spot.text.replace('_', "-");
                let remedy = match language::canonical(&likely) {
                    Some(tag) => format!("Did you mean “{tag}”?"),
                    None => "Use a BCP 47 tag such as en, hu or pt-BR.".to_owned(),
                };
                let message = format!("“{}” is not a language tag.", spot.text);
                self.report(found, Code::LanguageInvalid, spot.at, [message, remedy]);
            }
            return tag.map(|tag| (tag, Some(spot.at)));
        }
        if let Some(tag) = folder_language(&self.source.path) {
            return Some((tag, None));
        }
        if let Some((folder, _)) = self.source.path.split_once('/')
            && self.context.languages.len() > 1
        {
            let texts = [
                format!("The folder “{folder}” does not name a language, nor does a field “lang”."),
                format!("Move the file into one of: {}.", self.context.languages.join(", ")),
            ];
            self.report(found, Code::LanguageInvalid, self.draft.at, texts);
            return None;
        }
        Some((self.context.default_language().to_owned(), None))
    }

    fn product(&self, found: &mut Vec<Diagnostic>) -> Option<String> {
        let spot = self.text("product", found)?;
        let known = &self.context.products;
        if known.lack(&spot.text) {
            let texts = [
                format!("“{}” is not among the products in shop.yaml.", spot.text),
                known.remedy(&spot.text),
            ];
            self.report(found, Code::ProductUnknown, spot.at, texts);
        }
        Some(spot.text)
    }

    fn channels(&self, found: &mut Vec<Diagnostic>) -> Vec<String> {
        let known = &self.context.channels;
        let spots = self.list("contact", found);
        for spot in &spots {
            if known.lack(&spot.text) {
                let texts = [
                    format!("“{}” is not among the contact channels in shop.yaml.", spot.text),
                    known.remedy(&spot.text),
                ];
                self.report(found, Code::ChannelUnknown, spot.at, texts);
            }
        }
        unique(spots.into_iter().map(|spot| spot.text))
    }

    /// The field's tags, and the topics that the folders are named after.
    fn tags(&self, found: &mut Vec<Diagnostic>) -> Vec<String> {
        let tags = self.list("tags", found).into_iter().map(|spot| spot.text);
        let mut folders: Vec<&str> = self.source.path.split('/').collect();
        folders.pop();
        let topics = folders
            .into_iter()
            .filter(|folder| self.context.topics.iter().any(|topic| topic == folder))
            .map(str::to_owned);
        unique(tags.chain(topics))
    }

    fn choice<T: Copy>(
        &self,
        key: &str,
        code: Code,
        choices: &[(&str, T)],
        found: &mut Vec<Diagnostic>,
    ) -> Option<Result<T, ()>> {
        let spot = self.text(key, found)?;
        let chosen = choices.iter().find(|(word, _)| *word == spot.text);
        if chosen.is_none() {
            let texts = [
                format!("“{}” is not a value of “{key}”.", spot.text),
                one_of(&spot.text, choices.iter().map(|(word, _)| *word)),
            ];
            let lower = spot.text.to_ascii_lowercase();
            // What was not understood counts as for staff; that it is for all, an editor has to say.
            let meant = lower != "public" && choices.iter().any(|(word, _)| *word == lower);
            let fix = meant.then(|| Fix::Replace { from: spot.text.clone(), to: lower });
            self.report_mendable(found, code, spot.at, texts, fix);
        }
        Some(chosen.map(|(_, value)| *value).ok_or(()))
    }

    fn handoff(&self, found: &mut Vec<Diagnostic>) -> Handoff {
        let choices =
            [("never", Handoff::Never), ("offer", Handoff::Offer), ("always", Handoff::Always)];
        let choice = self.choice("handoff", Code::HandoffUnknown, &choices, found);
        choice.and_then(Result::ok).unwrap_or_default()
    }

    fn balance(&self, found: &mut Vec<Diagnostic>) -> Option<Balance> {
        let choice = self.choice("confidence", Code::ConfidenceUnknown, &BALANCES, found);
        choice.and_then(Result::ok)
    }

    fn featured(&self, found: &mut Vec<Diagnostic>) -> bool {
        let Some(spot) = self.text("featured", found) else { return false };
        // Spreadsheet programs write truth values in capital letters.
        let word = spot.text.to_ascii_lowercase();
        if !["true", "false"].contains(&word.as_str()) {
            let texts = [
                format!("“{}” is not a value of “featured”.", spot.text),
                "Write true or false.".to_owned(),
            ];
            self.report(found, Code::FeaturedUnknown, spot.at, texts);
        }
        word == "true"
    }

    fn audience(&self, found: &mut Vec<Diagnostic>) -> Audience {
        let choices = [("public", Audience::Public), ("staff", Audience::Staff)];
        match self.choice("audience", Code::AudienceUnknown, &choices, found) {
            Some(Ok(audience)) => audience,
            // Somebody meant to restrict it.
            Some(Err(())) => Audience::Staff,
            None => Audience::default(),
        }
    }

    /// The standard question; `None` also for one that nobody knows.
    fn intent(&self, found: &mut Vec<Diagnostic>) -> Option<String> {
        let spot = self.text("intent", found)?;
        if phrasebook::intent(&spot.text).is_none() {
            let nearest = phrasebook::nearest(&spot.text);
            let remedy = if nearest.is_empty() {
                "`faqlet intents` proposes one; docs/phrasebook.md lists them all.".to_owned()
            } else {
                let names: Vec<String> = nearest.iter().map(|name| format!("“{name}”")).collect();
                format!("Did you mean {}?", names.join(" or "))
            };
            let message = format!("“{}” is not an intent of the phrasebook.", spot.text);
            self.report(found, Code::IntentUnknown, spot.at, [message, remedy]);
            return None;
        }
        Some(spot.text)
    }

    /// The phrasings that the editor switches off.
    fn not_asked_as(
        &self,
        intent: Option<&str>,
        language: Option<&(String, Option<usize>)>,
        found: &mut Vec<Diagnostic>,
    ) -> Vec<String> {
        let spots = self.list("not-asked-as", found);
        // An unknown intent or language has its own finding.
        let given = self.text("intent", &mut Vec::new()).is_some();
        let (Some((language, _)), true) = (language, intent.is_some() || !given) else {
            return spots.into_iter().map(|spot| spot.text).collect();
        };
        let phrasings = intent.map_or(&[][..], |intent| phrasebook::phrasings(intent, language));
        for spot in &spots {
            let bare = phrasebook::bare(&spot.text);
            if !phrasings.iter().any(|phrasing| phrasebook::bare(&phrasing.text) == bare) {
                let of = match intent {
                    Some(intent) => format!("of “{intent}” in “{language}”"),
                    None => "of its intent, since the entry has none".to_owned(),
                };
                let message = format!("“{}” is not a phrasing {of}.", spot.text);
                let remedy = "Take it out, or write it as the phrasebook does.".to_owned();
                self.report(found, Code::PhrasingUnknown, spot.at, [message, remedy]);
            }
        }
        spots.into_iter().map(|spot| spot.text).collect()
    }

    fn review(&self, found: &mut Vec<Diagnostic>) -> Option<Date> {
        let spot = self.text("review", found)?;
        // Other writings of a date are read by the parser too; the format has one.
        let plain = spot.text.len() == 10;
        let Some(date) = spot.text.parse::<Date>().ok().filter(|_| plain) else {
            let meant = obvious(&spot.text);
            let example = meant.map_or_else(|| "2027-06-30".to_owned(), |date| date.to_string());
            let texts = [
                format!("“{}” is not a date.", spot.text),
                match meant {
                    Some(_) => format!("Write {example}."),
                    None => format!("Write year-month-day, for example {example}."),
                },
            ];
            let fix = meant.map(|_| Fix::Replace { from: spot.text.clone(), to: example });
            self.report_mendable(found, Code::ReviewInvalid, spot.at, texts, fix);
            return None;
        };
        if date < self.context.today {
            let texts = [
                format!("The entry was to be reviewed by {date}."),
                "Check that the answer still holds, and set a new date.".to_owned(),
            ];
            self.report(found, Code::ReviewPast, spot.at, texts);
        }
        Some(date)
    }
}

fn one_line(spot: Spot) -> Spot {
    Spot { text: spot.text.split_whitespace().collect::<Vec<_>>().join(" "), at: spot.at }
}

fn unique(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut list = Vec::new();
    for text in texts {
        if !list.contains(&text) {
            list.push(text);
        }
    }
    list
}

/// The file's name for Markdown. In other files the question's words, after the product where
/// there is one: shoppers ask the same of several products.
fn default_id(source: &Source, at: usize, product: Option<&str>, question: &str) -> String {
    if kind(&source.path) == Kind::Markdown {
        let name = source.path.rsplit('/').next().unwrap_or_default();
        return name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    }
    let mut words = slug(question);
    if words.is_empty() {
        words = format!("entry-{}", source.location(at).line);
    }
    match product {
        Some(product) => format!("{product}-{words}"),
        None => words,
    }
}

/// Letters and digits of all scripts in lower case, everything else as single hyphens; at most 80
/// characters. Empty for a text that has neither letters nor digits.
#[must_use]
pub fn slug(text: &str) -> String {
    /// Characters: enough to tell questions apart, short enough for a link.
    const LENGTH: usize = 80;
    let mut slug = String::new();
    for c in text.nfc().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || (is_combining_mark(c) && !slug.is_empty()) {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug: String = slug.chars().take(LENGTH).collect();
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn slugs_keep_letters_of_all_scripts() {
        let cases = [
            ("Where is my order?", "where-is-my-order"),
            ("  Mi a teendő, ha e\u{301}rkezik?", "mi-a-teendő-ha-érkezik"),
            ("Где мой заказ №5?", "где-мой-заказ-5"),
            ("أين طلبي؟", "أين-طلبي"),
            ("मेरा ऑर्डर", "मेरा-ऑर्डर"),
            ("???", ""),
        ];
        for (question, expected) in cases {
            assert_eq!(slug(question), expected);
        }
    }
}
