use super::*;

fn trace() -> Trace {
    let sent = Sent {
        method: "POST".to_owned(),
        path: "/aas/oauth2/te".to_owned(),
        query: "timestamp=2024.09.02+07%3A00%3A00+%2B0000".to_owned(),
        headers: vec![
            ("authorization", "Bearer secret-token".to_owned()),
            ("content-type", "application/x-www-form-urlencoded".to_owned()),
        ],
    };
    let trace = Trace::of(sent);
    trace.form(b"client_id=DIARY&code=secret-code&state=it's&password=secret-word&empty=");
    trace
}

#[test]
fn what_is_secret_is_never_shown() {
    let trace = trace();
    trace.answered(Answered {
        status: 200,
        location: Some("http://diary.example/back?code=secret-code&state=s".to_owned()),
        kind: Some("application/json".to_owned()),
        body: Some(
            r#"{"access_token":"secret-token","expires_in":3600,"elements":["secret"],"n":1}"#.to_owned(),
        ),
        length: 60,
    });
    let shown = trace.shown();
    assert!(!format!("{shown:?}").contains("secret-"), "{shown:?}");
    assert_eq!(shown.form.to_string(), "client_id=DIARY&code=$CODE&state=it's&password=$PASSWORD&empty=");
    let answer = shown.answer.unwrap();
    assert_eq!(answer.location.unwrap().to_string(), "http://diary.example/back?code=$CODE&state=s");
    let json: serde_json::Value = serde_json::from_str(&answer.json.unwrap().to_string()).unwrap();
    let expected = serde_json::json!({
        "access_token": "(12 characters)", "expires_in": 3600, "elements": ["(6 characters)"], "n": 0,
    });
    assert_eq!(json, expected);
}

#[test]
fn the_command_keeps_the_encoding_and_leaves_variables_for_the_gaps() {
    let command = command("http://127.0.0.1:8085", &trace().shown());
    let expected = [
        "curl -i -X POST 'http://127.0.0.1:8085/aas/oauth2/te?timestamp=2024.09.02+07%3A00%3A00+%2B0000' \\",
        "  -H 'authorization: Bearer '\"$ACCESS_TOKEN\" \\",
        "  -H 'content-type: application/x-www-form-urlencoded' \\",
        "  --data-raw 'client_id=DIARY&code='\"$CODE\"'&state=it'\\''s&password='\"$PASSWORD\"'&empty='",
    ];
    assert_eq!(command, expected.join("\n"));
}

#[test]
fn a_command_has_a_body_only_where_the_request_had_one() {
    for (method, begins) in
        [("GET", "curl -i -X GET "), ("HEAD", "curl --head "), ("DELETE", "curl -i -X DELETE ")]
    {
        let trace = Trace::of(Sent { method: method.to_owned(), path: "/x".to_owned(), ..Sent::default() });
        trace.form(b"");
        let command = command("http://127.0.0.1:8085", &trace.shown());
        assert_eq!(command, format!("{begins}'http://127.0.0.1:8085/x'"));
    }
    let trace = Trace::of(Sent { method: "POST".to_owned(), path: "/x".to_owned(), ..Sent::default() });
    trace.other_body();
    let expected = "curl -i -X POST 'http://127.0.0.1:8085/x' \\\n  --data-raw \"$BODY\"";
    assert_eq!(command("http://127.0.0.1:8085", &trace.shown()), expected);
}

#[test]
fn only_the_newest_exchanges_are_kept_and_only_short_bodies() {
    let exchanges = Exchanges::default();
    let many = i64::try_from(KEPT).unwrap() + 1;
    for seq in 1..=many {
        exchanges.keep(seq, &trace(), u64::MAX);
    }
    assert!(exchanges.of(1).is_none() && exchanges.of(2).is_some() && exchanges.of(many).is_some());
    let long = Trace::default();
    long.form(&vec![b'a'; LONGEST + 1]);
    assert!(long.shown().form.is_empty() && !long.is_journaled());
}

#[test]
fn the_bytes_of_what_is_kept_are_bounded_with_the_answers_that_come_later() {
    let exchanges = Exchanges::default();
    let answered = |body: usize| Answered { body: Some("x".repeat(body)), ..Answered::default() };
    let kept = |seq| exchanges.of(seq).is_some();
    let one = trace();
    exchanges.keep(1, &one, 10_000);
    let alone = exchanges.bytes();
    exchanges.keep(2, &one, 10_000);
    assert_eq!(exchanges.bytes(), alone, "one exchange with two entries is counted once");
    one.answered(answered(9_000));
    assert_eq!(exchanges.bytes(), alone + 9_000);
    drop(one);
    for seq in 3..=5 {
        let trace = trace();
        exchanges.keep(seq, &trace, 10_000);
        trace.answered(answered(7_000));
    }
    assert_eq!([1, 2, 3, 4, 5].map(kept), [false, false, false, true, true]);
}
