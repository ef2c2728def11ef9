//! What others achieve on the same sets: figures measured once, outside of this repository.
//! `docs/evaluation.md` says what each column is.

/// Success@1 of others on one set, in percent; empty where nothing was measured.
pub struct Others {
    /// The set's name.
    pub set: &'static str,
    /// Whether the questions' products were withheld.
    pub no_product: bool,
    /// The best search library that runs in a browser, by name.
    pub library: &'static str,
    /// BM25 over stems.
    pub stems: &'static str,
    /// BM25 with character n-grams.
    pub ngrams: &'static str,
    /// Chatbot platforms and neural models, by name.
    pub neural: &'static str,
}

const fn on(set: &'static str) -> Others {
    Others { set, no_product: false, library: "", stems: "", ngrams: "", neural: "" }
}

/// In the order of the page: the most realistic sets first.
pub const OTHERS: [Others; 15] = [
    Others {
        library: "Lunr 78.0",
        stems: "71.2",
        neural: "Dialogflow 76.4, Haptik 75.6, BERT 75.2, Rasa 73.2, LUIS 67.2",
        ..on("hint3-sofmattress-all")
    },
    Others {
        ngrams: "62 (TF-IDF)",
        neural: "Haptik 65.7, Dialogflow 63.1",
        ..on("hint3-powerplay11-all")
    },
    Others { stems: "58.9", ngrams: "64.6", neural: "MiniLM 72.0", ..on("hint3-sofmattress-k5") },
    Others {
        library: "MiniSearch 80.3",
        stems: "82.0",
        ngrams: "83.2",
        neural: "MiniLM 90.5",
        ..on("clinc150-k20")
    },
    Others { stems: "72.6", ngrams: "74.6", neural: "MiniLM 84.5", ..on("clinc150-k5") },
    Others { library: "elasticlunr 75.7", stems: "78.7", ..on("banking77-k20") },
    Others { ngrams: "80.8", neural: "MiniLM 89.8", ..on("bitext-k5") },
    Others { ngrams: "79", ..on("epqa") },
    Others { ngrams: "40", no_product: true, ..on("epqa") },
    Others { ngrams: "69.4", ..on("alchemy-ru") },
    Others { ngrams: "68.6", ..on("alchemy-hu") },
    Others { ngrams: "74.6", ..on("alchemy-ar") },
    Others { ngrams: "70.5", neural: "e5-small 85.9", ..on("homeassistant-ru") },
    Others { ngrams: "84.2", neural: "e5-small 90.2", ..on("homeassistant-hu") },
    Others { ngrams: "82.9", neural: "e5-small 91.5", ..on("homeassistant-ar") },
];
