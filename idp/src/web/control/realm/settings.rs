//! The settings of a realm: all of them read, any of them changed.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::app::Moment;
use crate::app::realm::quotas::Quotas;
use crate::domain::settings::Settings;
use crate::web::control::api::answer::{Answer, Json};
use crate::web::control::api::input::body::{Body, from_tree};
use crate::web::control::api::operation::Api;
use crate::web::control::api::run::sure;
use crate::web::control::realm::{ranges, settings_schema};
use crate::web::problem::Problem;
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.get("/settings", "showSettings", "Show every setting", show);
    api.patch("/settings", "changeSettings", "Change settings; what is left out or null stays", change);
}

/// Every setting of a realm.
#[derive(Serialize)]
#[serde(transparent)]
pub struct SettingsJson(Settings);

/// The settings to change; what is left out or null stays.
#[derive(Deserialize)]
#[serde(transparent)]
pub struct SettingsChange(Value);

impl PartialSchema for SettingsJson {
    fn schema() -> RefOr<Schema> {
        settings_schema::of(
            "Every setting of a realm; docs/SETTINGS.md has their defaults and sources.",
            true,
        )
    }
}

impl ToSchema for SettingsJson {}

impl PartialSchema for SettingsChange {
    fn schema() -> RefOr<Schema> {
        settings_schema::of("The settings to change; what is left out or null stays.", false)
    }
}

impl ToSchema for SettingsChange {}

async fn show(site: Site) -> Json<SettingsJson> {
    Json(SettingsJson(Settings::clone(&site.realm.settings())))
}

async fn change(
    site: Site,
    Body(SettingsChange(change)): Body<SettingsChange>,
) -> Answer<Json<SettingsJson>> {
    let documented = |problem: Problem| problem.described_in("docs/SETTINGS.md");
    ranges::check(&change).map_err(documented)?;
    within_quotas(&site.realm.allowance.quotas, &change)?;
    // What is wrong with the request does not depend on the settings that others may change meanwhile.
    changed(&site.realm.settings(), change.clone()).map_err(documented)?;
    let work = move |moment: &Moment<'_>| {
        let alter = |settings: &mut Settings| {
            if let Ok(after) = changed(settings, change) {
                *settings = after;
            }
        };
        Ok(Settings::clone(&*moment.realm.alter_settings(alter)?))
    };
    Ok(Json(SettingsJson(sure(&site, work).await?)))
}

/// Refuses a bound that the server would not keep to.
fn within_quotas(quotas: &Quotas, change: &Value) -> Result<(), Problem> {
    const NAME: &str = "journal_bytes_max";
    match (quotas.journal_bytes, change.get(NAME).and_then(Value::as_u64)) {
        (Some(most), Some(wanted)) if wanted > most => {
            let detail =
                format!("expected at most {most}: that is the quota of each realm (--quota-journal-bytes)");
            let fix = format!("change {NAME} to at most {most}, or ask whoever runs the server for more");
            Err(Problem::field(NAME, detail).about(NAME, &fix).described_in("docs/guides/shared-stand.md"))
        }
        _ => Ok(()),
    }
}

/// The settings after a change, or what is wrong with it.
fn changed(settings: &Settings, change: Value) -> Result<Settings, Problem> {
    let mut all = serde_json::to_value(settings).unwrap_or_default();
    merge(&mut all, change);
    from_tree(all)
}

/// Objects are merged, everything else is replaced; null changes nothing.
fn merge(into: &mut Value, change: Value) {
    match (into, change) {
        (_, Value::Null) => {}
        (Value::Object(into), Value::Object(change)) => {
            for (name, value) in change {
                merge(into.entry(name).or_insert(Value::Null), value);
            }
        }
        (into, change) => *into = change,
    }
}
