//! The ways to reach the shop: as a list, and as schema.org's contact points.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use serde_json::{Value, json};

use super::html::Html;
use super::words::{Words, words};
use crate::contact::{Channel, ChannelKind, Desk, Span, WeeklyHours};
use crate::content::with_numbers;

/// Minutes in a day.
const DAY: u16 = 24 * 60;

/// Where links of a channel may lead. Content that was checked has no others.
const SCHEMES: [&str; 4] = ["https:", "mailto:", "tel:", "viber:"];

/// schema.org's days, Monday first.
const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The channels for whoever reads the page of a product, or a page of none: nothing else is known
/// of them. Where no channel were left, all are offered.
pub(super) fn offered<'a>(desk: &'a Desk, product: Option<&str>) -> Vec<&'a Channel> {
    let for_all = |channel: &&Channel| {
        let products = &channel.product_supported;
        let supported =
            products.is_empty() || product.is_some_and(|id| products.iter().any(|of| of == id));
        let asked = channel.kind != ChannelKind::Community || product.is_some();
        channel.when.is_empty() && supported && asked
    };
    let offered: Vec<&Channel> = desk.channels.iter().filter(for_all).collect();
    if offered.is_empty() { desk.channels.iter().collect() } else { offered }
}

fn is_link(channel: &Channel) -> bool {
    SCHEMES.iter().any(|scheme| channel.url.starts_with(scheme))
}

/// The section with the channels. Its place is the same on all pages.
pub(super) fn section(html: &mut Html, channels: &[&Channel], language: &str, zone: Option<&str>) {
    if channels.is_empty() {
        return;
    }
    let words = words(language);
    html.open("section", &[("id", "contact"), ("aria-labelledby", "contact-title")]).line();
    html.element("h2", &[("id", "contact-title")], words.contact).line();
    html.open("ul", &[("class", "contact")]).line();
    for channel in channels {
        html.open("li", &[]);
        if is_link(channel) {
            html.element("a", &[("href", &channel.url)], &channel.name);
        } else {
            html.text(&channel.name);
        }
        if let Some(detail) = &channel.detail {
            html.line().open("span", &[("class", "detail")]);
            html.open("bdi", &[]);
            // Telephone numbers keep the order of their parts between Arabic words, too.
            for (before, number) in with_numbers(detail) {
                html.text(before);
                if let Some(number) = number {
                    html.element("bdi", &[("dir", "ltr")], number);
                }
            }
            html.close("bdi").close("span");
        }
        if let Some(hours) = &channel.hours_available {
            html.line().open("span", &[("class", "hours")]);
            hours_in_words(html, hours, words);
            html.close("span");
        }
        html.close("li").line();
    }
    html.close("ul").line();
    let with_hours = || channels.iter().filter(|channel| channel.hours_available.is_some());
    if let Some(zone) = zone.filter(|_| with_hours().next().is_some()) {
        html.open("p", &[("class", "note")]).text(words.time_zone).text(": ");
        html.element("bdi", &[], zone).text(".");
        if with_hours().any(|channel| !channel.holidays.is_empty()) {
            html.text(" ").text(words.holidays).text(".");
        }
        html.close("p").line();
    }
    html.close("section").line();
}

/// "Mon–Fri 09:00–18:00, Sat 09:00–14:00": days that follow each other with the same hours are
/// said together.
fn hours_in_words(html: &mut Html, hours: &WeeklyHours, words: &Words) {
    let mut days: Vec<(usize, usize)> = Vec::new();
    for day in (0..7).filter(|&day| !hours.0[day].is_empty()) {
        match days.last_mut() {
            Some((_, last)) if *last + 1 == day && hours.0[*last] == hours.0[day] => *last = day,
            _ => days.push((day, day)),
        }
    }
    for (number, (first, last)) in days.into_iter().enumerate() {
        html.text(if number > 0 { words.comma } else { "" });
        let spans = &hours.0[first];
        let always = spans == &[(0, DAY)];
        if !(always && last - first == 6) {
            html.text(words.weekdays[first]);
            if last > first {
                html.text("–").text(words.weekdays[last]);
            }
            html.text(" ");
        }
        if always {
            html.text(words.around_the_clock);
            continue;
        }
        for (number, &(start, end)) in spans.iter().enumerate() {
            html.text(if number > 0 { words.comma } else { "" });
            html.element("bdi", &[], &format!("{}–{}", clock(start), clock(end)));
        }
    }
}

/// Minutes since midnight as `09:30`, of this day or the next.
fn clock(minutes: u16) -> String {
    let of_day = if minutes > DAY { minutes - DAY } else { minutes };
    format!("{:02}:{:02}", of_day / 60, of_day % 60)
}

/// schema.org's `ContactPoint`s. Names of products are shown for their ids.
pub(super) fn points(channels: &[&Channel], product_name: impl Fn(&str) -> String) -> Vec<Value> {
    let of_shop = |channel: &&&Channel| channel.kind != ChannelKind::Community && is_link(channel);
    channels.iter().filter(of_shop).map(|channel| point(channel, &product_name)).collect()
}

fn point(channel: &Channel, product_name: impl Fn(&str) -> String) -> Value {
    let kind = channel.contact_type.as_deref().unwrap_or("customer support");
    let mut point = json!({ "@type": "ContactPoint", "name": channel.name, "contactType": kind });
    match channel.url.split_once(':') {
        Some(("tel", number)) => point["telephone"] = json!(number),
        Some(("mailto", address)) => point["email"] = json!(address),
        _ => point["url"] = json!(channel.url),
    }
    if !channel.available_language.is_empty() {
        point["availableLanguage"] = json!(channel.available_language);
    }
    if !channel.product_supported.is_empty() {
        let names: Vec<String> =
            channel.product_supported.iter().map(|id| product_name(id)).collect();
        point["productSupported"] = json!(names);
    }
    if let Some(hours) = &channel.hours_available {
        let mut specifications = Vec::new();
        let mut said: Vec<Span> = Vec::new();
        for &span in hours.0.iter().flatten() {
            if said.contains(&span) {
                continue;
            }
            said.push(span);
            let open = (0..7).filter(|&day| hours.0[day].contains(&span));
            let days: Vec<String> =
                open.map(|day| format!("https://schema.org/{}", DAYS[day])).collect();
            let mut specification = opening(span);
            specification["dayOfWeek"] = json!(days);
            specifications.push(specification);
        }
        for holiday in &channel.holidays {
            // Closed is opened and closed at once, as search engines have it.
            let hours = if holiday.hours.is_empty() { &[(0, 0)][..] } else { &holiday.hours };
            for &span in hours {
                let mut specification = opening(span);
                specification["validFrom"] = json!(day(holiday.first));
                specification["validThrough"] = json!(day(holiday.last));
                specifications.push(specification);
            }
        }
        point["hoursAvailable"] = json!(specifications);
    }
    point
}

/// A span of a day. One that ends before it begins ends on the next day, so midnight is its
/// beginning, but where it would then have no length.
fn opening((start, end): Span) -> Value {
    let closes = match (start, end) {
        (0, DAY) => "23:59".to_owned(),
        (_, DAY) => "00:00".to_owned(),
        _ => clock(end),
    };
    json!({ "@type": "OpeningHoursSpecification", "opens": clock(start), "closes": closes })
}

/// A day counted from 1970-01-01, as ISO 8601 has it.
fn day(number: u32) -> String {
    let day = date(1970, 1, 1).checked_add(i64::from(number).days());
    day.unwrap_or(Date::MAX).to_string()
}
