//! Whether a content folder has changed since the last look.
//!
//! It looks at sizes and times of modification, which works on network drives, in containers and
//! under WASI, where systems do not tell. What was written within the last moments is read as well:
//! two saves may bear one time.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use walkdir::WalkDir;

use crate::folder::is_passed_over;

/// Between two looks.
pub const INTERVAL: Duration = Duration::from_millis(300);
/// The coarsest times that file systems in use have are two seconds apart.
const COARSEST: Duration = Duration::from_secs(3);
/// Editors save in more than one step: it has to be quiet for so long.
const QUIET: Duration = Duration::from_millis(40);
/// A folder that never rests is read all the same.
const MOST_LOOKS: usize = 10;

/// A folder, or a single file, and how it was when it was last looked at.
#[derive(Debug)]
pub struct Watch {
    root: PathBuf,
    seen: Seen,
}

type Seen = BTreeMap<PathBuf, Stamp>;

#[derive(Debug, Clone)]
struct Stamp {
    modified: Option<SystemTime>,
    bytes: u64,
    /// Of the bytes, where the time alone would not do.
    hash: Option<u64>,
}

impl Stamp {
    fn is_as(&self, before: &Self) -> bool {
        let hashes_differ =
            matches!((self.hash, before.hash), (Some(now), Some(before)) if now != before);
        self.modified == before.modified && self.bytes == before.bytes && !hashes_differ
    }
}

impl Watch {
    /// Looks for the first time. What is read after that and then changes counts as changed.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), seen: look(root, &Seen::new()) }
    }

    /// Whether anything has changed since the last call. Waits until who is writing has done so.
    pub fn changed(&mut self) -> bool {
        let now = look(&self.root, &self.seen);
        let changed = !same(&now, &self.seen);
        self.seen = now;
        if changed {
            for _ in 0..MOST_LOOKS {
                sleep(QUIET);
                let now = look(&self.root, &self.seen);
                let quiet = same(&now, &self.seen);
                self.seen = now;
                if quiet {
                    break;
                }
            }
        }
        changed
    }
}

fn same(now: &Seen, before: &Seen) -> bool {
    now.len() == before.len()
        && now.iter().all(|(path, stamp)| before.get(path).is_some_and(|was| stamp.is_as(was)))
}

fn look(root: &Path, before: &Seen) -> Seen {
    let walk = WalkDir::new(root).into_iter();
    let entries = walk.filter_entry(|entry| entry.depth() == 0 || !is_passed_over(entry));
    let mut seen = Seen::new();
    // What cannot be read is as if it were not there; reading the folder says so.
    for entry in entries.flatten() {
        let Ok(metadata) = fs::metadata(entry.path()) else { continue };
        if metadata.is_file() {
            let path = entry.into_path();
            let modified = metadata.modified().ok();
            let doubtful = modified.is_none_or(is_recent)
                || before.get(&path).is_some_and(|was| was.hash.is_some());
            let hash = doubtful.then(|| hash(&path)).flatten();
            seen.insert(path, Stamp { modified, bytes: metadata.len(), hash });
        }
    }
    seen
}

fn is_recent(modified: SystemTime) -> bool {
    let now = SystemTime::now();
    // Of a time to come nothing is known.
    now.duration_since(modified).is_ok_and(|age| age < COARSEST) || modified > now
}

fn hash(path: &Path) -> Option<u64> {
    let name = path.file_name()?.to_string_lossy();
    let size = fs::metadata(path).ok()?.len();
    if !faqlet::content::is_read(&name) || size > faqlet::content::size_limit(&name) {
        return None;
    }
    let mut hasher = DefaultHasher::new();
    fs::read(path).ok()?.hash(&mut hasher);
    Some(hasher.finish())
}

#[cfg(test)]
mod tests {
    use std::fs::{File, FileTimes};

    use super::*;

    fn write(path: &Path, text: &str, modified: SystemTime) {
        fs::write(path, text).expect("it can be written");
        let file = File::options().write(true).open(path).expect("it can be opened");
        file.set_times(FileTimes::new().set_modified(modified)).expect("it can be dated");
    }

    #[test]
    fn it_sees_what_is_written_made_and_removed_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let (one, two) = (folder.path().join("one.md"), folder.path().join("en/two.md"));
        let old = SystemTime::now() - Duration::from_secs(3600);
        write(&one, "first", old);
        let mut watch = Watch::new(folder.path());
        assert!(!watch.changed());
        write(&one, "longer", old);
        assert!(watch.changed() && !watch.changed());
        write(&one, "others", SystemTime::now());
        assert!(watch.changed() && !watch.changed());
        fs::create_dir(folder.path().join("en")).expect("a folder can be made");
        assert!(!watch.changed(), "a folder without files is nothing");
        write(&two, "new", old);
        assert!(watch.changed() && !watch.changed());
        fs::remove_file(&two).expect("it can be removed");
        assert!(watch.changed() && !watch.changed());
        write(&folder.path().join(".one.md.swp"), "hidden", old);
        assert!(!watch.changed(), "hidden files are not read");
        drop(folder);
        assert!(watch.changed() && !watch.changed());
    }

    #[test]
    fn two_saves_of_one_size_in_one_moment_are_two() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let file = folder.path().join("one.md");
        let moment = SystemTime::now();
        write(&file, "first", moment);
        let mut watch = Watch::new(folder.path());
        write(&file, "other", moment);
        assert!(watch.changed() && !watch.changed());
    }
}
