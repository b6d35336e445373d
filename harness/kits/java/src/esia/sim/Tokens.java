package esia.sim;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The answer of the token endpoint.
 *
 * @param answer all of it
 */
public record Tokens(Json answer) {
    public String accessToken() {
        return answer.text("access_token");
    }

    /** The id token, where `openid` was asked for; else null. */
    public String idToken() {
        return answer.text("id_token");
    }

    /** What the access token says. Its signature is not checked here: that is what your application is for. */
    public Json claims() {
        var body = Base64.getUrlDecoder().decode(accessToken().split("\\.")[1]);
        return Json.parse(new String(body, StandardCharsets.UTF_8));
    }

    /** Whose token it is. */
    public long oid() {
        return claims().number("urn:esia:sbj_id");
    }
}
