//! Reliability curves as a picture: how often the first entry is right, by confidence.

use std::fmt::Write as _;

use super::report::{Bin, Report};

/// Panels beside each other.
const COLUMNS: usize = 4;
/// Side of a panel's square, and what lies around it.
const SIDE: f64 = 180.0;
const LEFT: f64 = 40.0;
const TOP: f64 = 34.0;
const WIDTH: f64 = LEFT + SIDE + 14.0;
const HEIGHT: f64 = TOP + SIDE + 40.0;

/// An SVG of a panel for each report: a dot for each tenth of confidence, as large as it has
/// questions; on the diagonal, confidence is the share of right entries.
pub fn picture(reports: &[(String, &Report)]) -> String {
    let columns = COLUMNS.min(reports.len().max(1));
    let rows = reports.len().div_ceil(columns).max(1);
    let (width, height) = (columns as f64 * WIDTH, rows as f64 * HEIGHT);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"11\" \
         fill=\"#333\" role=\"img\" aria-label=\"Share of right first entries by confidence\">\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n"
    );
    for (number, (name, report)) in reports.iter().enumerate() {
        let (x, y) =
            ((number % columns) as f64 * WIDTH + LEFT, (number / columns) as f64 * HEIGHT + TOP);
        let _ = writeln!(svg, "<g transform=\"translate({x} {y})\">");
        panel(&mut svg, name, report);
        svg.push_str("</g>\n");
    }
    svg.push_str("</svg>\n");
    svg
}

fn panel(svg: &mut String, name: &str, report: &Report) {
    let error = report.all.calibration_error.thousandths();
    let _ = write!(
        svg,
        "<text x=\"0\" y=\"-16\" font-weight=\"bold\">{name}</text>\n\
         <text x=\"0\" y=\"-4\" fill=\"#666\">error {error}</text>\n\
         <rect width=\"{SIDE}\" height=\"{SIDE}\" fill=\"none\" stroke=\"#bbb\"/>\n\
         <path d=\"M0 {SIDE} L{SIDE} 0\" stroke=\"#bbb\" stroke-dasharray=\"4 4\"/>\n"
    );
    for tick in [0.0, 0.5, 1.0] {
        let (at, below, up) = (tick * SIDE, SIDE + 14.0, (1.0 - tick) * SIDE + 4.0);
        let _ = write!(
            svg,
            "<text x=\"{at}\" y=\"{below}\" text-anchor=\"middle\">{tick}</text>\n\
             <text x=\"-6\" y=\"{up}\" text-anchor=\"end\">{tick}</text>\n"
        );
    }
    let (middle, below) = (SIDE / 2.0, SIDE + 28.0);
    let _ = writeln!(
        svg,
        "<text x=\"{middle}\" y=\"{below}\" text-anchor=\"middle\" fill=\"#666\">confidence</text>"
    );
    let bins = &report.all.reliability;
    let most = bins.iter().map(|bin| bin.questions).max().unwrap_or(1) as f64;
    let place = |bin: &Bin| (bin.confidence * SIDE, (1.0 - bin.right) * SIDE);
    let line: Vec<String> = bins.iter().map(place).map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let _ = writeln!(
        svg,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"#2166ac\" stroke-width=\"1.5\"/>",
        line.join(" ")
    );
    for bin in bins {
        let (x, y) = place(bin);
        // An area, not a width, is seen as an amount.
        let radius = 2.0 + 6.0 * (bin.questions as f64 / most).sqrt();
        let _ = writeln!(
            svg,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\" fill=\"#2166ac\" \
             fill-opacity=\"0.6\"><title>{} questions</title></circle>",
            bin.questions
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::report::Metrics;

    #[test]
    fn dots_lie_where_confidence_and_share_say() {
        let bin = |questions, confidence, right| Bin { questions, confidence, right };
        let reliability = vec![bin(4, 0.25, 0.5), bin(16, 1.0, 1.0)];
        let report =
            Report { all: Metrics { reliability, ..Metrics::default() }, ..Report::default() };
        let svg = picture(&[("one".to_owned(), &report), ("two".to_owned(), &Report::default())]);
        assert!(svg.contains("points=\"45.0,90.0 180.0,0.0\""), "{svg}");
        // A quarter of the questions, half of the width.
        assert!(svg.contains("r=\"5.0\"") && svg.contains("r=\"8.0\""), "{svg}");
        assert_eq!(svg.matches("<g ").count(), 2);
        assert_eq!(svg.matches('<').count(), svg.matches('>').count());
    }
}
