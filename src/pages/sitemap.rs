//! `sitemap.xml`: all pages, each with its translations; where they are very many, several sitemaps
//! and one that names them.

use super::Page;
use super::html::escaped;

/// What one sitemap may have by the protocol (sitemaps.org): addresses, and bytes.
const MOST_ADDRESSES: usize = 50_000;
const MOST_BYTES: usize = 50 << 20;

/// The addresses of one page in all of its languages, the first of which is the default one.
pub(super) type Translations = Vec<(String, String)>;

/// Writes sitemaps one after the other. They have no dates: the builder has no clock.
pub(super) struct Sitemaps<'a> {
    base: &'a str,
    generator: &'a str,
    write: &'a mut dyn FnMut(Page),
    /// The entries of the one that is being written.
    entries: String,
    addresses: usize,
    /// How many have been written.
    full: usize,
}

impl<'a> Sitemaps<'a> {
    /// `base`: the public address that their names follow.
    pub fn new(base: &'a str, generator: &'a str, write: &'a mut dyn FnMut(Page)) -> Self {
        Self { base, generator, write, entries: String::new(), addresses: 0, full: 0 }
    }

    /// Adds a page.
    pub fn add(&mut self, translations: &Translations) {
        for (_, address) in translations {
            let mut entry = format!("<url><loc>{}</loc>", escaped(address));
            if translations.len() > 1 {
                for (language, address) in alternates(translations) {
                    entry += &format!(
                        "<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>",
                        escaped(language),
                        escaped(address)
                    );
                }
            }
            entry += "</url>\n";
            // What is before and after the entries takes less than a kilobyte.
            let bytes = self.entries.len() + entry.len() + 1024;
            if self.addresses == MOST_ADDRESSES || bytes > MOST_BYTES {
                self.full += 1;
                let text = self.sitemap();
                (self.write)(Page { path: numbered(self.full), text });
            }
            self.entries += &entry;
            self.addresses += 1;
        }
    }

    /// Writes the last one.
    pub fn finish(mut self) {
        let text = self.sitemap();
        let path = "sitemap.xml".to_owned();
        if self.full == 0 {
            (self.write)(Page { path, text });
            return;
        }
        let last = self.full + 1;
        (self.write)(Page { path: numbered(last), text });
        let mut text = self.head();
        text += "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
        for number in 1..=last {
            let address = format!("{}{}", self.base, numbered(number));
            text += &format!("<sitemap><loc>{}</loc></sitemap>\n", escaped(&address));
        }
        text += "</sitemapindex>\n";
        (self.write)(Page { path, text });
    }

    /// The sitemap of the entries there are.
    fn sitemap(&mut self) -> String {
        self.addresses = 0;
        let entries = std::mem::take(&mut self.entries);
        let head = self.head();
        format!(
            "{head}<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
             xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n{entries}</urlset>\n"
        )
    }

    fn head(&self) -> String {
        let generator = escaped(self.generator);
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- {generator} -->\n")
    }
}

fn numbered(number: usize) -> String {
    format!("sitemap-{number}.xml")
}

/// The translations, and the one for readers of none of their languages.
pub(super) fn alternates(translations: &Translations) -> impl Iterator<Item = (&str, &str)> {
    let default = translations.first().map(|(_, address)| ("x-default", address.as_str()));
    translations
        .iter()
        .map(|(language, address)| (language.as_str(), address.as_str()))
        .chain(default)
}
