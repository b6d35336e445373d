// oauth2-mock-server with one RS256 key, on a free port of the loopback address.
import { OAuth2Server } from "oauth2-mock-server";

const server = new OAuth2Server();
await server.issuer.keys.generate("RS256");
await server.start(0, "127.0.0.1");
console.log(JSON.stringify({ ready: true, base_url: `http://127.0.0.1:${server.address().port}` }));
