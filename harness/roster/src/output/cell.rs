//! Owns cells of CSV that no program takes for more than texts.

/// A cell that a spreadsheet program would take for a formula gets an apostrophe before it.
pub fn neutral(text: &str) -> String {
    let is_dangerous = text
        .trim_start()
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    if is_dangerous { format!("'{text}") } else { text.to_owned() }
}

/// A cell with quotes where it needs them.
pub fn csv_cell(text: &str) -> String {
    if text.contains(['"', ';', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_texts_and_separators_are_quoted() {
        assert_eq!(neutral("=1+1"), "'=1+1");
        assert_eq!(neutral("  @x"), "'  @x");
        assert_eq!(neutral("Иванов"), "Иванов");
        assert_eq!(csv_cell("a;\"b\""), "\"a;\"\"b\"\"\"");
    }
}
