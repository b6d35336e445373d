package esia.sim;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A running simulator. One that was started here ends with this process, however that ends. */
public final class Server implements AutoCloseable {
    /**
     * What `esia-idp exec` runs: it tells the variables of the server, then an empty line, and waits for the end of stdin,
     * which comes with the end of the process that holds its other side. `exec` ends with it.
     */
    private static final String WAIT = "env | grep -E '^(ESIA_|(CURL_CA_BUNDLE|SSL_CERT_FILE|REQUESTS_CA_BUNDLE|"
            + "NODE_EXTRA_CA_CERTS|JAVA_TOOL_OPTIONS)=)'; echo; exec cat >/dev/null";

    private final Map<String, String> environment;
    private final Path folder;
    private final Process process;
    private final Http http;
    private final Control control;
    private final Map<Keys.Algorithm, Keys> keys = new EnumMap<>(Keys.Algorithm.class);

    private Server(Map<String, String> environment, Path folder, Process process) {
        this.environment = Map.copyOf(environment);
        this.folder = folder;
        this.process = process;
        this.http = new Http(caFile().orElse(null));
        this.control = new Control(http, environment.get("ESIA_CONTROL_URL"));
    }

    /** Starts a server on a free port and waits until it is ready. The options are those of `esia-idp exec`: `--tls`. */
    public static Server start(String... options) {
        try {
            var folder = Files.createTempDirectory("esia-sim-");
            var command = new ArrayList<>(List.of(Program.path().toString(), "exec"));
            command.addAll(List.of(options));
            command.addAll(List.of("--", "/bin/sh", "-c", WAIT));
            var log = folder.resolve("log");
            var process = new ProcessBuilder(command).redirectError(log.toFile()).start();
            var environment = told(process);
            if (!environment.containsKey("ESIA_CONTROL_URL")) {
                var said = "esia-idp ended with " + process.waitFor() + ": " + Files.readString(log).strip();
                remove(folder);
                throw new EsiaSimException(said);
            }
            return new Server(environment, folder, process);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        } catch (InterruptedException error) {
            Thread.currentThread().interrupt();
            throw new EsiaSimException("interrupted", error);
        }
    }

    /** The server that `esia-idp exec` runs the tests beside; none when the environment names none. */
    public static Optional<Server> ofEnvironment() {
        if (System.getenv("ESIA_CONTROL_URL") == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Server(System.getenv(), Files.createTempDirectory("esia-sim-"), null));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static Map<String, String> told(Process process) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var told = new HashMap<String, String>();
        for (var line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            int at = line.indexOf('=');
            told.put(line.substring(0, at), line.substring(at + 1));
        }
        return told;
    }

    /** Where its pages and OAuth are. */
    public String baseUrl() {
        return environment.get("ESIA_BASE_URL");
    }

    /** The authority that HTTPS clients have to trust; none over plain HTTP. */
    public Optional<Path> caFile() {
        return Optional.ofNullable(environment.get("ESIA_CA_FILE")).map(Path::of);
    }

    /** The variables by which your application finds the server, and by which clients find its authority. */
    public Map<String, String> environment() {
        return environment;
    }

    /** The control API of the default realm. */
    public Control control() {
        return control;
    }

    Http http() {
        return http;
    }

    /** Makes a realm: a whole provider with people, clients, clock, outbox and journal of its own. */
    public Realm realm() {
        return realm(new Json());
    }

    /** Makes a realm; the form is NewRealm of the control API. */
    public Realm realm(Json form) {
        return new Realm(this, control.post("/realms", form));
    }

    /** A key with its certificate; one of each algorithm is made and kept. */
    public synchronized Keys keys(Keys.Algorithm algorithm) {
        return keys.computeIfAbsent(algorithm, wanted -> Keys.make(folder, wanted));
    }

    /** Ends the server, if this process started it. */
    @Override
    public void close() {
        try {
            if (process != null) {
                process.getOutputStream().close();
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroy();
                }
            }
            remove(folder);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        } catch (InterruptedException error) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
