//! Every built-in rule is tested by its own examples.

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
