//! Builds of ever larger catalogues, measured: the tables of `docs/large.md`.

mod generate;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

use crate::project;
use crate::shell::{Shell, cargo, output, program};

/// What `cargo xtask scale` takes.
#[derive(clap::Args)]
pub struct Args {
    /// Entries about products, ten a product, of the shops that are built
    #[arg(long, value_name = "N", value_delimiter = ',', default_values_t = [10_000, 100_000, 1_000_000])]
    counts: Vec<usize>,
    /// Folder to work in, emptied afterwards; the largest shop takes 4 GB
    /// [default: faqlet-scale among the system's temporary files]
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
}

/// The product whose page is looked at, and which is changed.
const PRODUCT: usize = 7;

/// What a run of the program took.
struct Taken {
    wall: Duration,
    /// Of all processors together, in seconds.
    processor: f64,
    /// The most memory at one time, in MiB.
    memory: f64,
}

/// What was measured of a shop.
struct Measured {
    entries: usize,
    build: Taken,
    again: Taken,
    /// Files that the build after a change wrote.
    touched: usize,
    files: usize,
    bytes: u64,
    page: Page,
}

/// What a product's page loads before the first question, after Brotli.
struct Page {
    manifests: usize,
    index: usize,
    shard: usize,
}

impl Page {
    fn all(&self) -> usize {
        self.manifests + self.index + self.shard
    }
}

/// Measures, and writes the tables.
///
/// # Errors
/// When a build fails or takes more than it may, or the system does not tell what a program takes.
pub fn run(args: &Args, shell: &mut Shell) -> Result<ExitCode> {
    ensure!(cfg!(target_os = "linux"), "memory is measured by Linux's /proc, which is not here");
    shell.run(cargo().args(["build", "--release", "--package=faqlet-cli", "--bin=faqlet"]))?;
    let folder = args.folder.clone().unwrap_or_else(|| std::env::temp_dir().join("faqlet-scale"));
    ensure!(!folder.exists(), "{} is there already; remove it first", folder.display());
    let result = tables(args, shell, &folder);
    let _ = fs::remove_dir_all(&folder);
    let path = project::root().join("docs/large.md");
    let text = fs::read_to_string(&path)?;
    fs::write(&path, placed(&text, &result?)?)?;
    shell.note("docs/large.md is written");
    Ok(ExitCode::SUCCESS)
}

fn tables(args: &Args, shell: &Shell, folder: &Path) -> Result<String> {
    let mut measured = Vec::new();
    for &entries in &args.counts {
        shell.note(&format!("{entries} entries"));
        measured.push(measure(entries, folder)?);
        fs::remove_dir_all(folder)?;
    }
    shell.note("1,000 entries in one index");
    let together = one_index(folder)?;
    let mut text = String::from(
        "| entries about products | first build | processor | memory at most | files | on the disk | \
         again after a change | processor | files touched |\n|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n",
    );
    for it in &measured {
        let _ = writeln!(
            text,
            "| {} | {} s | {:.0} s | {:.0} MiB | {} | {:.0} MB | {} s | {:.0} s | {} |",
            grouped(it.entries),
            seconds(it.build.wall),
            it.build.processor,
            it.build.memory,
            grouped(it.files),
            it.bytes as f64 / 1e6,
            seconds(it.again.wall),
            it.again.processor,
            it.touched,
        );
    }
    text += "\n| a product's page of a shop of | manifests | store-wide index | shard | together |\n\
             |---|--:|--:|--:|--:|\n";
    let mut row = |what: &str, page: &Page| {
        let Page { manifests, index, shard } = page;
        let all = page.all();
        let _ = writeln!(text, "| {what} | {manifests} B | {index} B | {shard} B | {all} B |");
    };
    row("1,000 entries in one index", &together);
    for it in &measured {
        row(
            &format!("{} entries, products apart", grouped(it.entries + generate::STORE_WIDE)),
            &it.page,
        );
    }
    let date = output(Command::new("date").arg("+%Y-%m-%d"))?;
    let cores = std::thread::available_parallelism()?;
    let counts: Vec<String> = args.counts.iter().map(usize::to_string).collect();
    let _ = write!(
        text,
        "\nMeasured on {date} by `cargo xtask scale --counts {}`, on {cores} processor cores that \
         other programs used as well.\n",
        counts.join(",")
    );
    Ok(text)
}

fn measure(entries: usize, folder: &Path) -> Result<Measured> {
    let (content, out) = (folder.join("content"), folder.join("out"));
    let products = entries / generate::OF_PRODUCT;
    ensure!(products > PRODUCT, "{entries} entries are too few to look at a product's page");
    generate::write(&content, products, "always", None)?;
    let build = taken(&content, &out)?;
    let (files, bytes, _) = walk(&out, SystemTime::UNIX_EPOCH)?;
    let page = page(&out)?;
    generate::write(&content, products, "always", Some(PRODUCT))?;
    // Times of files are as coarse as the system's clock ticks.
    sleep(Duration::from_millis(50));
    let before = SystemTime::now();
    sleep(Duration::from_millis(50));
    let again = taken(&content, &out)?;
    let (_, _, touched) = walk(&out, before)?;
    Ok(Measured { entries, build, again, touched, files, bytes, page })
}

/// A shop of 1,000 entries, those about its products in the index of all pages.
fn one_index(folder: &Path) -> Result<Page> {
    let (content, out) = (folder.join("content"), folder.join("out"));
    let products = (1000 - generate::STORE_WIDE) / generate::OF_PRODUCT;
    generate::write(&content, products, "never", None)?;
    taken(&content, &out)?;
    page(&out)
}

/// What the page of a product loads from a build.
fn page(out: &Path) -> Result<Page> {
    let manifest = out.join("manifest.json");
    let index = file_of(&manifest)?;
    let product = out.join(format!("products/id-p-{PRODUCT}.json"));
    if !product.exists() {
        return Ok(Page {
            manifests: compressed(&[manifest])?,
            index: compressed(&[out.join(index)])?,
            shard: 0,
        });
    }
    let shard = file_of(&product)?;
    Ok(Page {
        manifests: compressed(&[manifest, product])?,
        index: compressed(&[out.join(index)])?,
        shard: compressed(&[out.join(shard)])?,
    })
}

/// The index that a manifest names.
fn file_of(manifest: &Path) -> Result<String> {
    let value: Value = serde_json::from_slice(&fs::read(manifest)?)?;
    let file = value["languages"]["en"]["index"]["file"].as_str();
    Ok(file.with_context(|| format!("{} names no index", manifest.display()))?.to_owned())
}

/// The bytes of files after Brotli, each by itself.
fn compressed(files: &[PathBuf]) -> Result<usize> {
    let script = "const fs = require('fs'), zlib = require('zlib');\
                  console.log(process.argv.slice(1).reduce((sum, file) => \
                  sum + zlib.brotliCompressSync(fs.readFileSync(file)).length, 0))";
    let sum = output(program("node").args(["-e", script]).args(files))?;
    Ok(sum.parse()?)
}

/// Runs a build, and looks at it while it runs.
fn taken(content: &Path, out: &Path) -> Result<Taken> {
    let faqlet = project::target()?.join("release/faqlet");
    let mut build = Command::new(faqlet);
    build.arg("build").arg(content).arg("--out").arg(out);
    let start = Instant::now();
    let mut build = build.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let (mut memory, mut processor) = (0.0_f64, 0.0_f64);
    let status = loop {
        if let Some((kibibytes, seconds)) = looked_at(build.id()) {
            memory = memory.max(kibibytes / 1024.0);
            processor = processor.max(seconds);
        }
        if let Some(status) = build.try_wait()? {
            break status;
        }
        sleep(Duration::from_millis(20));
    };
    if !status.success() {
        bail!("the build of {} failed ({status})", content.display());
    }
    Ok(Taken { wall: start.elapsed(), processor, memory })
}

/// The most memory of a process so far, in KiB, and its processor time in seconds.
fn looked_at(process: u32) -> Option<(f64, f64)> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes = most.trim().trim_end_matches(" kB").parse().ok()?;
    let times = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name before the last bracket may have blanks.
    let mut times = times.rsplit(')').next()?.split_whitespace().skip(11);
    let mut ticks = || times.next()?.parse::<f64>().ok();
    // Linux counts a hundredth of a second to all programs, whatever it does itself.
    Some((kibibytes, (ticks()? + ticks()?) / 100.0))
}

/// How many files there are below a folder, how many bytes they have, and how many are newer.
fn walk(folder: &Path, than: SystemTime) -> Result<(usize, u64, usize)> {
    let (mut files, mut bytes, mut newer) = (0, 0, 0);
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let metadata = entry.metadata()?;
            if metadata.is_dir() {
                folders.push(entry.path());
            } else {
                files += 1;
                bytes += metadata.len();
                newer += usize::from(metadata.modified()? > than);
            }
        }
    }
    Ok((files, bytes, newer))
}

fn seconds(time: Duration) -> String {
    format!("{:.0}", time.as_secs_f64())
}

/// A number with a comma before each three digits.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A page with the tables in their place.
fn placed(page: &str, tables: &str) -> Result<String> {
    let (start, rest) = page.split_once("<!-- scale -->").context("docs/large.md has no place")?;
    let (_, end) = rest.split_once("<!-- /scale -->").context("docs/large.md has no place")?;
    Ok(format!("{start}<!-- scale -->\n\n{tables}\n<!-- /scale -->{end}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_have_a_place_in_the_guide() {
        let page = fs::read_to_string(project::root().join("docs/large.md")).unwrap();
        let once = placed(&page, "table").unwrap();
        assert_eq!(placed(&once, "table").unwrap(), once);
        assert!(once.contains("table"));
    }

    #[test]
    fn digits_are_grouped() {
        let of = [0, 999, 1000, 1_234_567].map(grouped);
        assert_eq!(of, ["0", "999", "1,000", "1,234,567"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_a_process_takes_can_be_seen() {
        let (kibibytes, seconds) = looked_at(std::process::id()).unwrap();
        assert!(kibibytes > 100.0 && seconds >= 0.0);
        assert_eq!(looked_at(u32::MAX).map(|_| ()), None);
    }
}
