//! Owns other ways to ask for one address: spellings that a program may take for the same path, and a form sent to it.

use reqwest::Url;

use crate::bench::browser::form::Form;
use crate::bench::browser::page::Page;
use crate::scenario::universal::binding::form_of;
use crate::scenario::universal::forged::tokens;

/// The same path in other spellings: what finds the page may know them, and what guards it may not.
pub(super) fn spellings(address: &str) -> Vec<String> {
    let Ok(url) = address.parse::<Url>() else {
        return Vec::new();
    };
    let path = url.path().trim_end_matches('/').to_owned();
    let Some((folder, last)) = path.rsplit_once('/').filter(|(_, last)| !last.is_empty()) else {
        return Vec::new();
    };
    let mut paths = vec![
        format!("{path}/"),
        format!("{path}//"),
        format!("/{path}"),
        format!("{folder}//{last}"),
        format!("{path};a=b"),
        format!("{path}%20"),
        with_last_octet_encoded(&path),
    ];
    // Letters only: in `%d0` they are digits.
    if !path.contains('%') {
        paths.extend([path.to_uppercase(), path.to_lowercase()]);
    }
    if !last.contains('.') {
        paths.extend([".json", ".html"].map(|ending| format!("{path}{ending}")));
    }
    paths.retain(|other| other != url.path());
    paths.dedup();
    let spelled = paths.into_iter().map(|other| {
        let mut changed = url.clone();
        changed.set_path(&other);
        changed.to_string()
    });
    spelled.collect()
}

fn with_last_octet_encoded(path: &str) -> String {
    let mut shorter = path.to_owned();
    match shorter.pop() {
        Some(last) if last.is_ascii_alphanumeric() && !shorter.ends_with('%') => {
            format!("{shorter}%{:02X}", u32::from(last))
        }
        _ => path.to_owned(),
    }
}

/// A form without fields of its own that is sent to an address, with the tokens that a user's own pages give.
pub(super) fn posted(address: &str, pages: &[&Page]) -> Option<(Form, Vec<(String, String)>)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for form in pages.iter().flat_map(|page| page.forms()) {
        for token in tokens(&form) {
            if !fields.iter().any(|(name, _)| *name == token.name) {
                fields.push((token.name.clone(), token.value.clone()));
            }
        }
    }
    let form = Form { method: "post".to_owned(), ..form_of(address.parse().ok()?) };
    Some((form, fields))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_other_spellings_and_the_front_page_none() {
        let all = spellings("https://diary.example/diary/41?week=2");
        for path in ["/diary/41/", "//diary/41", "/diary//41", "/DIARY/41", "/diary/4%31", "/diary/41.json"] {
            let wanted = format!("https://diary.example{path}?week=2");
            assert!(all.contains(&wanted), "{wanted} among {all:?}");
        }
        assert!(!all.contains(&"https://diary.example/diary/41?week=2".to_owned()));
        assert_eq!(spellings("https://diary.example/"), Vec::<String>::new());
    }
}
