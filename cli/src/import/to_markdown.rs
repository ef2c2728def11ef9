//! From HTML to the Markdown of an answer.
//!
//! Own code, since the libraries for it escape by rules of thumb: text of the source must come out
//! letter by letter, whatever it holds, and what is lost must be said.

use ego_tree::NodeRef;
use scraper::{Html, Node, node::Element};

use super::inline::{Mark, Token, code_span, flush, write_line};
use super::markdown_text::{escape, escape_url, fence, scheme, shortened};

/// An answer in Markdown.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Converted {
    /// CommonMark with tables, as answers are written.
    pub markdown: String,
    /// What a reader of the source sees: words apart by blanks or line ends.
    pub text: String,
    /// What the answer no longer has.
    pub lost: Vec<String>,
    /// What is there and wants an editor's look.
    pub notes: Vec<String>,
}

/// What is to become of a link's address: another one, or none where it leads nowhere.
pub type Links<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Levels of blocks in one another; deeper ones become plain paragraphs.
const DEPTH: usize = 12;

/// Schemes of addresses that answers may have.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Elements whose content is not text for readers.
const UNSEEN: [&str; 7] = ["script", "style", "template", "head", "title", "noscript", "svg"];

/// Elements that answers cannot have, with an address that a link can lead to.
const EMBEDDED: [&str; 6] = ["iframe", "video", "audio", "embed", "object", "source"];

/// Converts a piece of HTML. `links` says where its links are to lead.
pub fn convert(html: &str, links: Links) -> Converted {
    let tree = Html::parse_fragment(html);
    let mut writer = Writer { links, done: Converted::default() };
    let blocks = writer.flow(*tree.root_element(), 0);
    let mut text = String::new();
    visible_text(*tree.root_element(), &mut text);
    writer.done.text = text;
    writer.done.markdown = join(&blocks);
    writer.done
}

/// The text of a piece of HTML, in one line.
pub fn text_of(html: &str) -> String {
    let tree = Html::parse_fragment(html);
    let mut text = String::new();
    visible_text(*tree.root_element(), &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a reader sees below a node. Without recursion, since pages may nest without end.
fn visible_text(root: NodeRef<Node>, text: &mut String) {
    let mut unseen = 0_usize;
    for edge in root.traverse() {
        let (node, opens) = match edge {
            ego_tree::iter::Edge::Open(node) => (node, true),
            ego_tree::iter::Edge::Close(node) => (node, false),
        };
        match node.value() {
            Node::Text(part) if opens && unseen == 0 => text.push_str(part),
            Node::Element(element) => {
                let name = element.name();
                if is_unseen(name) {
                    unseen = if opens { unseen + 1 } else { unseen.saturating_sub(1) };
                }
                if breaks(name) {
                    text.push('\n');
                }
            }
            _ => {}
        }
    }
}

fn is_unseen(name: &str) -> bool {
    UNSEEN.contains(&name)
        || EMBEDDED.contains(&name)
        || matches!(name, "select" | "textarea" | "canvas" | "math" | "map")
}

fn is_block(name: &str) -> bool {
    #[rustfmt::skip]
    let is_block = matches!(
        name,
        "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "center" | "colgroup"
            | "dd" | "details" | "dialog" | "dir" | "div" | "dl" | "dt" | "fieldset" | "figcaption"
            | "figure" | "footer" | "form" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "header"
            | "hgroup" | "hr" | "html" | "legend" | "li" | "main" | "menu" | "nav" | "ol" | "p"
            | "pre" | "search" | "section" | "summary" | "table" | "tbody" | "td" | "tfoot" | "th"
            | "thead" | "tr" | "ul"
    );
    is_block
}

fn breaks(name: &str) -> bool {
    is_block(name) || matches!(name, "br" | "img" | "hr")
}

/// Blocks one under another, with an empty line between.
fn join(blocks: &[String]) -> String {
    blocks.join("\n\n")
}

struct Writer<'a> {
    links: Links<'a>,
    done: Converted,
}

impl Writer<'_> {
    /// The blocks below a node.
    fn flow(&mut self, node: NodeRef<Node>, depth: usize) -> Vec<String> {
        let mut blocks = Vec::new();
        let mut line = Vec::new();
        if depth > DEPTH {
            let mut text = String::new();
            visible_text(node, &mut text);
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            return lines.map(|line| escape(line, false)).collect();
        }
        for child in node.children() {
            let Some(element) = child.value().as_element() else {
                self.inline(child, &mut line, 0);
                continue;
            };
            let name = element.name();
            // A mark around blocks has no form in Markdown; each block of it stays.
            let around_blocks = !is_block(name) && name != "a" && holds_blocks(child);
            if !is_block(name) && !around_blocks {
                self.inline(child, &mut line, 0);
                continue;
            }
            flush(&mut line, &mut blocks);
            self.block(child, element, depth, &mut blocks);
        }
        flush(&mut line, &mut blocks);
        blocks
    }

    fn block(
        &mut self,
        node: NodeRef<Node>,
        element: &Element,
        depth: usize,
        blocks: &mut Vec<String>,
    ) {
        match element.name() {
            "h1" | "h2" => self.heading(node, "##", depth, blocks),
            "h3" => self.heading(node, "###", depth, blocks),
            "h4" | "h5" | "h6" => self.heading(node, "####", depth, blocks),
            "ul" | "menu" | "dir" => blocks.extend(self.list(node, None, depth)),
            "ol" => {
                let start = element.attr("start").and_then(|start| start.parse().ok());
                // CommonMark has numbers of up to nine digits.
                let start = start.filter(|start| *start < 100_000_000).unwrap_or(1);
                blocks.extend(self.list(node, Some(start), depth));
            }
            "blockquote" => {
                let inner = join(&self.flow(node, depth + 1));
                if !inner.is_empty() {
                    let quoted =
                        inner.lines().map(|line| format!("> {line}").trim_end().to_owned());
                    blocks.push(quoted.collect::<Vec<_>>().join("\n"));
                }
            }
            "pre" => {
                let mut code = String::new();
                visible_text(node, &mut code);
                let code = code.trim_matches('\n');
                if !code.trim().is_empty() {
                    let fence = fence(code);
                    blocks.push(format!("{fence}\n{code}\n{fence}"));
                }
            }
            "hr" => blocks.push("***".to_owned()),
            "table" => self.table(node, depth, blocks),
            "dt" | "summary" | "legend" | "caption" => {
                let mut line = vec![Token::Open(Mark::Strong)];
                self.inlines(node, &mut line, 0);
                line.push(Token::Close(Mark::Strong));
                flush(&mut line, blocks);
            }
            _ => blocks.extend(self.flow(node, depth + 1)),
        }
    }

    fn heading(&mut self, node: NodeRef<Node>, marks: &str, depth: usize, out: &mut Vec<String>) {
        if holds_blocks(node) {
            out.extend(self.flow(node, depth + 1));
            return;
        }
        let mut line = Vec::new();
        self.inlines(node, &mut line, 0);
        for token in &mut line {
            if matches!(token, Token::Break) {
                *token = Token::Text(" ".to_owned());
            }
        }
        let mut text = write_line(&line, false);
        if text.ends_with('#') {
            // Number signs at the end would count as part of the heading's form.
            text.insert(text.len() - 1, '\\');
        }
        if !text.is_empty() {
            out.push(format!("{marks} {text}"));
        }
    }

    fn list(&mut self, node: NodeRef<Node>, start: Option<u32>, depth: usize) -> Vec<String> {
        let mut items: Vec<String> = Vec::new();
        let mut loose = false;
        for child in node.children() {
            let is_item = child.value().as_element().is_some_and(|e| e.name() == "li");
            let inner = if is_item {
                self.flow(child, depth + 1)
            } else {
                // A list right in a list, as old editors write it, belongs to the item before.
                let mut blocks = Vec::new();
                match child.value().as_element() {
                    Some(element) if is_block(element.name()) => {
                        self.block(child, element, depth + 1, &mut blocks);
                    }
                    _ => {
                        let mut line = Vec::new();
                        self.inline(child, &mut line, 0);
                        flush(&mut line, &mut blocks);
                    }
                }
                blocks
            };
            if inner.is_empty() {
                continue;
            }
            let number = start.map(|start| start.saturating_add(items.len() as u32));
            let marker = number.map_or("- ".to_owned(), |number| format!("{number}. "));
            let indent = " ".repeat(marker.len());
            // A list under its item needs no empty line; anything else does.
            let mut item = String::new();
            for (number, block) in inner.iter().enumerate() {
                if number > 0 {
                    let tight = number == 1 && is_list(block) && !is_list(&inner[0]);
                    loose |= !tight;
                    item += if tight { "\n" } else { "\n\n" };
                }
                item += block;
            }
            let lines = item.lines().enumerate().map(|(number, line)| match number {
                0 => format!("{marker}{line}"),
                _ if line.is_empty() => String::new(),
                _ => format!("{indent}{line}"),
            });
            items.push(lines.collect::<Vec<_>>().join("\n"));
        }
        if items.is_empty() {
            return Vec::new();
        }
        vec![items.join(if loose { "\n\n" } else { "\n" })]
    }

    fn table(&mut self, node: NodeRef<Node>, depth: usize, blocks: &mut Vec<String>) {
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut spans = false;
        for row in own_rows(node) {
            let mut cells = Vec::new();
            for cell in row.children() {
                let Some(element) = cell.value().as_element() else { continue };
                if !matches!(element.name(), "td" | "th") {
                    continue;
                }
                spans |= ["colspan", "rowspan"]
                    .iter()
                    .any(|name| element.attr(name).is_some_and(|span| span.trim() != "1"));
                let mut line = Vec::new();
                self.inlines(cell, &mut line, 0);
                cells.push(write_line(&line, true));
            }
            if cells.iter().any(|cell| !cell.is_empty()) {
                rows.push(cells);
            }
        }
        for caption in node.children() {
            let Some(element) = caption.value().as_element() else { continue };
            if element.name() == "caption" {
                self.block(caption, element, depth, blocks);
            }
        }
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        if width == 0 {
            return;
        }
        if spans {
            self.note(
                "a table had cells over several columns or rows; look whether it still reads well",
            );
        }
        let mut lines = Vec::new();
        for (number, cells) in rows.iter().enumerate() {
            let cell = |at: usize| cells.get(at).map_or("", String::as_str);
            let line: Vec<&str> = (0..width).map(cell).collect();
            lines.push(format!("| {} |", line.join(" | ")));
            if number == 0 {
                lines.push(format!("|{}", "---|".repeat(width)));
            }
        }
        blocks.push(lines.join("\n"));
    }

    fn inlines(&mut self, node: NodeRef<Node>, line: &mut Vec<Token>, depth: usize) {
        for child in node.children() {
            self.inline(child, line, depth);
        }
    }

    fn inline(&mut self, node: NodeRef<Node>, line: &mut Vec<Token>, depth: usize) {
        let element = match node.value() {
            Node::Text(text) => {
                line.push(Token::Text(text.to_string()));
                return;
            }
            Node::Element(element) => element,
            _ => return,
        };
        let name = element.name();
        if depth > 4 * DEPTH {
            let mut text = String::new();
            visible_text(node, &mut text);
            line.push(Token::Text(text));
            return;
        }
        if let Some(mark) = Mark::of(name) {
            line.push(Token::Open(mark));
            self.inlines(node, line, depth + 1);
            line.push(Token::Close(mark));
            return;
        }
        match name {
            "br" | "hr" => line.push(Token::Break),
            "img" => self.image(element, line),
            "a" => self.link(node, element, line, depth),
            "code" | "kbd" | "samp" | "tt" => {
                let mut code = String::new();
                visible_text(node, &mut code);
                let code = code.split_whitespace().collect::<Vec<_>>().join(" ");
                if !code.is_empty() {
                    line.push(Token::Verbatim(code_span(&code)));
                }
            }
            "input" | "select" | "textarea" | "canvas" | "math" | "map" | "svg" => {
                self.lose(format!("<{name}>"));
            }
            "script" => self.lose("a script".to_owned()),
            _ if EMBEDDED.contains(&name) => self.embedded(element, line),
            _ if is_unseen(name) => {}
            _ if is_block(name) => {
                line.push(Token::Break);
                self.inlines(node, line, depth + 1);
                line.push(Token::Break);
            }
            _ => self.inlines(node, line, depth + 1),
        }
    }

    fn image(&mut self, element: &Element, line: &mut Vec<Token>) {
        let source = element.attr("src").unwrap_or("").trim();
        let source = &(self.links)(source).unwrap_or_else(|| source.to_owned());
        let alt = element.attr("alt").unwrap_or("");
        let alt = alt.split_whitespace().collect::<Vec<_>>().join(" ");
        match scheme(source) {
            Some("http" | "https") => {
                self.note(&format!("the picture stays at {}", shortened(source)));
            }
            None if !source.is_empty() => {
                self.note(&format!("the picture {} must be put on the website", shortened(source)));
            }
            _ => {
                self.lose(format!("a picture inside of the text ({})", shortened(source)));
                line.push(Token::Break);
                return;
            }
        }
        line.push(Token::Verbatim(format!("![{}]({})", escape(&alt, true), escape_url(source))));
    }

    fn link(
        &mut self,
        node: NodeRef<Node>,
        element: &Element,
        line: &mut Vec<Token>,
        depth: usize,
    ) {
        let target = element.attr("href").map(str::trim).filter(|target| !target.is_empty());
        let Some(target) = target else {
            self.inlines(node, line, depth + 1);
            return;
        };
        let leads_to = match scheme(target) {
            Some(scheme) if !SCHEMES.contains(&&*scheme.to_ascii_lowercase()) => None,
            _ => (self.links)(target),
        };
        let has_text = !text_below(node).trim().is_empty() || has_image(node);
        match leads_to {
            Some(target) if has_text => {
                line.push(Token::LinkOpen);
                self.inlines(node, line, depth + 1);
                line.push(Token::LinkClose(target));
            }
            Some(_) => self.inlines(node, line, depth + 1),
            None => {
                self.lose(format!("the link to {}", shortened(target)));
                self.inlines(node, line, depth + 1);
            }
        }
    }

    /// Videos and other pages within the page: answers have none, and the report has their address.
    fn embedded(&mut self, element: &Element, line: &mut Vec<Token>) {
        let name = element.name();
        let source = element.attr("src").or(element.attr("data")).unwrap_or("").trim();
        let source = match source.strip_prefix("//") {
            Some(rest) => format!("https://{rest}"),
            None => source.to_owned(),
        };
        if matches!(scheme(&source), Some("http" | "https")) {
            self.lose(format!("<{name}> ({})", shortened(&source)));
        } else {
            self.lose(format!("<{name}>"));
        }
        line.push(Token::Break);
    }

    fn lose(&mut self, what: String) {
        if !self.done.lost.contains(&what) {
            self.done.lost.push(what);
        }
    }

    fn note(&mut self, what: &str) {
        if !self.done.notes.iter().any(|note| note == what) {
            self.done.notes.push(what.to_owned());
        }
    }
}

/// The rows of a table, not those of tables in its cells.
fn own_rows(table: NodeRef<Node>) -> Vec<NodeRef<Node>> {
    let mut rows = Vec::new();
    for child in table.children() {
        match child.value().as_element().map(Element::name) {
            Some("tr") => rows.push(child),
            Some("thead" | "tbody" | "tfoot") => {
                let inner = child.children();
                rows.extend(inner.filter(|row| {
                    row.value().as_element().is_some_and(|element| element.name() == "tr")
                }));
            }
            _ => {}
        }
    }
    rows
}

fn holds_blocks(node: NodeRef<Node>) -> bool {
    let elements = node.descendants().skip(1).filter_map(|node| node.value().as_element());
    elements.map(Element::name).any(is_block)
}

fn has_image(node: NodeRef<Node>) -> bool {
    let elements = node.descendants().filter_map(|node| node.value().as_element());
    elements.map(Element::name).any(|name| name == "img")
}

fn text_below(node: NodeRef<Node>) -> String {
    let mut text = String::new();
    visible_text(node, &mut text);
    text
}

fn is_list(block: &str) -> bool {
    let digits = block.trim_start_matches(|c: char| c.is_ascii_digit());
    block.starts_with("- ") || (digits.len() < block.len() && digits.starts_with(". "))
}
