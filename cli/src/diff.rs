//! What would change in an editor's file, for `--dry-run`.

use similar::TextDiff;

/// A unified diff, as `git apply` and `patch -p1` take it from the content folder. `name` is the
/// file's path in it.
pub fn unified(name: &str, before: &str, after: &str) -> String {
    let diff = TextDiff::from_lines(before, after);
    diff.unified_diff().header(&format!("a/{name}"), &format!("b/{name}")).to_string()
}
