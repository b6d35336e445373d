//! What each scope means to the person who is asked for it, in Russian.

mod table;

pub use table::{Right, Topic};

/// One line of the consent page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The scope as it was asked for.
    pub scope: String,
    /// What it opens, in Russian.
    pub text: String,
}

/// The lines of one topic, under a heading of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What the lines are about.
    pub topic: Topic,
    /// The lines, in the order they were asked for.
    pub lines: Vec<Line>,
}

/// The right a scope gives, whatever parameters or address it carries.
///
/// Scopes of organisations come as `http://esia.gosuslugi.ru/org_ogrn?org_oid=1` in the first version
/// of the protocol and as bare names in the later ones; both are found.
pub fn find(scope: &str) -> Option<&'static Right> {
    let bare = scope.split('?').next().unwrap_or(scope);
    let name = bare.rsplit('/').next().unwrap_or(bare);
    table::RIGHTS.iter().find(|right| right.scope == name)
}

/// What a scope opens; an unknown scope is shown by its name, so that nothing asked for is hidden.
pub fn describe(scope: &str) -> String {
    let organisation = scope.split_once("org_oid=").map(|(_, oid)| oid.split('&').next().unwrap_or(oid));
    match (find(scope), organisation) {
        (Some(right), Some(oid)) => format!("{} (организация {oid})", right.text),
        (Some(right), None) => right.text.to_owned(),
        (None, _) => format!("Право «{scope}»"),
    }
}

/// The asked scopes by topic, topics in the order of [`Topic::ALL`], repeated scopes once.
pub fn groups<'a>(scopes: impl IntoIterator<Item = &'a str>) -> Vec<Group> {
    let mut groups: Vec<Group> = Topic::ALL.iter().map(|&topic| Group { topic, lines: Vec::new() }).collect();
    for scope in scopes {
        let topic = find(scope).map_or(Topic::Other, |right| right.topic);
        let line = Line { scope: scope.to_owned(), text: describe(scope) };
        if let Some(group) = groups.iter_mut().find(|group| group.topic == topic)
            && !group.lines.contains(&line)
        {
            group.lines.push(line);
        }
    }
    groups.retain(|group| !group.lines.is_empty());
    groups
}

#[cfg(test)]
mod tests;
