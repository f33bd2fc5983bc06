//! Every built-in rule is tested by its own examples.

#![allow(clippy::unwrap_used)]

use fashen::check::examples;
use fashen::lawbook::Lawbook;
use jiff::civil::date;

#[test]
fn every_example_of_every_rule_holds() {
    let sources = fashen::rule::built_in();
    let tested = examples::test(&sources, &Lawbook::built_in(), date(2026, 11, 21))
        .unwrap_or_else(|faults| panic!("{}", faults.iter().map(|fault| fault.show()).collect::<Vec<_>>().join("\n")));
    let failures: Vec<_> = tested.failures.iter().map(ToString::to_string).collect();
    assert!(failures.is_empty(), "{} of {} examples\n{}", failures.len(), tested.examples, failures.join("\n"));
    assert!(tested.rules >= 60, "{}", tested.rules);
    assert!(tested.examples >= 2 * tested.rules, "{}", tested.examples);
}

#[test]
fn the_handbook_is_that_of_the_rules() {
    let listed = std::process::Command::new(env!("CARGO_BIN_EXE_fashen"))
        .args(["rules", "list", "--format", "markdown"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let kept = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules.md")).unwrap();
    assert!(String::from_utf8(listed.stdout).unwrap() == kept, "fashen rules list --format markdown > docs/rules.md");
}
