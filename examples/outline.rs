//! Prints the outline of files, for development.
fn main() {
    for path in std::env::args().skip(1) {
        let Ok(source) = fashen::source::read(std::path::Path::new(&path)) else { println!("{path}: unread"); continue };
        let d = fashen::parse::parse(&source.text);
        println!("== {path}");
        println!("title {:?}\nnumber {:?}\nissuer {:?}\naddressee {:?}\nsigned {:?}", d.head.title.as_ref().map(|f| &f.text), d.head.document_number.as_ref().map(|f| &f.text), d.head.issuer.as_ref().map(|f| &f.text), d.head.addressee.as_ref().map(|f| &f.text), d.head.signed.as_ref().map(|f| &f.text));
        if std::env::var_os("HEAD").is_some() { continue }
        for (id, n) in d.nodes.iter().enumerate() {
            let depth = d.path_up(id).count();
            let s: String = source.text.slice(n.body).chars().take(30).collect();
            println!("{}{:?} {:?} [{}] {} | {}", "  ".repeat(depth), n.level, n.ordinal.map(|o| (o.number, o.suffix)), source.text.slice(n.label), source.text.slice(n.heading), s.replace('\n', "⏎"));
        }
        for m in &d.matter { println!("{:?}: {}", m.kind, source.text.slice(m.span).chars().take(60).collect::<String>()); }
    }
}
