use super::*;

fn read_all(text: &str) -> Vec<(u32, Option<Trouble>, Vec<String>)> {
    let dialect = Dialect::of(text);
    let lines = Lines::new(text.as_bytes(), dialect.line_end, 200);
    let mut seen = Vec::new();
    rows(lines, dialect, &Limits { cells: 8, ..Limits::USUAL }, &mut |row| {
        seen.push((row.number, row.trouble, row.cells().map(str::to_owned).collect()));
        Ok(())
    })
    .unwrap();
    seen
}

fn cells(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

#[test]
fn quotes_hold_separators_line_breaks_and_quotes() {
    let seen = read_all("a;b;c\n\"x;y\";\"one\ntwo\";\"say \"\"hi\"\"\"\nО\"Нил;;\n");
    assert_eq!(seen[1], (2, None, cells(&["x;y", "one\ntwo", "say \"hi\""])));
    assert_eq!(seen[2], (4, None, cells(&["О\"Нил", "", ""])));
}

#[test]
fn a_quote_that_is_never_closed_costs_its_own_line_only() {
    let mut text = String::from("a;b\n\"open;1\n");
    (0..50).for_each(|number| text.push_str(&format!("row{number};2\n")));
    let seen = read_all(&text);
    assert_eq!(seen[1], (2, Some(Trouble::Quote), vec![]));
    assert_eq!(seen.len(), 52);
    assert_eq!(seen[51], (52, None, cells(&["row49", "2"])));
}

#[test]
fn a_line_that_is_too_long_is_told_and_the_next_one_is_read() {
    let seen = read_all(&format!("a;b\n{}\nc;d\n", "x".repeat(1000)));
    assert_eq!(seen[1], (2, Some(Trouble::Long), vec![]));
    assert_eq!(seen[2], (3, None, cells(&["c", "d"])));
}

#[test]
fn cells_beyond_the_limit_are_told() {
    let seen = read_all("a;b;c;d;e;f;g;h;i;j\n");
    assert_eq!(seen[0].1, Some(Trouble::Cells));
    assert_eq!(seen[0].2.len(), 8);
}

#[test]
fn the_separator_is_the_one_that_lines_agree_on() {
    for (text, separator) in [
        ("a;b;c\n1,2;3;4\n", ';'),
        ("a,b,c\n1,2,3\n", ','),
        ("a\tb\tc\n1, 2\t3\t4\n", '\t'),
        ("sep=,\na;b,c;d\n", ','),
        ("ФИО;Класс\n\"Иванов, Пётр\";1\n", ';'),
    ] {
        assert_eq!(Dialect::of(text).separator.char(), separator, "{text}");
    }
}

#[test]
fn line_ends_of_every_program_are_line_ends() {
    for end in ["\n", "\r\n", "\r"] {
        let seen = read_all(&["a;b", "1;2", "3;4"].join(end));
        assert_eq!(seen.len(), 3, "{end:?}");
        assert_eq!(seen[2], (3, None, cells(&["3", "4"])));
    }
}

#[test]
fn a_quote_that_another_cell_would_close_costs_its_own_line_only() {
    let seen = read_all("a;b\n\"open;1\n2;\"x; y\"\n3;4\n");
    assert_eq!(seen[1], (2, Some(Trouble::Quote), vec![]));
    assert_eq!(seen[2], (3, None, cells(&["2", "x; y"])));
}
