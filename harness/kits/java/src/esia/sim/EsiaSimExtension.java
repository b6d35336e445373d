package esia.sim;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/** One server for plain HTTP and one for HTTPS, as they are asked for; they are closed at the end of the run. */
final class EsiaSimExtension implements ParameterResolver, TestWatcher {
    private static final Namespace SPACE = Namespace.create(EsiaSimExtension.class);

    private record OpenServer(Server server) implements CloseableResource {
        @Override
        public void close() {
            server.close();
        }
    }

    private record OpenRealm(Realm realm) implements CloseableResource {
        @Override
        public void close() {
            realm.remove();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == Realm.class || type == Server.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var wanted = context.getRequiredTestClass().getAnnotation(EsiaSim.class);
        var server = server(context, wanted != null && wanted.tls());
        if (parameter.getParameter().getType() == Server.class) {
            return server;
        }
        return context.getStore(SPACE)
                .getOrComputeIfAbsent("realm", key -> new OpenRealm(realm(server, wanted)), OpenRealm.class)
                .realm();
    }

    private static Server server(ExtensionContext context, boolean tls) {
        // The server that `esia-idp exec` runs the tests beside comes first.
        return context.getRoot().getStore(SPACE)
                .getOrComputeIfAbsent(tls ? "https" : "http", key -> new OpenServer(start(tls)), OpenServer.class)
                .server();
    }

    private static Server start(boolean tls) {
        return Server.ofEnvironment().orElseGet(() -> Server.start(tls ? new String[] {"--tls"} : new String[0]));
    }

    private static Realm realm(Server server, EsiaSim wanted) {
        var form = new Json();
        if (wanted != null && !wanted.clock().isEmpty()) {
            form.put("clock", new Json().put("mode", "frozen").put("now", wanted.clock()));
        }
        if (wanted != null && wanted.ownAddress()) {
            form.put("listen", "127.0.0.1:0");
        }
        return server.realm(form);
    }

    /** Tells beside a failed test what the provider refused, and why. */
    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        var open = context.getStore(SPACE).get("realm", OpenRealm.class);
        if (open != null) {
            open.realm().refusals().forEach(refusal -> context.publishReportEntry("refused by ESIA", refusal));
        }
    }
}
