package esia.sim;

/** The control API of a realm or a server: objects in, objects out, problems as exceptions. docs/CONTROL.openapi.json lists it. */
public final class Control {
    private final Http http;
    private final String url;

    Control(Http http, String url) {
        this.http = http;
        this.url = url;
    }

    public Json get(String path) {
        return call("GET", path, null);
    }

    public Json post(String path, Json body) {
        return call("POST", path, body);
    }

    public Json put(String path, Json body) {
        return call("PUT", path, body);
    }

    public Json patch(String path, Json body) {
        return call("PATCH", path, body);
    }

    public void delete(String path) {
        call("DELETE", path, null);
    }

    private Json call(String method, String path, Json body) {
        var answer = http.json(method, url + path, body);
        if (answer.statusCode() >= 400) {
            throw new EsiaSimException.Control(Json.parse(answer.body()));
        }
        return answer.body().isEmpty() ? new Json() : Json.parse(answer.body());
    }
}
