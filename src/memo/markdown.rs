//! A memo as Markdown (`CommonMark` with tables). Nothing that a person wrote can become markup.

use crate::render::safe;

use super::{Block, Memo, Table};

/// Renders a memo.
#[must_use]
pub fn render(memo: &Memo) -> String {
    let mut out = format!("# {}\n", line(&memo.title));
    for section in &memo.sections {
        out.extend(["\n## ", &line(&section.heading), "\n"]);
        for block in &section.blocks {
            out.push('\n');
            push(&mut out, block);
        }
    }
    out
}

fn push(out: &mut String, block: &Block) {
    match block {
        Block::Paragraph(text) => out.extend([&*lines(text, ""), "\n"]),
        Block::Heading(text) => out.extend(["### ", &line(text), "\n"]),
        Block::Subheading(text) => out.extend(["#### ", &line(text), "\n"]),
        Block::Facts(facts) => push_facts(out, facts),
        Block::List(points) => out.extend(points.iter().map(|point| format!("- {}\n", lines(point, "  ")))),
        Block::Question(question, facts) => {
            out.extend(["**", &line(question), "**\n\n"]);
            push_facts(out, facts);
        }
        Block::Table(table) => push_table(out, table),
        Block::Commands(commands) => push_commands(out, commands),
    }
}

fn push_facts(out: &mut String, facts: &[(String, String)]) {
    out.extend(facts.iter().map(|(name, value)| format!("- **{}:** {}\n", line(name), lines(value, "  "))));
}

/// Writes a fenced block; the fence is longer than any run of its mark within.
fn push_commands(out: &mut String, commands: &[String]) {
    let longest = commands.iter().flat_map(|line| line.split(|c| c != '`')).map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let lines: String = commands.iter().map(|command| safe::line(command).into_owned() + "\n").collect();
    out.extend([&*fence, "\n", &lines, &fence, "\n"]);
}

fn push_table(out: &mut String, table: &Table) {
    // The one piece of markup in a cell is this program's own: text cannot write it, since its brackets are escaped.
    let row = |cells: &[String]| {
        format!("| {} |\n", cells.iter().map(|cell| written(cell).join("<br>")).collect::<Vec<_>>().join(" | "))
    };
    *out += &row(&table.headings);
    out.extend(["|", &" --- |".repeat(table.headings.len()), "\n"]);
    for cells in &table.rows {
        *out += &row(cells);
    }
}

/// Returns text on one line; the lines it had are parted by blanks.
fn line(text: &str) -> String {
    written(text).join(" ")
}

/// Returns text with its line breaks kept as hard ones, each new line indented.
fn lines(text: &str, indent: &str) -> String {
    written(text).join(&format!("\\\n{indent}"))
}

fn written(text: &str) -> Vec<String> {
    let shown = safe::text(text);
    let lines: Vec<_> = shown.lines().map(str::trim).filter(|line| !line.is_empty()).map(escape).collect();
    // An empty value leaves no empty markup behind, which would mean something.
    if lines.is_empty() { vec!["–".to_owned()] } else { lines }
}

/// Escapes one line that has no blanks at its ends.
fn escape(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 16);
    let digits = line.find(|c: char| !c.is_ascii_digit()).unwrap_or(line.len());
    for (at, char) in line.char_indices() {
        let marks = match char {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!' | '$' | '@' | '^' => true,
            // At the beginning of a line these open a list, a rule or an underlined heading.
            '-' | '+' | '=' => at == 0,
            '.' | ')' => at == digits && digits > 0,
            // So that an address stays text and never becomes a link.
            ':' => line[at..].starts_with("://"),
            _ => false,
        };
        if marks {
            out.push('\\');
        }
        out.push(char);
        if char == 'w' && line[..=at].to_ascii_lowercase().ends_with("www") && line[at + 1..].starts_with('.') {
            out.push('\\');
        }
    }
    out
}
