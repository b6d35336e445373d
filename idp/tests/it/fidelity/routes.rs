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
    let paths = whole_paths(&told).into_iter().map(|path| plain(&path)).filter(|path| !path.is_empty());
    let whole = |path: String| if path.starts_with(CONTROL) { format!("{CONTROL}/…") } else { path };
    paths.map(whole).collect()
}

/// The paths of the map's leaves, each behind those of the scopes that it lies in.
fn whole_paths(map: &str) -> Vec<String> {
    let mut lines = map.lines();
    let (mut found, mut within): (Vec<String>, Vec<(usize, String)>) = (Vec::new(), Vec::new());
    while let Some(line) = lines.next() {
        if line.trim() == "patterns: Single(" {
            let indentation = line.len() - line.trim_start().len();
            let path = lines.next().unwrap_or_default().trim().trim_end_matches(',').trim_matches('"');
            within.retain(|(outer, _)| *outer < indentation);
            let scope = within.last().map(|(_, path)| path.clone()).unwrap_or_default();
            // What something lies in is a scope, and none that is served itself.
            found.retain(|one| *one != scope);
            found.push(scope.clone() + path);
            within.push((indentation, scope + path));
        }
    }
    found
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
