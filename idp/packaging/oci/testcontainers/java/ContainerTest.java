import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** The simulator in a container of its own, from JUnit 5: org.testcontainers:junit-jupiter. Skips where no docker answers. */
@Testcontainers(disabledWithoutDocker = true)
class ContainerTest {
    @Container
    static final GenericContainer<?> ESIA =
            new GenericContainer<>("localhost/esia-sim:0.1.0")
                    .withExposedPorts(8085)
                    .waitingFor(Wait.forLogMessage(".*\"ready\":true.*", 1));

    @Test
    void aPersonIsMade() throws Exception {
        URI people = URI.create("http://" + ESIA.getHost() + ":" + ESIA.getMappedPort(8085) + "/control/v1/people");
        HttpRequest request = HttpRequest.newBuilder(people)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"level\":\"confirmed\"}"))
                .build();
        String body = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
        assertTrue(body.contains("\"confirmed\""), body);
    }
}
