//! `sitemap.xml`: all pages, each with its translations.

use super::html::escaped;

/// The addresses of one page in all of its languages, the first of which is the default one.
pub(super) type Translations = Vec<(String, String)>;

/// The sitemap of pages, in order. It has no dates: the builder has no clock.
pub(super) fn sitemap(pages: &[Translations], generator: &str) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml += &format!("<!-- {} -->\n", escaped(generator));
    xml += "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
            xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n";
    for translations in pages {
        for (_, address) in translations {
            xml += &format!("<url><loc>{}</loc>", escaped(address));
            if translations.len() > 1 {
                for (language, address) in alternates(translations) {
                    xml += &format!(
                        "<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>",
                        escaped(language),
                        escaped(address)
                    );
                }
            }
            xml += "</url>\n";
        }
    }
    xml += "</urlset>\n";
    xml
}

/// The translations, and the one for readers of none of their languages.
pub(super) fn alternates(translations: &Translations) -> impl Iterator<Item = (&str, &str)> {
    let default = translations.first().map(|(_, address)| ("x-default", address.as_str()));
    translations
        .iter()
        .map(|(language, address)| (language.as_str(), address.as_str()))
        .chain(default)
}
