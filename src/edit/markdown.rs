//! Fields written into the front matter of Markdown.

use super::{inserted, replace};

/// Words that YAML takes for something else than texts.
const NO_TEXTS: [&str; 8] = ["true", "false", "null", "yes", "no", "on", "off", "~"];

/// Adds a line before the one that closes the front matter.
pub(super) fn with_intent(text: &str, intent: &str) -> Option<String> {
    let Front { end, newline, .. } = front(text)?;
    Some(replace(text, vec![inserted(end, format!("intent: {intent}{newline}"))]))
}

/// Adds to the list, in the form that it has; where there is none, adds one below each other.
pub(super) fn with_alternates(text: &str, more: &[String]) -> Option<String> {
    let Front { start, end, newline } = front(text)?;
    let scalars: Vec<String> = more.iter().map(|text| scalar(text)).collect();
    let listed = |indent: &str| -> String {
        scalars.iter().map(|scalar| format!("{indent}- {scalar}{newline}")).collect()
    };
    let Some(key) = key_line(&text[start..end]).map(|at| start + at) else {
        let lines = format!("alternates:{newline}{}", listed("  "));
        return Some(replace(text, vec![inserted(end, lines)]));
    };
    let line_end = text[key..end].find('\n').map_or(end, |at| key + at + 1);
    let value_at = key + text[key..line_end].find(':')? + 1;
    let value = text[value_at..line_end].trim();
    if value.is_empty() || value.starts_with('#') {
        let (at, indent) = list_end(text, line_end, end);
        return Some(replace(text, vec![inserted(at, listed(indent.unwrap_or("  ")))]));
    }
    if value.starts_with('[') {
        let open = value_at + text[value_at..].find('[')? + 1;
        let inside = text[open..open + closing(&text[open..end])?].trim_end();
        let separator = match inside.trim_start() {
            "" => "",
            inside if inside.ends_with(',') => " ",
            _ => ", ",
        };
        let piece = format!("{separator}{}", scalars.join(", "));
        return Some(replace(text, vec![inserted(open + inside.len(), piece)]));
    }
    // A single text is a list of one.
    let at = value_at + text[value_at..line_end].find(value)?;
    let list = format!("[{value}, {}]", scalars.join(", "));
    Some(replace(text, vec![(at..at + value.len(), list)]))
}

/// Where the lines of the front matter start and end, and how they end.
struct Front {
    start: usize,
    end: usize,
    newline: &'static str,
}

fn front(text: &str) -> Option<Front> {
    let start = text.find('\n')? + 1;
    let mut end = start;
    for line in text[start..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            let newline = if text[..end].ends_with("\r\n") { "\r\n" } else { "\n" };
            return Some(Front { start, end, newline });
        }
        end += line.len();
    }
    None
}

/// Where the line of the field `alternates` starts.
fn key_line(front: &str) -> Option<usize> {
    let mut at = 0;
    for line in front.split_inclusive('\n') {
        let rest = line.strip_prefix("alternates").map(str::trim_start);
        if rest.is_some_and(|rest| rest.starts_with(':')) {
            return Some(at);
        }
        at += line.len();
    }
    None
}

/// Where a list below each other ends, and how its items are indented.
fn list_end(text: &str, from: usize, end: usize) -> (usize, Option<&str>) {
    let (mut at, mut last, mut indent) = (from, from, None);
    for line in text[from..end].split_inclusive('\n') {
        at += line.len();
        let bare = line.trim();
        if bare.is_empty() || bare.starts_with('#') {
            continue;
        }
        let blanks = &line[..line.len() - line.trim_start().len()];
        let item = bare == "-" || bare.starts_with("- ");
        if blanks.is_empty() && !item {
            break;
        }
        if item && indent.is_none() {
            indent = Some(blanks);
        }
        last = at;
    }
    (last, indent)
}

/// Where the bracket is that closes a list, of what follows the one that opens it.
fn closing(text: &str) -> Option<usize> {
    let (mut quote, mut item_starts, mut escaped) = (None, true, false);
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        match (quote, c) {
            // Two stand for one.
            (Some('\''), '\'') if letters.next_if(|next| next.1 == '\'').is_some() => {}
            (Some('"'), _) if escaped => escaped = false,
            (Some('"'), '\\') => escaped = true,
            (Some(mark), c) if c == mark => quote = None,
            (Some(_), _) => {}
            (None, ']') => return Some(at),
            // Within a word it is an apostrophe.
            (None, '"' | '\'') if item_starts => quote = Some(c),
            (None, _) => {}
        }
        item_starts = c == ',' || (item_starts && c.is_whitespace());
    }
    None
}

/// A text as YAML reads it back, in quotation marks where it needs them.
fn scalar(text: &str) -> String {
    let harmless = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '?' | '!' | '.' | '\'' | '’');
    let plain = text.chars().all(harmless)
        && text.starts_with(char::is_alphabetic)
        && !NO_TEXTS.contains(&text.to_lowercase().as_str());
    if plain {
        return text.to_owned();
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
