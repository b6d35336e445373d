//! Names of the programs that sessions were begun with, as a citizen calls them.

/// Programs by the mark that only they leave in `User-Agent`: whoever also leaves another's comes first.
const PROGRAMS: [(&str, &str); 6] = [
    ("YaBrowser/", "Яндекс Браузер"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 6] = [
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];
const AGENT_CHARS_MAX: usize = 60;

/// What a citizen calls the program that a session was begun with.
pub(crate) fn named(agent: &str) -> String {
    let found = |all: &[(&str, &'static str)]| {
        all.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    match (found(&PROGRAMS), found(&SYSTEMS)) {
        (Some(program), Some(system)) => format!("{program}, {system}"),
        (Some(program), None) => program.to_owned(),
        (None, _) if agent.is_empty() => "Программа без названия".to_owned(),
        (None, _) => agent.chars().take(AGENT_CHARS_MAX).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_device_is_called_by_what_it_is() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36";
        assert_eq!(named(chrome), "Chrome, Linux");
        assert_eq!(named(&chrome.replace("Safari", "YaBrowser/24.7 Safari")), "Яндекс Браузер, Linux");
        assert_eq!(
            named("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1"),
            "Safari, iPhone"
        );
        assert_eq!(named("esia-connector/1.0"), "esia-connector/1.0");
        assert_eq!(named(&"x".repeat(500)).len(), 60);
        assert_eq!(named(""), "Программа без названия");
    }
}
