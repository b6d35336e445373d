use super::*;
use crate::diary::esia::authorize::Purpose;

struct World {
    sessions: Sessions,
    chance: Chance,
    guards: Guards,
}

fn world(guards: Guards) -> World {
    World { sessions: Sessions::default(), chance: Chance::seeded(1), guards }
}

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_542_700_800 + minute * 60).unwrap()
}

fn mother() -> SignedIn {
    SignedIn { user: "mother".to_owned(), way: Way::Password }
}

impl World {
    fn begin(&self, browser: Option<&SessionId>, state: &str) -> SessionId {
        self.sessions.begin(browser, Attempt::sign_in(state.to_owned(), at(0)), &self.chance, at(0))
    }

    fn end(&self, browser: Option<&SessionId>, state: &str, minute: i64) -> Result<Attempt, Refusal> {
        self.sessions.end_attempt(browser, state, &self.guards, at(minute))
    }

    fn sign_in(&self, old: Option<&SessionId>) -> SessionId {
        self.sessions.sign_in(old, (mother(), None), &self.guards, &self.chance, at(0))
    }
}

#[test]
fn a_number_that_was_not_given_out_opens_nothing() {
    let world = world(Guards::all());
    assert!(world.sessions.known("planted", at(0)).is_none());
    let id = world.begin(None, "s");
    assert!(world.sessions.known(id.as_str(), at(0)).is_some());
}

#[test]
fn signing_in_changes_the_number_and_kills_the_old_one() {
    let sound = world(Guards::all());
    let before = sound.begin(None, "s");
    let after = sound.sign_in(Some(&before));
    assert_ne!(before.as_str(), after.as_str());
    assert!(sound.sessions.known(before.as_str(), at(0)).is_none());
    assert_eq!(sound.sessions.known(after.as_str(), at(0)).unwrap().1.signed_in, Some(mother()));

    let weak = world(Guards::without(&[Guard::FreshSession]));
    let before = weak.begin(None, "s");
    assert_eq!(before.as_str(), weak.sign_in(Some(&before)).as_str());
}

#[test]
fn a_state_belongs_to_the_browser_that_started_it() {
    let sound = world(Guards::all());
    let (mine, other) = (sound.begin(None, "mine"), sound.begin(None, "other"));
    assert_eq!(sound.end(Some(&other), "mine", 1).unwrap_err(), Refusal::AttemptUnknown);
    assert_eq!(sound.end(None, "mine", 1).unwrap_err(), Refusal::AttemptUnknown);
    assert_eq!(sound.end(Some(&mine), "mine", 1).unwrap().purpose, Purpose::SignIn);

    let weak = world(Guards::without(&[Guard::State]));
    assert!(weak.end(None, "of an attacker", 1).is_ok());
}

#[test]
fn a_state_is_spent_by_the_first_answer() {
    let sound = world(Guards::all());
    let mine = sound.begin(None, "s");
    assert!(sound.end(Some(&mine), "s", 1).is_ok());
    assert_eq!(sound.end(Some(&mine), "s", 1).unwrap_err(), Refusal::AttemptUnknown);

    let weak = world(Guards::without(&[Guard::StateOnce]));
    let mine = weak.begin(None, "s");
    assert!(weak.end(Some(&mine), "s", 1).is_ok() && weak.end(Some(&mine), "s", 1).is_ok());
}

#[test]
fn an_attempt_ends_after_ten_minutes() {
    let sound = world(Guards::all());
    let mine = sound.begin(None, "s");
    sound.begin(Some(&mine), "t");
    assert!(sound.end(Some(&mine), "s", 9).is_ok());
    assert_eq!(sound.end(Some(&mine), "t", 10).unwrap_err(), Refusal::AttemptUnknown);

    let weak = world(Guards::without(&[Guard::AttemptAge]));
    let mine = weak.begin(None, "s");
    assert!(weak.end(Some(&mine), "s", 60).is_ok());
}

#[test]
fn each_tab_has_its_own_attempt_and_there_are_not_many() {
    let sound = world(Guards::all());
    let mine = sound.begin(None, "0");
    for tab in ["1", "2", "3", "4", "5"] {
        assert_eq!(sound.begin(Some(&mine), tab).as_str(), mine.as_str());
    }
    assert!(sound.end(Some(&mine), "0", 1).is_err());
    assert!(sound.end(Some(&mine), "3", 1).is_ok() && sound.end(Some(&mine), "5", 1).is_ok());
}

#[test]
fn a_session_ends_when_nothing_happens_for_long() {
    let world = world(Guards::all());
    let id = world.sign_in(None);
    assert!(world.sessions.known(id.as_str(), at(179)).is_some());
    assert!(world.sessions.known(id.as_str(), at(179 + 179)).is_some());
    assert!(world.sessions.known(id.as_str(), at(179 + 179 + 180)).is_none());
}

#[test]
fn leaving_forgets_the_browser_and_numbers_are_not_printed() {
    let world = world(Guards::all());
    let id = world.sign_in(None);
    assert_eq!(format!("{id:?}"), "SessionId(..)");
    world.sessions.leave(&id);
    assert!(world.sessions.known(id.as_str(), at(0)).is_none());
}

#[test]
fn several_users_are_offered_and_only_those_can_be_chosen_again() {
    let world = world(Guards::all());
    let offered = vec!["mother".to_owned(), "teacher".to_owned()];
    let before = world.begin(None, "s");
    let choosing =
        world.sessions.offer(Some(&before), (offered.clone(), None), &world.guards, &world.chance, at(0));
    assert_ne!(before.as_str(), choosing.as_str());
    let session = world.sessions.known(choosing.as_str(), at(0)).unwrap().1;
    assert_eq!((session.signed_in, session.offered), (None, offered.clone()));

    let chosen = world.sign_in(Some(&choosing));
    assert_eq!(world.sessions.known(chosen.as_str(), at(0)).unwrap().1.offered, offered);
    let father = SignedIn { user: "father".to_owned(), way: Way::Password };
    let other = world.sessions.sign_in(Some(&chosen), (father, None), &world.guards, &world.chance, at(0));
    assert!(world.sessions.known(other.as_str(), at(0)).unwrap().1.offered.is_empty());
}

#[test]
fn whoever_waits_for_a_consent_is_let_in_without_a_new_sign_in_and_no_other_account_is() {
    use crate::diary::esia::Oid;
    use crate::diary::esia::verify::Believed;
    let world = world(Guards::all());
    let waits = |oid| {
        let believed = Believed { oid: Oid(oid), confirmed: false, child: true };
        let waiting = Waiting { believed, refusal: Refusal::ConsentMissing };
        world.sessions.wait(None, waiting, &world.guards, &world.chance, at(0))
    };
    let (child, other, second) = (waits(1), waits(2), waits(1));
    assert_eq!(world.sessions.waiting().len(), 2, "each account once");
    world.sessions.open_waiting(Oid(1), vec!["child".to_owned()]);
    let session = |id: &SessionId| world.sessions.known(id.as_str(), at(1)).unwrap().1;
    for id in [&child, &second] {
        assert_eq!(session(id).signed_in.map(|signed_in| signed_in.user).as_deref(), Some("child"));
        assert!(session(id).waiting.is_none());
    }
    assert!(session(&other).signed_in.is_none() && session(&other).waiting.is_some());
}

#[test]
fn what_a_user_has_through_the_portal_ends_with_the_account_and_the_password_stays() {
    let world = world(Guards::all());
    let by_portal = |user: &str| {
        let signed_in = SignedIn { user: user.to_owned(), way: Way::Portal };
        world.sessions.sign_in(None, (signed_in, None), &world.guards, &world.chance, at(0))
    };
    let (hers, his, by_password) = (by_portal("mother"), by_portal("father"), world.sign_in(None));
    let users = vec!["mother".to_owned(), "father".to_owned()];
    let choosing = world.sessions.offer(None, (users, None), &world.guards, &world.chance, at(0));
    world.sessions.end_portal("mother");
    let is_known = |id: &SessionId| world.sessions.known(id.as_str(), at(0));
    assert!(is_known(&hers).is_none() && is_known(&his).is_some() && is_known(&by_password).is_some());
    assert_eq!(is_known(&choosing).unwrap().1.offered, ["father"]);
}
