//! One page.

use percent_encoding::percent_decode_str;

use super::address::{encoded, relative};
use super::html::{Html, escaped};
use super::linked_data::{Answered, graph};
use super::sitemap::{Translations, alternates};
use super::words::{self, Words, words};
use super::{INDEX, Kind, Site, contact, first_page};
use crate::content::{Audience, Entry};

/// How many characters search engines show of a description, about.
const DESCRIPTION: usize = 155;

/// A link to another entry, as the sanitiser writes it. Text has no `<`, so it stands nowhere else.
const LINK: &str = "<a href=\"#faq=";

/// From this many questions on, a list of them leads to each.
const LISTED: usize = 4;

/// So many products are listed on the first page. More would make it larger than all others
/// together; search engines have the sitemap, and shoppers come from the product.
const MOST_PRODUCTS: usize = 1000;

/// A page while it is being written.
struct Writer<'a> {
    site: &'a Site<'a>,
    language: &'a str,
    /// The number of its kind.
    number: usize,
    path: String,
    words: &'static Words,
    html: Html,
}

/// The page of a kind in a language, with the entries that stand there.
pub(super) fn page(site: &Site<'_>, language: &str, number: usize, entries: &[&Entry]) -> String {
    let path = site.kinds[number].path(language);
    let words = words(language);
    let mut writer = Writer { site, language, number, path, words, html: Html::default() };
    writer.document(entries);
    writer.html.finish()
}

impl Writer<'_> {
    fn document(&mut self, entries: &[&Entry]) {
        let shop = &self.site.source.shop;
        let name = self.site.localized(&shop.name, self.language).map(str::to_owned);
        let subject = self.site.subject(self.number, self.language);
        let heading = subject.clone().unwrap_or_else(|| self.words.title.to_owned());
        let desk = shop.desks.get(self.language);
        let product = match &self.site.kinds[self.number] {
            Kind::Product(id, ..) => Some(*id),
            _ => None,
        };
        let channels = desk.map_or_else(Vec::new, |desk| contact::offered(desk, product));

        self.html.sanitised("<!doctype html>\n");
        let direction = words::direction(self.language);
        self.html.open("html", &[("lang", self.language), ("dir", direction)]).line();
        self.html.open("head", &[]).line();
        let title: Vec<&str> = subject
            .as_deref()
            .into_iter()
            .chain([self.words.title])
            .chain(name.as_deref())
            .collect();
        self.head(&title.join(" – "), entries);
        let questions: Vec<Answered> = entries
            .iter()
            .map(|entry| Answered {
                question: &entry.question,
                answer: self.answer(entry, true),
                url: self.site.url(&self.path).map(|url| format!("{url}#{}", fragment(&entry.id))),
            })
            .collect();
        let points = contact::points(&channels, |id| self.site.product_name(id, self.language));
        let url = self.site.url(&self.path);
        let data = graph(
            &title.join(" – "),
            self.language,
            url.as_deref(),
            &questions,
            name.as_deref(),
            points,
        );
        if let Some(data) = data {
            self.html.data(&data).line();
        }
        self.html.close("head").line();

        self.html.open("body", &[]).line();
        self.header(name.as_deref(), !channels.is_empty());
        self.html.open("main", &[]).line();
        self.html.element("h1", &[], &heading).line();
        if self.number == INDEX {
            self.index(entries);
        } else {
            self.contents(entries);
            self.entries(entries, 2);
        }
        contact::section(&mut self.html, &channels, self.language, shop.time_zone.as_deref());
        self.html.close("main").line();
        self.languages();
        self.html.close("body").line().close("html").line();
    }

    fn head(&mut self, title: &str, entries: &[&Entry]) {
        let generator = self.site.source.generator;
        let html = &mut self.html;
        html.open("meta", &[("charset", "utf-8")]).line();
        html.open("meta", &[("name", "generator"), ("content", generator)]).line();
        html.element("title", &[], title).line();
        let viewport = "width=device-width, initial-scale=1";
        html.open("meta", &[("name", "viewport"), ("content", viewport)]).line();
        html.open("meta", &[("name", "color-scheme"), ("content", "light dark")]).line();
        if self.site.source.audience == Audience::Staff {
            html.open("meta", &[("name", "robots"), ("content", "noindex")]).line();
        }
        let description = description(entries);
        if !description.is_empty() {
            html.open("meta", &[("name", "description"), ("content", &description)]).line();
        }
        let style = relative(&self.path, &self.site.source.style);
        html.open("link", &[("rel", "stylesheet"), ("href", &style)]).line();
        if let Some(url) = self.site.url(&self.path) {
            html.open("link", &[("rel", "canonical"), ("href", &url)]).line();
        }
        let translations = self.translations();
        if translations.len() > 1 {
            for (language, address) in alternates(&translations) {
                let link = [("rel", "alternate"), ("hreflang", language), ("href", address)];
                self.html.open("link", &link).line();
            }
        }
    }

    /// The page in all of its languages: public addresses where they are known.
    fn translations(&self) -> Translations {
        let kind = &self.site.kinds[self.number];
        let languages = self.site.languages_of(self.number).into_iter();
        let address =
            |path: &str| self.site.url(path).unwrap_or_else(|| relative(&self.path, path));
        languages.map(|language| (language.to_owned(), address(&kind.path(language)))).collect()
    }

    fn header(&mut self, name: Option<&str>, contact: bool) {
        let all = relative(&self.path, &first_page(self.language));
        self.html.open("header", &[]).line();
        if let Some(name) = name {
            self.html.element("p", &[("class", "shop")], name).line();
        }
        if self.number != INDEX {
            self.html.element("a", &[("href", &all)], self.words.all_questions).line();
        }
        if contact {
            self.html.element("a", &[("href", "#contact")], self.words.contact).line();
        }
        self.html.close("header").line();
    }

    /// The other languages, last on the page: the browser's language has mostly chosen already.
    fn languages(&mut self) {
        // Where a language lacks the page, its first page.
        let own = self.site.languages_of(self.number);
        let languages: Vec<&str> =
            self.site.source.shop.languages.iter().map(String::as_str).collect();
        if languages.len() < 2 {
            return;
        }
        self.html.open("footer", &[]).line();
        self.html.open("nav", &[("aria-label", self.words.languages)]).line();
        self.html.open("ul", &[]).line();
        for language in languages {
            let number = if own.contains(&language) { self.number } else { INDEX };
            let address = relative(&self.path, &self.site.kinds[number].path(language));
            let mut attributes = vec![
                ("href", address.as_str()),
                ("lang", language),
                ("hreflang", language),
                ("dir", words::direction(language)),
            ];
            if language == self.language {
                attributes.push(("aria-current", "page"));
            }
            self.html.open("li", &[]).element("a", &attributes, &words::name(language));
            self.html.close("li").line();
        }
        self.html.close("ul").line().close("nav").line().close("footer").line();
    }

    /// Links to the questions below.
    fn contents(&mut self, entries: &[&Entry]) {
        if entries.len() < LISTED {
            return;
        }
        self.html.open("nav", &[("aria-label", self.words.on_this_page)]).line();
        self.links(
            entries.iter().map(|entry| (format!("#{}", fragment(&entry.id)), &*entry.question)),
        );
        self.html.close("nav").line();
    }

    fn links<'t>(&mut self, links: impl Iterator<Item = (String, &'t str)>) {
        self.html.open("ul", &[]).line();
        for (address, text) in links {
            self.html.open("li", &[]).element("a", &[("href", &address)], text).close("li").line();
        }
        self.html.close("ul").line();
    }

    /// What is asked most often, and the way to everything else.
    fn index(&mut self, entries: &[&Entry]) {
        let (featured, others): (Vec<&Entry>, Vec<&Entry>) =
            entries.iter().copied().partition(|entry| entry.featured);
        if !featured.is_empty() {
            self.html.element("h2", &[], self.words.most_asked).line();
            self.entries(&featured, 3);
        }
        let site = self.site;
        let there = |kind: &usize| site.has(self.language, *kind);
        let topics: Vec<usize> = (1..site.store_wide).filter(there).collect();
        let products: Vec<usize> =
            (site.store_wide..site.kinds.len()).filter(there).take(MOST_PRODUCTS + 1).collect();
        if !topics.is_empty() {
            self.html.element("h2", &[], self.words.topics).line();
        }
        self.html.open("div", &[("class", "topics")]).line();
        for number in topics {
            let page = relative(&self.path, &site.kinds[number].path(self.language));
            let name = site.subject(number, self.language).unwrap_or_default();
            self.html.open("section", &[("class", "topic")]).line();
            self.html.open("h3", &[]).element("a", &[("href", &page)], &name).close("h3").line();
            let of_topic = site.shown(self.language, number);
            self.links(
                of_topic
                    .iter()
                    .map(|entry| (format!("{page}#{}", fragment(&entry.id)), &*entry.question)),
            );
            self.html.close("section").line();
        }
        self.html.close("div").line();
        if !products.is_empty() && products.len() <= MOST_PRODUCTS {
            self.html.element("h2", &[], self.words.products).line();
            let names: Vec<(String, String)> = products
                .into_iter()
                .map(|number| {
                    let page = relative(&self.path, &site.kinds[number].path(self.language));
                    (page, site.subject(number, self.language).unwrap_or_default())
                })
                .collect();
            self.links(names.iter().map(|(page, name)| (page.clone(), name.as_str())));
        }
        if !others.is_empty() {
            self.html.element("h2", &[], self.words.other_questions).line();
            self.entries(&others, 3);
        }
    }

    /// Questions as headings of a level, each with its answer below.
    fn entries(&mut self, entries: &[&Entry], level: usize) {
        let heading = ["h1", "h2", "h3"][level - 1];
        for entry in entries {
            let answer = demoted(&self.answer(entry, false), level - 1);
            self.html.open("article", &[]).line();
            self.html.element(heading, &[("id", &fragment(&entry.id))], &entry.question).line();
            self.html.open("div", &[("class", "answer")]).sanitised(&answer).close("div").line();
            self.html.close("article").line();
        }
    }

    /// An entry's answer, its links to other entries leading to their pages; `public`: by their
    /// public addresses, where these are known.
    fn answer(&self, entry: &Entry, public: bool) -> String {
        let mut parts = entry.answer_html.split(LINK);
        let mut answer = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (id, rest) = part.split_once('"').unwrap_or((part, ""));
            let id = percent_decode_str(id).decode_utf8_lossy();
            let home = self.site.home(self.language, &id);
            // What leads to an entry without an answer stays where it is.
            let address = home.map_or_else(String::new, |home| {
                let path = self.site.kinds[home].path(self.language);
                let page = self.site.url(&path).filter(|_| public);
                page.unwrap_or_else(|| {
                    if path == self.path { String::new() } else { relative(&self.path, &path) }
                })
            });
            answer += &format!("<a href=\"{}#{}\"", escaped(&address), escaped(&fragment(&id)));
            answer += rest;
        }
        answer
    }
}

/// What an entry is called in addresses: the same as in the links of answers, so that these lead to
/// it from anywhere.
pub(super) fn fragment(id: &str) -> String {
    format!("faq={}", encoded(id))
}

/// The headings of an answer so many levels down, below the question. The sanitiser lets through
/// levels 2 to 4, without attributes.
fn demoted(answer: &str, levels: usize) -> String {
    let mut html = answer.to_owned();
    for level in (2..=4).rev() {
        let lower = (level + levels).min(6);
        for slash in ["", "/"] {
            html = html.replace(&format!("<{slash}h{level}>"), &format!("<{slash}h{lower}>"));
        }
    }
    html
}

/// The first questions, as many as are shown.
fn description(entries: &[&Entry]) -> String {
    let mut description = String::new();
    for entry in entries {
        let question = entry.question.trim();
        if description.chars().count() + question.chars().count() >= DESCRIPTION {
            break;
        }
        if !description.is_empty() {
            description.push(' ');
        }
        description += question;
    }
    description
}
