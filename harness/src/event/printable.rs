//! Owns how texts of strangers become fit for every report: what a terminal obeys, XML does not allow or a reader cannot
//! see is spelled out as `\u{1b}`.

use crate::event::{Exchange, Happening, Outcome, RunEvent};

impl RunEvent {
    /// The same event, with printable texts. What a scenario leaves for its capsule stays as it is.
    pub(crate) fn printable(mut self) -> Self {
        match &mut self {
            Self::Happened { what, .. } => happening(what),
            Self::ScenarioFinished { outcome, .. } => finished(outcome),
            Self::RunStarted(plan) => printable(&mut plan.party),
            Self::ScenarioStarted { .. } | Self::Kept { .. } | Self::RunFinished { .. } => {}
        }
        self
    }
}

fn happening(what: &mut Happening) {
    match what {
        Happening::Did { who, what } => [who, what].into_iter().for_each(printable),
        Happening::Exchanged(asked) | Happening::Asked(asked) => exchange(asked),
        Happening::Checked(check) => {
            [&mut check.must, &mut check.expected, &mut check.seen].into_iter().for_each(printable);
        }
        Happening::Pictured(picture) => printable(&mut picture.title),
    }
}

fn exchange(asked: &mut Exchange) {
    let Exchange { who, method, url, fields, status: _, location, text, tokens } = asked;
    [who, method, url, text].into_iter().for_each(printable);
    location.iter_mut().chain(tokens).for_each(printable);
    fields.iter_mut().flat_map(|(name, value)| [name, value]).for_each(printable);
}

fn finished(outcome: &mut Outcome) {
    let Outcome { halt, journal, party_said, .. } = outcome;
    halt.iter_mut().chain(journal).chain(party_said).for_each(printable);
}

/// Spells out what is not printable. Lines stay lines.
pub(crate) fn printable(text: &mut String) {
    if !text.contains(is_unprintable) {
        return;
    }
    let mut spelled = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        if is_unprintable(c) { spelled.extend(c.escape_unicode()) } else { spelled.push(c) }
    }
    *text = spelled;
}

/// Controls, separators of lines that editors count and this program does not, changes of the direction of writing, tags,
/// and code points that are no characters, which XML 1.0 section 2.2 does not allow.
fn is_unprintable(c: char) -> bool {
    let is_control = c.is_control() && !matches!(c, '\n' | '\t');
    let is_hidden = matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fff9}'..='\u{fffb}');
    let is_tag = matches!(c, '\u{e0000}'..='\u{e007f}');
    let is_none = matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe;
    is_control || is_hidden || is_tag || is_none
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_cannot_be_printed_is_spelled_out() {
        let spelled = |text: &str| {
            let mut text = text.to_owned();
            printable(&mut text);
            text
        };
        let plain = "Дневник: «ёлка»\n\t– 中文 👨\u{200d}👩 e\u{301}";
        assert_eq!(spelled(plain), plain);
        assert_eq!(spelled("\x1b[31m\r::error::\r\nnext\0"), "\\u{1b}[31m\\u{d}::error::\nnext\\u{0}");
        assert_eq!(
            spelled("\u{202e}\u{2028}\u{85}\u{ffff}\u{1fffe}\u{e0041}"),
            "\\u{202e}\\u{2028}\\u{85}\\u{ffff}\\u{1fffe}\\u{e0041}"
        );
    }
}
