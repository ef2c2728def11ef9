//! One Markdown file with a heading for each question.
//!
//! Answers go by way of HTML: what the file defines once for all of it, such as the targets of
//! links, is then where it is used.

use std::ops::Range;

use anyhow::{Result, bail};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::draft::{Body, Draft, Place, Sink};
use super::to_markdown::text_of;

fn dialect() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
}

/// Markdown as HTML, all of it.
pub fn to_html(markdown: &str) -> String {
    let mut out = String::new();
    html::push_html(
        &mut out,
        Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH),
    );
    out
}

/// A heading with what follows it.
struct Section<'a> {
    level: HeadingLevel,
    title: String,
    line: usize,
    body: Vec<Event<'a>>,
}

impl Section<'_> {
    fn html(&self) -> String {
        let mut out = String::new();
        html::push_html(&mut out, self.body.iter().cloned());
        out
    }

    fn asks(&self) -> bool {
        self.title.trim_end().ends_with(['?', '؟', '？'])
    }
}

/// Reads a file.
///
/// # Errors
/// When it has no headings.
pub fn read(file: &str, text: &str, sink: &mut dyn Sink) -> Result<()> {
    let Split { fields, before, sections } = split(text);
    let Some(level) = question_level(&sections) else {
        bail!(
            "it has no headings; write each question as one, for example “## When are you open?”"
        );
    };
    if !fields.is_empty() {
        let place = Place::new(file, "line 1".to_owned());
        sink.leave_out(&place, &fields, "fields at the top of the file belong to no question")?;
    }
    let lead = text_of(&before);
    if !lead.is_empty() {
        sink.leave_out(
            &Place::new(file, "line 1".to_owned()),
            &lead,
            "it stands before the first question",
        )?;
    }
    // The headings above a question are its topics; the first of a file is its title.
    let mut topics: Vec<(HeadingLevel, String)> = Vec::new();
    let mut pending: Option<Draft> = None;
    let mut answer = String::new();
    for (number, section) in sections.iter().enumerate() {
        let place = Place::new(file, format!("line {}", section.line));
        if section.level > level && pending.is_some() {
            // A heading within an answer.
            let depth = section.level as usize;
            let title = section.title.replace('&', "&amp;").replace('<', "&lt;");
            answer += &format!("<h{depth}>{title}</h{depth}>\n{}", section.html());
            continue;
        }
        flush(&mut pending, &mut answer, sink)?;
        if section.level == level {
            let title = section.title.clone();
            let mut draft = Draft::new(place, title, Body::Text(String::new()));
            draft.tags = topics.iter().map(|(_, topic)| topic.clone()).collect();
            answer = section.html();
            pending = Some(draft);
            continue;
        }
        topics.retain(|(of, _)| *of < section.level);
        if number > 0 || section.level != HeadingLevel::H1 {
            topics.push((section.level, section.title.clone()));
        }
        let body = text_of(&section.html());
        if !body.is_empty() {
            let reason = format!("it stands below “{}”, which is no question", section.title);
            sink.leave_out(&place, &body, &reason)?;
        }
    }
    flush(&mut pending, &mut answer, sink)
}

fn flush(pending: &mut Option<Draft>, answer: &mut String, sink: &mut dyn Sink) -> Result<()> {
    let Some(mut draft) = pending.take() else { return Ok(()) };
    draft.answer = Body::Html(std::mem::take(answer));
    sink.take(draft)
}

/// The level at which most headings ask something, or else at which most are.
fn question_level(sections: &[Section]) -> Option<HeadingLevel> {
    let count = |level: HeadingLevel| {
        let of_level = || sections.iter().filter(move |section| section.level == level);
        (of_level().filter(|section| section.asks()).count(), of_level().count())
    };
    // A single heading at the top of a file is its title.
    let titled = sections.len() > 1
        && sections[0].level == HeadingLevel::H1
        && count(HeadingLevel::H1) == (0, 1);
    let levels = [
        HeadingLevel::H6,
        HeadingLevel::H5,
        HeadingLevel::H4,
        HeadingLevel::H3,
        HeadingLevel::H2,
        HeadingLevel::H1,
    ];
    let levels = levels.into_iter().take(if titled { 5 } else { 6 });
    levels.filter(|level| count(*level).1 > 0).max_by_key(|level| count(*level))
}

/// A file in its parts.
struct Split<'a> {
    /// What stands in front matter.
    fields: String,
    /// What stands before the first heading, as HTML.
    before: String,
    sections: Vec<Section<'a>>,
}

fn split(text: &str) -> Split<'_> {
    let mut fields = String::new();
    let mut sections: Vec<Section> = Vec::new();
    let mut before = Vec::new();
    let mut heading: Option<(HeadingLevel, Range<usize>, Vec<Event>)> = None;
    let mut depth = 0_usize;
    let mut metadata = false;
    let (mut line, mut counted) = (1, 0);
    for (event, range) in Parser::new_ext(text, dialect()).into_offset_iter() {
        match &event {
            Event::Start(Tag::MetadataBlock(_)) => metadata = true,
            Event::End(TagEnd::MetadataBlock(_)) => {
                metadata = false;
                continue;
            }
            // Headings in quotations and lists part nothing.
            Event::Start(Tag::Heading { level, .. }) if depth == 0 => {
                heading = Some((*level, range, Vec::new()));
                continue;
            }
            Event::End(TagEnd::Heading(_)) if depth == 0 => {
                if let Some((level, range, inner)) = heading.take() {
                    let mut title = String::new();
                    html::push_html(&mut title, inner.into_iter());
                    line += text[counted..range.start].matches('\n').count();
                    counted = range.start;
                    let title = text_of(&title);
                    sections.push(Section { level, title, line, body: Vec::new() });
                }
                continue;
            }
            Event::Start(_) => depth += usize::from(heading.is_none()),
            Event::End(_) => depth = depth.saturating_sub(usize::from(heading.is_none())),
            _ => {}
        }
        if metadata {
            if let Event::Text(text) = &event {
                fields += text;
            }
            continue;
        }
        match (&mut heading, sections.last_mut()) {
            (Some((_, _, inner)), _) => inner.push(event),
            (None, Some(section)) => section.body.push(event),
            (None, None) => before.push(event),
        }
    }
    let mut lead = String::new();
    html::push_html(&mut lead, before.into_iter());
    Split { fields, before: lead, sections }
}
