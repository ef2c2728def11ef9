//! Findings: what is wrong, where, and what to do about it.
//!
//! [`Code`] is the one list of all kinds of finding. The terminal, the JSON output and
//! `docs/diagnostics.md` all take their words from it.

use std::fmt;

use super::model::Location;
use super::source::Source;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Stops a build.
    Error,
    /// Worth mending; does not stop a build.
    Warning,
    /// What an editor would say on reading it: a matter of judgement.
    Hint,
}

impl Severity {
    /// In the words of the output: `error`, `warning` or `hint`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

macro_rules! codes {
    ($($name:ident = $code:literal $severity:ident $title:literal: $explanation:literal;)*) => {
        /// A kind of finding. Its number never changes and is never used again for another kind.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $title] $name,)*
        }

        impl Code {
            /// All kinds, by number.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable number: `FAQ001` …
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// How bad it is.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }

            /// What it is, in one line.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }

            /// Why it matters and how to mend it, in CommonMark.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$name => $explanation,)* }
            }
        }
    };
}

codes! {
    NotUtf8 = "FAQ001" Error "The file is not in UTF-8":
        "Letters with accents and all non-Latin scripts would be garbled, so the file is not read. \
         Save it again and choose the encoding “UTF-8” (in Excel: *Save as*, “CSV UTF-8”).";
    Utf16 = "FAQ002" Error "The file is in UTF-16":
        "Some Windows programs call this encoding “Unicode”. Save the file again and choose \
         “UTF-8” (in Excel: *Save as*, “CSV UTF-8” and not “Unicode text”).";
    ByteOrderMark = "FAQ003" Warning "The file starts with a byte order mark":
        "The invisible mark at the start is skipped here, but trips other programs. Save the file \
         as “UTF-8” without BOM.";
    TooLarge = "FAQ004" Error "The file is too large":
        "A file may have up to 16 MiB, a JSON Lines file up to 64 MiB. A larger one is usually an \
         export that landed in the folder by mistake; if not, split it. `faqlet build` reads tables \
         and JSON Lines of any size; there a line or a row may have up to 16 MiB.";
    Unreadable = "FAQ005" Error "The file cannot be read":
        "The system refused to open the file or folder. Check its permissions, and that it is not \
         a broken link.";
    UnknownFileKind = "FAQ006" Warning "The file is of no kind that is read":
        "Entries come from `.md`, `.csv` and `.jsonl` files, settings from `shop.yaml` at the top \
         of the folder. Images, names that start with a dot, and README files are passed over \
         without a word; anything else is named, since it may be a misspelt ending.";
    NoEntries = "FAQ007" Error "There is no question in the folder":
        "Not one entry was found. Check that the folder is the right one: it holds `shop.yaml` and \
         one folder a language.";
    LeadsOutside = "FAQ008" Error "A link leads out of the folder":
        "What a symbolic link leads to is published like any entry. Only files inside of the \
         content folder are, so that nobody who may add a file can publish others of this machine. \
         Put the file itself in the link's place.";
    FrontMatterMissing = "FAQ010" Error "The front matter is missing":
        "A Markdown entry starts with a line of three dashes, then the fields (`question` and so \
         on), then another line of three dashes, then the answer.";
    FrontMatterUnclosed = "FAQ011" Error "The front matter is not closed":
        "The fields at the top of a Markdown entry end with a line of exactly three dashes. \
         Without it the answer cannot be told from the fields.";
    YamlSyntax = "FAQ012" Error "The YAML cannot be read":
        "The usual causes: a text that holds a colon followed by a blank, or starts with one of \
         `[ ] { } * & ! % @ # > |` or a quotation mark, and is not in quotation marks; a quotation \
         mark that is never closed; a tab at the start of a line; lines of one list that do not \
         start in the same column.";
    YamlFeature = "FAQ013" Error "A part of YAML that is not supported":
        "Anchors (`&name`), aliases (`*name`), tags (`!name`), merge keys, more than one document \
         and very deep nesting are refused: nobody needs them here, and a few lines of them can \
         grow to gigabytes. Write the value out, or put it in quotation marks if it was meant as \
         text.";
    DuplicateKey = "FAQ014" Error "A field is given twice":
        "Only one of the two can hold, and it is not clear which. Keep one.";
    WrongType = "FAQ015" Error "A value of the wrong kind":
        "For example a list where one text is expected, or text where a group of fields is \
         expected.";
    UnknownKey = "FAQ016" Warning "An unknown field":
        "The field is passed over, so what it says has no effect. Mostly a slip of the keyboard. \
         In JSON Lines files, which other programs write, all unknown fields of a file are named \
         at once.";
    CsvRow = "FAQ017" Error "A row of the table cannot be read":
        "The row has more or fewer cells than the header, or a quotation mark is never closed. A \
         cell that holds the separator, a line break or a quotation mark must stand in quotation \
         marks, and quotation marks inside it are doubled. Spreadsheet programs do so by \
         themselves when they save as CSV.";
    CsvHeader = "FAQ018" Error "The table's header cannot be used":
        "The first row names the columns: `question` and `answer` are needed; `id`, `alternates`, \
         `tags`, `product`, `contact`, `handoff`, `confidence`, `featured`, `owner`, `review`, \
         `audience`, `intent`, `not-asked-as`, `accept` and `lang` are understood.";
    JsonLine = "FAQ019" Error "A line is not a JSON object":
        "In a JSON Lines file each line is one object: \
         `{\"question\": \"…\", \"answer\": \"…\"}`.";
    QuestionMissing = "FAQ020" Error "The question is missing":
        "Every entry has a `question`: it is shown to the shopper and searched.";
    AnswerEmpty = "FAQ021" Error "The answer is empty":
        "The shopper would find the question and nothing below it. In a Markdown file the answer \
         stands below the second line of dashes; in a table, in the column `answer`.";
    AnswersMissing = "FAQ022" Warning "Entries without an answer":
        "A JSON Lines file may come without answers, to measure the search. To a shopper such an \
         entry shows nothing but its question. Reported once a file.";
    ReviewInvalid = "FAQ023" Error "The review date is not a date":
        "Dates are written year-month-day: `2027-06-30`.";
    ReviewPast = "FAQ024" Warning "The review date is past":
        "The entry is shown as before. Read it again, correct what has changed, and set a new \
         date.";
    HandoffUnknown = "FAQ025" Error "An unknown value of `handoff`":
        "`never`: the answer settles it. `offer`: contact is offered when the answer did not help \
         (so it is where nothing is said). `always`: the answer and the ways to reach a person are \
         shown together.";
    AudienceUnknown = "FAQ026" Error "An unknown value of `audience`":
        "`public`: everybody may read it (so it is where nothing is said). `staff`: it is never \
         part of what shoppers get. A value that is not understood counts as `staff`, so that \
         nothing leaks.";
    ConfidenceUnknown = "FAQ027" Error "An unknown value of `confidence`":
        "How readily an answer is shown: `cautious`, rather a person than a wrong answer; \
         `balanced`, what is more likely right than wrong (so it is where nothing is said); \
         `eager`, rather an answer too many. It stands in `shop.yaml`, for all languages or for \
         each by itself (`confidence: {hu: cautious}`), and in entries.";
    FeaturedUnknown = "FAQ028" Error "An unknown value of `featured`":
        "`true`: among entries to browse, and among those proposed before anything is asked, it \
         comes before others. `false`: it takes its turn (so it is where nothing is said).";
    DuplicateId = "FAQ030" Error "Two entries have the same id":
        "An id names one entry in each language. Links and translations go by it. Where no id is \
         given, it is the file's name for Markdown, and is made from the product and the question \
         for tables and JSON Lines.";
    SameQuestion = "FAQ031" Warning "Two entries have the same question":
        "A question or alternate stands in two entries about the same product (or both \
         store-wide), so the search cannot tell which of them is meant. Keep it in the better \
         one, or make the two differ.";
    TranslationMissing = "FAQ032" Warning "A translation is missing":
        "The entry exists in one language and not in another that has entries. A translation has \
         the same id.";
    ProductUnknown = "FAQ033" Error "An unknown product":
        "The product is not among the `products` of `shop.yaml`. On that product's page the entry \
         would never be found; a channel, a route or a notice for it would not be shown there.";
    ChannelUnknown = "FAQ034" Error "An unknown contact channel":
        "The channel is not among `contact: channels:` of `shop.yaml`.";
    LinkDead = "FAQ035" Error "A link leads nowhere":
        "A link to another entry is the way to its Markdown file from the one it stands in \
         (`[text](../returns/how-to-return.md)`), or `#faq=` and its id. The entry must exist in \
         the same language, and a public answer cannot link to one for staff.";
    MarkupRemoved = "FAQ036" Warning "Markup that is taken out":
        "Answers are shown on the shop's own pages, so only plain formatting is let through: \
         paragraphs, headings, lists, tables, links (to https, http, mailto and tel), images, code, \
         quotations, bold, italic, struck-out text and rulers. The text inside of other HTML is \
         kept, but for scripts and styles.";
    TagUnused = "FAQ037" Warning "No entry carries the tag":
        "A topic, route, notice, condition or voice menu in `shop.yaml` is for a tag that no entry \
         has. An entry has the tags in its field `tags`, and the topics that its folders are named \
         after.";
    LanguageInvalid = "FAQ040" Error "Not a language tag":
        "Languages are named by BCP 47 tags: `en`, `hu`, `pt-BR`. The language of an entry comes \
         from the first folder or from the field `lang`.";
    LanguageUnlisted = "FAQ041" Warning "A language that the shop does not list":
        "Its entries are left out until the language is added to `languages` in `shop.yaml`.";
    ShopMissing = "FAQ050" Warning "There is no shop.yaml":
        "Without it there are no contact channels to offer, and products are not checked. Single \
         files, and folders without language folders, do without.";
    ShopIncomplete = "FAQ051" Error "Something is missing in shop.yaml":
        "A channel needs a `type`, a `name` and a `url`; a product and a topic need a name; a \
         route needs `channels`, and `tags` or `when`; its `escalation` needs `role` and `after`; a \
         notice needs `text` and `ends`; opening hours and notices need the shop's `timeZone`.";
    ShopValue = "FAQ052" Error "A value in shop.yaml is not allowed":
        "The message says which values are.";
    HoursInvalid = "FAQ053" Error "Opening hours cannot be read":
        "They are written as in schema.org's `openingHours`: `Mo-Fr 09:00-18:00`, \
         `Sa,Su 10:00-14:00`, `Mo-Fr 09:00-12:00,13:00-17:00`, `Fr 22:00-02:00` (into the next \
         day), `Mo-Su`, `24/7`.";
    ReplyTimeInvalid = "FAQ054" Error "A span of time cannot be read":
        "A whole number and a unit: `2 minutes`, `4 hours`, `1 working day`.";
    UrlInvalid = "FAQ055" Error "The channel's address cannot be used":
        "It must be complete, and in the form of the channel's type, as links with a text or keys \
         to press are made from it. `email`: `mailto:care@shop.example`; `phone` and `voice-menu`: \
         `tel:+3615550123`; `whatsapp`: `https://wa.me/36305550123`, digits alone; `telegram`: \
         `https://t.me/shopname`; `messenger` (Facebook's): `https://m.me/shopname`; `viber`: \
         `viber://pa?chatURI=shopname`; `instagram`: `https://ig.me/m/shopname`; `x`: \
         `https://x.com/shopname`; `vk`: `https://vk.me/shopname`; `line`: \
         `https://line.me/R/ti/p/@shopname`; all others, and the `url` of a notice: a page, \
         `https://shop.example/chat`.";
    TimeZoneInvalid = "FAQ056" Error "An unknown time zone":
        "Time zones have names such as `Europe/Budapest` or `Asia/Dubai`.";
    ShopTranslation = "FAQ057" Warning "A text of shop.yaml is not translated":
        "Shoppers of that language read it in the default language.";
    ChannelsMissing = "FAQ058" Warning "There is no contact channel":
        "A shopper whose question finds no answer has nowhere to turn. Add at least one channel \
         under `contact: channels:` in `shop.yaml`.";
    SynonymForm = "FAQ060" Error "A synonym cannot be read":
        "`synonyms.yaml` is a list. Each of its lines is either a list of two to twenty words that \
         mean the same, `- [parcel, package]`, or words that mean others and not the reverse, \
         `- hoover => vacuum cleaner`. In place of a word there may be a phrase of up to three.";
    SynonymsTooMany = "FAQ061" Error "Too many synonyms":
        "A language may have up to 2000 lines of them. Synonyms are for words that the content \
         does not use; what a single entry is asked by belongs to its `alternates`.";
    SynonymUnused = "FAQ062" Warning "A synonym leads nowhere":
        "No entry in this language has the word that shoppers' words are said to mean (or, of a \
         list, any of the words), so nothing can be found by it. Use the word that the entries \
         use.";
    SynonymSame = "FAQ063" Warning "A synonym has no effect":
        "The search takes the two for the same word already: it knows endings, accents and \
         capital letters.";
    SynonymTwice = "FAQ064" Warning "A word stands in two lists of synonyms":
        "It then means all words of both, while these do not mean each other. Make one list of \
         the two, or take the word out of one.";
    IntentUnknown = "FAQ070" Error "An unknown intent":
        "An intent is a standard question of the phrasebook, by whose phrasings the entry is found \
         too. `faqlet intents` proposes one for each entry that has none. An entry without an \
         intent is found by its own words only.";
    PhrasingUnknown = "FAQ071" Warning "A phrasing that the intent does not have":
        "`not-asked-as` switches off phrasings that the entry has from its intent. What the intent \
         is not asked as in the entry's language cannot be switched off: mostly the phrasebook has \
         other words by now.";
    HolidayInvalid = "FAQ080" Error "A holiday cannot be read":
        "Under `holidays` a day, or the first and the last of several, has the hours that replace \
         those of its weekday: `2026-12-24: 09:00-12:00`, `2026-12-25/2026-12-26: closed`. Hours \
         may be a list. Each day stands there once.";
    HolidaysIdle = "FAQ081" Warning "Holidays have no effect":
        "Holidays replace opening hours. A channel without `hoursAvailable` can be used at any \
         time, on holidays too.";
    ConditionInvalid = "FAQ082" Error "A condition cannot be used":
        "Under `when` there are `locale`, `product`, `tags`, `tier` and `orderStatus`, each with a \
         value or a list of values: `when: { tier: [gold, silver] }`. Of each that is named one \
         value must be what the page says. A mistake here would show something to the wrong \
         people, so it is not passed over.";
    ConditionsEverywhere = "FAQ083" Warning "Every channel has conditions":
        "A channel with `when` or `productSupported`, or of the type `community`, is left out for \
         some shoppers. Where all would be left out, all are shown, as nobody may be left without \
         a way to the shop. Keep one that is for all.";
    MenuInvalid = "FAQ084" Error "The keys of a voice menu cannot be used":
        "Under `menu` a topic's tag has the keys that lead to it: `returns: \"2,1\"`. They are \
         digits, `*` and `#`; a comma waits until the next menu speaks. Only channels of the type \
         `voice-menu` have them.";
    RouteUnreachable = "FAQ085" Warning "A route that never holds":
        "The first route that matches holds. Where routes without `when` that stand above take all \
         of its tags, no question is left for it.";
    NoticeTime = "FAQ086" Error "The time of a notice cannot be used":
        "`starts` and `ends` are days, or days with a time on the shop's clock: `2026-11-25`, \
         `2026-11-25 18:00`. A notice that ends on a day is shown to the end of it.";
    NoticeEnded = "FAQ087" Warning "A notice is over":
        "Nobody sees it any more. Remove it, or give it a new end.";
    QuestionsCompete = "FAQ100" Warning "Two questions compete":
        "If either entry were not there, the search would answer its question with the other; and \
         neither question has a word that the other entry is not asked by, too. So small words and \
         chance decide which of them a shopper gets. Where they answer the same, make one entry of \
         them; otherwise name in each question what tells it from the other.";
    WordingTwice = "FAQ101" Warning "The same wording twice in an entry":
        "An alternate repeats the question or another alternate, but for capital letters and marks \
         at its ends. The second says nothing that the first does not. `faqlet check --fix` takes \
         it out.";
    AlternateNeedless = "FAQ102" Hint "An alternate that is not needed":
        "To the search it has the same words as the question or another alternate of its entry: it \
         knows endings and passes over words such as “the” and “my”. Alternates are worth most where \
         they use other words, so put one there that shoppers would use. With \
         `--editorial thorough` those are named too that the search answers surely when they are \
         left out; take them out one at a time, since they also hold up each other.";
    AlternatesWanted = "FAQ103" Hint "Other wordings are not found":
        "Each alternate was asked while it was left out, as by a shopper who has words of his own, \
         and at least half of them led elsewhere. So the entry is found by those who happen to use \
         its very words. Add alternates with the words that come up in mails and on the telephone. \
         Only with `--editorial thorough`: where alternates are few and unlike each other, as they \
         should be, it is often so.";
    AnswerLong = "FAQ104" Hint "The answer is long for a phone":
        "It fills more than two screens of a phone: above 46 lines of 45 characters, as wide as a \
         screen of 360 points holds at 16 points, with the gaps between paragraphs. Readers spend \
         three quarters of their time on the first two screens (Nielsen Norman Group, *Scrolling \
         and Attention*, 2018). Say first what most need, and move the rest to an entry of its own \
         or to a page that the answer links to.";
    LinkText = "FAQ105" Hint "A link that does not say where it leads":
        "“Click here” says nothing to those who look over a page for links, or have its links read \
         out by a screen reader (WCAG 2.2, 2.4.4). Let the link be the words that name what is \
         there: `see [how to return](how-to-return.md)`.";
    HardToRead = "FAQ106" Hint "The answer is hard to read":
        "Its sentences or words are long, by the formula that its language has: in English, \
         Flesch's reading ease (1948) below 50; in Russian, the same with Oborneva's weights (2006) \
         below 40; in Hungarian and Arabic, LIX (Björnsson, 1968) above 60 and 35. Only texts of 60 \
         words or more are measured. Make two sentences of one, put conditions into a list, and use \
         the words that shoppers use. [docs/editorial.md](editorial.md#how-hard-a-text-is-to-read) \
         says why it is these formulas.";
    OwnerMissing = "FAQ107" Hint "An entry that nobody owns":
        "Other entries have an `owner`, who keeps them right, and this one has none. Name one, or \
         one for all that name none: `owner: Customer care` in `shop.yaml`.";
    AcceptInvalid = "FAQ108" Warning "A finding that cannot be accepted":
        "Under `accept`, in an entry or in `shop.yaml`, stand the codes of warnings and hints that \
         an editor has seen and lets be: `accept: [FAQ104]`. Errors cannot be accepted. A code that \
         does not exist is mostly a slip.";
    GoldenFailed = "FAQ110" Error "A golden question is not answered as it should be":
        "`questions.jsonl` in a language's folder has questions whose answers the editor knows. \
         One passes where its entry is answered, or is among those to choose from; one without an \
         entry (`\"entry\": null`) where a person is offered instead of an answer. `faqlet check` \
         fails by it; `faqlet build` does not ask these questions. `faqlet explain` shows all that \
         was weighed.";
    GoldenEntry = "FAQ111" Error "A golden question names no entry":
        "The id under `entry` is not that of a public entry in this language, or the `product` is \
         none of the shop's.";
    GoldenLine = "FAQ112" Error "A golden question cannot be read":
        "In `questions.jsonl` each line is one object: \
         `{\"question\": \"can I return it?\", \"entry\": \"return-policy\"}`, with `null` as \
         the entry where nothing answers it, a list of ids where several are right, and, where it \
         is asked on a product's page, its `product`.";
}

/// A change that mends a finding and nothing else: what the editor meant is as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fix {
    /// The file is written in UTF-8, without a byte order mark.
    Encoding,
    /// A text at the place of the finding is replaced.
    Replace {
        /// What stands there, within quotation marks or without.
        from: String,
        /// What is to stand there: letters, digits and hyphens only.
        to: String,
    },
    /// An alternate is taken out.
    RemoveAlternate {
        /// Its number among the entry's alternates, from 0.
        number: usize,
    },
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its kind.
    pub code: Code,
    /// How bad it is: the kind's own severity.
    pub severity: Severity,
    /// Where.
    pub location: Location,
    /// The line in question, shortened to the part around the place where it is long; empty where
    /// there is none.
    pub excerpt: String,
    /// Where in the excerpt the place is: in characters, from 1; 0: nowhere in particular.
    pub caret: u32,
    /// What is wrong, in an editor's words.
    pub message: String,
    /// What to do about it, in an editor's words.
    pub remedy: String,
    /// How a program mends it; `None`: that takes an editor.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A finding about a file as a whole, for what is known before its content is.
    #[must_use]
    pub fn of_file(code: Code, path: &str, message: String, remedy: String) -> Self {
        Self {
            code,
            severity: code.severity(),
            location: Location { path: path.to_owned(), line: 0, column: 0 },
            excerpt: String::new(),
            caret: 0,
            message,
            remedy,
            fix: None,
        }
    }

    /// A finding at a byte offset of a file's text.
    pub(super) fn at(
        code: Code,
        source: &Source,
        offset: usize,
        message: String,
        remedy: String,
    ) -> Self {
        let (excerpt, caret) = source.excerpt(offset);
        Self {
            code,
            severity: code.severity(),
            location: source.location(offset),
            excerpt,
            caret,
            message,
            remedy,
            fix: None,
        }
    }

    /// The same with a change that mends it.
    pub(super) fn with_fix(mut self, fix: Option<Fix>) -> Self {
        self.fix = fix;
        self
    }

    /// What findings are sorted by: the place, then the code.
    #[must_use]
    pub fn order(&self) -> (&Location, Code) {
        (&self.location, self.code)
    }
}

/// The reference of all findings, as `docs/diagnostics.md` has it.
#[must_use]
pub fn reference() -> String {
    let mut page = String::from(
        "# Findings\n\n\
         What `faqlet check` may report. An error stops a build and leaves what was built before \
         in place; a warning does not, nor does a hint, which is a matter of judgement. \
         [docs/editorial.md](editorial.md) says how hints and some of the warnings are found, and \
         how an editor accepts one. Numbers never change their meaning.\n\n\
         <!-- Generated from src/content/diagnostic.rs; \
         `UPDATE_DOCS=1 cargo test --test content` writes it anew. -->\n\n\
         | code | | |\n|---|---|---|\n",
    );
    for code in Code::ALL {
        page +=
            &format!("| [{code}](#{}) | {} | {} |\n", anchor(*code), severity(*code), code.title());
    }
    for code in Code::ALL {
        page += &format!(
            "\n## {code}\n\n**{}** ({})\n\n{}\n",
            code.title(),
            severity(*code),
            code.explanation()
        );
    }
    page
}

fn severity(code: Code) -> &'static str {
    code.severity().as_str()
}

fn anchor(code: Code) -> String {
    code.as_str().to_ascii_lowercase()
}
