package esia.sim;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** One way to a server: it trusts the server's authority, follows no redirect and asks no proxy. */
final class Http {
    private final HttpClient client;

    Http(Path caFile) {
        var builder = HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).version(HttpClient.Version.HTTP_1_1);
        if (caFile != null) {
            builder.sslContext(trusting(caFile));
        }
        client = builder.build();
    }

    static SSLContext trusting(Path caFile) {
        try (var file = Files.newInputStream(caFile)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("esia-sim", CertificateFactory.getInstance("X.509").generateCertificate(file));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException error) {
            throw new EsiaSimException(caFile + ": " + error.getMessage(), error);
        }
    }

    HttpResponse<String> get(String url, String... headers) {
        return send(request(url, headers).GET());
    }

    HttpResponse<String> form(String url, Map<String, String> fields, String... headers) {
        var type = "application/x-www-form-urlencoded";
        return send(request(url, headers).header("Content-Type", type).POST(BodyPublishers.ofString(query(fields))));
    }

    HttpResponse<String> json(String method, String url, Json body) {
        var request = request(url);
        if (body == null) {
            return send(request.method(method, BodyPublishers.noBody()));
        }
        var publisher = BodyPublishers.ofString(body.toString());
        return send(request.header("Content-Type", "application/json").method(method, publisher));
    }

    static String query(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static HttpRequest.Builder request(String url, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException error) {
            throw new EsiaSimException(request.build().uri() + ": " + error, error);
        } catch (InterruptedException error) {
            Thread.currentThread().interrupt();
            throw new EsiaSimException("interrupted", error);
        }
    }
}
