//! Owns the list of endpoints: what the router itself says it serves.

use std::collections::BTreeSet;

use actix_web::web::to;
use actix_web::{App, HttpRequest, HttpResponse, rt, test};
use idp::web::control::api::routes::CONTROL;

/// Every path that is served; those of the control API are one.
pub(super) fn served() -> BTreeSet<String> {
    let told = rt::System::new().block_on(async {
        let tell = |request: HttpRequest| async move {
            HttpResponse::NotFound().body(format!("{:#?}", request.resource_map()))
        };
        let app = test::init_service(App::new().configure(idp::web::mount).default_service(to(tell))).await;
        let answer =
            test::call_and_read_body(&app, test::TestRequest::with_uri("/nothing/is/here").to_request())
                .await;
        String::from_utf8(answer.to_vec()).expect("the map is text")
    });
    let paths = outermost(&told).into_iter().map(plain).filter(|path| !path.is_empty());
    let whole = |path: String| if path.starts_with(CONTROL) { format!("{CONTROL}/…") } else { path };
    paths.map(whole).collect()
}

/// The paths that the map has at its first level: those within a scope begin with the scope's own.
fn outermost(map: &str) -> Vec<&str> {
    let mut lines = map.lines();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        if line.trim() == "patterns: Single(" {
            let indentation = line.len() - line.trim_start().len();
            let path = lines.next().unwrap_or_default().trim();
            found.push((indentation, path.trim_end_matches(',').trim_matches('"')));
        }
    }
    // The map's own pattern is outside of all.
    let outside = found.iter().map(|(indentation, _)| *indentation).min().unwrap_or_default();
    let first = found.iter().map(|(indentation, _)| *indentation).filter(|one| *one > outside).min();
    found.into_iter().filter(|(indentation, _)| Some(*indentation) == first).map(|(_, path)| path).collect()
}

/// A path whose places have names and no patterns: `{oid:[0-9]+}` becomes `{oid}`.
fn plain(path: &str) -> String {
    let mut out = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let (inside, end) = after.split_once('}').unwrap_or((after, ""));
        let name = inside.split(':').next().unwrap_or(inside);
        out += &format!("{before}{{{name}}}");
        rest = end;
    }
    out + rest
}
