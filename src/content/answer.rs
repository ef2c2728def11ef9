//! From an answer as it was written to sanitised HTML and to plain text.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use ammonia::UrlRelative;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::model::Audience;
use super::numbers::{has_rtl_letters, with_numbers};
use super::register::Register;

/// All elements that may stand in an answer. Formatting only: nothing that runs, loads or takes
/// input, and nothing that changes the look of the page around it.
const ELEMENTS: &[&str] = &[
    "p",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "a",
    "img",
    "code",
    "pre",
    "blockquote",
    "strong",
    "em",
    "br",
    "hr",
    "del",
    "figure",
    "figcaption",
];

/// Elements that do not break a line: their text belongs to the words around them.
const INLINE: &[&str] = &["a", "code", "strong", "em", "del"];

const SCHEMES: &[&str] = &["http", "https", "mailto", "tel"];

/// An id in a link is escaped as in a URL's query, so that one decoding brings back any id.
const ID: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The entry that an answer belongs to, as far as its links need to know.
#[derive(Debug, Clone, Copy)]
pub(super) struct From<'a> {
    pub path: &'a str,
    pub language: &'a str,
    pub staff: bool,
}

/// Something in an answer that did not get through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Problem {
    /// A link to an entry that does not exist in this language.
    Dead(String),
    /// A link from a public answer to an entry for staff.
    ToStaff(String),
    /// A link written as HTML to a Markdown file.
    RawLink,
    /// A link or image with an address of a kind that is not let through.
    Scheme(String),
    /// An HTML element that is not let through.
    Element(String),
}

#[derive(Debug)]
pub(super) struct Rendered {
    pub html: String,
    pub text: String,
    /// Each with its byte offset in the answer.
    pub problems: Vec<(usize, Problem)>,
}

/// Turns CommonMark with tables into HTML that is safe to show, and into text to search.
pub(super) fn render(markdown: &str, from: From, targets: &Register) -> Rendered {
    // A cell of a table has no line break at its end, and a file has: an unclosed tag there must
    // come out the same.
    let markdown = &format!("{}\n", markdown.trim_end_matches(['\r', '\n']));
    let mut problems = Vec::new();
    // A link cannot stand in a link, so one flag is enough to drop the end with the start; an
    // image can stand in the description of another.
    let mut dropped = false;
    let mut images_kept = Vec::new();
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let events =
        Parser::new_ext(markdown, options).into_offset_iter().filter_map(|(event, range)| {
            match event {
                Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                    match link(&dest_url, from, targets) {
                        Ok(href) => {
                            let dest_url = href.map_or(dest_url, CowStr::from);
                            Some(Event::Start(Tag::Link { link_type, dest_url, title, id }))
                        }
                        Err(problem) => {
                            problems.push((range.start, problem));
                            dropped = true;
                            None
                        }
                    }
                }
                Event::End(TagEnd::Link) if dropped => {
                    dropped = false;
                    None
                }
                Event::Start(Tag::Image { ref dest_url, .. }) => {
                    let refused = scheme(dest_url).filter(|scheme| !allowed(scheme));
                    images_kept.push(refused.is_none());
                    if let Some(scheme) = refused {
                        problems.push((range.start, Problem::Scheme(scheme.to_owned())));
                        return None;
                    }
                    Some(event)
                }
                Event::End(TagEnd::Image) => images_kept.pop().unwrap_or(true).then_some(event),
                Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                    Some(Event::Start(Tag::Heading { level: demoted(level), id, classes, attrs }))
                }
                Event::End(TagEnd::Heading(level)) => {
                    Some(Event::End(TagEnd::Heading(demoted(level))))
                }
                Event::Start(Tag::HtmlBlock) => {
                    raw_html(&markdown[range.clone()], range.start, &mut problems);
                    Some(event)
                }
                Event::InlineHtml(ref text) => {
                    raw_html(text, range.start, &mut problems);
                    Some(event)
                }
                event => Some(event),
            }
        });
    let mut unsafe_html = String::new();
    html::push_html(&mut unsafe_html, events);
    let html = sanitise(unsafe_html.trim());
    let text = plain_text(&html);
    let html = if has_rtl_letters(&text) { with_isolated_numbers(&html) } else { html };
    Rendered { html, text, problems }
}

/// The page has its own first heading, and three levels are enough for an answer.
fn demoted(level: HeadingLevel) -> HeadingLevel {
    level.clamp(HeadingLevel::H2, HeadingLevel::H4)
}

fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let mut bytes = scheme.bytes();
    let starts = bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic());
    let goes_on = bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    (starts && goes_on).then_some(scheme)
}

fn allowed(scheme: &str) -> bool {
    SCHEMES.iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed))
}

/// `Ok(Some)`: the address to put in its place. `Ok(None)`: fine as it is.
fn link(url: &str, from: From, targets: &Register) -> Result<Option<String>, Problem> {
    if let Some(scheme) = scheme(url) {
        return if allowed(scheme) { Ok(None) } else { Err(Problem::Scheme(scheme.to_owned())) };
    }
    let id = if let Some(id) = url.strip_prefix("#faq=") {
        percent_decode_str(id).decode_utf8_lossy().into_owned()
    } else {
        let path = url.split(['#', '?']).next().unwrap_or(url);
        if !path.to_lowercase().ends_with(".md") {
            return Ok(None);
        }
        let path = percent_decode_str(path).decode_utf8_lossy();
        let target = resolve(from.path, &path).and_then(|path| targets.files.get(&path));
        match target {
            None => return Err(Problem::Dead(url.to_owned())),
            // Mending that file's own error mends the link.
            Some(None) => return Ok(Some(String::from("#"))),
            Some(Some(id)) => id.clone(),
        }
    };
    match targets.audience(from.language, &id) {
        None => Err(Problem::Dead(url.to_owned())),
        Some(Audience::Staff) if !from.staff => Err(Problem::ToStaff(id)),
        Some(_) => Ok(Some(format!("#faq={}", utf8_percent_encode(&id, ID)))),
    }
}

/// A path as seen from a file, from the top of the folder; one that starts with `/` counts from
/// there. `None`: it leaves the folder.
fn resolve(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = match path.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from.split('/').collect(),
    };
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Notes what the sanitiser is going to take out of raw HTML.
fn raw_html(html: &str, offset: usize, problems: &mut Vec<(usize, Problem)>) {
    let mut seen = BTreeSet::new();
    let mut at = 0;
    while let Some(next) = html[at..].find('<') {
        at += next;
        let rest = &html[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            at += 4 + comment.find("-->").unwrap_or(comment.len());
            continue;
        }
        let name: String =
            rest[1..].chars().take_while(char::is_ascii_alphanumeric).collect::<String>();
        let name = name.to_ascii_lowercase();
        let known = ELEMENTS.contains(&name.as_str()) || matches!(&*name, "h1" | "h5" | "h6");
        if name == "a" {
            let tag = rest.split('>').next().unwrap_or(rest).to_lowercase();
            if tag.contains(".md") && !tag.contains("://") {
                problems.push((offset + at, Problem::RawLink));
            }
        } else if name.starts_with(|c: char| c.is_ascii_alphabetic())
            && !known
            && seen.insert(name.clone())
        {
            problems.push((offset + at, Problem::Element(name)));
        }
        at += 1;
    }
}

fn sanitise(html: &str) -> String {
    // To make one takes as long as an answer does.
    static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(sanitiser);
    SANITISER.clean(html).to_string()
}

fn sanitiser() -> ammonia::Builder<'static> {
    let attributes = [
        ("a", &["href"][..]),
        ("img", &["src", "alt"]),
        // A list that goes on after a paragraph keeps its numbers.
        ("ol", &["start"]),
    ];
    let mut builder = ammonia::Builder::empty();
    builder
        .tags(ELEMENTS.iter().copied().collect())
        .clean_content_tags(["script", "style"].into_iter().collect())
        .tag_attributes(
            attributes
                .into_iter()
                .map(|(element, names)| (element, names.iter().copied().collect()))
                .collect(),
        )
        .generic_attributes(std::collections::HashSet::new())
        .url_schemes(SCHEMES.iter().copied().collect())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some("noopener"));
    builder
}

/// The text of sanitised HTML: words of neighbouring blocks apart, one line a block.
fn plain_text(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        push_unescaped(&mut text, &rest[..open]);
        rest = &rest[open + 1..];
        let name = rest.trim_start_matches('/');
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        if !INLINE.contains(&&name[..end]) {
            text.push('\n');
        }
        rest = &rest[tag_end(rest)..];
    }
    push_unescaped(&mut text, rest);
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Sanitised HTML in which numbers of several groups keep their order between words that are
/// written from right to left.
fn with_isolated_numbers(html: &str) -> String {
    let mut isolated = String::with_capacity(html.len());
    let mut rest = html;
    while !rest.is_empty() {
        let text_end = rest.find('<').unwrap_or(rest.len());
        for (before, number) in with_numbers(&rest[..text_end]) {
            isolated += before;
            if let Some(number) = number {
                isolated += "<bdi dir=\"ltr\">";
                isolated += number;
                isolated += "</bdi>";
            }
        }
        rest = &rest[text_end..];
        let tag = tag_end(rest);
        isolated += &rest[..tag];
        rest = &rest[tag..];
    }
    isolated
}

/// Where a tag ends. Its attributes may hold `>` in their quotation marks.
fn tag_end(tag: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in tag.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    tag.len()
}

/// The sanitiser writes these entities and no others; `&` comes last, so that what was written as
/// an entity's name stays so. A line break in HTML is a blank.
fn push_unescaped(text: &mut String, html: &str) {
    let html = html.replace('\n', " ").replace("&nbsp;", " ");
    let html = html.replace("&lt;", "<").replace("&gt;", ">");
    *text += &html.replace("&quot;", "\"").replace("&amp;", "&");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn targets() -> Register {
        let mut targets = Register::default();
        for (language, id, audience) in [
            ("en", "how-to-return", Audience::Public),
            ("en", "order status", Audience::Public),
            ("en", "staff", Audience::Staff),
            ("hu", "csak", Audience::Public),
        ] {
            targets.with(language, id, audience);
        }
        for (path, id) in [
            ("en/returns/how-to-return.md", Some("how-to-return")),
            ("en/orders/order status.md", Some("order status")),
            ("en/broken.md", None),
            ("en/staff.md", Some("staff")),
            ("hu/csak.md", Some("csak")),
        ] {
            targets.files.insert(path.to_owned(), id.map(str::to_owned));
        }
        targets
    }

    fn rendered(markdown: &str) -> Rendered {
        let from = From { path: "en/orders/x.md", language: "en", staff: false };
        render(markdown, from, &targets())
    }

    #[test]
    fn telephone_numbers_keep_their_order_among_arabic_words() {
        let answer = rendered("على [+36 1 555 0123](tel:+3615550123) &lt; **06 1 555 0123**");
        assert_eq!(
            answer.html,
            "<p>على <a href=\"tel:+3615550123\" rel=\"noopener\"><bdi dir=\"ltr\">+36 1 555 0123\
             </bdi></a> &lt; <strong><bdi dir=\"ltr\">06 1 555 0123</bdi></strong></p>"
        );
        assert_eq!(answer.text, "على +36 1 555 0123 < 06 1 555 0123");
        assert_eq!(rendered("Call +36 1 555 0123").html, "<p>Call +36 1 555 0123</p>");
    }

    #[test]
    fn commonmark_becomes_plain_html() {
        let cases = [
            (
                "*a* **b** ~~c~~ `d`",
                "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>",
            ),
            ("# One\n\n##### Five", "<h2>One</h2>\n<h4>Five</h4>"),
            ("3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>"),
            (
                "|a|b|\n|-|-:|\n|1|2|",
                "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>\n\
                 <tr><td>1</td><td>2</td></tr>\n</tbody></table>",
            ),
            ("![Label](l.png \"t\")", "<p><img src=\"l.png\" alt=\"Label\"></p>"),
            ("a <b onclick=x>b</b><script>alert(1)</script>", "<p>a b</p>"),
            (
                "[shop](https://kettlewick.example/)",
                "<p><a href=\"https://kettlewick.example/\" rel=\"noopener\">shop</a></p>",
            ),
        ];
        for (markdown, expected) in cases {
            assert_eq!(rendered(markdown).html, expected, "{markdown}");
        }
    }

    #[test]
    fn links_to_entries_become_their_ids() {
        let cases = [
            ("../returns/how-to-return.md", Some("#faq=how-to-return")),
            ("/en/returns/how-to-return.md#steps", Some("#faq=how-to-return")),
            ("order%20status.md", Some("#faq=order%20status")),
            ("#faq=how-to-return", Some("#faq=how-to-return")),
            ("../broken.md", Some("#")),
            ("mailto:care@shop.example", Some("mailto:care@shop.example")),
            ("/returns", Some("/returns")),
            ("how-to-return.md", None),
            ("../../../x.md", None),
            ("../../hu/csak.md", None),
            ("#faq=nobody", None),
            ("../staff.md", None),
            ("javascript:alert(1)", None),
            ("C:/x.md", None),
        ];
        for (url, expected) in cases {
            let Rendered { html, problems, .. } = rendered(&format!("[a]({url})"));
            let href = html.split('"').nth(1);
            assert_eq!(href, expected, "{url}");
            assert_eq!(problems.is_empty(), expected.is_some(), "{url}: {problems:?}");
        }
    }

    #[test]
    fn problems_stand_where_they_are_written() {
        let markdown = "ő [x](no.md)\n\n<iframe src=y></iframe> <a href='no.md'>z</a>";
        let expected = [
            ("[x]", Problem::Dead("no.md".to_owned())),
            ("<iframe", Problem::Element("iframe".to_owned())),
            ("<a", Problem::RawLink),
        ];
        let expected = expected.map(|(text, problem)| (markdown.find(text).unwrap(), problem));
        assert_eq!(rendered(markdown).problems, expected);
        assert_eq!(rendered("<!-- <iframe> -->\n\na < b").problems, []);
    }

    #[test]
    fn text_keeps_words_whole_and_blocks_apart() {
        let cases = [
            ("un**believ**able `x`", "unbelievable x"),
            ("a\nb\n\nc  \nd", "a b\nc\nd"),
            ("- one\n- two", "one\ntwo"),
            ("|a|b|\n|-|-|\n|1|2|", "a\nb\n1\n2"),
            ("1 &lt; 2 &amp;amp; \\<b\\>", "1 < 2 &amp; <b>"),
            ("<table><tr><td>x<td>y</table>", "x\ny"),
            ("[a](https://x.example/?a=%22>b)c", "ac"),
        ];
        for (markdown, expected) in cases {
            assert_eq!(rendered(markdown).text, expected, "{markdown}");
        }
    }

    #[test]
    fn deep_nesting_does_not_overflow() {
        for part in [">", "- ", "[", "*a ", "<table><td>", "<ul><li>", "<a href=x>"] {
            let rendered = rendered(&(part.repeat(3000) + "end"));
            assert!(rendered.text.ends_with("end"), "{part}");
        }
    }

    proptest! {
        #[test]
        fn nothing_but_allowed_elements_gets_through(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "<", ">", "/", "script", "img", " src=", "\"", "'", "javascript:", "onerror=",
                    "<a href=", "&lt;", "[x](", ")", "`", "\n", "svg", "style", "<!--", "-->", "]]>",
                    "title", "математика", "&#x3c;",
                ]),
                0..30,
            ),
        ) {
            let html = rendered(&parts.concat()).html;
            let mut rest = &html[..];
            while let Some(open) = rest.find('<') {
                let tag = &rest[open + 1..][..tag_end(&rest[open + 1..])];
                let name = tag.trim_start_matches('/').trim_end_matches('>');
                let name = name.split(' ').next().unwrap_or("");
                prop_assert!(ELEMENTS.contains(&name), "<{tag} in {html}");
                for attribute in tag.split('"').step_by(2).filter_map(|part| part.strip_suffix('=')) {
                    let attribute = attribute.split_whitespace().last().unwrap_or("");
                    prop_assert!(
                        ["href", "rel", "src", "alt", "start"].contains(&attribute),
                        "{attribute} in {html}"
                    );
                }
                prop_assert!(!tag.to_lowercase().contains("=\"javascript:"), "<{tag} in {html}");
                rest = &rest[open + 1 + tag.len()..];
            }
        }

        #[test]
        fn plain_words_come_through_as_they_are(words in prop::collection::vec("[а-яa-zőابت&<]{1,6}", 1..8)) {
            let escaped: Vec<String> =
                words.iter().map(|w| w.replace('&', "&amp;").replace('<', "&lt;")).collect();
            prop_assert_eq!(rendered(&escaped.join(" ")).text, words.join(" "));
        }
    }
}
