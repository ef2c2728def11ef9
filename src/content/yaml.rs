//! YAML, as far as editors need it.
//!
//! Built on the parser's events and not on a value type, for three reasons: every value keeps its
//! place; scalars stay text as they were typed (a question “No” is not a truth value, a review
//! date not a number); and anchors and aliases are refused before they can grow.

use saphyr_parser::{Event, Marker, Parser, ScalarStyle};

use super::diagnostic::{Code, Diagnostic};
use super::node::{Field, Node, Value, duplicate_key};
use super::source::Source;

/// Levels of lists and groups within each other. What is asked for here has five.
const MAX_DEPTH: usize = 16;

/// Reads one document in the bytes `start..end` of a source. `None`: it cannot be read, and a
/// finding says why.
pub(super) fn parse(
    source: &Source,
    start: usize,
    end: usize,
    found: &mut Vec<Diagnostic>,
) -> Option<Node> {
    let text = &source.text[start..end];
    let mut reader = Reader {
        places: Places::new(text, start),
        parser: Parser::new_from_str(text),
        source,
        duplicates: Vec::new(),
    };
    match reader.document() {
        Ok(node) => {
            found.append(&mut reader.duplicates);
            Some(node)
        }
        Err(finding) => {
            found.push(*finding);
            None
        }
    }
}

struct Reader<'a> {
    places: Places<'a>,
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    source: &'a Source,
    duplicates: Vec<Diagnostic>,
}

type Failed = Box<Diagnostic>;

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<(Event<'a>, usize), Failed> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => Ok((event, self.places.offset(span.start))),
            Some(Err(error)) => {
                let at = self.places.offset(*error.marker());
                Err(Box::new(Diagnostic::at(
                    Code::YamlSyntax,
                    self.source,
                    at,
                    format!("The YAML cannot be read from here on ({}).", error.info()),
                    self.syntax_remedy(at),
                )))
            }
            None => Ok((Event::StreamEnd, self.places.end())),
        }
    }

    /// Guesses from the line which of the usual slips it is.
    fn syntax_remedy(&self, at: usize) -> String {
        let before = &self.source.text[..at];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = self.source.text[line_start..].lines().next().unwrap_or("");
        let indent = &line[..line.len() - line.trim_start().len()];
        if indent.contains('\t') {
            return "Replace the tab at the start of the line by blanks.".to_owned();
        }
        let value = line.split_once(": ").map_or("", |(_, value)| value.trim());
        if value.contains(": ") && !value.starts_with(['"', '\'']) {
            return "Put the text after the first colon in quotation marks, since it holds another \
                    colon."
                .to_owned();
        }
        "Look at this line and the one before: put texts with special characters in quotation \
         marks, close every quotation mark and bracket, and start the lines of one list in the \
         same column."
            .to_owned()
    }

    fn refuse(&self, at: usize, what: &str) -> Failed {
        Box::new(Diagnostic::at(
            Code::YamlFeature,
            self.source,
            at,
            format!("{what} not supported."),
            "Write the value out in full; if this was meant as text, put it in quotation marks."
                .to_owned(),
        ))
    }

    fn document(&mut self) -> Result<Node, Failed> {
        let mut root = None;
        loop {
            let (event, at) = self.next()?;
            match event {
                Event::StreamEnd => break,
                Event::StreamStart | Event::DocumentEnd | Event::Nothing => {}
                Event::DocumentStart(_) if root.is_some() => {
                    return Err(self.refuse(at, "A second document in one file is"));
                }
                Event::DocumentStart(_) => {
                    let (event, at) = self.next()?;
                    root = Some(self.node(event, at, 0)?);
                }
                event => root = Some(self.node(event, at, 0)?),
            }
        }
        Ok(root.unwrap_or(Node { at: self.places.start, value: Value::Absent }))
    }

    fn node(&mut self, event: Event<'a>, at: usize, depth: usize) -> Result<Node, Failed> {
        if depth > MAX_DEPTH {
            return Err(self.refuse(at, "Nesting as deep as this is"));
        }
        let (anchor, tag) = match &event {
            Event::Scalar(_, _, anchor, tag) => (*anchor, tag.is_some()),
            Event::SequenceStart(anchor, tag) | Event::MappingStart(anchor, tag) => {
                (*anchor, tag.is_some())
            }
            _ => (0, false),
        };
        if anchor != 0 {
            return Err(self.refuse(at, "An anchor (“&name”) is"));
        }
        if tag {
            return Err(self.refuse(at, "A tag (“!name”) is"));
        }
        let value = match event {
            Event::Scalar(text, style, ..) => {
                let null = style == ScalarStyle::Plain
                    && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                if null { Value::Absent } else { Value::Text(text.into_owned()) }
            }
            Event::SequenceStart(..) => {
                let mut items = Vec::new();
                loop {
                    let (event, at) = self.next()?;
                    if matches!(event, Event::SequenceEnd) {
                        break Value::List(items);
                    }
                    items.push(self.node(event, at, depth + 1)?);
                }
            }
            Event::MappingStart(..) => self.mapping(depth)?,
            Event::Alias(_) => return Err(self.refuse(at, "An alias (“*name”) is")),
            _ => Value::Absent,
        };
        Ok(Node { at, value })
    }

    fn mapping(&mut self, depth: usize) -> Result<Value, Failed> {
        let mut fields: Vec<Field> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        loop {
            let (event, key_at) = self.next()?;
            if matches!(event, Event::MappingEnd) {
                return Ok(Value::Map(fields));
            }
            // A key `null` or `~` is as good a name as any other.
            let key = if let Event::Scalar(text, ..) = &event {
                text.trim().to_owned()
            } else {
                String::new()
            };
            let name = self.node(event, key_at, depth + 1)?;
            if matches!(name.value, Value::List(_) | Value::Map(_)) {
                return Err(self.refuse(key_at, "A field whose name is not plain text is"));
            }
            if key == "<<" {
                return Err(self.refuse(key_at, "A merge key (“<<”) is"));
            }
            let (event, at) = self.next()?;
            let node = self.node(event, at, depth + 1)?;
            if seen.insert(key.clone()) {
                fields.push(Field { key, key_at, node });
            } else {
                self.duplicates.push(duplicate_key(&key, key_at, self.source));
            }
        }
    }
}

/// Turns the parser's lines and columns into byte offsets of the source. Its running character
/// index is of no use: it is counted differently in comments.
struct Places<'a> {
    text: &'a str,
    start: usize,
    /// Offsets within `text`, by the line breaks of YAML: LF, CR LF and CR.
    lines: Vec<usize>,
    /// Line, column and offset within `text` of the place before: on long lines the next is found
    /// from there.
    last: (usize, usize, usize),
}

impl<'a> Places<'a> {
    fn new(text: &'a str, start: usize) -> Self {
        let bytes = text.as_bytes();
        let breaks = (0..bytes.len()).filter(|&at| {
            bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'))
        });
        let lines = std::iter::once(0).chain(breaks.map(|at| at + 1)).collect();
        Self { text, start, lines, last: (0, 0, 0) }
    }

    fn offset(&mut self, mark: Marker) -> usize {
        let line = mark.line().saturating_sub(1);
        let (from_column, from) = match self.last {
            (last_line, column, offset) if last_line == line && column <= mark.col() => {
                (column, offset)
            }
            _ => match self.lines.get(line) {
                Some(&start) => (0, start),
                None => return self.end(),
            },
        };
        let rest = &self.text[from..];
        let within = rest.char_indices().nth(mark.col() - from_column);
        let offset = from + within.map_or(rest.len(), |(at, _)| at);
        self.last = (line, mark.col(), offset);
        self.start + offset
    }

    fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> (Option<Node>, Vec<Diagnostic>) {
        let source = Source::new("x.yaml", text.to_owned());
        let mut found = Vec::new();
        let node = parse(&source, 0, text.len(), &mut found);
        (node, found)
    }

    fn texts<'a>(node: &'a Node, out: &mut Vec<(usize, &'a str)>) {
        match &node.value {
            Value::Absent => {}
            Value::Text(text) => out.push((node.at, text)),
            Value::List(items) => items.iter().for_each(|item| texts(item, out)),
            Value::Map(fields) => {
                for field in fields {
                    out.push((field.key_at, &field.key));
                    texts(&field.node, out);
                }
            }
        }
    }

    proptest! {
        #[test]
        fn a_plain_text_stands_where_it_is_said_to(
            words in prop::collection::vec("[a-zа-яőűبتث]{1,8}", 1..6),
            comment in "[ a-zа-я中#]{0,10}",
            newline in prop::sample::select(vec!["\n", "\r\n"]),
        ) {
            let mut text = format!("# {comment}{newline}{newline}");
            for (number, word) in words.iter().enumerate() {
                text += &format!("k{number}: {{ a{word}: [ {word}x, \"{word}\" ] }} # {comment}{newline}");
            }
            let (node, found) = read(&text);
            prop_assert!(found.is_empty(), "{found:?}");
            let node = node.unwrap();
            let mut spots = Vec::new();
            texts(&node, &mut spots);
            prop_assert_eq!(spots.len(), words.len() * 4);
            for (at, spot) in spots {
                let there = text[at..].trim_start_matches('"');
                prop_assert!(there.starts_with(spot), "{spot:?} is not at {at} in {text:?}");
            }
        }

        #[test]
        fn arbitrary_text_is_read_or_reported(text in "[ \\-:?\\[\\]{}#&*!|>'\"%@`a\\n\\t\\r~é\u{feff}]{0,60}") {
            let (node, found) = read(&text);
            prop_assert!(node.is_some() || !found.is_empty());
        }
    }

    #[test]
    fn scalars_stay_as_typed() {
        let (node, _) = read("[no, 2027-06-30, 010, 1e3, \"~\", ~, null, '']");
        let node = node.unwrap();
        let mut spots = Vec::new();
        texts(&node, &mut spots);
        let spots: Vec<_> = spots.into_iter().map(|(_, text)| text).collect();
        assert_eq!(spots, ["no", "2027-06-30", "010", "1e3", "~", ""]);
    }

    #[test]
    fn what_can_grow_is_refused() {
        let deep = "[".repeat(5000);
        for text in
            ["a: &x 1", "a: *x", "a: !!str 1", "<<: {a: 1}", "a: 1\n---\nb: 2", "? [a]\n: b"]
        {
            let (node, found) = read(text);
            assert!(node.is_none(), "{text}");
            assert!(
                found.iter().any(|f| matches!(f.code, Code::YamlFeature | Code::YamlSyntax)),
                "{text}: {found:?}"
            );
        }
        assert!(read(&deep).0.is_none());
        assert!(read(&"- ".repeat(5000)).0.is_none());
        assert!(read(&"{a: ".repeat(5000)).0.is_none());
    }
}
