package esia.sim;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** SMS, mail and letters of a realm: nothing is sent. */
public final class Outbox {
    /**
     * A message.
     *
     * @param id its number, rising
     * @param kind `sms`, `max`, `mail` or `letter`
     * @param to phone, address or, for a letter, SNILS
     * @param text what it says
     * @param code the code in it; null when there is none
     */
    public record Message(long id, String kind, String to, String text, String code) {}

    // The server waits for at most a minute; one call for longer than that is made of several.
    private static final long WAIT_MS_MAX = 30_000;

    private final Control control;
    private final Map<String, Long> taken = new HashMap<>();

    Outbox(Control control) {
        this.control = control;
    }

    /** The messages of a kind to somebody behind a number, oldest first; null and 0 leave a condition out. */
    public List<Message> messages(String to, String kind, long after) {
        return read(to, kind, after, null);
    }

    private List<Message> read(String to, String kind, long after, Duration wait) {
        var query = new LinkedHashMap<String, String>();
        if (to != null) {
            query.put("to", to.replaceAll("[()]", ""));
        }
        if (kind != null) {
            query.put("kind", kind);
        }
        query.put("after", String.valueOf(after));
        if (wait != null) {
            query.put("wait", wait.toString());
        }
        return control.get("/outbox?" + Http.query(query)).objects("messages").stream()
                .map(one -> new Message(one.number("id"), one.text("kind"), one.text("to"), one.text("text"),
                        one.text("code")))
                .toList();
    }

    /** The next message to somebody, as soon as it is there: of two calls, the second waits for a message behind that of the first. */
    public Message await(String to, String kind, Duration atMost) {
        var whose = (kind == null ? "message" : kind) + " to " + to;
        long after = taken.getOrDefault(whose, 0L);
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            long leftMs = Math.max(0, (end - System.nanoTime()) / 1_000_000);
            var found = read(to, kind, after, Duration.ofMillis(Math.min(leftMs, WAIT_MS_MAX)));
            if (!found.isEmpty()) {
                taken.put(whose, found.get(0).id());
                return found.get(0);
            }
            if (System.nanoTime() >= end) {
                throw new EsiaSimException("no " + whose + " behind number " + after + " within " + atMost);
            }
        }
    }
}
