//! What has expired or is in excess leaves the store, so that a long run stays small.

use idp::domain::grant::{Refresh, RefreshStage};
use idp::domain::id::Id;
use idp::domain::journal::{Entry, Why};
use idp::domain::session::Session;
use idp::domain::time::{Span, Timestamp};
use idp::store::WriteTx;
use idp::store::port::{JournalBounds, JournalFilter};

use crate::store::on_every_engine;
use crate::store::samples::{NOW, entries, entry, grant, oid, pending, redeemed, refresh, session, uuid};

fn after(secs: i64) -> Timestamp {
    NOW + Span::from_secs(secs)
}

#[test]
fn a_sweep_takes_what_has_expired_and_leaves_the_rest() {
    on_every_engine(|store| {
        let mut tx = store.write().unwrap();
        tx.put_pending(&pending(1, after(10) - Span::from_days(1))).unwrap();
        tx.put_pending(&pending(2, after(11) - Span::from_days(1))).unwrap();
        tx.put_refresh("old", &refresh(3, after(10) - Span::from_days(30))).unwrap();
        tx.put_refresh("new", &refresh(3, after(11) - Span::from_days(30))).unwrap();
        tx.put_session(&session(4, oid(0), after(10) - Session::TTL)).unwrap();
        tx.put_session(&session(5, oid(0), after(11) - Session::TTL)).unwrap();
        tx.put_grant(&grant(6, after(10) - Span::from_secs(300) - Span::from_hours(1))).unwrap();
        tx.put_grant(&grant(7, after(10) - Span::from_secs(300))).unwrap();
        tx.sweep(after(10)).unwrap();
        let is_kept = |number: u128| {
            (tx.pending(Id::new(uuid(number))).unwrap().is_some())
                || tx.session(Id::new(uuid(number))).unwrap().is_some()
                || tx.grant(Id::new(uuid(number))).unwrap().is_some()
        };
        let kept: Vec<_> = (1..=7).filter(|number| is_kept(*number)).collect();
        assert_eq!(
            kept,
            [2, 5, 7],
            "a sign-in left lying is kept a day and a code an hour, so that the refusal can be explained"
        );
        assert!(tx.refresh("old").unwrap().is_none() && tx.refresh("new").unwrap().is_some());
    });
}

#[test]
fn of_used_refresh_tokens_only_the_newest_are_remembered() {
    on_every_engine(|store| {
        let mut tx = store.write().unwrap();
        tx.put_refresh("current", &refresh(1, NOW)).unwrap();
        for number in 0..80 {
            let used = Refresh { stage: RefreshStage::Replaced, ..refresh(1, NOW) };
            tx.put_refresh(&number.to_string(), &used).unwrap();
        }
        let kept: Vec<_> =
            (0..80).filter(|number| tx.refresh(&number.to_string()).unwrap().is_some()).collect();
        assert_eq!(kept, (30..80).collect::<Vec<_>>());
        assert!(tx.refresh("current").unwrap().is_some());
    });
}

#[test]
fn of_used_codes_only_the_newest_are_remembered() {
    on_every_engine(|store| {
        let mut tx = store.write().unwrap();
        for number in 0..2_500 {
            tx.put_grant(&redeemed(number, NOW)).unwrap();
            if number % 100 == 0 {
                tx.sweep(NOW).unwrap();
            }
        }
        tx.put_grant(&grant(9_999, NOW)).unwrap();
        tx.sweep(NOW).unwrap();
        let is_kept = |number| tx.grant(Id::new(uuid(number))).unwrap().is_some();
        let kept: Vec<_> = (0..2_500).filter(|number| is_kept(*number)).collect();
        assert_eq!((kept.len(), kept[0]), (2_000, 500));
        assert!(is_kept(9_999), "an unused code waits until it expires");
    });
}

#[test]
fn a_person_has_at_most_a_hundred_sessions_and_the_oldest_end_first() {
    on_every_engine(|store| {
        let mut tx = store.write().unwrap();
        for number in 0..130_i64 {
            let id = u128::try_from(number).unwrap();
            tx.put_session(&session(id, oid(0), after(number))).unwrap();
        }
        tx.put_session(&session(1_000, oid(1), NOW)).unwrap();
        let sessions = tx.sessions_of(oid(0)).unwrap();
        assert_eq!((sessions.len(), sessions[99].started_at), (100, after(30)));
        assert_eq!(tx.sessions_of(oid(1)).unwrap().len(), 1);
    });
}

#[test]
fn the_journal_keeps_as_many_of_its_newest_entries_as_it_is_told() {
    on_every_engine(|store| {
        let mut tx = store.write().unwrap();
        for _ in 0..230 {
            tx.append_journal(&entry(Some("DIARY"), None), entries(200)).unwrap();
        }
        let kept = |tx: &dyn WriteTx| {
            let all = tx.journal(&JournalFilter { limit: 10_000, ..JournalFilter::default() }).unwrap();
            (all.len(), all.first().map(|one| one.seq), all.last().map(|one| one.seq))
        };
        assert_eq!(kept(tx.as_ref()), (200, Some(31), Some(230)));
        tx.append_journal(&entry(None, None), entries(3)).unwrap();
        assert_eq!(kept(tx.as_ref()), (3, Some(229), Some(231)), "fewer from now on");
    });
}

#[test]
fn the_journal_keeps_as_many_bytes_of_its_newest_entries_as_it_is_told() {
    on_every_engine(|store| {
        let mut tx = store.write().unwrap();
        let long = |length: usize| Entry {
            why: Some(Why::new(idp::domain::journal::reason::CATALOGUE[0].1[0]).with_fix("f".repeat(length))),
            ..entry(Some("DIARY"), None)
        };
        let seqs = |tx: &dyn WriteTx| {
            let all = tx.journal(&JournalFilter { limit: 10_000, ..JournalFilter::default() }).unwrap();
            all.into_iter().map(|one| one.seq).collect::<Vec<_>>()
        };
        let bounds = JournalBounds { entries: 100, bytes: 10_000 };
        for _ in 0..30 {
            tx.append_journal(&long(1_800), bounds).unwrap();
        }
        assert_eq!(seqs(tx.as_ref()), [26, 27, 28, 29, 30], "five of two kilobytes, and no sixth");
        tx.append_journal(&long(6_500), bounds).unwrap();
        assert_eq!(seqs(tx.as_ref()), [30, 31]);
        tx.append_journal(&long(20_000), bounds).unwrap();
        assert_eq!(seqs(tx.as_ref()), [32], "the last one is kept, however long it is");
        tx.append_journal(&long(10), JournalBounds { entries: 100, bytes: 0 }).unwrap();
        assert_eq!(seqs(tx.as_ref()), [33]);
    });
}
