package esia.sim;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Where the browser was sent back to.
 *
 * @param redirectTo the address
 */
public record Way(String redirectTo) {
    /** The authorization code; null when the provider refused. */
    public String code() {
        return value("code");
    }

    /** The state of the request. */
    public String state() {
        return value("state");
    }

    /** Why there is no code. */
    public String error() {
        return value("error");
    }

    /** The same in the provider's words, with its code. */
    public String errorDescription() {
        return value("error_description");
    }

    private String value(String name) {
        return valueIn(redirectTo, name);
    }

    /** A parameter of an address; null when it is absent. */
    static String valueIn(String url, String name) {
        var query = URI.create(url).getRawQuery();
        for (var pair : query == null ? new String[0] : query.split("&")) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return null;
    }
}
