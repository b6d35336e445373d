package esia.sim;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A citizen at the provider's pages: forms are read from the page and filled in as a person would. */
final class Browser {
    private static final int STEPS_MAX = 30;
    private static final Pattern FORM = Pattern.compile("<form\\b([^>]*)>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern INPUT = Pattern.compile("<input\\b([^>]*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([\\w-]+)(?:=\"([^\"]*)\")?");
    private static final Pattern ENTITY = Pattern.compile("&#(\\d+);");
    private static final Pattern TITLE = Pattern.compile("<title>(.*?)</title>", Pattern.DOTALL);
    private static final Pattern ALERT = Pattern.compile("<div[^>]*role=\"alert\"[^>]*>(.*?)</div>", Pattern.DOTALL);
    private static final List<String> STEPS = List.of("/login", "/login/captcha", "/login/sms", "/login/totp",
            "/login/role", "/login/consent", "/login/password/skip");

    private final Realm realm;
    private final Person person;
    private final boolean consents;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    private record Form(String action, Map<String, String> fields) {}

    Browser(Realm realm, Person person, boolean consents) {
        this.realm = realm;
        this.person = person;
        this.consents = consents;
    }

    /** Goes from page to page until the browser is sent to the relying party. */
    Way walk(String authorizeUrl) {
        var back = Way.valueIn(authorizeUrl, "redirect_uri");
        var answer = open(authorizeUrl, null);
        var filled = "";
        for (int step = 0; step < STEPS_MAX; step++) {
            var location = answer.headers().firstValue("location");
            if (location.isPresent()) {
                var target = answer.uri().resolve(location.get()).toString();
                if (back != null && target.startsWith(back)) {
                    return new Way(target);
                }
                answer = open(target, null);
                continue;
            }
            var complaints = textOf(answer.body(), ALERT);
            var form = next(answer.body());
            // The same form again means that what was filled in did not do.
            if (form.isEmpty() || form.get().action().equals(filled) && !complaints.isEmpty()) {
                var page = answer.statusCode() + " " + answer.uri() + " «" + textOf(answer.body(), TITLE) + "» ";
                throw new EsiaSimException.Page((page + complaints).strip());
            }
            filled = form.get().action();
            answer = open(answer.uri().resolve(filled).toString(), form.get().fields());
        }
        throw new EsiaSimException.Page("no end after " + STEPS_MAX + " steps, at " + answer.uri());
    }

    /** The form of a page that leads on, filled in. */
    private Optional<Form> next(String page) {
        var forms = FORM.matcher(page).results().map(form -> read(form.group(1), form.group(2))).toList();
        for (var step : STEPS) {
            for (var form : forms) {
                if (form.action().endsWith(step)) {
                    form.fields().putAll(valuesFor(step));
                    var captcha = form.fields().get("captcha_id");
                    if (captcha != null) {
                        form.fields().put("captcha", realm.control().get("/captchas/" + captcha).text("answer"));
                    }
                    return Optional.of(form);
                }
            }
        }
        return Optional.empty();
    }

    private Map<String, String> valuesFor(String step) {
        return switch (step) {
            case "/login" -> {
                if (person.password() == null) {
                    throw new EsiaSimException("the password is known of people made by person(): it is not shown again");
                }
                yield Map.of("login", person.logins().get(0), "password", person.password());
            }
            case "/login/sms" -> {
                var codes = realm.outbox().messages(null, "sms", 0).stream().map(Outbox.Message::code);
                yield Map.of("code", codes.filter(code -> code != null).reduce("", (before, code) -> code));
            }
            case "/login/totp" -> Map.of("code",
                    realm.control().get("/people/" + person.oid() + "/second-factor").text("code"));
            case "/login/role" -> Map.of("role", "citizen");
            case "/login/consent" -> Map.of("decision", consents ? "grant" : "deny");
            default -> Map.of();
        };
    }

    private static Form read(String tag, String body) {
        var fields = new LinkedHashMap<String, String>();
        INPUT.matcher(body).results().map(input -> attributes(input.group(1))).forEach(input -> {
            var kind = input.getOrDefault("type", "");
            // What is not ticked is not sent.
            var isSent = !kind.equals("checkbox") && !kind.equals("radio") || input.containsKey("checked");
            if (input.containsKey("name") && isSent) {
                fields.put(input.get("name"), input.getOrDefault("value", ""));
            }
        });
        return new Form(attributes(tag).getOrDefault("action", ""), fields);
    }

    private static Map<String, String> attributes(String tag) {
        var found = new LinkedHashMap<String, String>();
        ATTRIBUTE.matcher(tag).results()
                .forEach(one -> found.put(one.group(1), decoded(one.group(2) == null ? "" : one.group(2))));
        return found;
    }

    private static String decoded(String text) {
        return ENTITY.matcher(text).replaceAll(one -> java.util.regex.Matcher.quoteReplacement(
                        Character.toString(Integer.parseInt(one.group(1)))))
                .replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    }

    private static String textOf(String page, Pattern part) {
        var found = part.matcher(page);
        return found.find() ? decoded(found.group(1).replaceAll("<[^>]*>", " ")).replaceAll("\\s+", " ").strip() : "";
    }

    private HttpResponse<String> open(String url, Map<String, String> fields) {
        var held = cookies.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue());
        var cookie = held.collect(Collectors.joining("; "));
        var http = realm.server().http();
        var headers = cookie.isEmpty() ? new String[0] : new String[] {"Cookie", cookie};
        var answer = fields == null ? http.get(url, headers) : http.form(url, fields, headers);
        for (var set : answer.headers().allValues("set-cookie")) {
            var pair = set.split(";", 2)[0];
            int at = pair.indexOf('=');
            if (set.toLowerCase(java.util.Locale.ROOT).contains("max-age=0")) {
                cookies.remove(pair.substring(0, at));
            } else {
                cookies.put(pair.substring(0, at), pair.substring(at + 1));
            }
        }
        return answer;
    }
}
