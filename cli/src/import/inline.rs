//! The text of a paragraph: marks, links and line ends, as CommonMark reads them.

use super::markdown_text::{escape, escape_url, longest_run};

/// A run of text in a paragraph, before it is written.
#[derive(Debug, Clone)]
pub enum Token {
    Text(String),
    /// Markdown as it is to be written.
    Verbatim(String),
    Break,
    Open(Mark),
    Close(Mark),
    LinkOpen,
    LinkClose(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Strong,
    Emphasis,
    Deleted,
}

impl Mark {
    /// The mark that an element is.
    pub fn of(name: &str) -> Option<Self> {
        match name {
            "strong" | "b" => Some(Self::Strong),
            "em" | "i" | "cite" | "dfn" | "var" => Some(Self::Emphasis),
            "del" | "s" | "strike" => Some(Self::Deleted),
            _ => None,
        }
    }

    /// In Markdown and as an HTML element.
    fn written(self) -> (&'static str, &'static str) {
        match self {
            Self::Strong => ("**", "strong"),
            Self::Emphasis => ("*", "em"),
            Self::Deleted => ("~~", "del"),
        }
    }
}

/// Code within a line.
pub fn code_span(code: &str) -> String {
    let ticks = "`".repeat(longest_run(code, '`') + 1);
    let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
    format!("{ticks}{pad}{code}{pad}{ticks}")
}

/// Ends a paragraph, if there is anything in it.
pub fn flush(line: &mut Vec<Token>, blocks: &mut Vec<String>) {
    let text = write_line(line, false);
    line.clear();
    if !text.is_empty() {
        blocks.push(text);
    }
}

/// Writes a paragraph. In a table's cell lines break with an element, since a row is one line.
pub fn write_line(tokens: &[Token], in_table: bool) -> String {
    let tokens = tidy(tokens);
    let styles = styles(&tokens);
    let mut out = String::new();
    for (token, html) in tokens.iter().zip(styles) {
        match token {
            Token::Text(text) => {
                let at_start = out.is_empty() || out.ends_with('\n');
                let escaped = escape(text, !at_start);
                out += &escaped;
            }
            Token::Verbatim(text) => {
                guard_image(&mut out, text);
                // A bar ends a cell, even in code.
                if in_table { out += &text.replace('|', "\\|") } else { out += text }
            }
            Token::Break if in_table => out += "<br>",
            Token::Break => out += "\\\n",
            Token::Open(mark) | Token::Close(mark) => {
                let (markdown, element) = mark.written();
                let slash = if matches!(token, Token::Close(_)) { "/" } else { "" };
                if html { out += &format!("<{slash}{element}>") } else { out += markdown }
            }
            Token::LinkOpen => {
                guard_image(&mut out, "[");
                out.push('[');
            }
            Token::LinkClose(url) => out += &format!("]({})", escape_url(url)),
        }
    }
    out
}

/// An exclamation mark before a link would make a picture of it.
fn guard_image(out: &mut String, next: &str) {
    if next.starts_with('[') && out.ends_with('!') && !out.ends_with("\\!") {
        out.insert(out.len() - 1, '\\');
    }
}

/// Tokens with blanks as HTML shows them: runs are one blank, none at the edges of lines, and none
/// just inside of marks. Marks around nothing go.
fn tidy(tokens: &[Token]) -> Vec<Token> {
    let mut done: Vec<Token> = Vec::new();
    // A blank that is still to be written, before the next text.
    let mut blank = false;
    let starts_line = |done: &[Token]| {
        done.iter()
            .rev()
            .find(|token| !matches!(token, Token::Open(_) | Token::LinkOpen))
            .is_none_or(|token| matches!(token, Token::Break))
    };
    for token in tokens {
        match token {
            Token::Text(text) => {
                let mut words = text.split_whitespace().peekable();
                blank |= text.starts_with(char::is_whitespace);
                while let Some(word) = words.next() {
                    push_blank(&mut done, &mut blank, &starts_line);
                    match done.last_mut() {
                        Some(Token::Text(before)) => before.push_str(word),
                        _ => done.push(Token::Text(word.to_owned())),
                    }
                    blank = words.peek().is_some();
                }
                blank |= text.ends_with(char::is_whitespace);
            }
            Token::Verbatim(_) => {
                push_blank(&mut done, &mut blank, &starts_line);
                done.push(token.clone());
            }
            Token::Break => {
                blank = false;
                // Several in a row, and those at the start, break nothing.
                if !starts_line(&done) {
                    done.push(Token::Break);
                }
            }
            Token::Open(_) | Token::LinkOpen => {
                // The blank goes before the mark.
                push_blank(&mut done, &mut blank, &starts_line);
                done.push(token.clone());
            }
            Token::Close(_) | Token::LinkClose(_) => {
                let broken = matches!(done.last(), Some(Token::Break));
                if broken {
                    done.pop();
                }
                if matches!(done.last(), Some(Token::Open(_) | Token::LinkOpen)) {
                    done.pop();
                } else {
                    done.push(token.clone());
                }
                if broken && !starts_line(&done) {
                    done.push(Token::Break);
                }
            }
        }
    }
    while matches!(done.last(), Some(Token::Break)) {
        done.pop();
    }
    done
}

fn push_blank(done: &mut Vec<Token>, blank: &mut bool, starts_line: &dyn Fn(&[Token]) -> bool) {
    if std::mem::take(blank) && !starts_line(done) {
        match done.last_mut() {
            Some(Token::Text(before)) if !before.ends_with(' ') => before.push(' '),
            Some(Token::Text(_)) => {}
            _ => done.push(Token::Text(" ".to_owned())),
        }
    }
}

/// For each token, whether its mark must be written as an HTML element: CommonMark knows the start
/// and the end of emphasis by the characters beside it.
fn styles(tokens: &[Token]) -> Vec<bool> {
    let mut html = vec![false; tokens.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Open(_) => open.push(at),
            Token::Close(_) => {
                let Some(start) = open.pop() else { continue };
                let opens = flanks(beside(tokens, start, -1), beside(tokens, start, 1));
                let closes = flanks(beside(tokens, at, 1), beside(tokens, at, -1));
                // The same mark twice, and one that ends where another starts, run together.
                let nested = open.iter().any(|outer| same(&tokens[*outer], token));
                let touches = start > 0 && matches!(tokens[start - 1], Token::Close(_))
                    || matches!(tokens.get(at + 1), Some(Token::Open(_)));
                if !opens || !closes || nested || touches {
                    html[start] = true;
                    html[at] = true;
                }
            }
            _ => {}
        }
    }
    html
}

fn same(one: &Token, other: &Token) -> bool {
    match (one, other) {
        (Token::Open(a) | Token::Close(a), Token::Open(b) | Token::Close(b)) => a == b,
        _ => false,
    }
}

/// Whether a run of marks between these characters can open (seen the other way round: close).
fn flanks(outside: char, inside: char) -> bool {
    let is_mark = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
    !inside.is_whitespace()
        && (!is_mark(inside) || outside.is_whitespace() || is_mark(outside))
        // Letters of some scripts count as marks here or there; be sure.
        && (inside.is_alphanumeric() || outside.is_whitespace())
}

/// The character that will stand beside a mark, past other marks.
fn beside(tokens: &[Token], at: usize, step: isize) -> char {
    let mut at = at;
    loop {
        let Some(next) = at.checked_add_signed(step).filter(|next| *next < tokens.len()) else {
            return ' ';
        };
        at = next;
        return match &tokens[at] {
            Token::Text(text) if step > 0 => text.chars().next().unwrap_or(' '),
            Token::Text(text) => text.chars().next_back().unwrap_or(' '),
            Token::Break => ' ',
            Token::Open(Mark::Deleted) | Token::Close(Mark::Deleted) => '~',
            Token::Open(_) | Token::Close(_) => continue,
            Token::Verbatim(_) | Token::LinkOpen | Token::LinkClose(_) => '[',
        };
    }
}
