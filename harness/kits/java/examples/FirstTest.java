import static org.junit.jupiter.api.Assertions.assertEquals;

import esia.sim.*;
import org.junit.jupiter.api.Test;

@EsiaSim
class FirstTest {
    @Test
    void aCitizenSignsIn(Realm esia) {
        var citizen = esia.person(new PersonForm().lastName("Пробный"));
        var diary = esia.client(new ClientForm().scopes("openid", "fullname"));
        var tokens = esia.signIn(citizen, diary).tokens();
        assertEquals(citizen.oid(), tokens.oid());
        assertEquals("Пробный", diary.readPerson(tokens).text("lastName"));
    }
}
