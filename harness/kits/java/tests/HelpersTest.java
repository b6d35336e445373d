import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import esia.sim.*;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The helpers against a server: each statement has a case that would fail without it. */
@EsiaSim
class HelpersTest {
    @Test
    void aRefusedCallNamesFieldAndFix(Realm esia) {
        var refused = assertThrows(EsiaSimException.Control.class, () -> esia.person(new PersonForm().snils("1")));
        assertEquals("snils", refused.problem().text("field"));
        assertTrue(refused.getMessage().contains("fix: "), refused.getMessage());
    }

    @ParameterizedTest
    @EnumSource(Keys.Algorithm.class)
    void aClientSignsWithEveryKindOfKey(Keys.Algorithm algorithm, Realm esia) {
        var person = esia.person();
        var client = esia.client(new ClientForm().algorithm(algorithm));
        assertEquals(person.oid(), esia.signIn(person, client).tokens().oid());
    }

    @Test
    void aWrongSignatureIsRefusedAndTheJournalSaysWhy(Realm esia) {
        var client = esia.client();
        var wrong = client.secret("2018.01.01 00:00:00 +0000", "another", "");
        var url = client.authorizeUrl(Map.of("client_secret", wrong));
        var way = esia.walk(esia.person(), url);
        var refused = assertThrows(EsiaSimException.Refused.class, () -> client.returned(way, url));
        assertTrue(refused.getMessage().contains("ESIA-007005"), refused.getMessage());
        assertTrue(refused.getMessage().contains("fix: "), refused.getMessage());
    }

    @Test
    void aStateThatAnotherRequestSentIsNotTaken(Realm esia) {
        var client = esia.client();
        var way = esia.walk(esia.person(), client.authorizeUrl());
        assertThrows(EsiaSimException.Refused.class, () -> client.returned(way, client.authorizeUrl()));
    }

    @Test
    void whoDoesNotConsentComesBackWithoutACode(Realm esia) {
        var way = esia.walk(esia.person(), esia.client().authorizeUrl(), false);
        assertNull(way.code());
        assertEquals("access_denied", way.error());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sms", "totp"})
    void aSecondFactorIsGivenAsThePersonWould(String kind, Realm esia) {
        var person = esia.person(new PersonForm().mobile("+7(000)1112233"));
        esia.control().put("/people/" + person.oid() + "/second-factor", new Json().put("kind", kind));
        assertEquals(person.oid(), esia.signIn(person, esia.client()).tokens().oid());
        assertEquals(kind.equals("sms") ? 1 : 0, esia.outbox().messages(person.mobile(), "sms", 0).size());
    }

    @Test
    void aWrongPasswordEndsAtThePageThatSaysSo(Realm esia) {
        var known = esia.person();
        var person = new Person(known.oid(), known.level(), known.lastName(), known.firstName(), known.snils(),
                known.mobile(), known.email(), known.logins(), "wrong", known.facts());
        var url = esia.client().authorizeUrl();
        assertThrows(EsiaSimException.Page.class, () -> esia.walk(person, url));
    }

    @Test
    void waitingForAMessageThatDoesNotComeEnds(Realm esia) {
        var nobody = "+70001112244";
        var late = assertThrows(EsiaSimException.class,
                () -> esia.outbox().await(nobody, "sms", Duration.ofMillis(50)));
        assertTrue(late.getMessage().contains("no sms to " + nobody), late.getMessage());
    }

    @Test
    void aMessageThatComesDuringTheWaitEndsIt(Realm esia) throws Exception {
        var mobile = "+7(000)1112255";
        var person = esia.person(new PersonForm().mobile(mobile));
        var waiting = CompletableFuture.supplyAsync(() -> esia.outbox().await(mobile, "sms", Duration.ofSeconds(40)));
        untilSomebodyWaits(esia.server());
        var block = new Json().put("command", "block").put("reason", "проба");
        esia.control().post("/people/" + person.oid() + "/commands", block);
        assertTrue(waiting.get(20, TimeUnit.SECONDS).text().contains("заблокирована"));
    }

    /** The server counts the calls that wait at it; who asks again and again is never among them. */
    private static void untilSomebodyWaits(Server server) throws Exception {
        var metrics = HttpRequest.newBuilder(URI.create(server.baseUrl() + "/metrics")).build();
        var http = HttpClient.newHttpClient();
        for (int tries = 0; tries < 2000; tries++) {
            var told = http.send(metrics, BodyHandlers.ofString()).body();
            assertTrue(told.contains("\nesia_followers "), told);
            if (!told.contains("\nesia_followers 0\n")) {
                return;
            }
        }
        fail("nobody waits at the server");
    }

    @Test
    void theClockStandsWhereItIsPutAndMovesWhenTold(Realm esia) {
        esia.clock().freeze(Instant.parse("2024-09-02T07:00:00Z"));
        esia.clock().advance(Duration.ofHours(25));
        assertEquals(Instant.parse("2024-09-03T08:00:00Z"), esia.clock().now());
        assertNotNull(esia.signIn(esia.person(), esia.client()).way().code());
    }

    @Test
    void aFaultIsCommittedUntilItIsCleared(Realm esia) {
        var client = esia.client();
        var person = esia.person();
        esia.faults().arm("redirect-no-code");
        assertNull(esia.walk(person, client.authorizeUrl()).code());
        esia.faults().clear();
        assertNotNull(esia.walk(person, client.authorizeUrl()).code());
    }

    @Test
    void aChildIsMadeWithItsParents(Realm esia) {
        assertEquals("simplified", esia.person(new PersonForm().childOf(esia.person())).level());
    }

    @Test
    void twoRealmsShareNothing(Realm esia, Server server) {
        var other = server.realm();
        esia.person(new PersonForm().mobile("+7(000)1112233"));
        assertEquals("+7(000)1112233", other.person(new PersonForm().mobile("+7(000)1112233")).mobile());
        other.remove();
    }

    @Test
    void aServerThatDoesNotStartSaysWhy() {
        var refused = assertThrows(EsiaSimException.class, () -> Server.start("--no-such-option"));
        assertTrue(refused.getMessage().contains("--no-such-option"), refused.getMessage());
    }

    @Test
    void theServerEndsWithAProcessThatIsKilled() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var parent = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), "StartAndStay").start();
        var url = parent.inputReader().readLine() + "/public/esia.pem";
        assertTrue(answers(url));
        parent.destroyForcibly().waitFor();
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (answers(url)) {
            assertTrue(System.nanoTime() < end, "the server outlived its parent");
        }
    }

    private static boolean answers(String url) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url)).build();
        try {
            return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (java.io.IOException ended) {
            return false;
        }
    }

    @Nested
    @EsiaSim(tls = true, clock = "2024-09-02T07:00:00Z", ownAddress = true)
    class OverHttps {
        @Test
        void theAuthorityIsNamedAndTheSettingsHold(Realm esia) {
            assertTrue(esia.caFile().isPresent());
            assertTrue(esia.baseUrl().matches("https://127\\.0\\.0\\.1:\\d+"), esia.baseUrl());
            assertEquals(Instant.parse("2024-09-02T07:00:00Z"), esia.clock().now());
            assertFalse(esia.signIn(esia.person(), esia.client()).way().code().isEmpty());
        }
    }
}
