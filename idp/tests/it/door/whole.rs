//! A refusal is committed like an answer, with its reason; what breaks leaves nothing behind.

use idp::app::journal::{self, JournalFilter};
use idp::app::{About, Broken, Missing, Moment, Realm, Stop, door};
use idp::boot;
use idp::domain::id::RealmId;

use crate::actors::options;

const ROW: &str = "a row of the test";

fn kept(realm: &Realm) -> (Option<String>, Vec<String>) {
    let tx = realm.read().unwrap();
    let row = tx.setting(ROW).unwrap();
    let entries = tx.journal(&JournalFilter { limit: 100, ..JournalFilter::default() }).unwrap();
    (row, entries.into_iter().filter_map(|one| one.entry.why).map(|why| why.reason).collect())
}

fn write(moment: &Moment<'_>, value: &str) -> Result<(), Stop<Missing>> {
    moment.write()?.put_setting(ROW, value)?;
    assert_eq!(moment.read()?.setting(ROW)?.as_deref(), Some(value), "what was written is read");
    Ok(())
}

#[test]
fn an_answer_and_a_refusal_are_kept_and_a_breakage_is_not() {
    let realms = boot::realms(&options()).unwrap();
    let realm = realms.find(&RealmId::default_realm()).unwrap();
    door::enter(&realm, About::default(), |moment| write(moment, "answered")).ok().unwrap();
    assert_eq!(kept(&realm), (Some("answered".to_owned()), vec![]));
    let refused = door::enter(&realm, About::default(), |moment| {
        write(moment, "refused")?;
        Err::<(), _>(Stop::refused(Missing))
    });
    assert!(matches!(refused, Err(Stop::Refused(Missing))));
    assert_eq!(kept(&realm), (Some("refused".to_owned()), vec!["nothing-of-this-name".to_owned()]));
    let broken = door::enter(&realm, About::default(), |moment| {
        write(moment, "broken")?;
        journal::answered(moment);
        Err::<(), Stop<Missing>>(Stop::Broken(Broken::Fault))
    });
    assert!(matches!(broken, Err(Stop::Broken(_))));
    assert_eq!(kept(&realm), (Some("refused".to_owned()), vec!["nothing-of-this-name".to_owned()]));
    assert_eq!(realm.exchanges.of(2), None, "the explainer keeps nothing that is not in the journal");
}

#[test]
fn a_whole_is_refused_as_a_whole_and_the_reason_is_kept() {
    let realms = boot::realms(&options()).unwrap();
    let realm = realms.find(&RealmId::default_realm()).unwrap();
    let refused = door::enter(&realm, About::default(), |moment| {
        moment.whole(|tx| {
            tx.put_setting(ROW, "a part")?;
            Err::<(), _>(Stop::refused(Missing))
        })
    });
    assert!(matches!(refused, Err(Stop::Refused(Missing))));
    assert_eq!(kept(&realm), (None, vec!["nothing-of-this-name".to_owned()]));
}

#[cfg(debug_assertions)]
#[test]
#[should_panic(expected = "while a write transaction is held")]
fn a_password_is_not_hashed_while_a_transaction_is_held() {
    let realms = boot::realms(&options()).unwrap();
    let realm = realms.find(&RealmId::default_realm()).unwrap();
    let moment = Moment::of(&realm, door::now(&realm), About::default());
    let tx = moment.write().unwrap();
    let _ = idp::app::credentials::password::hash(&moment, "Parol-2018!");
    drop(tx);
}
