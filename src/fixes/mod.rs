//! Findings that a program can mend without changing what the editor meant, mended in the files'
//! bytes; all else of a file stays as it was.

mod edit;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::content::{
    Code, Content, Diagnostic, Entry, Fix, Loaded, Location, SourceFile, bare, from_utf16,
    golden_questions, load,
};
use edit::{Edit, edit};

/// What was mended in the files of a folder.
#[derive(Debug, Clone, Default)]
pub struct Fixes {
    /// The files that change, with their new bytes.
    pub files: Vec<SourceFile>,
    /// What was done, by place.
    pub done: Vec<Done>,
    /// Findings that could be mended, had the file been written in another way.
    pub left: Vec<Diagnostic>,
}

/// One thing that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Where it was.
    pub location: Location,
    /// The finding that it mends.
    pub code: Code,
    /// What was done, in an editor's words.
    pub what: String,
}

/// Mends what is safe to mend: encodings, dates that can be read in one way only, values that
/// differ from an allowed one by capital letters alone, alternates that repeat a wording of their
/// entry. `today` is what review dates are compared with.
///
/// After each change the folder is read again. A change is kept only where the entries are what
/// they were but for what was mended, and no finding is new; where a file could not be read before,
/// what is wrong inside of it comes to light.
#[must_use]
pub fn fix(files: &[SourceFile], today: Date) -> Fixes {
    let mut folder = Folder { files: files.to_vec(), loaded: read(files, today), today };
    let mut fixes = Fixes::default();
    let mut changed = BTreeSet::new();
    // Encodings first: of a file that cannot be read, nothing else is known yet.
    for encoding in [true, false] {
        let is_meant = |finding: &&Diagnostic| match &finding.fix {
            Some(fix) => (*fix == Fix::Encoding) == encoding,
            None => false,
        };
        let mut wanted: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
        for finding in folder.loaded.diagnostics.iter().filter(is_meant) {
            wanted.entry(finding.location.path.clone()).or_default().push(finding.clone());
        }
        for (path, findings) in wanted {
            let Some(number) = folder.files.iter().position(|file| file.path == path) else {
                continue;
            };
            // All of a file's at once, since a folder is read again for each attempt.
            let mut attempts = vec![findings];
            while let Some(findings) = attempts.pop() {
                if let Some(done) = folder.mend(number, &findings) {
                    fixes.done.extend(done);
                    changed.insert(number);
                } else if findings.len() > 1 {
                    // The last comes first, so that the places of the others hold.
                    attempts.extend(findings.into_iter().map(|finding| vec![finding]));
                } else {
                    fixes.left.extend(findings);
                }
            }
        }
    }
    fixes.files = changed.into_iter().map(|number| folder.files[number].clone()).collect();
    fixes.done.sort_by(|a, b| (&a.location, a.code).cmp(&(&b.location, b.code)));
    fixes
}

/// What is in a folder, its golden questions among it.
fn read(files: &[SourceFile], today: Date) -> Loaded {
    let mut loaded = load(files, today);
    let _ = golden_questions(files, &loaded.content, &mut loaded.diagnostics);
    loaded
}

struct Folder {
    files: Vec<SourceFile>,
    loaded: Loaded,
    today: Date,
}

impl Folder {
    /// Mends findings of one file. `None`: that would change more than what they are about, so
    /// nothing is changed.
    fn mend(&mut self, number: usize, findings: &[Diagnostic]) -> Option<Vec<Done>> {
        let file = &self.files[number];
        let unread = findings.iter().any(|finding| finding.code == Code::Utf16);
        let (bytes, what) = if findings.iter().any(|it| it.fix == Some(Fix::Encoding)) {
            reencoded(&file.bytes)?
        } else {
            edited(file, findings)?
        };
        let before = std::mem::replace(&mut self.files[number].bytes, bytes);
        let loaded = read(&self.files, self.today);
        if !unread && !is_safe(&self.loaded, &loaded) {
            self.files[number].bytes = before;
            return None;
        }
        self.loaded = loaded;
        let done = findings.iter().zip(what);
        let done = done.map(|(finding, what)| Done {
            location: finding.location.clone(),
            code: finding.code,
            what,
        });
        Some(done.collect())
    }
}

fn reencoded(bytes: &[u8]) -> Option<(Vec<u8>, Vec<String>)> {
    if let Some(text) = from_utf16(bytes) {
        return Some((text.into_bytes(), vec!["now in UTF-8, was in UTF-16".to_owned()]));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF")?;
    Some((bytes.to_vec(), vec!["without a byte order mark now".to_owned()]))
}

/// The file with all of the edits, and what each does.
fn edited(file: &SourceFile, findings: &[Diagnostic]) -> Option<(Vec<u8>, Vec<String>)> {
    let text = std::str::from_utf8(&file.bytes).ok()?;
    let edits: Vec<Edit> =
        findings.iter().map(|finding| edit(file, text, finding)).collect::<Option<_>>()?;
    let mut order: Vec<&Edit> = edits.iter().collect();
    order.sort_by_key(|edit| edit.range.start);
    if order.windows(2).any(|pair| pair[0].range.end > pair[1].range.start) {
        return None;
    }
    let mut mended = text.to_owned();
    for edit in order.into_iter().rev() {
        mended.replace_range(edit.range.clone(), &edit.text);
    }
    Some((mended.into_bytes(), edits.into_iter().map(|edit| edit.what).collect()))
}

/// Whether content is what it was but for what can be mended, with fewer findings and none new.
fn is_safe(before: &Loaded, after: &Loaded) -> bool {
    let count = |loaded: &Loaded| {
        let mut counts: BTreeMap<(Code, String), usize> = BTreeMap::new();
        for finding in &loaded.diagnostics {
            *counts.entry((finding.code, finding.location.path.clone())).or_default() += 1;
        }
        counts
    };
    let counts = count(before);
    let fewer = after.diagnostics.len() < before.diagnostics.len();
    let none_new = count(after).iter().all(|(kind, count)| counts.get(kind) >= Some(count));
    fewer && none_new && unmended(&before.content) == unmended(&after.content)
}

/// The content without places and without what may be mended in it.
fn unmended(content: &Content) -> String {
    let mut content = content.clone();
    for entry in &mut content.entries {
        entry.alternates = distinct(entry);
        let Entry { location, review, handoff, balance, featured, .. } = entry;
        (location.line, location.column) = (0, 0);
        (*review, *handoff, *balance, *featured) = (None, Default::default(), None, false);
    }
    format!("{content:?}")
}

/// The alternates without those that repeat another wording.
fn distinct(entry: &Entry) -> Vec<String> {
    let mut seen = BTreeSet::from([bare(&entry.question)]);
    entry.alternates.iter().filter(|alternate| seen.insert(bare(alternate))).cloned().collect()
}
