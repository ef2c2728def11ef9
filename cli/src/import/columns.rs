//! What the columns of a table are for, by their names.

use anyhow::{Result, bail};

/// A field of an entry that a column can fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Id,
    Language,
    Question,
    Alternates,
    Answer,
    Tags,
    Product,
    Owner,
    Review,
}

/// The fields, with the names that columns have for them. The first is the field's own.
const NAMES: [(Field, &[&str]); 9] = [
    (Field::Id, &["id", "slug", "key", "идентификатор", "azonosító", "المعرف"]),
    (Field::Language, &["lang", "language", "locale", "язык", "nyelv", "اللغة", "لغة"]),
    (
        Field::Question,
        &[
            "question",
            "questions",
            "q",
            "faq",
            "title",
            "heading",
            "вопрос",
            "вопросы",
            "заголовок",
            "kérdés",
            "kérdések",
            "cím",
            "سؤال",
            "السؤال",
            "الأسئلة",
            "العنوان",
        ],
    ),
    (
        Field::Alternates,
        &[
            "alternates",
            "alternate questions",
            "alternative questions",
            "variants",
            "phrasings",
            "similar questions",
            "варианты",
            "варианты вопроса",
            "похожие вопросы",
            "változatok",
            "más megfogalmazások",
            "hasonló kérdések",
            "صيغ أخرى",
            "أسئلة مشابهة",
        ],
    ),
    (
        Field::Answer,
        &[
            "answer",
            "answers",
            "a",
            "body",
            "text",
            "content",
            "reply",
            "response",
            "ответ",
            "ответы",
            "текст",
            "válasz",
            "válaszok",
            "szöveg",
            "جواب",
            "الجواب",
            "إجابة",
            "الإجابة",
            "الرد",
        ],
    ),
    (
        Field::Tags,
        &[
            "tags",
            "tag",
            "labels",
            "label",
            "category",
            "categories",
            "topic",
            "topics",
            "section",
            "теги",
            "тег",
            "метки",
            "категория",
            "раздел",
            "тема",
            "címkék",
            "címke",
            "kategória",
            "téma",
            "témakör",
            "وسوم",
            "الوسوم",
            "فئة",
            "الفئة",
            "القسم",
            "التصنيف",
            "الموضوع",
        ],
    ),
    (
        Field::Product,
        &[
            "product",
            "product id",
            "product name",
            "sku",
            "item",
            "товар",
            "продукт",
            "артикул",
            "termék",
            "cikkszám",
            "المنتج",
            "منتج",
            "رمز المنتج",
        ],
    ),
    (Field::Owner, &["owner", "responsible", "ответственный", "felelős", "المسؤول"]),
    (
        Field::Review,
        &["review", "review date", "valid until", "проверить", "felülvizsgálat", "مراجعة"],
    ),
];

impl Field {
    /// Whether several columns may fill it.
    fn is_list(self) -> bool {
        matches!(self, Self::Tags | Self::Alternates)
    }

    fn of_header(header: &str) -> Option<Self> {
        let header = bare(header);
        NAMES.iter().find(|(_, names)| names.contains(&header.as_str())).map(|(field, _)| *field)
    }
}

/// A column's name without what differs between tables that mean the same.
fn bare(header: &str) -> String {
    let header = header.to_lowercase().replace(['_', '-'], " ");
    let words: Vec<&str> = header.split_whitespace().collect();
    words.join(" ").trim_matches([':', '*', '?', '؟', '.', ' ']).to_owned()
}

/// What `--columns` says: fields with the names or numbers of their columns.
#[derive(Debug, Clone, Default)]
pub struct Asked(Vec<(Field, String)>);

/// Reads `question=Frage,answer=3`.
///
/// # Errors
/// When a part has another form or an unknown field.
pub fn parse(text: &str) -> Result<Asked> {
    let mut asked = Vec::new();
    for part in text.split(',') {
        let Some((field, column)) = part.split_once('=') else {
            bail!("{part:?} does not have the form FIELD=COLUMN, for example question=Frage");
        };
        let known = NAMES.iter().find(|(_, names)| names[0] == field.trim());
        let Some((field, _)) = known else {
            let fields: Vec<&str> = NAMES.iter().map(|(_, names)| names[0]).collect();
            bail!(
                "{:?} is no field that a column can fill; there are: {}",
                field.trim(),
                fields.join(", ")
            );
        };
        asked.push((*field, column.trim().to_owned()));
    }
    Ok(Asked(asked))
}

impl Asked {
    /// The fields of columns in a table without a header: those asked for by number, or else the
    /// question first and the answer second.
    pub fn without_header(&self) -> Vec<Option<Field>> {
        if self.0.is_empty() {
            return vec![Some(Field::Question), Some(Field::Answer)];
        }
        self.fields(&[]).unwrap_or_default()
    }

    /// The field of each column, where the row is a header: it has a question and an answer.
    /// `None`: it is not.
    pub fn of_header(&self, header: &[String]) -> Option<Vec<Option<Field>>> {
        let mut columns = self.fields(header)?;
        columns.resize(columns.len().max(header.len()), None);
        for (at, name) in header.iter().enumerate() {
            let field = Field::of_header(name);
            let taken = |field: Field| !field.is_list() && columns.contains(&Some(field));
            if columns[at].is_none() && !field.is_some_and(taken) {
                columns[at] = field;
            }
        }
        let needed = [Field::Question, Field::Answer];
        needed.iter().all(|field| columns.contains(&Some(*field))).then_some(columns)
    }

    /// What is asked for by name or number. `None`: a name is not in the header.
    fn fields(&self, header: &[String]) -> Option<Vec<Option<Field>>> {
        let mut columns = vec![None; header.len()];
        for (field, column) in &self.0 {
            let named = header.iter().position(|name| bare(name) == bare(column));
            let numbered = || column.parse::<usize>().ok()?.checked_sub(1);
            let at = named.or_else(numbered).filter(|at| *at < 1000)?;
            columns.resize(columns.len().max(at + 1), None);
            columns[at] = Some(*field);
        }
        Some(columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn columns_are_known_in_four_languages() {
        use Field::{Answer, Product, Question, Tags};
        let cases = [
            (["Question", "ANSWER ", "sku", "Category:"], [Question, Answer, Product, Tags]),
            (["Вопрос", "Ответ", "Товар", "Раздел"], [Question, Answer, Product, Tags]),
            (["Kérdés", "Válasz", "Termék", "Témakör"], [Question, Answer, Product, Tags]),
            (["السؤال", "الإجابة", "المنتج", "القسم"], [Question, Answer, Product, Tags]),
        ];
        for (names, fields) in cases {
            let columns = Asked::default().of_header(&header(&names)).unwrap();
            assert_eq!(columns, fields.map(Some), "{names:?}");
        }
    }

    #[test]
    fn what_is_asked_for_comes_first() {
        let asked = parse("question=Frage, answer=3").unwrap();
        let columns = asked.of_header(&header(&["question", "Frage", "x", "tags"])).unwrap();
        use Field::{Answer, Question, Tags};
        assert_eq!(columns, [None, Some(Question), Some(Answer), Some(Tags)]);
        assert!(asked.of_header(&header(&["question", "answer"])).is_none());
    }

    #[test]
    fn tables_without_questions_have_no_header() {
        assert!(Asked::default().of_header(&header(&["name", "price"])).is_none());
        assert!(parse("question").is_err());
        assert!(parse("colour=1").unwrap_err().to_string().contains("answer"));
    }
}
