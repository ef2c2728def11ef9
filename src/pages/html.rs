//! HTML that is escaped by the way it is put together.

/// A page in the making. Text and the values of attributes are always escaped; what is not comes
/// in through [`Html::sanitised`] alone.
#[derive(Debug, Default)]
pub struct Html {
    out: String,
}

/// Names and values of an element's attributes.
pub type Attributes<'a> = &'a [(&'static str, &'a str)];

impl Html {
    /// The start of an element, or an element that has no end.
    pub fn open(&mut self, name: &'static str, attributes: Attributes<'_>) -> &mut Self {
        self.out.push('<');
        self.out += name;
        for (name, value) in attributes {
            self.out.push(' ');
            self.out += name;
            self.out += "=\"";
            self.out += &escaped(value);
            self.out.push('"');
        }
        self.out.push('>');
        self
    }

    /// The end of an element.
    pub fn close(&mut self, name: &'static str) -> &mut Self {
        self.out += "</";
        self.out += name;
        self.out.push('>');
        self
    }

    /// Text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.out += &escaped(text);
        self
    }

    /// An element that holds a text.
    pub fn element(
        &mut self,
        name: &'static str,
        attributes: Attributes<'_>,
        text: &str,
    ) -> &mut Self {
        self.open(name, attributes).text(text).close(name)
    }

    /// HTML that the sanitiser wrote.
    pub fn sanitised(&mut self, html: &str) -> &mut Self {
        self.out += html;
        self
    }

    /// Data in JSON, which no browser runs. Without `<`, which JSON has in strings alone, nothing in
    /// it ends the element or begins a comment.
    pub fn data(&mut self, json: &serde_json::Value) -> &mut Self {
        self.open("script", &[("type", "application/ld+json")]);
        self.out += &json.to_string().replace('<', "\\u003c");
        self.close("script")
    }

    /// A line break, for those who read the source.
    pub fn line(&mut self) -> &mut Self {
        self.out.push('\n');
        self
    }

    /// What was put together.
    #[must_use]
    pub fn finish(self) -> String {
        self.out
    }
}

/// A text as it stands in HTML or XML, between tags or in quotation marks of either kind.
/// Characters that neither may have are left out.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\'' => escaped += "&#39;",
            '\t' | '\n' => escaped.push(c),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a browser makes of escaped text, for the five that are escaped.
    fn read(escaped: &str) -> String {
        let text = escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
        text.replace("&#39;", "'").replace("&amp;", "&")
    }

    proptest! {
        #[test]
        fn escaped_text_is_read_as_it_was_and_has_no_markup(text in "(\\PC|[<>&\"'/=;#x]|script){0,40}") {
            let escaped = escaped(&text);
            prop_assert!(!escaped.contains(['<', '>', '"', '\'']), "{}", escaped);
            prop_assert_eq!(read(&escaped), text);
        }

        /// JSON reads the same, and the HTML parser sees one element.
        #[test]
        fn data_is_read_as_it_was_and_ends_nothing(text in "(\\PC|[<>&!-]|</script|<!--|\u{2028}){0,20}") {
            let mut html = Html::default();
            let json = serde_json::json!({ &text: [&text] });
            html.data(&json);
            let html = html.finish();
            let inner = html.strip_prefix("<script type=\"application/ld+json\">").unwrap();
            let inner = inner.strip_suffix("</script>").unwrap();
            prop_assert!(!inner.contains('<'), "{}", inner);
            prop_assert_eq!(serde_json::from_str::<serde_json::Value>(inner).unwrap(), json);
        }
    }

    #[test]
    fn attributes_cannot_be_left() {
        let mut html = Html::default();
        html.element("a", &[("href", "x\" onclick=\"alert(1)"), ("title", "'><b>")], "</a><b>");
        assert_eq!(
            html.finish(),
            "<a href=\"x&quot; onclick=&quot;alert(1)\" title=\"&#39;&gt;&lt;b&gt;\">\
             &lt;/a&gt;&lt;b&gt;</a>"
        );
    }
}
