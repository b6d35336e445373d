package esia.sim;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A registered relying party of a test: it signs requests, fetches tokens and reads data. */
public final class Client {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyy.MM.dd HH:mm:ss xx");

    private final Realm realm;
    private final String mnemonic;
    private final Keys keys;
    private final String redirectUri;
    private final String scope;
    private final boolean isFirst;

    Client(Realm realm, String mnemonic, Keys keys, String redirectUri, String scope, boolean isFirst) {
        this.realm = realm;
        this.mnemonic = mnemonic;
        this.keys = keys;
        this.redirectUri = redirectUri;
        this.scope = scope;
        this.isFirst = isFirst;
    }

    /** The `client_id`. */
    public String mnemonic() {
        return mnemonic;
    }

    /** The `client_secret` of a request: CMS in version 1, bare with the code in version 3. */
    public String secret(String timestamp, String state, String code) {
        return isFirst
                ? keys.cms(scope + timestamp + mnemonic + state)
                : keys.bare(mnemonic + scope + timestamp + state + redirectUri + code);
    }

    /** The address of a signed authorization request. */
    public String authorizeUrl() {
        return authorizeUrl(Map.of());
    }

    /** The same with parameters to add or to replace after it was signed. */
    public String authorizeUrl(Map<String, String> changed) {
        var asked = signed("");
        asked.put("response_type", "code");
        asked.put("access_type", "online");
        asked.putAll(changed);
        return realm.baseUrl() + "/aas/oauth2/" + (isFirst ? "ac" : "v2/ac") + "?" + Http.query(asked);
    }

    /** What becomes of a browser that came back: the state is compared, the code redeemed. */
    public SignedIn returned(Way way, String authorizeUrl) {
        if (way.code() == null) {
            throw refused(way.error() + ": " + way.errorDescription());
        }
        var state = Way.valueIn(authorizeUrl, "state");
        if (!state.equals(way.state())) {
            throw new EsiaSimException.Refused(
                    "the browser came back with the state " + way.state() + " instead of " + state);
        }
        return new SignedIn(way, tokens(way.code(), Map.of()));
    }

    /** Redeems a code; the parameters are added or replaced after the request was signed. */
    public Tokens tokens(String code, Map<String, String> changed) {
        var asked = signed(code);
        asked.put("code", code);
        asked.put("grant_type", "authorization_code");
        asked.put("token_type", "Bearer");
        asked.putAll(changed);
        var url = realm.baseUrl() + "/aas/oauth2/" + (isFirst ? "te" : "v3/te");
        var answer = realm.server().http().form(url, asked);
        if (answer.statusCode() != 200) {
            throw refused(answer.statusCode() + " " + answer.body());
        }
        return new Tokens(Json.parse(answer.body()));
    }

    /** The record of the person whose token it is. */
    public Json readPerson(Tokens tokens) {
        return read("/rs/prns/" + tokens.oid(), tokens);
    }

    /** An answer of the data API, such as of `/rs/prns/{oid}/ctts?embed=(elements)`. */
    public Json read(String path, Tokens tokens) {
        var bearer = "Bearer " + tokens.accessToken();
        var answer = realm.server().http().get(realm.baseUrl() + path, "Authorization", bearer);
        if (answer.statusCode() != 200) {
            throw refused(answer.statusCode() + " " + answer.body());
        }
        return Json.parse(answer.body());
    }

    private Map<String, String> signed(String code) {
        var timestamp = TIMESTAMP.format(realm.clock().now().atOffset(ZoneOffset.UTC));
        var state = UUID.randomUUID().toString();
        var asked = new LinkedHashMap<String, String>();
        asked.put("client_id", mnemonic);
        asked.put("client_secret", secret(timestamp, state, code));
        asked.put("redirect_uri", redirectUri);
        asked.put("scope", scope);
        asked.put("state", state);
        asked.put("timestamp", timestamp);
        if (!isFirst) {
            asked.put("client_certificate_hash", keys.certificateHash());
        }
        return asked;
    }

    private EsiaSimException.Refused refused(String answer) {
        var entries = realm.refusals();
        return new EsiaSimException.Refused(
                entries.isEmpty() ? answer : answer + "\n  " + entries.get(entries.size() - 1));
    }
}
