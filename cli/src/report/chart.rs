//! Charts as SVG. Beside each stands a table with the same figures, which is what those read who
//! do not see the chart.

use faqlet::pages::Html;

use super::json::{Group, Outcomes};

/// Width and height of the weeks' chart, and the margins for its labels.
const WIDTH: usize = 720;
const HEIGHT: usize = 220;
const LEFT: usize = 48;
const BOTTOM: usize = 24;
const TOP: usize = 10;
/// Weeks that are drawn, the last ones.
const WEEKS: usize = 53;
/// Dates below the weeks: so many find room.
const DATES: usize = 8;

/// The parts of outcomes with their classes, from the bottom up.
pub fn parts(it: &Outcomes) -> [(&'static str, &'static str, u64); 3] {
    [
        ("answered", "answered", it.answered),
        ("asked back", "asked", it.asked_back),
        ("handed over", "handed", it.handed_over),
    ]
}

/// One bar from left to right, with the shares of the outcomes.
pub fn shares(html: &mut Html, it: &Outcomes) {
    let view = format!("0 0 {WIDTH} 28");
    html.open("svg", &[("viewBox", &view), ("aria-hidden", "true"), ("class", "shares")]);
    let mut x = 0.0;
    for (_, class, count) in parts(it) {
        let width = WIDTH as f64 * count as f64 / it.questions.max(1) as f64;
        bar(html, class, [x, 0.0, width, 28.0]);
        x += width;
    }
    html.close("svg").line();
}

/// Bars of the weeks, one above the other for the outcomes.
pub fn weeks(html: &mut Html, weeks: &[Group]) {
    let weeks = &weeks[weeks.len().saturating_sub(WEEKS)..];
    let most = weeks.iter().map(|week| week.outcomes.questions).max().unwrap_or(0).max(1);
    let view = format!("0 0 {WIDTH} {HEIGHT}");
    html.open("svg", &[("viewBox", &view), ("aria-hidden", "true"), ("class", "weeks")]);
    let (floor, room) = ((HEIGHT - BOTTOM) as f64, (HEIGHT - BOTTOM - TOP) as f64);
    let y = |count: u64| floor - room * count as f64 / most as f64;
    let mut marks = vec![0, most / 2, most];
    marks.dedup();
    for mark in marks {
        let at = format!("{:.1}", y(mark));
        let (left, right) = (LEFT.to_string(), WIDTH.to_string());
        html.open("line", &[("x1", &left), ("x2", &right), ("y1", &at), ("y2", &at)]).close("line");
        let x = (LEFT - 6).to_string();
        let attributes = [
            ("x", x.as_str()),
            ("y", &at),
            ("text-anchor", "end"),
            ("dominant-baseline", "middle"),
        ];
        html.element("text", &attributes, &mark.to_string());
    }
    let step = (WIDTH - LEFT) as f64 / weeks.len().max(1) as f64;
    let every = weeks.len().div_ceil(DATES).max(1);
    for (number, week) in weeks.iter().enumerate() {
        let width = (step * 0.8).min(60.0);
        let middle = LEFT as f64 + step * (number as f64 + 0.5);
        let mut from = 0;
        for (_, class, count) in parts(&week.outcomes) {
            let top = y(from + count);
            bar(html, class, [middle - width / 2.0, top, width, y(from) - top]);
            from += count;
        }
        if number % every == 0 {
            let (x, y) = (format!("{middle:.1}"), (HEIGHT - 6).to_string());
            html.element("text", &[("x", &x), ("y", &y), ("text-anchor", "middle")], &week.name);
        }
    }
    html.close("svg").line();
}

fn bar(html: &mut Html, class: &str, place: [f64; 4]) {
    if place[2] > 0.0 && place[3] > 0.0 {
        let [x, y, width, height] = place.map(|number| format!("{number:.1}"));
        let attributes =
            [("class", class), ("x", &*x), ("y", &*y), ("width", &*width), ("height", &*height)];
        html.open("rect", &attributes).close("rect");
    }
}
