//! Members written into the objects of JSON Lines.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::{Piece, inserted, replace};

/// Adds a member at the end of an object.
pub(super) fn with_intents(text: &str, intents: &BTreeMap<u32, &str>) -> Option<String> {
    pieces(text, intents, |line, intent| member(line, &format!("\"intent\": \"{intent}\"")))
}

/// Adds to the member `alternates`, and the member where there is none.
pub(super) fn with_alternates(
    text: &str,
    alternates: &BTreeMap<u32, Vec<String>>,
) -> Option<String> {
    pieces(text, alternates, |line, more| {
        let more: Vec<String> =
            more.iter().map(serde_json::to_string).collect::<Result<_, _>>().ok()?;
        let more = more.join(", ");
        let object = line.trim_start_matches('\u{FEFF}').trim();
        let members: BTreeMap<String, &RawValue> = serde_json::from_str(object).ok()?;
        let Some(list) = members.get("alternates").map(|raw| raw.get()) else {
            return member(line, &format!("\"alternates\": [{more}]"));
        };
        // Slices of the line, so their place in it is the difference.
        let start = list.as_ptr() as usize - line.as_ptr() as usize;
        if list == "null" {
            return Some((start..start + list.len(), format!("[{more}]")));
        }
        let inside = list.strip_prefix('[')?.strip_suffix(']')?.trim_end();
        let separator = if inside.is_empty() { "" } else { ", " };
        Some(inserted(start + 1 + inside.len(), format!("{separator}{more}")))
    })
}

/// A text with one piece in each of the lines, counted from 1, for which there is something.
fn pieces<T>(
    text: &str,
    of_lines: &BTreeMap<u32, T>,
    piece: impl Fn(&str, &T) -> Option<Piece>,
) -> Option<String> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (line, number) in text.split_inclusive('\n').zip(1..) {
        if let Some(of_line) = of_lines.get(&number) {
            let (range, piece) = piece(line, of_line)?;
            pieces.push((start + range.start..start + range.end, piece));
        }
        start += line.len();
    }
    Some(replace(text, pieces))
}

/// A member at the end of the line's object.
fn member(line: &str, member: &str) -> Option<Piece> {
    let brace = line.trim_end().strip_suffix('}')?;
    Some(inserted(brace.trim_end().len(), format!(", {member}")))
}
