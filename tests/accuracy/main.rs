//! How right the rules are, on labelled clauses, on findings read by hand and on real texts. docs/accuracy.md is written by
//! `FASHEN_WRITE_ACCURACY=1 cargo test --release --test accuracy`; without it the page is printed.

#![allow(clippy::unwrap_used)]

#[path = "../beside/mod.rs"]
mod beside;
mod engine;
mod labelled;
mod noise;
mod page;
mod reading;

use beside::shared;
use engine::Engine;
use fashen::fact::Kind;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/accuracy.md");

#[test]
fn accuracy() {
    let Some(shared) = shared() else { return };
    let corpus = shared.join("corpus");
    let engine = Engine::new();
    let measured = page::Measured {
        version: engine.rules.version.clone(),
        violations: labelled::violations(&engine, &corpus),
        answers: labelled::answers(&engine, &corpus),
        reading: reading::read(&engine, &corpus),
        good: noise::of_files(&engine, &noise::good_documents(&corpus), None),
        normative: noise::of_folder(&engine, &corpus.join("normdocs"), None),
        laws: noise::of_folder(&engine, &corpus.join("laws"), Some(Kind::NormativeDocument)),
    };
    let page = page::write(&measured);
    if std::env::var_os("FASHEN_WRITE_ACCURACY").is_some() {
        std::fs::write(PAGE, &page).unwrap();
    } else {
        println!("{page}");
    }
    hold(&measured);
}

/// What has been reached stays reached.
fn hold(measured: &page::Measured) {
    let page::Measured { violations, answers, reading, good, laws, normative, .. } = measured;
    let (points, asked) = *answers;
    let of_laws = |count: usize| 100.0 * count as f64 / laws.paragraphs as f64;
    for (what, reached, least) in [
        ("照录的问题条文", violations.verbatim.percent(), 95.0),
        ("转述的问题条文", violations.paraphrased.percent(), 85.0),
        ("条例的条", violations.regulation.percent(), 90.0),
        ("实施办法的条", violations.measures.percent(), 80.0),
        ("合法条文不报", violations.lawful.percent(), 85.0),
        ("官方答复", 100.0 * points / asked as f64, 85.0),
        ("人工读过的发现", reading.now.percent(), 85.0),
    ] {
        assert!(reached >= least, "{what}: {reached:.1} < {least}");
    }
    assert!(of_laws(laws.competition) <= 0.3 && of_laws(laws.competition_any) <= 1.0);
    assert!(good.pressing <= good.files, "{} in {}", good.pressing, good.files);
    let certain: usize = normative.families.values().map(|counts| counts[0]).sum();
    assert!(certain * 1000 < normative.paragraphs, "certain findings: {certain}");
}
