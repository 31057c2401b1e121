use flywheel::report::{FileId, Sources};
pub fn told(text: &str) -> String {
    let mut sources = Sources::new();
    let file = sources.add("rules.flywheel", text);
    let (_, problems) = flywheel::syntax::parse(file, text);
    let mut out = String::new();
    for p in problems.iter() {
        let (line, column) = sources.position(p.at.span);
        let lines: Vec<&str> = text.split('\n').collect();
        out += &format!(
            "{line}:{column} [{}] `{}` {} / {} / {}\n",
            p.code.id,
            sources.text(p.at.span),
            p.title,
            p.at.text,
            p.help.as_deref().unwrap_or("-")
        );
        let _ = lines;
    }
    out
}
#[test]
fn bad() {
    let text = std::fs::read_to_string("/tmp/bad.txt").unwrap();
    for case in text.split("\n---\n") {
        println!("{case}\n   =>\n{}", told(case));
    }
    let _ = FileId(0);
}
#[test]
fn good() {
    let text = std::fs::read_to_string("/tmp/good.flywheel").unwrap();
    println!("{}", told(&text));
}
