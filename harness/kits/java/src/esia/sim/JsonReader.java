package esia.sim;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Reads JSON (RFC 8259) as the simulator writes it. */
final class JsonReader {
    private final String text;
    private int at;

    JsonReader(String text) {
        this.text = text;
    }

    /** The whole text as one value. */
    Object read() {
        var value = value();
        skipBlanks();
        if (at != text.length()) {
            throw wrong("the end");
        }
        return value;
    }

    private Object value() {
        skipBlanks();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> list();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Json object() {
        var members = new LinkedHashMap<String, Object>();
        take('{');
        if (!isEnd('}')) {
            do {
                skipBlanks();
                var name = string();
                skipBlanks();
                take(':');
                var value = value();
                if (value != null) {
                    members.put(name, value);
                }
            } while (isMore('}'));
        }
        return Json.of(members);
    }

    private List<Object> list() {
        var values = new ArrayList<>();
        take('[');
        if (!isEnd(']')) {
            do {
                values.add(value());
            } while (isMore(']'));
        }
        return values;
    }

    private String string() {
        take('"');
        var read = new StringBuilder();
        while (peek() != '"') {
            var one = text.charAt(at++);
            read.append(one == '\\' ? escaped() : one);
        }
        at++;
        return read.toString();
    }

    private char escaped() {
        var one = peek();
        at++;
        switch (one) {
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                at += 4;
                return (char) Integer.parseInt(text.substring(at - 4, at), 16);
            default:
                return one;
        }
    }

    private Number number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        var read = text.substring(start, at);
        if (read.isEmpty()) {
            throw wrong("a value");
        }
        if (!read.matches("-?\\d+")) {
            return Double.valueOf(read);
        }
        // Seeds have all 64 bits and no sign.
        var whole = new BigInteger(read);
        return whole.bitLength() < Long.SIZE ? (Number) whole.longValue() : whole;
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw wrong(word);
        }
        at += word.length();
        return value;
    }

    private boolean isEnd(char end) {
        skipBlanks();
        if (peek() != end) {
            return false;
        }
        at++;
        return true;
    }

    private boolean isMore(char end) {
        if (isEnd(end)) {
            return false;
        }
        take(',');
        return true;
    }

    private void take(char expected) {
        if (peek() != expected) {
            throw wrong("'" + expected + "'");
        }
        at++;
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong("more");
        }
        return text.charAt(at);
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException("JSON: expected " + expected + " at " + at + " of " + text);
    }
}
