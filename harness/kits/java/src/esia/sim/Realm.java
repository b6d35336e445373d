package esia.sim;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A whole provider as a test uses it: people, relying parties, messages, clock, faults, journal, sign-ins. */
public final class Realm {
    private final Server server;
    private final String name;
    private final String baseUrl;
    private final Control control;
    private final Outbox outbox;
    private final Clock clock;
    private final Faults faults;
    private int clients;

    Realm(Server server, Json facts) {
        this.server = server;
        name = facts.text("realm");
        baseUrl = facts.text("own_url") == null ? facts.text("base_url") : facts.text("own_url");
        control = new Control(server.http(), facts.text("control_url"));
        outbox = new Outbox(control);
        clock = new Clock(control);
        faults = new Faults(control);
    }

    public Server server() {
        return server;
    }

    public String name() {
        return name;
    }

    /** Where its pages and OAuth are. */
    public String baseUrl() {
        return baseUrl;
    }

    /** The authority that HTTPS clients have to trust; none over plain HTTP. */
    public Optional<Path> caFile() {
        return server.caFile();
    }

    public Control control() {
        return control;
    }

    public Outbox outbox() {
        return outbox;
    }

    public Clock clock() {
        return clock;
    }

    public Faults faults() {
        return faults;
    }

    /** Makes a confirmed person. */
    public Person person() {
        return person(new PersonForm());
    }

    /** Makes a person. */
    public Person person(PersonForm form) {
        return Person.of(control.post("/people", form.json()));
    }

    /** Registers a relying party with the scopes `openid fullname`. */
    public Client client() {
        return client(new ClientForm());
    }

    /** Registers a relying party that signs its requests. */
    public Client client(ClientForm form) {
        clients += 1;
        return form.register(this, "CLIENT" + clients);
    }

    /** Signs a person in at a relying party by the provider's pages, and fetches the tokens. */
    public SignedIn signIn(Person person, Client client) {
        var url = client.authorizeUrl();
        return client.returned(walk(person, url), url);
    }

    /** Signs a person in by the pages, from the address your application sent the browser to; consent is given. */
    public Way walk(Person person, String authorizeUrl) {
        return walk(person, authorizeUrl, true);
    }

    /** The same, with or without the citizen's consent. */
    public Way walk(Person person, String authorizeUrl, boolean consents) {
        return new Browser(this, person, consents).walk(authorizeUrl);
    }

    /** What the journal says of refused requests, a line each, with the fix. */
    public List<String> refusals() {
        return control.get("/journal?outcome=refused").objects("entries").stream().map(Realm::told).toList();
    }

    private static String told(Json entry) {
        var fix = entry.object("why") == null ? "" : ", fix: " + entry.object("why").text("fix");
        return entry.text("method") + " " + entry.text("path") + " " + entry.text("error") + fix;
    }

    /** Drops the realm with everything in it. */
    public void remove() {
        server.control().delete("/realms/" + name);
    }
}
