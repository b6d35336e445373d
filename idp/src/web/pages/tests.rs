//! Every template is rendered and read as a browser and a screen reader would.

use scraper::{ElementRef, Html, Selector};

mod samples;

/// A rendered sample.
struct Page {
    name: String,
    html: String,
}

impl Page {
    fn parsed(&self) -> Html {
        Html::parse_document(&self.html)
    }

    fn read(&self, check: impl Fn(&Html)) {
        check(&self.parsed());
    }
}

fn all<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).expect("a selector of the test");
    html.select(&selector).collect()
}

fn attribute<'a>(element: ElementRef<'a>, name: &str) -> &'a str {
    element.value().attr(name).unwrap_or_default()
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn page(name: &str) -> Page {
    samples::pages().into_iter().find(|page| page.name == name).expect("a sample of this name")
}

#[test]
fn every_page_says_it_is_a_simulator_in_russian() {
    for page in samples::pages() {
        page.read(|html| {
            assert_eq!(all(html, "html[lang=ru]").len(), 1, "{}", page.name);
            let banner = all(html, "#simulator-banner");
            assert_eq!(banner.len(), 1, "{}", page.name);
            assert!(text(banner[0]).contains("Никогда не вводите здесь настоящие данные"), "{}", page.name);
            assert_eq!(all(html, "a.skip[href='#content']").len(), 1, "{}", page.name);
            assert_eq!(all(html, "main#content").len(), 1, "{}", page.name);
            assert_eq!(all(html, "h1").len(), 1, "{}", page.name);
            assert!(html.errors.is_empty(), "{}: {:?}", page.name, html.errors);
        });
    }
}

#[test]
fn every_template_has_a_sample() {
    let templates = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let part_or_seen = |name: &str| {
        name.contains("_part.")
            || matches!(name, "layout.html" | "ui.html")
            || samples::TEMPLATES.contains(&name)
    };
    let mut unseen = Vec::new();
    let mut folders = vec![templates.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(&templates).unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if !part_or_seen(&name) {
                unseen.push(name);
            }
        }
    }
    assert!(unseen.is_empty(), "templates without a sample: {unseen:?}");
}

#[test]
fn ids_are_unique_and_references_lead_somewhere() {
    for page in samples::pages() {
        page.read(|html| {
            let mut ids: Vec<_> = all(html, "[id]").into_iter().map(|one| attribute(one, "id")).collect();
            ids.sort_unstable();
            let count = ids.len();
            ids.dedup();
            assert_eq!(ids.len(), count, "{}: an id is used twice", page.name);
            for name in ["aria-describedby", "aria-labelledby", "for"] {
                for element in all(html, &format!("[{name}]")) {
                    for id in attribute(element, name).split_whitespace() {
                        assert!(ids.contains(&id), "{}: {name} leads to no {id}", page.name);
                    }
                }
            }
            for link in all(html, "a[href^='#']") {
                let target = attribute(link, "href").trim_start_matches('#');
                assert!(ids.contains(&target), "{}: no {target} to jump to", page.name);
            }
        });
    }
}

#[test]
fn every_control_has_a_label_and_every_group_a_legend() {
    for page in samples::pages() {
        page.read(|html| {
            for control in all(html, "input:not([type=hidden]), select, textarea") {
                let id = attribute(control, "id");
                let labels = all(html, &format!("label[for='{id}']"));
                assert_eq!(labels.len(), 1, "{}: {id}", page.name);
                assert!(!text(labels[0]).is_empty(), "{}: {id}", page.name);
                assert!(!attribute(control, "name").is_empty(), "{}: {id} has no name", page.name);
            }
            for element in all(html, "button, a, legend, th, h1, h2, h3") {
                let named = !text(element).is_empty() || !attribute(element, "aria-label").is_empty();
                assert!(named, "{}: a nameless {}", page.name, element.value().name());
            }
            assert_eq!(all(html, "fieldset").len(), all(html, "fieldset > legend").len(), "{}", page.name);
        });
    }
}

#[test]
fn every_error_stands_in_the_summary_and_at_its_field() {
    for page in samples::pages() {
        page.read(|html| {
            for error in all(html, ".error") {
                let id = attribute(error, "id");
                let field = id.trim_end_matches("-error");
                assert!(
                    !all(html, &format!(".summary a[href='#{field}']")).is_empty(),
                    "{}: {id}",
                    page.name
                );
                let told = all(html, &format!("[aria-describedby~='{id}'][aria-invalid=true]"));
                assert_eq!(told.len(), 1, "{}: {id} is told by no field", page.name);
            }
            assert_eq!(all(html, ".summary").len(), all(html, ".summary[role=alert]").len());
        });
    }
}

#[test]
fn nothing_comes_from_outside_and_nothing_runs() {
    for page in samples::pages() {
        page.read(|html| {
            assert!(
                all(html, "script, iframe, style, [style], img, base, object").is_empty(),
                "{}",
                page.name
            );
            // A link that is marked as external is followed by a person, and loads nothing.
            for element in all(html, "[href]:not(a[rel=external]), [src], [action]") {
                for name in ["href", "src", "action"] {
                    let outside = attribute(element, name).starts_with("http")
                        || attribute(element, name).starts_with("//");
                    assert!(!outside, "{}: {}", page.name, attribute(element, name));
                }
            }
            let handlers = page.html.contains(" onclick") || page.html.contains("javascript:");
            assert!(!handlers, "{}", page.name);
        });
    }
}

#[test]
fn secrets_are_never_written_back_and_forms_leave_checking_to_the_server() {
    for page in samples::pages() {
        page.read(|html| {
            for secret in all(html, "input[type=password], input[autocomplete=one-time-code]") {
                assert_eq!(attribute(secret, "value"), "", "{}", page.name);
            }
            for form in all(html, "form[method=post]") {
                let typed = form.select(&Selector::parse("[required]").unwrap()).count();
                assert!(typed == 0 || form.value().attr("novalidate").is_some(), "{}", page.name);
            }
        });
    }
}

#[test]
fn forms_have_the_fields_and_buttons_of_the_contract() {
    for (name, action, fields, button) in samples::FORMS {
        page(name).read(|html| {
            let forms = all(html, &format!("form[action='{action}']"));
            let found = forms.iter().any(|form| {
                let names = Selector::parse("[name]").unwrap();
                let mut seen: Vec<_> = form.select(&names).map(|one| attribute(one, "name")).collect();
                seen.dedup();
                let buttons = Selector::parse("button").unwrap();
                let label = form.select(&buttons).map(text).collect::<Vec<_>>().join(" ");
                seen.iter().copied().eq(fields.split_whitespace()) && label == *button
            });
            assert!(found, "{name}: no form {action} with {fields} and «{button}»\n{}", html.html());
        });
    }
}

#[test]
fn pages_hold_the_words_of_the_letters() {
    for (name, words) in samples::WORDS {
        page(name).read(|html| {
            let seen = text(all(html, "body")[0]);
            assert!(seen.contains(words), "{name}: no «{words}» in {seen}");
        });
    }
}

#[test]
fn what_was_typed_is_kept_and_escaped() {
    page("registration-start-refused").read(|html| {
        assert_eq!(attribute(all(html, "#f-first_name")[0], "value"), "Алла <b>");
        assert_eq!(attribute(all(html, "#f-email")[0], "value"), "alla");
    });
}

#[test]
fn links_stay_in_their_realm() {
    for name in ["registration-start-refused", "index"] {
        page(name).read(|html| {
            for element in all(html, "[href^='/'], [action^='/']") {
                let target = format!("{}{}", attribute(element, "href"), attribute(element, "action"));
                assert!(target.starts_with("/realms/"), "{name}: {target} leaves the realm");
            }
        });
    }
}

#[test]
fn texts_write_one_letter_for_yo() {
    for page in samples::pages() {
        assert!(!page.html.contains(['ё', 'Ё']), "{}", page.name);
    }
}

#[test]
fn logs_keep_the_lines_of_the_test_stand() {
    use super::logs::{PostcodeLog, SmsLog};
    use askama::Template as _;
    let sms = SmsLog::sample().render().unwrap();
    assert_eq!(
        sms,
        "2018.09.01 10:00:00 +0300 Код: 123456. Никому его не сообщайте to number +7(900)0000001\n"
    );
    assert_eq!(PostcodeLog::sample().render().unwrap(), "Post code (112-233-445 95) : 123456789012\n");
}

/// `PAGES_TO=FOLDER cargo test -p idp pages` writes the samples out, to be looked at in a browser.
#[test]
fn samples_are_written_where_asked() {
    let Some(folder) = std::env::var_os("PAGES_TO") else { return };
    let folder = std::path::PathBuf::from(folder);
    std::fs::create_dir_all(folder.join("assets")).unwrap();
    let css = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/portal.css");
    std::fs::copy(css, folder.join("assets/portal.css")).unwrap();
    for page in samples::pages() {
        let html =
            page.html.replace("/realms/r-1/assets", "/assets").replace("/realms/school-9/assets", "/assets");
        std::fs::write(folder.join(format!("{}.html", page.name)), html.replace("\"/assets", "\"assets"))
            .unwrap();
    }
}
