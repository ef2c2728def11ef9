//! From a draft to the text of an entry's file, checked as `faqlet check` will.

use std::fmt::Write as _;

use faqlet::content::{Code, Severity, SourceFile, load};

use super::draft::{Body, Draft};
use super::markdown_text::{from_text, without_controls, words};
use super::to_markdown::{Converted, Links, convert};

/// Which day it is makes no difference to what is read back.
pub const DAY: jiff::civil::Date = jiff::civil::date(2000, 1, 1);

/// An entry that can be written.
#[derive(Debug)]
pub struct Prepared {
    /// The whole file.
    pub text: String,
    /// The answer as it will be shown, to compare with entries that are there.
    pub shown: String,
    pub lost: Vec<String>,
    pub notes: Vec<String>,
}

/// What becomes of a draft besides its own texts.
pub struct Given<'a> {
    /// The product's id.
    pub product: Option<&'a str>,
    /// The tags, as the shop has them.
    pub tags: &'a [String],
    pub links: Links<'a>,
    /// Paths that links may lead to, from the top of the folder.
    pub targets: &'a [String],
    /// The entry's path, from the top of the folder.
    pub path: &'a str,
}

/// One line without blanks around.
pub fn one_line(text: &str) -> String {
    without_controls(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Makes the file of an entry.
///
/// # Errors
/// The reason why it can be none.
pub fn prepare(draft: &Draft, given: &Given) -> Result<Prepared, String> {
    let question = one_line(&draft.question);
    if question.is_empty() {
        return Err("there is no question".to_owned());
    }
    let mut lost = draft.lost.clone();
    let mut notes = draft.notes.clone();
    let answer = match &draft.answer {
        Body::Text(text) => {
            let text = without_controls(text);
            Converted { markdown: from_text(&text), text, ..Converted::default() }
        }
        Body::Html(html) => convert(&without_controls(html), given.links),
    };
    if words(&answer.text).is_empty() && !answer.markdown.contains("![") {
        let what = answer.lost.join(", ");
        let but = if what.is_empty() { String::new() } else { format!(" but {what}") };
        return Err(format!("there is no answer{but}"));
    }
    lost.extend(answer.lost);
    notes.extend(answer.notes);
    if question.contains('\u{FFFD}') || answer.text.contains('\u{FFFD}') {
        notes.push(
            "some characters could not be read and stand as \u{FFFD}; name the file's encoding \
             with --encoding"
                .to_owned(),
        );
    }
    let fields = fields(draft, given, &question, &mut lost);
    let text = format!("{fields}{}\n", answer.markdown);
    let checked = checked(&text, given, given.targets)?;
    if checked.question != question {
        return Err("the question does not come out as it is; please report this".to_owned());
    }
    if words(&checked.text) == words(&answer.text) {
        // As what is there is looked at too: without other files.
        let alone = || self::checked(&text, given, &[]).map_or(String::new(), |it| it.html);
        let shown = if given.targets.is_empty() { checked.html } else { alone() };
        return Ok(Prepared { text, shown, lost, notes });
    }
    // The form of a text matters less than its words.
    let text = format!("{fields}{}\n", from_text(&answer.text));
    let plain = self::checked(&text, given, &[])?;
    if words(&plain.text) != words(&answer.text) {
        return Err("the answer does not come out as it is; please report this".to_owned());
    }
    lost.push(
        "headings, lists, emphasis and links of the answer, which have no form in Markdown"
            .to_owned(),
    );
    Ok(Prepared { text, shown: plain.html, lost, notes })
}

/// What the checks make of an entry.
struct Checked {
    question: String,
    text: String,
    html: String,
}

/// Reads an entry as the checks do, beside entries at `targets`. A link to an entry that is not
/// there is an error only where its file should be.
fn checked(text: &str, given: &Given, targets: &[String]) -> Result<Checked, String> {
    let file = |path: &str, text: &str| SourceFile { path: path.to_owned(), bytes: text.into() };
    let mut files = vec![file(given.path, text)];
    let others = targets.iter().filter(|path| *path != given.path);
    files.extend(others.map(|path| file(path, "---\nquestion: there\n---\nthere\n")));
    let loaded = load(&files, DAY);
    let error = loaded
        .diagnostics
        .iter()
        .find(|finding| finding.severity == Severity::Error && finding.location.path == given.path)
        .filter(|finding| finding.code != Code::LinkDead || targets.len() == given.targets.len());
    if let Some(error) = error {
        return Err(format!("{}: {} {}", error.code, error.message, error.remedy));
    }
    let entry = loaded.content.entries.iter().find(|entry| entry.location.path == given.path);
    let entry = entry.ok_or("it cannot be read back; please report this")?;
    Ok(Checked {
        question: entry.question.clone(),
        text: entry.answer_text.clone(),
        html: entry.answer_html.clone(),
    })
}

fn fields(draft: &Draft, given: &Given, question: &str, lost: &mut Vec<String>) -> String {
    // Writing to a string cannot fail.
    let mut fields = format!("---\nquestion: {}\n", scalar(question));
    let lists = [("alternates", &draft.alternates[..]), ("tags", given.tags)];
    for (name, texts) in lists {
        let mut texts: Vec<String> = texts.iter().map(|text| one_line(text)).collect();
        texts.retain(|text| !text.is_empty() && text != question);
        if texts.is_empty() {
            continue;
        }
        let _ = writeln!(fields, "{name}:");
        for text in texts {
            let _ = writeln!(fields, "  - {}", scalar(&text));
        }
    }
    if let Some(product) = given.product {
        let _ = writeln!(fields, "product: {}", scalar(product));
    }
    if draft.featured {
        fields += "featured: true\n";
    }
    if let Some(owner) =
        draft.owner.as_ref().map(|owner| one_line(owner)).filter(|it| !it.is_empty())
    {
        let _ = writeln!(fields, "owner: {}", scalar(&owner));
    }
    if let Some(review) = &draft.review {
        match review.parse::<jiff::civil::Date>() {
            Ok(date) => {
                let _ = writeln!(fields, "review: {date}");
            }
            Err(_) => lost.push(format!(
                "the review date “{}”, which is not written like 2027-06-30",
                one_line(review)
            )),
        }
    }
    if draft.staff {
        fields += "audience: staff\n";
    }
    fields + "---\n"
}

/// A text as a value in YAML: plain where it means just itself, else in quotation marks.
fn scalar(text: &str) -> String {
    let starts = text.chars().next().is_some_and(char::is_alphanumeric);
    let hidden = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}');
    let plain = starts
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !text.chars().any(hidden)
        && !["null", "Null", "NULL"].contains(&text);
    if plain {
        return text.to_owned();
    }
    if text.contains(['"', '\\']) && !text.chars().any(hidden) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if hidden(c) => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}
