//! Reading the notices of `shop.yaml`.

use jiff::ToSpan as _;
use jiff::civil::Date;
use url::Url;

use super::diagnostic::Code;
use super::holidays::{date, day_number};
use super::hours;
use super::node::{Field, Node, Spot};
use super::shop::{NoticeDraft, Texts};
use super::shop_file::Reader;
use crate::contact::{Bounds, ShopTime, When};

pub(super) const NOTICE_KEYS: &[&str] =
    &["text", "url", "starts", "ends", "products", "tags", "when"];

impl Reader<'_> {
    pub fn notices(&mut self, node: &Node) -> Vec<NoticeDraft> {
        let notices = self.fields(node, "notices", &[]);
        notices.iter().filter_map(|notice| self.notice(notice)).collect()
    }

    fn notice(&mut self, notice: &Field) -> Option<NoticeDraft> {
        let id = &notice.key;
        let (mut text, mut url) = (None, None);
        let (mut starts, mut ends, mut ends_at) = (None, None, None);
        let (mut products, mut tags, mut when) = (Vec::new(), Vec::new(), When::default());
        for field in self.fields(&notice.node, id, NOTICE_KEYS) {
            let node = &field.node;
            match field.key.as_str() {
                "text" => text = self.words(node, &format!("{id}: text")),
                "url" => url = self.words(node, &format!("{id}: url")),
                "starts" => starts = self.moment(node, "starts", false),
                "ends" => {
                    ends_at = Some(node.at);
                    ends = self.moment(node, "ends", true);
                }
                "products" => products = self.named_products(node, "products"),
                "tags" => tags = self.named_tags(node, "tags"),
                "when" => when = self.when(node),
                _ => {}
            }
        }
        self.require(text.is_some(), notice, "text");
        self.require(ends_at.is_some(), notice, "end (“ends”)");
        if let (Some(at), Some(ends)) = (ends_at, ends) {
            if starts.is_some_and(|starts| ends <= starts) {
                self.report(
                    Code::NoticeTime,
                    at,
                    format!("“{id}” is over before it starts."),
                    "Correct one of the two.".to_owned(),
                );
            } else if ends <= minutes(self.today, 0) {
                self.report(
                    Code::NoticeEnded,
                    at,
                    format!("“{id}” is over; nobody sees it any more."),
                    "Remove it.".to_owned(),
                );
            }
        }
        let bounds =
            Bounds { starts: starts.unwrap_or(ShopTime(0)), ends: ends?, products, tags, when };
        Some(NoticeDraft { id: id.clone(), text: text?, url: self.link(url), bounds })
    }

    /// A day, or a day and a time. A day alone is its first minute, or the first after it where
    /// something ends with it.
    fn moment(&mut self, node: &Node, what: &str, end: bool) -> Option<ShopTime> {
        let spot = self.text(node, what)?;
        self.needs_clock(spot.at, "The times of notices are given");
        let moment = moment(&spot.text, end);
        if moment.is_none() {
            self.report(
                Code::NoticeTime,
                spot.at,
                format!("“{}” is not a day, nor a day with a time.", spot.text),
                "Write it like 2026-11-25, or 2026-11-25 18:00.".to_owned(),
            );
        }
        moment
    }

    fn link(&mut self, url: Option<super::shop::Words>) -> Option<super::shop::Words> {
        let spots: Vec<&Spot> = match url.as_ref().map(|words| &words.texts) {
            None => Vec::new(),
            Some(Texts::Plain(spot)) => vec![spot],
            Some(Texts::ByLanguage(by_language)) => by_language.values().collect(),
        };
        let is_page = |text: &str| {
            let page = |url: Url| url.scheme() == "https" && url.has_host();
            !text.contains(char::is_control) && Url::parse(text).is_ok_and(page)
        };
        for spot in spots.into_iter().filter(|spot| !is_page(&spot.text)) {
            self.report(
                Code::UrlInvalid,
                spot.at,
                format!("“{}” is not the complete address of a page.", spot.text),
                "Start it with https://.".to_owned(),
            );
        }
        url
    }
}

fn moment(text: &str, end: bool) -> Option<ShopTime> {
    match text.split_once([' ', 'T']) {
        Some((day, time)) => Some(minutes(date(day)?, hours::time(time.trim())?)),
        None => {
            let day = date(text)?;
            Some(minutes(if end { day.checked_add(1.day()).ok()? } else { day }, 0))
        }
    }
}

fn minutes(day: Date, minute: u16) -> ShopTime {
    ShopTime(day_number(day) * 1440 + u32::from(minute))
}
