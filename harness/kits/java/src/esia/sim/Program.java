package esia.sim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The program `esia-idp`: in the folder that ESIA_SIM_BIN_DIR names, or on PATH. */
final class Program {
    private Program() {}

    static Path path() {
        var named = System.getenv("ESIA_SIM_BIN_DIR");
        var folders = named == null || named.isEmpty() ? System.getenv("PATH").split(":") : new String[] {named};
        return Stream.of(folders)
                .map(folder -> Path.of(folder, "esia-idp"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new EsiaSimException(
                        "esia-idp is not there: install the package of esia-sim, or name its folder by ESIA_SIM_BIN_DIR"));
    }

    /** Runs it to its end with a text on stdin; what it prints. */
    static String run(String input, String... arguments) {
        var command = new ArrayList<>(List.of(path().toString()));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command).start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new EsiaSimException(said.strip());
            }
            return printed;
        } catch (IOException error) {
            throw new EsiaSimException("esia-idp: " + error.getMessage(), error);
        } catch (InterruptedException error) {
            Thread.currentThread().interrupt();
            throw new EsiaSimException("interrupted", error);
        }
    }
}
