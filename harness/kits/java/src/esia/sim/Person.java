package esia.sim;

import java.util.List;

/**
 * A person of a realm.
 *
 * @param oid the account's number
 * @param level `simplified`, `standard` or `confirmed`
 * @param lastName surname
 * @param firstName given name
 * @param snils pension insurance number; null when the account has none
 * @param mobile phone; null when the account has none
 * @param email mail address; null when the account has none
 * @param logins what the person may sign in by
 * @param password the password, known of people that were just made
 * @param facts everything that the control API told
 */
public record Person(long oid, String level, String lastName, String firstName, String snils, String mobile,
        String email, List<String> logins, String password, Json facts) {

    static Person of(Json facts) {
        var logins = facts.list("logins").stream().map(String.class::cast).toList();
        return new Person(facts.number("oid"), facts.text("level"), facts.text("last_name"), facts.text("first_name"),
                facts.text("snils"), facts.text("mobile"), facts.text("email"), logins, facts.text("password"), facts);
    }
}
