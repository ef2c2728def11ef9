//! Dates in other writings than the format's, as far as they can be read in one way only.

use jiff::civil::Date;

/// The date that a text can only mean: year, month, day with any separators; or day, month, year
/// with full stops, which nobody uses with the month first, or where the day is above 12. Digits
/// may be Arabic ones.
pub(super) fn obvious(text: &str) -> Option<Date> {
    let digits: String = text.chars().map(latin).collect();
    let text = digits.trim_end_matches(['.', ' ']);
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return date(&text[..4], &text[4..6], &text[6..]);
    }
    let parts: Vec<&str> = text.split(['-', '/', '.', '‐', '–']).map(str::trim).collect();
    let [first, second, third] = parts[..] else { return None };
    match (first.len(), third.len()) {
        (4, 1 | 2) => date(first, second, third),
        (1 | 2, 4) => {
            let above_months = first.parse::<u8>().is_ok_and(|day| day > 12);
            let stops = text.matches('.').count() == 2;
            if stops || above_months { date(third, second, first) } else { None }
        }
        _ => None,
    }
}

/// An Arabic or Persian digit as a Latin one; everything else as it is.
fn latin(c: char) -> char {
    let value = match c {
        '\u{660}'..='\u{669}' => u32::from(c) - 0x660,
        '\u{6F0}'..='\u{6F9}' => u32::from(c) - 0x6F0,
        _ => return c,
    };
    char::from_digit(value, 10).unwrap_or(c)
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let number = |text: &str| -> Option<i16> {
        let digits = !text.is_empty() && text.len() <= 4;
        (digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
    };
    let year = number(year)?;
    let (month, day) = (i8::try_from(number(month)?).ok()?, i8::try_from(number(day)?).ok()?);
    // A review in another century is a slip of the keyboard.
    (2000..2100).contains(&year).then(|| Date::new(year, month, day).ok())?
}

#[cfg(test)]
mod tests {
    use super::obvious;

    #[test]
    fn only_what_can_be_read_in_one_way_is_a_date() {
        for text in [
            "2027/06/30",
            "2027-6-30",
            "2027.06.30",
            "2027. 06. 30.",
            "20270630",
            "30.06.2027",
            "30. 6. 2027",
            "30/06/2027",
            "30-6-2027",
            "٢٠٢٧-٠٦-٣٠",
            "۲۰۲۷/۰۶/۳۰",
        ] {
            assert_eq!(obvious(text).map(|date| date.to_string()).as_deref(), Some("2027-06-30"));
        }
        // The first of these are the third of February here and the second of March there.
        for text in [
            "02/03/2027",
            "2-3-2027",
            "06/30/2027",
            "30.06.27",
            "2027-02-30",
            "2027-13-01",
            "30.02.2027",
            "next June",
            "2027",
            "2027-06",
            "",
            "1-2-3-4",
            "0027-06-30",
            "é",
            "2027-é-1",
            "20270é30",
        ] {
            assert_eq!(obvious(text), None, "{text}");
        }
    }
}
