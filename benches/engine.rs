//! What an index costs to open and a question to answer, stage by stage, in shops of several sizes.
//!
//! `cargo bench -p faqlet`; with part of a name, such as `ask/10000`, only those.

mod shop;

use std::cell::{LazyCell, OnceCell};
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use faqlet::index::Index;
use faqlet::search::{Query, Ranker, Vocabulary};
use faqlet::{AskOptions, Engine};

use crate::shop::Shop;

/// Entries of the shops.
const SIZES: [usize; 3] = [1_000, 10_000, 50_000];
/// Entries that an engine names where nothing is said.
const LIMIT: usize = 5;

fn benches(criterion: &mut Criterion) {
    for size in SIZES {
        // Made when a benchmark runs that needs it: a profile of one has little else in it.
        let shop = LazyCell::new(|| Shop::new(size));
        opening(criterion, size, &shop);
        let misspelt = LazyCell::new(|| Asked::new(&shop, &shop.misspelt));
        let clean = LazyCell::new(|| Asked::new(&shop, &shop.clean));
        asking(criterion, &format!("{size}/clean"), &clean);
        asking(criterion, &format!("{size}/misspelt"), &misspelt);
    }
}

fn opening(criterion: &mut Criterion, size: usize, shop: &LazyCell<Shop, impl FnOnce() -> Shop>) {
    let mut group = criterion.benchmark_group("open");
    group.bench_function(BenchmarkId::new("index", size), |bencher| {
        let bytes = &shop.index[..];
        bencher.iter(|| Index::open(bytes));
    });
    group.bench_function(BenchmarkId::new("ranker", size), |bencher| {
        let index = Index::open(&shop.index[..]).expect("the writer's bytes are whole");
        bencher.iter(|| Ranker::new(&index));
    });
    // With what is made when a question first needs it, such as the vocabulary for misspelt words.
    group.bench_function(BenchmarkId::new("engine and first answer", size), |bencher| {
        let (bytes, question) = (&shop.index[..], &shop.misspelt[0]);
        bencher.iter(|| {
            let engine = Engine::open(bytes).expect("the writer's bytes are whole");
            engine.ask(question, &AskOptions::default())
        });
    });
    group.finish();
}

/// An index that was opened, and questions to it at each stage.
struct Asked<'a> {
    questions: &'a [String],
    queries: Vec<Query>,
    index: Index<&'a [u8]>,
    ranker: Ranker,
    vocabulary: OnceCell<Vocabulary>,
    engine: Engine<&'a [u8]>,
}

impl<'a> Asked<'a> {
    fn new(shop: &'a Shop, questions: &'a [String]) -> Self {
        let bytes = &shop.index[..];
        let index = Index::open(bytes).expect("the writer's bytes are whole");
        let engine = Engine::open(bytes).expect("the writer's bytes are whole");
        let vocabulary = OnceCell::new();
        let read = |question: &String| Query::new(question, &index, &vocabulary);
        let queries: Vec<Query> = questions.iter().map(read).collect();
        let ranker = Ranker::new(&index);
        // What is made once is no part of what a question costs.
        for (question, query) in questions.iter().zip(&queries) {
            black_box(ranker.rank(query, &index, |_| true, LIMIT));
            black_box(engine.ask(question, &AskOptions::default()));
        }
        Self { questions, queries, index, ranker, vocabulary, engine }
    }
}

/// One question after the other, so that a time is of a single one.
fn asking<'a>(
    criterion: &mut Criterion,
    name: &str,
    asked: &LazyCell<Asked<'a>, impl FnOnce() -> Asked<'a>>,
) {
    let mut group = criterion.benchmark_group("question");
    group.throughput(Throughput::Elements(1));
    let mut stage = |stage: &str, run: &dyn Fn(&Asked<'_>, usize)| {
        group.bench_function(BenchmarkId::new(stage, name), |bencher| {
            let asked: &Asked<'_> = asked;
            let mut turns = (0..asked.questions.len()).cycle();
            bencher.iter(|| run(asked, turns.next().unwrap_or_default()));
        });
    };
    stage("words", &|asked, at| {
        black_box(asked.index.analyzer().tokens(&asked.questions[at]));
    });
    stage("words and their terms", &|asked, at| {
        black_box(Query::new(&asked.questions[at], &asked.index, &asked.vocabulary));
    });
    stage("ranking", &|asked, at| {
        black_box(asked.ranker.rank(&asked.queries[at], &asked.index, |_| true, LIMIT));
    });
    stage("ask", &|asked, at| {
        black_box(asked.engine.ask(&asked.questions[at], &AskOptions::default()));
    });
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
