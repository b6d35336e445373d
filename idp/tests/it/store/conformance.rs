//! What every engine promises for transactions, clients, grants, sessions, messages, deadlines, realms.

use idp::domain::deadline::Deadline;
use idp::domain::grant::{Refresh, RefreshStage};
use idp::domain::id::Id;
use idp::domain::journal::Outcome;
use idp::domain::notice::Channel;
use idp::domain::time::Span;
use idp::store::port::{JournalFilter, OutboxFilter, PersonFilter};

use crate::store::samples::{
    NOW, account, client, entries, entry, grant, notice, oid, pending, redeemed, refresh, session, uuid,
};
use crate::store::{on_every_engine, on_every_server};

#[test]
fn what_is_committed_is_kept_and_what_is_dropped_is_not() {
    on_every_engine(|store| {
        let mut dropped = store.write().unwrap();
        dropped.put_setting("a", "1").unwrap();
        assert_eq!(dropped.setting("a").unwrap().as_deref(), Some("1"), "a transaction sees its own writes");
        drop(dropped);
        assert_eq!(store.read().unwrap().setting("a").unwrap(), None);
        for value in ["2", "3"] {
            let mut kept = store.write().unwrap();
            kept.put_setting("a", value).unwrap();
            kept.commit().unwrap();
            assert_eq!(store.read().unwrap().setting("a").unwrap().as_deref(), Some(value));
        }
    });
}

#[test]
fn a_transaction_that_panics_leaves_the_store_sound_and_unchanged() {
    on_every_engine(|store| {
        let died = std::thread::scope(|scope| {
            let dying = scope.spawn(|| {
                let mut tx = store.write().unwrap();
                tx.put_setting("a", "1").unwrap();
                std::panic::resume_unwind(Box::new("on purpose"));
            });
            dying.join().is_err()
        });
        assert!(died);
        assert_eq!(store.read().unwrap().setting("a").unwrap(), None);
        let mut tx = store.write().unwrap();
        tx.put_setting("a", "2").unwrap();
        tx.commit().unwrap();
    });
}

#[test]
fn clients_are_kept_replaced_and_removed_with_what_was_allowed_them() {
    on_every_engine(|store| {
        let (diary, other) = (client("DIARY"), client("ANOTHER"));
        let mut tx = store.write().unwrap();
        assert_eq!((tx.put_client(&diary).unwrap(), tx.put_client(&diary).unwrap()), (true, false));
        assert!(tx.put_client(&other).unwrap());
        assert_eq!(tx.clients().unwrap(), [other, diary.clone()]);
        let allow = |scope: &str| [scope.to_owned()];
        tx.put_scope_consent(oid(0), &diary.mnemonic, &allow("openid"), NOW).unwrap();
        tx.put_scope_consent(oid(0), &diary.mnemonic, &allow("openid"), NOW).unwrap();
        tx.put_scope_consent(oid(0), &diary.mnemonic, &allow("email"), NOW).unwrap();
        tx.put_scope_consent(oid(1), &diary.mnemonic, &allow("inn"), NOW).unwrap();
        let mut allowed = tx.scope_consent(oid(0), &diary.mnemonic).unwrap();
        allowed.sort();
        assert_eq!(allowed, ["email", "openid"]);
        assert!(tx.remove_client(&diary.mnemonic).unwrap());
        assert!(!tx.remove_client(&diary.mnemonic).unwrap());
        assert_eq!(tx.client(&diary.mnemonic).unwrap(), None);
        assert!(tx.scope_consent(oid(0), &diary.mnemonic).unwrap().is_empty());
    });
}

#[test]
fn sign_ins_grants_and_refresh_tokens_are_kept_until_they_are_taken_away() {
    on_every_engine(|store| {
        let mut tx = store.write().unwrap();
        let under_way = pending(1, NOW);
        tx.put_pending(&under_way).unwrap();
        assert_eq!(tx.pending(under_way.id).unwrap(), Some(under_way.clone()));
        tx.remove_pending(under_way.id).unwrap();
        assert_eq!(tx.pending(under_way.id).unwrap(), None);
        let waiting = grant(2, NOW);
        tx.put_grant(&waiting).unwrap();
        let used = redeemed(2, NOW);
        tx.put_grant(&used).unwrap();
        assert_eq!(tx.grant(waiting.id).unwrap(), Some(used));
        for token in ["one", "two"] {
            tx.put_refresh(token, &refresh(2, NOW)).unwrap();
        }
        tx.put_refresh("other", &refresh(3, NOW)).unwrap();
        let used = Refresh { stage: RefreshStage::Replaced, ..refresh(2, NOW) };
        tx.put_refresh("one", &used).unwrap();
        assert_eq!(tx.refresh("one").unwrap(), Some(used));
        assert_eq!(tx.refresh("two").unwrap(), Some(refresh(2, NOW)));
        let stage = |tx: &dyn idp::store::WriteTx, token: &str| tx.refresh(token).unwrap().unwrap().stage;
        tx.withdraw_refreshes_of(oid(1)).unwrap();
        assert_eq!(stage(&*tx, "two"), RefreshStage::Current, "another person's");
        tx.withdraw_refreshes(&grant(2, NOW)).unwrap();
        assert_eq!(
            ["one", "two", "other"].map(|token| stage(&*tx, token)),
            [RefreshStage::Withdrawn, RefreshStage::Withdrawn, RefreshStage::Current]
        );
        tx.withdraw_refreshes_of(oid(0)).unwrap();
        assert_eq!(stage(&*tx, "other"), RefreshStage::Withdrawn);
    });
}

#[test]
fn sessions_are_listed_newest_first_and_end_one_by_one_or_all() {
    on_every_engine(|store| {
        let mut tx = store.write().unwrap();
        let all: Vec<_> =
            (0..3).map(|n| session(n, oid(0), NOW + Span::from_secs(i64::try_from(n).unwrap()))).collect();
        for one in &all {
            tx.put_session(one).unwrap();
        }
        tx.put_session(&session(9, oid(1), NOW)).unwrap();
        let newest_first: Vec<_> = all.iter().rev().cloned().collect();
        assert_eq!(tx.sessions_of(oid(0)).unwrap(), newest_first);
        tx.remove_session(all[1].id).unwrap();
        assert_eq!(tx.session(all[1].id).unwrap(), None);
        assert_eq!(tx.sessions_of(oid(0)).unwrap().len(), 2);
        tx.remove_sessions_of(oid(0)).unwrap();
        assert!(tx.sessions_of(oid(0)).unwrap().is_empty());
        assert!(tx.session(Id::new(uuid(9))).unwrap().is_some());
    });
}

#[test]
fn messages_are_numbered_in_order_and_filtered() {
    on_every_engine(|store| {
        let mut tx = store.write().unwrap();
        let sent = [
            notice(Channel::Sms, "+7(000)0000001"),
            notice(Channel::Mail, "a@example.test"),
            notice(Channel::Sms, "+7(000)0000002"),
        ];
        for one in &sent {
            tx.post(one, NOW).unwrap();
        }
        let found = |to: Option<&str>, channel| {
            let all = tx
                .outbox(&OutboxFilter { to: to.map(str::to_owned), channel, ..OutboxFilter::default() })
                .unwrap();
            all.into_iter().map(|posted| posted.notice).collect::<Vec<_>>()
        };
        assert_eq!(found(None, None), sent);
        assert_eq!(found(None, Some(Channel::Sms)), [sent[0].clone(), sent[2].clone()]);
        assert_eq!(found(Some("A@EXAMPLE.test"), None), [sent[1].clone()]);
        assert!(found(Some("a@example.test"), Some(Channel::Letter)).is_empty());
        let ids: Vec<_> = tx.outbox(&OutboxFilter::default()).unwrap().iter().map(|one| one.id).collect();
        assert!(ids.is_sorted());
    });
}

#[test]
fn the_journal_tells_its_newest_entries_oldest_first() {
    on_every_engine(|store| {
        let mut tx = store.write().unwrap();
        for (client, error) in
            [(Some("A"), None), (None, None), (Some("A"), Some("E")), (Some("B"), Some("E"))]
        {
            tx.append_journal(&entry(client, error), entries(10)).unwrap();
        }
        let found = |filter: JournalFilter| {
            let all = tx.journal(&JournalFilter { limit: filter.limit.max(1), ..filter }).unwrap();
            all.into_iter().map(|written| written.seq).collect::<Vec<_>>()
        };
        let filter = |limit| JournalFilter { limit, ..JournalFilter::default() };
        assert_eq!(found(filter(10)), [1, 2, 3, 4]);
        assert_eq!(found(filter(2)), [3, 4]);
        assert_eq!(found(JournalFilter { client: Some("A".to_owned()), ..filter(10) }), [1, 3]);
        assert_eq!(found(JournalFilter { code: Some("E".to_owned()), ..filter(10) }), [3, 4]);
        assert_eq!(found(JournalFilter { after: Some(3), ..filter(10) }), [4]);
        assert_eq!(found(JournalFilter { before: Some(3), ..filter(10) }), [1, 2]);
        assert_eq!(found(JournalFilter { seq: Some(3), ..filter(10) }), [3]);
        assert_eq!(found(JournalFilter { outcome: Some(Outcome::Refused), ..filter(10) }), [3, 4]);
        assert_eq!(tx.append_journal(&entry(None, None), entries(10)).unwrap(), 5);
    });
}

#[test]
fn deadlines_come_by_their_moment_and_then_in_the_order_they_were_set() {
    on_every_engine(|store| {
        let mut tx = store.write().unwrap();
        let check = |number| Deadline::CheckFinishes { person: oid(number) };
        for (number, secs) in [(0, 20), (1, 10), (2, 20), (3, 5)] {
            tx.put_deadline(NOW + Span::from_secs(secs), &check(number)).unwrap();
        }
        let mut met = Vec::new();
        while let Some((row, at, deadline)) = tx.next_deadline().unwrap() {
            tx.remove_deadline(row).unwrap();
            met.push((at.since(NOW).as_secs(), deadline));
        }
        assert_eq!(met, [(5, check(3)), (10, check(1)), (20, check(0)), (20, check(2))]);
    });
}

#[test]
fn a_forked_realm_begins_as_a_copy_and_goes_its_own_way() {
    on_every_server(|engine| {
        let (first, second) = ("first".parse().unwrap(), "second".parse().unwrap());
        let from = engine.open(&first).unwrap();
        let mut tx = from.write().unwrap();
        tx.put_account(&account(0, "+7(000)0000001")).unwrap();
        tx.commit().unwrap();
        let draft = engine.draft(&second, Some(&first)).unwrap();
        let fork = draft.store();
        assert_eq!(
            engine.realms().unwrap(),
            std::slice::from_ref(&first),
            "what is prepared is seen by nobody"
        );
        draft.place().unwrap();
        let mut tx = fork.write().unwrap();
        tx.put_account(&account(1, "+7(000)0000002")).unwrap();
        tx.commit().unwrap();
        let filter = PersonFilter { limit: 10, ..PersonFilter::default() };
        assert_eq!(from.read().unwrap().accounts(&filter).unwrap().len(), 1);
        assert_eq!(fork.read().unwrap().accounts(&filter).unwrap().len(), 2);
        assert_eq!(engine.realms().unwrap(), [first.clone(), second.clone()]);
        drop((from, fork));
        engine.discard(&second).unwrap();
        assert_eq!(engine.realms().unwrap(), [first]);
        let again = engine.open(&second).unwrap();
        assert!(again.read().unwrap().accounts(&filter).unwrap().is_empty());
    });
}
