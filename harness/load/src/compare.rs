//! Owns the comparison with an earlier run: what became slower or quicker, and whether the two can be compared.

use crate::difference::{Change, Compared, Figure, Name, Unlike};
use crate::mistake::Mistake;
use crate::told::{SCHEMA, Told};

/// Smaller differences are the machine's mood.
const NOISE: f64 = 0.1;

/// Reads an earlier report.
///
/// # Errors
/// When it is none, or one of another form.
pub fn read(name: &str, text: &str) -> Result<Told, Mistake> {
    let fix = "name the load.json of an earlier run";
    let value: serde_json::Value = serde_json::from_str(text)
        .map_err(|error| Mistake::of_option(name, format!("it is no JSON: {error}"), fix))?;
    let schema = value.get("schema").and_then(serde_json::Value::as_u64);
    if schema != Some(u64::from(SCHEMA)) {
        let seen = schema.map_or("none".to_owned(), |schema| schema.to_string());
        let why = format!("`schema` is {seen} and not {SCHEMA}");
        return Err(Mistake::of_option(name, why, "run the earlier load again with this version"));
    }
    serde_json::from_value(value).map_err(|error| Mistake::of_option(name, error.to_string(), fix))
}

impl Compared {
    /// The difference between two runs.
    pub fn of(before: &Told, now: &Told) -> Self {
        let rates_differ = (before.whole.rate - now.whole.rate).abs() > NOISE * now.whole.rate.max(1.0);
        let unlike = [
            (Unlike::Party, before.party != now.party),
            (Unlike::Machine, before.machine != now.machine),
            (Unlike::Shape, before.shape != now.shape),
            (Unlike::Aim, before.aim != now.aim),
            // The rates of a search are what it finds.
            (Unlike::Rate, rates_differ && now.knee.is_none()),
        ];
        let unlike = unlike.into_iter().filter_map(|(what, differs)| differs.then_some(what)).collect();
        let knee = |told: &Told| told.knee.as_ref().and_then(|knee| knee.good);
        let cpu = |told: &Told, place: usize| told.whole.cpu_of_sign_in()[place].map(|seconds| seconds * 1e3);
        // What is slow in a search is slow at different rates.
        let alone = |value: f64| now.knee.is_none().then_some(value);
        let figures = [
            figure(Name::Knee, knee(before), knee(now)),
            figure(Name::P50Ms, alone(before.whole.sign_in_ms.p50), alone(now.whole.sign_in_ms.p50)),
            figure(Name::P99Ms, alone(before.whole.sign_in_ms.p99), alone(now.whole.sign_in_ms.p99)),
            figure(
                Name::FailingPercent,
                alone(before.whole.failing() * 100.0),
                alone(now.whole.failing() * 100.0),
            ),
            figure(Name::PartyCpuMs, cpu(before, 1), cpu(now, 1)),
            figure(Name::PortalCpuMs, cpu(before, 0), cpu(now, 0)),
        ];
        Self { unlike, figures: figures.into_iter().flatten().collect() }
    }
}

fn figure(name: Name, before: Option<f64>, now: Option<f64>) -> Option<Figure> {
    let (before, now) = (before?, now?);
    let more_is_better = name == Name::Knee;
    let noise = NOISE * before.max(now);
    let change = match now - before {
        difference if difference.abs() <= noise => Change::Same,
        difference if (difference > 0.0) == more_is_better => Change::Better,
        _ => Change::Worse,
    };
    Some(Figure { name, before, now, change })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::told;
    use crate::told::KneeTold;

    #[test]
    fn a_higher_knee_is_better_and_a_longer_wait_is_worse() {
        let (before, mut now) = (told(), told());
        now.knee = Some(KneeTold { good: Some(60.0), bad: Some(63.0), most: None, slow: None });
        let figures = Compared::of(&before, &now).figures;
        assert_eq!((figures[0].name, figures[0].change), (Name::Knee, Change::Better));
        let (mut before, mut now) = (before, now);
        (before.knee, now.knee) = (None, None);
        now.whole.sign_in_ms.p99 = before.whole.sign_in_ms.p99 * 1.5;
        now.whole.sign_in_ms.p50 = before.whole.sign_in_ms.p50 * 1.05;
        let figures = Compared::of(&before, &now).figures;
        let change = |name| figures.iter().find(|figure| figure.name == name).unwrap().change;
        assert_eq!((change(Name::P99Ms), change(Name::P50Ms)), (Change::Worse, Change::Same));
    }

    #[test]
    fn runs_that_were_driven_otherwise_say_so() {
        let (before, mut now) = (told(), told());
        assert_eq!(Compared::of(&before, &now).unlike, []);
        (now.machine, now.aim) = ("another".to_owned(), "p50=1ms".to_owned());
        assert_eq!(Compared::of(&before, &now).unlike, [Unlike::Machine, Unlike::Aim]);
    }

    #[test]
    fn a_report_is_read_again_and_one_of_another_form_is_refused_with_the_remedy() {
        let text = serde_json::to_string(&told()).unwrap();
        assert_eq!(read("load.json", &text).unwrap().party, told().party);
        let other = text.replacen("\"schema\":1", "\"schema\":7", 1);
        let error = read("load.json", &other).unwrap_err().to_string();
        assert!(error.contains("load.json: `schema` is 7 and not 1") && error.contains("again"), "{error}");
        assert!(read("x", "no").unwrap_err().to_string().contains("it is no JSON"));
    }
}
