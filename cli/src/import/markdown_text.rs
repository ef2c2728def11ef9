//! Plain text as Markdown that shows just that text.

use std::fmt::Write as _;

/// Escapes what CommonMark with tables would take for markup, and no more: editors read it.
///
/// `inside`: the text does not start a line.
pub fn escape(text: &str, inside: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let chars: Vec<char> = text.chars().collect();
    let mut starts_line = !inside;
    for (at, &c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| chars[before]);
        let after = chars.get(at + 1).copied();
        let special = match c {
            '\\' | '`' | '*' | '[' | ']' | '~' | '|' => true,
            // Within a word it marks nothing.
            '_' => {
                let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                !(letter(before) && letter(after))
            }
            '<' => after.is_none_or(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
            '&' => after.is_none_or(|c| c.is_ascii_alphanumeric() || c == '#'),
            '#' | '>' | '+' | '-' | '=' | ':' => starts_line,
            '.' | ')' => {
                // “1.” at the start of a line makes a list.
                let digits =
                    !inside && at > 0 && at < 10 && chars[..at].iter().all(char::is_ascii_digit);
                digits && after.is_none_or(char::is_whitespace)
            }
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
        starts_line &= c.is_whitespace();
    }
    out
}

/// Plain text: empty lines part paragraphs, other line ends stay, addresses of the web lead there.
pub fn from_text(text: &str) -> String {
    let mut out = String::new();
    let mut between = "";
    for line in text.lines() {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() {
            between = if out.is_empty() { "" } else { "\n\n" };
            continue;
        }
        out += between;
        between = "\\\n";
        let mut rest = line.as_str();
        let mut inside = false;
        while let Some(start) = web_address(rest) {
            let length = rest[start..].find([' ', '<', '>', '"']).unwrap_or(rest.len() - start);
            let address = rest[start..start + length]
                .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '»', '”']);
            out += &escape(&rest[..start], inside);
            let end = start + address.len();
            // Only what an automatic link takes as it is.
            if address.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'&' | b'\\' | b'|')) {
                let _ = write!(out, "<{address}>");
            } else {
                let _ = write!(out, "[{}]({})", escape(address, true), escape_url(address));
            }
            rest = &rest[end..];
            inside = true;
        }
        out += &escape(rest, inside);
    }
    out
}

/// Where an address of the web starts.
fn web_address(text: &str) -> Option<usize> {
    text.match_indices("://").find_map(|(at, _)| {
        let before = &text[..at];
        let start = ["https", "http"]
            .iter()
            .find(|scheme| before.ends_with(**scheme))
            .map(|scheme| at - scheme.len())?;
        // “shttp://” is none; and something must follow.
        let free = !text[..start].ends_with(|c: char| c.is_alphanumeric());
        let goes_on = text[at + 3..].starts_with(|c: char| c.is_alphanumeric());
        (free && goes_on).then_some(start)
    })
}

/// An address as it can stand in a link.
pub fn escape_url(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            // Its name could be that of a character.
            '&' => out += "&amp;",
            '(' | ')' | '<' | '>' | '\\' | '|' | '`' | '"' | '[' | ']' => {
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
            c if c.is_whitespace() || c.is_control() => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    let _ = write!(out, "%{byte:02X}");
                }
            }
            c => out.push(c),
        }
    }
    out
}

/// A fence that no line of the code is.
pub fn fence(code: &str) -> String {
    "`".repeat((longest_run(code, '`') + 1).max(3))
}

/// The longest run of a character.
pub fn longest_run(text: &str, of: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == of { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// The words of a text, to compare texts apart from how their lines break.
pub fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// A text without characters that have no look: those that control devices, and what stands for
/// nothing. Line ends and tabs stay.
pub fn without_controls(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars()
        .filter(|c| matches!(c, '\n' | '\t') || !(c.is_control() || *c == '\u{FEFF}'))
        .collect()
}

/// The scheme of an address, if it has one.
pub fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let mut bytes = scheme.bytes();
    let starts = bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic());
    let goes_on = bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    (starts && goes_on).then_some(scheme)
}

/// The start of a long address.
pub fn shortened(url: &str) -> String {
    const LENGTH: usize = 80;
    if url.chars().count() <= LENGTH {
        return url.to_owned();
    }
    url.chars().take(LENGTH).chain(['…']).collect()
}
