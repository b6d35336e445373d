//! Owns the part of the catalogue that applies to every party that can do the thing, whatever letter it follows.

use crate::bench::party::Guard;
use crate::scenario::Scenario;
use crate::scenario::catalog::entry::{attack, story, under};
use crate::scenario::universal::{
    binding, crowd, forged, gallery, hands, leaks, level, numbers, others, records, redirects, refusals,
    sessions, sites, strangers,
};

const IDENTITY: &[&str] = &["RFC 9700, 4.7"];
const CSRF: &[&str] = &["RFC 6749, 10.12", "RFC 9700, 4.7"];

/// Attacks and stories of every party.
#[rustfmt::skip]
pub(super) const UNIVERSAL: &[Scenario] = &[
    story("site.return", "A citizen who comes back from another site is in: no cookie is held back on the way", &["RFC 6265bis, 5.2"], sites::return_from_portal),
    attack("bind.account-of-another", "A portal account that one user has bound is not bound to another", IDENTITY, &[&[Guard::BoundOnce]], binding::account_of_another),
    attack("bind.user-taken-over", "Whoever knows a user's old password does not put another account in the place of the bound one", IDENTITY, &[], binding::user_taken_over),
    attack("bind.forced", "An attacker's answer opened in a user's browser binds nothing", CSRF, &[], binding::forced),
    attack("bind.without-session", "Without the diary's own password nothing is bound", IDENTITY, &[], binding::without_session),
    attack("bind.left-meanwhile", "An answer that arrives after the user has left binds nothing", CSRF, &[], binding::left_meanwhile),
    attack("bind.other-user-meanwhile", "An answer that arrives in another user's session is not bound to that user", CSRF, &[], binding::other_user_meanwhile),
    attack("bind.tampered", "The user in a request to bind is not taken from the request", IDENTITY, &[], binding::tampered),
    attack("bind.declined", "A citizen who says no on the portal is not bound", &["ESIA-007004"], &[], binding::declined),
    attack("bind.undone", "An account that was taken away opens the diary no longer", IDENTITY, &[], binding::undone),
    attack("bind.unbound", "An account that nobody has bound opens nothing, whatever its owner is called", IDENTITY, &[], binding::unbound),
    attack("refusal.declined", "Somebody who says no on the portal is told so, and nobody is signed in", &["ESIA-007004"], &[], refusals::declined),
    attack("refusal.errors", "Whatever error the portal sends back, nobody is signed in and a page says so", &["RFC 6749, 4.1.2.1"], &[], refusals::errors),
    attack("stranger.unknown", "Somebody whom the school does not know is not let in", IDENTITY, &[], strangers::unknown),
    attack("stranger.namesake", "A namesake with another insurance number is somebody else", IDENTITY, &[], strangers::namesake),
    attack("stranger.one-digit", "An insurance number with one other digit is somebody else's", IDENTITY, &[], strangers::one_digit),
    attack("stranger.child", "A child's account in the name of a user is somebody else's", IDENTITY, &[], strangers::child),
    attack("stranger.other-name", "The insurance number of a user under another name opens nothing", IDENTITY, &[], strangers::other_name),
    attack("stranger.near-misses", "A record of the school that is almost a person's is not that person's", IDENTITY, &[], records::near_misses),
    under("yaroslavl-2018", attack("level.too-weak", "An account of a lower level than demanded is not let in", &["ESIA-MR 3.6"], &[&[Guard::Level]], level::too_weak)),
    under("yaroslavl-2018", attack("level.lowered", "The level is looked at on every sign-in", &["ESIA-MR 3.6"], &[&[Guard::Level]], level::lowered)),
    attack("gone.meanwhile", "An account that is blocked or deleted during the sign-in is not let in", &["ESIA-MR А.2"], &[], level::gone_meanwhile),
    attack("gone.blocked", "A blocked account is not let in by what the browser remembers", &["ESIA-MR А.2"], &[], level::blocked),
    attack("marks.addresses", "The addresses of a user's records show nothing to others", &["OWASP ASVS 8.2.2"], &[&[Guard::OwnPupils]], others::addresses),
    attack("marks.parameters", "A parameter does not open another user's records", &["OWASP ASVS 8.2.2"], &[], others::parameters),
    attack("marks.cookies", "Another user's cookies beside the session open none of that user's records", &["OWASP ASVS 8.2.2"], &[], others::cookies),
    attack("marks.scripts", "Scripts of other sites do not read a user's records", &["OWASP ASVS 3.4.2"], &[], others::scripts),
    story("good.papers", "A user without a patronymic, e-mail, telephone, INN or insurance number is let in", &["ESIA-MR А.2"], gallery::papers),
    story("good.names", "A user is let in however the name is written", &["ESIA-MR А.2"], gallery::names),
    story("good.days", "A user is let in whatever the day of birth", &["ESIA-MR А.2"], gallery::days),
    story("good.other-cookies", "A user is let in whatever cookies other programs have left", &["RFC 6265, 5.4"], gallery::other_cookies),
    story("good.twins", "Users with one name and one birthday are each let in as themselves", &["ESIA-MR А.2"], gallery::twins),
    attack("hands.contacts", "An e-mail address or a telephone that changed hands opens nobody's diary", &["OIDC Core, 5.7"], &[], hands::freed_contacts),
    attack("hands.deleted", "Whoever takes the contacts of a deleted account takes nothing else", &["OIDC Core, 5.7"], &[], hands::deleted_and_taken),
    attack("hands.anew", "A person with a new account is the same person, or is asked anew", &["OIDC Core, 5.7"], &[], hands::made_anew),
    attack("leak.cookies", "The cookie of a session is kept from scripts and from other sites", &["OWASP ASVS 3.3"], &[], leaks::cookies),
    attack("leak.caches", "Pages of a user are not left in the browser for the next person", &["OWASP ASVS 14.3.2"], &[], leaks::caches),
    attack("leak.markup", "What came from outside is escaped before a page shows it", &["OWASP ASVS 1.2.1"], &[], leaks::markup),
    attack("leak.addresses", "No address, page or cookie gives a token, a code or a number away", &["RFC 9700, 4.2.4"], &[], leaks::addresses),
    attack("leak.code-once", "A code is exchanged for tokens once", &["RFC 6749, 4.1.2"], &[], leaks::redeemed_once),
    attack("number.state", "Nobody guesses the `state` of a sign-in", &["RFC 6749, 10.10"], &[], numbers::states),
    attack("number.session", "Nobody guesses the number of a session", &["OWASP ASVS 7.2.3"], &[], numbers::sessions),
    attack("forged.leave", "A form of another site does not sign a user out", &["OWASP ASVS 3.5.1"], &[], forged::leaving),
    attack("forged.bind", "A form of another site binds nothing", &["OWASP ASVS 3.5.1"], &[], forged::binding),
    attack("forged.undo", "A form of another site takes no account away", &["OWASP ASVS 3.5.1"], &[], forged::undoing),
    attack("session.adopted", "A session number that somebody else chose is not taken over", &["OWASP ASVS 7.2.4"], &[], sessions::adopted),
    attack("session.renewed", "The session number changes with the sign-in", &["OWASP ASVS 7.2.4"], &[&[Guard::FreshSession]], sessions::renewed),
    attack("session.made-up-user", "Nobody signs in by writing a name into a cookie", &["OWASP ASVS 7.2.2"], &[], sessions::made_up_user),
    attack("session.portal-left", "Whoever leaves the portal too is asked for the password again", &["OWASP ASVS 7.4.1"], &[], sessions::portal_left),
    attack("session.next-person", "The next person at the computer finds nothing of the one before", &["OWASP ASVS 7.4.1"], &[], sessions::next_person),
    attack("session.forgotten", "A session that nobody uses ends in the time that the party says", &["OWASP ASVS 7.3.1"], &[], sessions::forgotten),
    attack("session.over-another", "Whoever signs in over somebody else gets a session of their own", &["OWASP ASVS 7.2.4"], &[], sessions::over_another),
    attack("redirect.sign-in", "A return address on the way to the portal leads to the party only", &["RFC 9700, 4.11"], &[], redirects::at_sign_in),
    attack("redirect.answer", "A return address on the way back leads to the party only", &["RFC 9700, 4.11"], &[&[Guard::OwnReturn]], redirects::at_answer),
    attack("redirect.password", "A return address at the password sign-in leads to the party only", &["RFC 9700, 4.11"], &[], redirects::at_password),
    attack("redirect.leave", "A return address on other pages leads to the party only", &["RFC 9700, 4.11"], &[], redirects::at_leaving),
    attack("crowd.together", "In a crowd everybody is who they are", &["OWASP ASVS 15.4"], &[], crowd::together),
    attack("crowd.twice-at-once", "The same answer twice at the same moment harms nobody", &["RFC 6749, 4.1.2"], &[], crowd::twice_at_once),
    attack("crowd.left-meanwhile", "An answer to another browser signs nobody in who has left", CSRF, &[&[Guard::State]], crowd::left_meanwhile),
];
