//! Owns conditions on what a citizen reads.

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::cause;
use crate::check::clause::Clause;

/// How much of a page is quoted around the words that were looked for, on each side.
const QUOTED: usize = 24;

/// The page that is shown has these words.
pub(crate) fn shows(bench: &Bench<'_>, browser: &Browser, clause: Clause, words: &str) -> Result<(), Halt> {
    let page = browser.page()?;
    let (text, wording) = (page.text(), browser.wording());
    let (weight, words) = (wording.weight(&page.url, words), wording.own(&page.url, words));
    let seen = quoted(&text, words).unwrap_or(text);
    let must = format!("{} reads", browser.who());
    bench.transcript().weigh(weight, clause, &must, &format!("«{words}»"), &seen, page.shows(words));
    Ok(())
}

/// The page that is shown has all of these words.
pub(crate) fn shows_all(
    bench: &Bench<'_>,
    browser: &Browser,
    clause: Clause,
    words: &[&str],
) -> Result<(), Halt> {
    words.iter().try_for_each(|words| shows(bench, browser, clause, words))
}

/// The page that is shown does not have these words.
pub(crate) fn lacks(bench: &Bench<'_>, browser: &Browser, clause: Clause, words: &str) -> Result<(), Halt> {
    let page = browser.page()?;
    let words = browser.wording().own(&page.url, words);
    let holds = !page.shows(words);
    let seen = if holds { format!("«{}» without it", page.title()) } else { page.text() };
    let must = format!("{} does not read", browser.who());
    let transcript = bench.transcript();
    transcript.perhaps_about(cause::suspected(transcript.id()), || {
        transcript.check(clause, &must, &format!("«{words}»"), &seen, holds);
        Ok(())
    })
}

/// The page shows the marks of this family, and of no one else.
pub(crate) fn shows_marks(
    bench: &Bench<'_>,
    browser: &Browser,
    clause: Clause,
    user: &crate::bench::party::LegacyUser,
) -> Result<(), Halt> {
    for words in user.marks {
        shows(bench, browser, clause, words)?;
    }
    let others = bench.party().legacy_users().iter().filter(|other| other.id != user.id);
    for words in others.flat_map(|other| other.marks) {
        lacks(bench, browser, clause, words)?;
    }
    Ok(())
}

/// The words with their context.
fn quoted(text: &str, words: &str) -> Option<String> {
    let (before, after) = text.split_once(words)?;
    let skipped = before.chars().count().saturating_sub(QUOTED);
    let before: String = before.chars().skip(skipped).collect();
    let rest: String = after.chars().take(QUOTED).collect();
    let [more_before, more_after] =
        [skipped > 0, rest.len() < after.len()].map(|more| if more { "…" } else { "" });
    Some(format!("«{more_before}{before}{words}{rest}{more_after}»"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_with_what_stands_around_them() {
        let text =
            "Учебный дневник вымышленной школы. Отлично! Перейти в Дневник.ру, к оценкам и домашним заданиям";
        let quote = quoted(text, "Отлично!").unwrap();
        assert_eq!(quote, "«…вник вымышленной школы. Отлично! Перейти в Дневник.ру, к…»");
        assert_eq!(quoted("Отлично!", "Отлично!").unwrap(), "«Отлично!»");
        assert_eq!(quoted(text, "Плохо"), None);
    }
}
