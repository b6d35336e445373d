//! The reasons that any request may meet.

use crate::domain::journal::reason::entry::Reason;

pub(crate) const METHOD: Reason =
    Reason::new("method", "the path does not take the method", "use a method that the path takes")
        .told_as(&["ESIA-007003", "ESIA-005400"]);
pub(crate) const BODY_TOO_LARGE: Reason = Reason::new(
    "body-too-large",
    "the body is longer than the simulator reads",
    "send a body of at most one mebibyte",
)
.told_as(&["ESIA-007003", "ESIA-005400"]);
pub(crate) const REQUEST_UNREADABLE: Reason = Reason::new(
    "request-unreadable",
    "the query or the body cannot be read",
    "send a query and a body that can be read",
)
.told_as(&["ESIA-007003", "ESIA-005400"]);
pub(crate) const FAULT: Reason = Reason::new(
    "fault",
    "an armed fault was committed; the answer has the code that the fault names",
    "disarm the fault: DELETE {control}/faults",
);
pub(crate) const BROKEN: Reason =
    Reason::new("broken", "the simulator itself failed", "see the log").told_as(&["ESIA-007007"]);
pub(crate) const HOST_NOT_ALLOWED: Reason = Reason::new(
    "host-not-allowed",
    "the server does not answer to this host name",
    "use localhost or 127.0.0.1, or start esia-idp with --allow-host and the name",
);
pub(crate) const FOREIGN_ORIGIN: Reason = Reason::new(
    "foreign-origin",
    "a page of another site sent the request",
    "open the page of the simulator itself and send its form",
);
pub(crate) const CONTROL_TOKEN: Reason = Reason::new(
    "control-token",
    "the control token is missing or wrong; the answer says so, no journal does",
    "send the text of the file given as --control-token-file",
);
pub(crate) const NOT_JSON: Reason = Reason::new(
    "not-json",
    "the body has another media type than JSON",
    "send JSON with the header `Content-Type: application/json`",
);
pub(crate) const BODY_TOO_SLOW: Reason = Reason::new(
    "body-too-slow",
    "the body did not arrive in time",
    "send the whole body at once: {control}/settings, front.body_real_ms_max",
)
.told_as(&["ESIA-007003", "ESIA-005400"]);
pub(crate) const REQUEST_LINE_TOO_LONG: Reason = Reason::new(
    "request-line-too-long",
    "the request line is longer than the realm takes",
    "send long parameters in the body of a POST: {control}/settings, front.line_bytes_max",
)
.told_as(&["ESIA-007003", "ESIA-005400"]);

pub(crate) const NOTHING_OF_THIS_NAME: Reason = Reason::new(
    "nothing-of-this-name",
    "the request names something that is not there",
    "list what is there, and name one of it",
);
pub(crate) const CONTROL_REFUSED: Reason = Reason::new(
    "control-refused",
    "a control call cannot be carried out; its answer names the field and what to change",
    "read `detail`, `field` and `fix` of the answer",
);

pub(crate) const ADDRESS_DOUBTFUL: Reason = Reason::new(
    "address-doubtful",
    "a registration has addresses that the official documents refuse: without https, or an IP address for a host",
    "register names, with https addresses, before the real system is met; here both are taken",
);
pub(super) const ALL: &[Reason] = &[
    BODY_TOO_SLOW,
    REQUEST_LINE_TOO_LONG,
    HOST_NOT_ALLOWED,
    FOREIGN_ORIGIN,
    CONTROL_TOKEN,
    NOT_JSON,
    NOTHING_OF_THIS_NAME,
    CONTROL_REFUSED,
    METHOD,
    BODY_TOO_LARGE,
    REQUEST_UNREADABLE,
    FAULT,
    BROKEN,
    ADDRESS_DOUBTFUL,
];
