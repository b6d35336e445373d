package esia.sim;

import java.util.List;

/** A person to make; whatever is left out is made up so that it fits together. */
public final class PersonForm {
    private final Json form = new Json();

    /** How much of the account is proved: `simplified`, `standard`, `confirmed`. */
    public PersonForm level(String level) {
        return with("level", level);
    }

    public PersonForm lastName(String name) {
        return with("last_name", name);
    }

    public PersonForm firstName(String name) {
        return with("first_name", name);
    }

    /** Patronymic; an empty text is a person without one. */
    public PersonForm middleName(String name) {
        return with("middle_name", name);
    }

    /** `dd.MM.yyyy`. */
    public PersonForm birthDate(String date) {
        return with("birth_date", date);
    }

    /** `XXX-XXX-XXX XX`. */
    public PersonForm snils(String snils) {
        return with("snils", snils);
    }

    /** `+7(XXX)XXXXXXX`. */
    public PersonForm mobile(String phone) {
        return with("mobile", phone);
    }

    public PersonForm email(String address) {
        return with("email", address);
    }

    public PersonForm password(String password) {
        return with("password", password);
    }

    /** A child under fourteen, of parents that were made before. */
    public PersonForm childOf(Person... parents) {
        form.put("minor", true);
        return with("parents", List.of(parents).stream().map(parent -> String.valueOf(parent.oid())).toList());
    }

    /** Any other field of PersonForm in the control API. */
    public PersonForm with(String field, Object value) {
        form.put(field, value);
        return this;
    }

    Json json() {
        return form;
    }
}
