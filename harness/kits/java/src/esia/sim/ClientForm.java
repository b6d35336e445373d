package esia.sim;

import java.net.URI;
import java.util.List;

/** A relying party to register; RSA signs by version 1 of the protocol, GOST by version 3. */
public final class ClientForm {
    private String mnemonic;
    private String redirectUri = "http://127.0.0.1/back";
    private List<String> scopes = List.of("openid", "fullname");
    private Keys.Algorithm algorithm = Keys.Algorithm.RSA2048;
    private Keys keys;
    private final Json registration = new Json();

    /** The `client_id`; made up when left out. */
    public ClientForm mnemonic(String name) {
        mnemonic = name;
        return this;
    }

    public ClientForm redirectUri(String address) {
        redirectUri = address;
        return this;
    }

    public ClientForm scopes(String... granted) {
        scopes = List.of(granted);
        return this;
    }

    public ClientForm algorithm(Keys.Algorithm wanted) {
        algorithm = wanted;
        return this;
    }

    /** The keys of your application, in place of keys that are made. */
    public ClientForm keys(Keys own) {
        keys = own;
        return this;
    }

    /** Any other field of RelyingParty in the control API. */
    public ClientForm with(String field, Object value) {
        registration.put(field, value);
        return this;
    }

    Client register(Realm realm, String madeUp) {
        var name = mnemonic == null ? madeUp : mnemonic;
        var signing = keys == null ? realm.server().keys(algorithm) : keys;
        registration.put("redirect_hosts", List.of(URI.create(redirectUri).getAuthority()));
        registration.put("scopes", scopes).put("certificates", List.of(signing.certificatePem()));
        realm.control().put("/clients/" + name, registration);
        var isFirst = algorithm == Keys.Algorithm.RSA2048;
        return new Client(realm, name, signing, redirectUri, String.join(" ", scopes), isFirst);
    }
}
