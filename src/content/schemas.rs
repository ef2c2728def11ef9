//! What tells editing programs which fields there are: JSON Schemas, as they stand in `docs/`.

/// The schema of `shop.yaml`.
pub const SHOP: &str = include_str!("../../docs/shop.schema.json");

/// The schema of an entry: the front matter of a Markdown file, a row of a table, or a line of a
/// JSON Lines file.
pub const ENTRY: &str = include_str!("../../docs/entry.schema.json");

/// The schema of a `synonyms.yaml`.
pub const SYNONYMS: &str = include_str!("../../docs/synonyms.schema.json");
