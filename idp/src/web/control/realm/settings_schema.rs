//! The schema of the settings, made from their defaults and from the catalogue that says what each means.

use serde_json::{Map, Value, json};
use utoipa::openapi::{RefOr, Schema};

use crate::domain::consent::{
    Declined, EduSpelling, Gate, KidsShown, KindMissing, MinorOfAge, MinorSignsIn, OtherScopes,
    PermissionsClaim, PushOrder, Reaches, Unlisted,
};
use crate::domain::messenger::OnRefusal;
use crate::domain::organisation::role::RoleChoice;
use crate::domain::session::SignInMethod;
use crate::domain::settings::catalogue::CATALOGUE;
use crate::domain::settings::{
    ErrorNames, LogoutReturn, MissingToken, OpenidOnly, Paging, PersonVehicles, PkceHash, RefreshString,
    RegisterAnswer, Settings, WithoutPermit,
};
use crate::web::control::api::tagged::words;
use crate::web::control::realm::ranges;

/// The schema of all settings; in an answer each of them is there.
pub fn of(about: &str, all_are_there: bool) -> RefOr<Schema> {
    let defaults = serde_json::to_value(Settings::default()).unwrap_or_default();
    let schema = object("", about, &defaults, all_are_there);
    RefOr::T(serde_json::from_value(schema).expect("invariant: the schema is made of plain objects"))
}

fn object(path: &str, about: &str, defaults: &Value, all_are_there: bool) -> Value {
    let mut properties = Map::new();
    for (name, default) in defaults.as_object().into_iter().flatten() {
        let whole = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        let schema = match default {
            Value::Object(_) => {
                object(&whole, &format!("The settings of `{whole}`."), default, all_are_there)
            }
            value => setting(&whole, value, all_are_there),
        };
        properties.insert(name.clone(), schema);
    }
    let mut schema = json!({ "type": "object", "description": about, "additionalProperties": false });
    if all_are_there {
        schema["required"] = properties.keys().cloned().collect();
    }
    schema["properties"] = properties.into();
    schema
}

fn setting(name: &str, default: &Value, all_are_there: bool) -> Value {
    let means = CATALOGUE.iter().find(|known| known.name == name).map_or("", |known| known.means);
    let mut schema = match default {
        Value::Bool(_) => json!({ "type": "boolean" }),
        Value::Number(_) => json!({ "type": "integer", "format": "int64" }),
        Value::Array(_) => json!({ "type": "array", "items": { "type": "string" } }),
        _ => json!({ "type": "string" }),
    };
    let last = name.rsplit('.').next().unwrap_or(name);
    if let Some(range) = ranges::range(last).filter(|_| default.is_number()) {
        (schema["minimum"], schema["maximum"]) = (json!(range.start()), json!(range.end()));
    }
    let known = match last {
        "pension_fund" | "interior_ministry" | "civil_registry" => words::<RegisterAnswer>(),
        "role_choice" => words::<RoleChoice>(),
        "on_refusal" => words::<OnRefusal>(),
        "gate" => words::<Gate>(),
        "minor_signs_in" => words::<MinorSignsIn>(),
        "minor_of_age" => words::<MinorOfAge>(),
        "kids_shown" => words::<KidsShown>(),
        "declined" => words::<Declined>(),
        "other_scopes" => words::<OtherScopes>(),
        "withdrawal_reaches_tokens" => words::<Reaches>(),
        "edu_spelling_in_lists" => words::<EduSpelling>(),
        "permissions_claim" => words::<PermissionsClaim>(),
        "kind_missing" => words::<KindMissing>(),
        "order" => words::<PushOrder>(),
        "paging" => words::<Paging>(),
        "openid_only" => words::<OpenidOnly>(),
        "missing_token" => words::<MissingToken>(),
        "vehicles" => words::<PersonVehicles>(),
        "unlisted_agreements" | "unlisted_scopes" => words::<Unlisted>(),
        "error_names" => words::<ErrorNames>(),
        "logout_return" => words::<LogoutReturn>(),
        "refresh_string" => words::<RefreshString>(),
        "pkce_hash" => words::<PkceHash>(),
        "offline_without_permit" => words::<WithoutPermit>(),
        "sign_in_method" => words::<SignInMethod>(),
        _ => &[],
    };
    if !known.is_empty() {
        schema["enum"] = json!(known);
    }
    schema["description"] = means.into();
    // What is left out of a change stays as it is; the default does not come back.
    if all_are_there {
        schema["default"] = default.clone();
    }
    schema
}
