//! Owns the table of every parameter left out and doubled, at every endpoint.

use crate::oauth::kit::http::Request;
use crate::oauth::kit::later::{S2, S3};
use crate::oauth::kit::party::Fields;
use crate::proof::page::Page;
use crate::proof::scene::{ACCEPTED, Scene, told};

/// An endpoint with a sound request to it.
struct Endpoint {
    path: &'static str,
    /// A sound request; made anew for each try, since a code is good once.
    sound: fn(&Scene) -> Fields,
    /// Parameters that may be left out.
    optional: &'static [&'static str],
}

/// A challenged code is redeemed with its verifier, so that PKCE is among the parameters.
fn challenged(scene: &Scene) -> Fields {
    let challenge = "IMEN9A0Ef9qC85AnKfSXVS_p5e0u3Hs8fwSam2yB0sk";
    scene.gost.asks_v2("openid").set("code_challenge", challenge).set("code_challenge_method", "GOST3411")
}

fn redeems(scene: &Scene) -> Fields {
    let code = scene.code_v2(challenged(scene));
    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    scene.gost.redeems_v3("openid", &code).set("code_verifier", verifier)
}

const ENDPOINTS: [Endpoint; 5] = [
    Endpoint { path: "/aas/oauth2/ac", sound: Scene::asks, optional: &["access_type"] },
    Endpoint { path: "/aas/oauth2/te", sound: Scene::redeems, optional: &["token_type"] },
    Endpoint {
        path: "/aas/oauth2/v2/ac",
        sound: |scene| scene.gost.signs_bare(challenged(scene), &S2),
        optional: &["access_type", "code_challenge", "code_challenge_method"],
    },
    Endpoint {
        path: "/aas/oauth2/v2/te",
        sound: |scene| scene.gost.signs_bare(redeems(scene), &S2),
        optional: &["token_type", "client_certificate_hash"],
    },
    Endpoint {
        path: "/aas/oauth2/v3/te",
        sound: |scene| scene.gost.signs_bare(redeems(scene), &S3),
        optional: &["token_type"],
    },
];

impl Endpoint {
    fn send(&self, scene: &Scene, fields: &Fields) -> String {
        let encoded = fields.encoded();
        let request = if self.path.ends_with("ac") {
            Request::get(&format!("{}?{encoded}", self.path))
        } else {
            Request::post(self.path).form(&encoded)
        };
        told(&scene.world.send(request))
    }
}

/// Writes the table.
pub(super) fn tell(scene: &Scene, page: &mut Page, wrong: &mut Vec<String>) {
    let paths = ENDPOINTS.map(|endpoint| format!("`{}`", endpoint.path.trim_start_matches("/aas/oauth2/")));
    let columns: Vec<_> = ["parameter"].into_iter().chain(paths.iter().map(String::as_str)).collect();
    let about = "Left out, then doubled; a strict registration. A dash: not a parameter of the request.";
    page.table("Every parameter left out and doubled", about, &columns);
    let sound: Vec<_> = ENDPOINTS.iter().map(|endpoint| (endpoint.sound)(scene)).collect();
    let mut names: Vec<String> = Vec::new();
    for (name, _) in sound.iter().flat_map(|fields| &fields.0) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    for name in &names {
        let mut cells = vec![format!("`{name}`")];
        for (endpoint, usual) in ENDPOINTS.iter().zip(&sound) {
            if usual.value(name).is_empty() {
                cells.push("—".to_owned());
                continue;
            }
            let gone = endpoint.send(scene, &(endpoint.sound)(scene).without(name));
            let twice = endpoint.send(scene, &(endpoint.sound)(scene).doubled(name));
            if (gone == ACCEPTED) != endpoint.optional.contains(&&**name) {
                wrong.push(format!("{} without {name}: {gone}", endpoint.path));
            }
            if twice != "ESIA-007003" {
                wrong.push(format!("{} with {name} twice: {twice}", endpoint.path));
            }
            cells.push(format!("{gone}, {twice}"));
        }
        page.row(&cells.iter().map(String::as_str).collect::<Vec<_>>());
    }
}
