//! What an index costs to open and a question to answer, stage by stage, in shops of several sizes.
//!
//! `cargo bench -p faqlet`; with part of a name, such as `ask/10000`, only those.

#![expect(missing_docs, reason = "Criterion's macros make functions without any")]

mod shop;

use std::cell::OnceCell;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use faqlet::index::Index;
use faqlet::search::{Query, Ranker};
use faqlet::{AskOptions, Engine};

use crate::shop::Shop;

/// Entries of the shops.
const SIZES: [usize; 3] = [1_000, 10_000, 50_000];
/// Entries that an engine names where nothing is said.
const LIMIT: usize = 5;

fn benches(criterion: &mut Criterion) {
    for size in SIZES {
        let shop = Shop::new(size);
        opening(criterion, size, &shop);
        for (kind, questions) in [("clean", &shop.clean), ("misspelt", &shop.misspelt)] {
            asking(criterion, &format!("{size}/{kind}"), &shop.index, questions);
        }
    }
}

fn opening(criterion: &mut Criterion, size: usize, shop: &Shop) {
    let mut group = criterion.benchmark_group("open");
    group.throughput(Throughput::Bytes(shop.index.len() as u64));
    group.bench_function(BenchmarkId::new("index", size), |bencher| {
        bencher.iter(|| Index::open(&shop.index[..]));
    });
    let index = Index::open(&shop.index[..]).expect("the writer's bytes are whole");
    group.bench_function(BenchmarkId::new("ranker", size), |bencher| {
        bencher.iter(|| Ranker::new(&index));
    });
    // What is made when a question first needs it, such as the vocabulary for misspelt words.
    group.bench_function(BenchmarkId::new("engine and first answer", size), |bencher| {
        bencher.iter(|| {
            let engine = Engine::open(&shop.index[..]).expect("the writer's bytes are whole");
            engine.ask(&shop.misspelt[0], &AskOptions::default())
        });
    });
    group.finish();
}

/// One question after the other, so that a time is of a single one.
fn asking(criterion: &mut Criterion, name: &str, bytes: &[u8], questions: &[String]) {
    let index = Index::open(bytes).expect("the writer's bytes are whole");
    let engine = Engine::open(bytes).expect("the writer's bytes are whole");
    let ranker = Ranker::new(&index);
    let vocabulary = OnceCell::new();
    let read = |question: &String| Query::new(question, &index, &vocabulary);
    let queries: Vec<Query> = questions.iter().map(read).collect();

    let mut group = criterion.benchmark_group("question");
    let mut stage = |stage: &str, run: &mut dyn FnMut(usize)| {
        group.bench_function(BenchmarkId::new(stage, name), |bencher| {
            let mut turns = (0..questions.len()).cycle();
            bencher.iter(|| run(turns.next().unwrap_or_default()));
        });
    };
    stage("words", &mut |at| {
        black_box(index.analyzer().tokens(&questions[at]));
    });
    stage("words and their terms", &mut |at| {
        black_box(read(&questions[at]));
    });
    stage("ranking", &mut |at| {
        black_box(ranker.rank(&queries[at], &index, |_| true, LIMIT));
    });
    stage("ask", &mut |at| {
        black_box(engine.ask(&questions[at], &AskOptions::default()));
    });
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
