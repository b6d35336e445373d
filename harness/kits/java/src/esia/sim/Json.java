package esia.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON object. The JDK has no JSON, and a test should not choose a library for its tester. */
public final class Json {
    private final Map<String, Object> members;

    public Json() {
        this(new LinkedHashMap<>());
    }

    private Json(Map<String, Object> members) {
        this.members = members;
    }

    /** Reads an object. */
    public static Json parse(String text) {
        return (Json) new JsonReader(text).read();
    }

    /** Sets a member; null leaves it out. Values are texts, numbers, booleans, objects and lists of these. */
    public Json put(String name, Object value) {
        if (value != null) {
            members.put(name, value);
        }
        return this;
    }

    static Json of(Map<String, Object> members) {
        return new Json(members);
    }

    /** The names of the members. */
    public List<String> names() {
        return List.copyOf(members.keySet());
    }

    /** A member that is a text; null when it is absent or null. */
    public String text(String name) {
        return (String) members.get(name);
    }

    /** A member that is a whole number. */
    public long number(String name) {
        return ((Number) members.get(name)).longValue();
    }

    /** A member that is an object; null when it is absent or null. */
    public Json object(String name) {
        return (Json) members.get(name);
    }

    /** A member that is a list; an empty one when it is absent. */
    public List<Object> list(String name) {
        return members.get(name) instanceof List<?> list ? List.copyOf(list) : List.of();
    }

    /** A list of objects. */
    public List<Json> objects(String name) {
        return list(name).stream().map(Json.class::cast).toList();
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        write(this, text);
        return text.toString();
    }

    private static void write(Object value, StringBuilder to) {
        if (value instanceof Json object) {
            var parts = new ArrayList<String>();
            object.members.forEach((name, member) -> {
                var part = new StringBuilder();
                quote(name, part);
                write(member, part.append(':'));
                parts.add(part.toString());
            });
            to.append('{').append(String.join(",", parts)).append('}');
        } else if (value instanceof List<?> list) {
            to.append('[');
            for (int at = 0; at < list.size(); at++) {
                write(list.get(at), at == 0 ? to : to.append(','));
            }
            to.append(']');
        } else if (value instanceof String text) {
            quote(text, to);
        } else {
            to.append(value);
        }
    }

    private static void quote(String text, StringBuilder to) {
        to.append('"');
        text.chars().forEach(one -> {
            if (one == '"' || one == '\\') {
                to.append('\\').append((char) one);
            } else if (one < ' ') {
                to.append(String.format("\\u%04x", one));
            } else {
                to.append((char) one);
            }
        });
        to.append('"');
    }
}
