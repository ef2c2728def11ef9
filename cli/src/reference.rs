//! `docs/cli.md` is made from what `--help` is made from, and held to it here.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use clap::{Arg, Command, CommandFactory as _};

use crate::Arguments;

const START: &str = "\
# The command line

<!-- Generated from the program's --help; `UPDATE_DOCS=1 cargo test -p faqlet-cli reference` \
writes it anew. -->

The program `faqlet` is to be had in two ways, which do the same to the byte. With Node.js 20 or \
newer and nothing else: `npx faqlet`, after `npm install faqlet`. With Rust: `cargo install --path \
cli` in a checkout, then `faqlet`. `faqlet help COMMAND` shows in the terminal what is written here.

";

fn reference() -> String {
    let mut root = Arguments::command();
    root.build();
    let mut text = START.to_owned();
    text += &format!("{}\n\n", about(&root));
    for command in shown(&root) {
        let name = command.get_name();
        let summary = command.get_about().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(text, "- [`faqlet {name}`](#faqlet-{name}): {}", sentence(&summary));
    }
    text.push('\n');
    after(&root, &mut text);
    for command in shown(&root) {
        section(command, "faqlet", &mut text);
    }
    text.truncate(text.trim_end().len());
    text + "\n"
}

/// The commands that people are told about.
fn shown(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|it| it.get_name() != "help" && !it.is_hide_set())
}

/// A command, and the commands inside of it.
fn section(command: &Command, parent: &str, text: &mut String) {
    let name = format!("{parent} {}", command.get_name());
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ");
    let _ = writeln!(text, "## {name}\n\n{}\n\n```text\n{usage}\n```\n", about(command));
    let arguments = command.get_arguments().filter(|argument| !argument.is_hide_set());
    let arguments = arguments.filter(|argument| argument.get_id() != "help");
    let (places, options): (Vec<&Arg>, Vec<&Arg>) = arguments.partition(|it| it.is_positional());
    for argument in places.iter().chain(&options) {
        described(argument, text);
    }
    if !places.is_empty() || !options.is_empty() {
        text.push('\n');
    }
    after(command, text);
    for inner in shown(command) {
        section(inner, &name, text);
    }
}

fn about(command: &Command) -> String {
    let about = command.get_long_about().or(command.get_about());
    let about = about.map(ToString::to_string).unwrap_or_default();
    let paragraphs: Vec<String> = about.split("\n\n").map(sentence).collect();
    paragraphs.join("\n\n")
}

/// What stands below the options: examples, or what figures mean.
fn after(command: &Command, text: &mut String) {
    if let Some(after) = command.get_after_long_help().or(command.get_after_help()) {
        let _ = writeln!(text, "```text\n{}\n```\n", after.to_string().trim_end());
    }
}

/// An argument, its values and its default, as an item of a list.
fn described(argument: &Arg, text: &mut String) {
    let help = argument.get_long_help().or(argument.get_help());
    let help = help.map(ToString::to_string).unwrap_or_default();
    let help: Vec<String> = help.split("\n\n").map(sentence).collect();
    let mut help = help.join("\n\n  ");
    let defaults: Vec<_> =
        argument.get_default_values().iter().map(|it| it.to_string_lossy()).collect();
    if !defaults.is_empty() && argument.get_action().takes_values() {
        let _ = write!(help, " Default: `{}`.", defaults.join(","));
    }
    let _ = writeln!(text, "- {}: {help}", form(argument));
    if argument.is_hide_possible_values_set() || !argument.get_action().takes_values() {
        return;
    }
    for value in argument.get_possible_values().iter().filter(|value| !value.is_hide_set()) {
        let help = value.get_help().map(ToString::to_string).unwrap_or_default();
        let help = if help.is_empty() { help } else { format!(": {}", sentence(&help)) };
        let _ = writeln!(text, "  - `{}`{help}", value.get_name());
    }
}

/// `--out OUT`, or `DIR`.
fn form(argument: &Arg) -> String {
    let names = argument.get_value_names().unwrap_or_default();
    let mut values: Vec<String> = names.iter().map(|name| name.to_string()).collect();
    if matches!(argument.get_action(), clap::ArgAction::Append) || many(argument) {
        values.last_mut().into_iter().for_each(|last| last.push('…'));
    }
    let long = argument.get_long().map(|long| format!("--{long}"));
    let short = argument.get_short().map(|short| format!("-{short}"));
    let flags: Vec<String> = short.into_iter().chain(long).collect();
    let mut parts = vec![flags.join(", ")];
    if argument.is_positional() || argument.get_action().takes_values() {
        parts.extend(values);
    }
    format!("`{}`", parts.join(" ").trim())
}

fn many(argument: &Arg) -> bool {
    argument.get_num_args().is_some_and(|range| range.max_values() > 1)
}

/// A text of clap, which takes the last full stop away, as Markdown.
fn sentence(text: &str) -> String {
    let text = text.trim().replace('<', "\\<").replace('*', "\\*");
    let ended = text.is_empty() || text.ends_with(['.', '!', '?', ':', ')', '…']);
    if ended { text } else { text + "." }
}

#[test]
fn the_reference_of_commands_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/cli.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, reference()).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == reference(),
        "docs/cli.md is out of date; run: UPDATE_DOCS=1 cargo test -p faqlet-cli reference"
    );
}

#[test]
fn everything_that_can_be_typed_is_explained() {
    fn check(command: &Command, path: &str) {
        assert!(command.get_about().is_some(), "{path} says nothing of itself");
        for argument in command.get_arguments() {
            let helped = argument.get_help().or(argument.get_long_help()).is_some();
            assert!(helped, "{path}: {} says nothing of itself", argument.get_id());
        }
        for inner in command.get_subcommands().filter(|it| it.get_name() != "help") {
            check(inner, &format!("{path} {}", inner.get_name()));
        }
    }
    let mut root = Arguments::command();
    root.build();
    check(&root, "faqlet");
}
