//! Builds of shops whose products are apart: of any number, in little memory.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, Result};
use faqlet::compile::{
    Compiler, Output, OutputFile, PRODUCTS_FOLDER, compile_product, entries_of, site,
};
use faqlet::content::{Audience, Catalogue, Content, Entry, Gathered, Part};
use faqlet::pages::{Page, Site};

use super::{Build, Progress};
use crate::catalogue::Kept;
use crate::output::{Kind, Release, Workplace};
use crate::part::PartFile;
use crate::parts;
use crate::project::infer_intents;

/// What a build of this kind made.
pub struct Built {
    /// The store-wide part of it; `None`: another machine makes that.
    pub store_wide: Option<Output>,
    pub products: Products,
}

/// What there is of products.
#[derive(Default)]
pub struct Products {
    /// How many there are.
    pub count: usize,
    pub entries: usize,
    /// Shards, answers and manifests, and how many bytes they have.
    pub files: usize,
    pub bytes: u64,
    /// Pages without JavaScript, and sitemaps.
    pub pages: usize,
    pub page_bytes: u64,
}

/// All that the work on a part goes by.
struct Work<'a> {
    catalogue: &'a Catalogue,
    edition: &'a Content,
    audience: Audience,
    site: &'a Site<'a>,
    /// The numbers of products among those that have pages.
    numbers: &'a BTreeMap<&'a str, usize>,
    /// There are errors, so that nothing is going to be written.
    failed: &'a AtomicBool,
}

/// What came of a part.
struct Worked {
    part: Part,
    files: Vec<(Kind, OutputFile)>,
    products: usize,
    entries: usize,
}

impl Build {
    /// `None`: the content has errors.
    pub(super) fn build_apart(
        &self,
        compiler: &mut Compiler,
        (catalogue, gathered, kept): (&Catalogue, &mut Gathered, &mut Kept),
        workplace: &mut Workplace,
    ) -> Result<Option<Built>> {
        let audience = self.audience.into();
        let store_wide = gathered.take(catalogue.part(kept.store_wide()));
        let mut content = catalogue.store_wide(audience, store_wide).edition(audience);
        let languages = content.shop.languages.clone();
        let folders = languages.iter().flat_map(|it| [it.clone(), format!("{it}/products")]);
        self.outside_of_content(folders.chain([PRODUCTS_FOLDER.to_owned()]))?;
        workplace.open()?;
        let mut release = Release::new(&self.out, audience, workplace)?;

        let entries = languages.iter().map(|tag| (tag.as_str(), entries_of(&content, tag)));
        let entries: BTreeMap<&str, Vec<&Entry>> = entries.collect();
        let with_pages = || catalogue.products(audience).filter(|it| !it.languages.is_empty());
        // By the catalogue's own numbers.
        let mut places: Vec<Option<usize>> = vec![None; catalogue.products(audience).count()];
        with_pages().zip(0..).for_each(|(it, place)| places[it.number as usize] = Some(place));
        let home = |language: &str, id: &str| {
            places[catalogue.product_of(language, id, audience)? as usize]
        };
        let listed = with_pages().map(|it| (it.id, it.languages)).collect();
        let site = site(&content, audience, &entries, listed, &home);
        let numbers = with_pages().map(|it| it.id).zip(0..).collect();

        let failed = AtomicBool::new(gathered.findings().has_errors());
        let (edition, numbers, failed) = (&content, &numbers, &failed);
        let work = Work { catalogue, edition, audience, site: &site, numbers, failed };
        let progress = Progress::new(crate::catalogue::PARTS);
        let (mut products, mut number) = (Products::default(), 0);
        parts::each(
            kept,
            |texts| work.on(texts),
            |worked| {
                number += 1;
                progress.show("products", number);
                products.count += worked.products;
                products.entries += worked.entries;
                drop(gathered.take(worked.part));
                failed.store(gathered.findings().has_errors(), Ordering::Relaxed);
                worked.files.iter().try_for_each(|(kind, file)| release.add(*kind, file))
            },
        )?;
        progress.end();
        gathered.finish(self.share().of == 1);
        if gathered.findings().has_errors() {
            return Ok(None);
        }
        let first = self.share().number == 1;
        if first {
            let mut added = Ok(());
            let pages = site.store_wide();
            let mut add = |page| {
                if added.is_ok() {
                    added = release.add(Kind::Page, &file(page));
                }
            };
            pages.into_iter().for_each(&mut add);
            site.sitemaps(&mut add);
            added?;
        }
        drop(entries);
        let store_wide = first.then(|| self.store_wide(compiler, &mut content));
        products.files = release.count(Kind::Lasting) + release.count(Kind::ProductManifest);
        products.bytes =
            release.bytes[Kind::Lasting as usize] + release.bytes[Kind::ProductManifest as usize];
        products.pages = release.count(Kind::Page);
        products.page_bytes = release.bytes[Kind::Page as usize];
        if let Some(output) = &store_wide {
            output.files.iter().try_for_each(|file| release.add(Kind::Lasting, file))?;
            release.add(Kind::Manifest, &output.manifest)?;
        }
        if self.shards.is_some() {
            let part = PartFile::new(self.share(), audience, self.infer_intents, catalogue);
            release.add(Kind::Manifest, &part.file())?;
        }
        release.finish().with_context(|| format!("cannot build into {}", self.out.display()))?;
        Ok(Some(Built { store_wide, products }))
    }

    /// The store-wide indexes and answers, and what names them.
    fn store_wide(&self, compiler: &mut Compiler, content: &mut Content) -> Output {
        if self.infer_intents {
            infer_intents(content);
        }
        let progress = Progress::new(content.shop.languages.len());
        let mut number = 0;
        let output = compiler.compile_store_wide(content, &mut |language| {
            number += 1;
            progress.show(language, number);
        });
        progress.end();
        output
    }
}

impl Work<'_> {
    fn on(&self, texts: &[u8]) -> Worked {
        let part = self.catalogue.part(texts);
        let mut worked = Worked { part, files: Vec::new(), products: 0, entries: 0 };
        if self.failed.load(Ordering::Relaxed) {
            return worked;
        }
        let mut products: BTreeMap<&str, BTreeMap<&str, Vec<&Entry>>> = BTreeMap::new();
        for entry in worked.part.entries() {
            let listed = self.edition.shop.languages.contains(&entry.language);
            if let (Some(product), true) =
                (&entry.product, listed && entry.audience <= self.audience)
            {
                let of_product = products.entry(product).or_default();
                of_product.entry(&entry.language).or_default().push(entry);
            }
        }
        let Content { shop, synonyms, .. } = self.edition;
        for (product, entries) in &products {
            let compiled = compile_product(shop, synonyms, self.audience, product, entries);
            worked.files.extend(compiled.files.into_iter().map(|file| (Kind::Lasting, file)));
            worked.files.push((Kind::ProductManifest, compiled.manifest));
            if let Some(number) = self.numbers.get(product) {
                let pages = self.site.product(*number, entries);
                worked.files.extend(pages.into_iter().map(|page| (Kind::Page, file(page))));
            }
            worked.entries += entries.values().map(Vec::len).sum::<usize>();
        }
        worked.products = products.len();
        worked
    }
}

fn file(page: Page) -> OutputFile {
    OutputFile { name: page.path, bytes: page.text.into_bytes() }
}
