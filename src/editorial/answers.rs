//! Answers: how long they are, what their links say, how hard they are to read.

use crate::content::{Code, Diagnostic, Entry, Places};

use super::reading;

/// Characters in a line of a phone: 360 points wide, less the margins of page and panel, hold 45
/// at 16 points.
const LINE: usize = 45;
/// Lines in a screen: 800 points, less the browser's bars, the panel's head and the question,
/// leave 560; at a line height of 24 that is 23.
const SCREEN: usize = 23;
/// What readers look at: three quarters of their time goes to the first two screens.
const SCREENS: usize = 2;

/// Texts of links that say nothing of where they lead, in folded letters. Any language's count in
/// all: shops mix them.
const EMPTY: &[&str] = &[
    "click here",
    "click",
    "here",
    "link",
    "this link",
    "this",
    "this page",
    "read more",
    "more",
    "learn more",
    "see here",
    "go",
    "details",
    "more info",
    "more information",
    "здесь",
    "тут",
    "сюда",
    "нажмите",
    "нажмите здесь",
    "нажмите сюда",
    "кликните здесь",
    "кликните сюда",
    "ссылка",
    "по ссылке",
    "по этой ссылке",
    "эта ссылка",
    "ссылке",
    "подробнее",
    "читать далее",
    "далее",
    "читайте здесь",
    "перейти",
    "узнать больше",
    "itt",
    "ide",
    "ide kattintva",
    "kattintson ide",
    "kattints ide",
    "kattintson",
    "ide kattintson",
    "erre a linkre",
    "ezen a linken",
    "ez a link",
    "link",
    "a link",
    "tovább",
    "bővebben",
    "olvasson tovább",
    "részletek",
    "több információ",
    "هنا",
    "اضغط هنا",
    "انقر هنا",
    "من هنا",
    "اضغط",
    "انقر",
    "هذا الرابط",
    "الرابط",
    "رابط",
    "عبر هذا الرابط",
    "اقرأ المزيد",
    "المزيد",
    "للمزيد",
    "التفاصيل",
];

/// Reports what a reader of one answer would mind.
pub(super) fn check(entry: &Entry, places: &Places, found: &mut Vec<Diagnostic>) {
    let lines = lines(&entry.answer_html, &entry.answer_text);
    if lines > SCREENS * SCREEN {
        found.push(places.finding(
            Code::AnswerLong,
            entry,
            first_words(&entry.answer_text),
            format!(
                "The answer of “{}” takes about {lines} lines on a phone, {} screens.",
                entry.id,
                lines.div_ceil(SCREEN)
            ),
            "Say first what most need; move the rest to an entry or a page of its own and link to \
             it."
                .to_owned(),
        ));
    }
    for text in link_texts(&entry.answer_html) {
        if EMPTY.contains(&crate::content::bare(&text).as_str()) {
            found.push(places.finding(
                Code::LinkText,
                entry,
                &format!("[{text}"),
                format!("The link “{text}” does not say where it leads."),
                "Make the words that name what is there the link.".to_owned(),
            ));
        }
    }
    if let Some(level) = reading::level(&entry.language, &entry.answer_text)
        && level.is_hard()
    {
        found.push(places.finding(
            Code::HardToRead,
            entry,
            first_words(&entry.answer_text),
            format!("The answer of “{}” is hard to read: {level}.", entry.id),
            "Make two sentences of a long one, and use the words that shoppers use.".to_owned(),
        ));
    }
}

/// The lines of an answer on a phone. Paragraphs and tables have a gap after them; the rows of a
/// table, and the items of a list, have less, which is not counted.
fn lines(html: &str, text: &str) -> usize {
    let of_text: usize = text.lines().map(|line| line.chars().count().div_ceil(LINE)).sum();
    let gaps = ["</p>", "</table>", "</ul>", "</ol>", "</h2>", "</h3>", "</h4>", "</pre>"];
    let gaps: usize = gaps.iter().map(|end| html.matches(end).count()).sum();
    let images = html.matches("<img").count();
    // A picture as wide as the screen, three by two, is 9 lines high.
    of_text + gaps.saturating_sub(1) + 9 * images
}

/// The texts of links in sanitised HTML, in which a link holds no other.
fn link_texts(html: &str) -> Vec<String> {
    let after = html.split("<a ").skip(1);
    after
        .filter_map(|rest| {
            let (_, rest) = rest.split_once('>')?;
            let (inside, _) = rest.split_once("</a>")?;
            let mut text = String::new();
            let mut tag = false;
            for c in inside.chars() {
                match c {
                    '<' => tag = true,
                    '>' if tag => tag = false,
                    c if !tag => text.push(c),
                    _ => {}
                }
            }
            Some(text.trim().to_owned())
        })
        .collect()
}

/// The first word of an answer, by which it is found in its file.
fn first_words(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{lines, link_texts};

    #[test]
    fn links_are_found_with_what_they_show() {
        let html = "<p>See <a href=\"#faq=x\" rel=\"noopener\"><strong>how</strong> to \
                    return</a> or <a href=\"https://a.example/?b\">here</a>.</p>";
        assert_eq!(link_texts(html), ["how to return", "here"]);
        assert!(link_texts("<p>none</p>").is_empty());
    }

    #[test]
    fn a_line_is_as_long_as_a_phone_is_wide() {
        assert_eq!(lines("<p></p>", &"x".repeat(45)), 1);
        assert_eq!(lines("<p></p><p></p>", &format!("{}\nb", "x".repeat(46))), 4);
        assert_eq!(lines("", ""), 0);
    }
}
