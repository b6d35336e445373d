// A server of its own for tests, and its realms: it ends with the process that started it, however that ends.

import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

import createClient, { type Client as Control } from "openapi-fetch";

import { Browser, type Walk, type Way } from "./browser.js";
import { Client, type SignedIn } from "./client.js";
import type { components, paths } from "./control.js";
import { Http } from "./http.js";
import { type Algorithm, Keys } from "./keys.js";
import { type Person, type PersonForm, Place } from "./place.js";
import { answered } from "./problem.js";
import { program } from "./program.js";

type Schemas = components["schemas"];

// What `esia-idp exec` runs: it tells the variables of the server, then an empty line, and waits for the end of stdin,
// which comes with the end of the process that holds its other side. `exec` ends with it.
const WAIT =
  "env | grep -E '^(ESIA_|CURL_CA_BUNDLE=|SSL_CERT_FILE=|REQUESTS_CA_BUNDLE=|NODE_EXTRA_CA_CERTS=|JAVA_TOOL_OPTIONS=)'; echo; exec cat >/dev/null";
const LOG_BYTES_MAX = 64 * 1024;

export interface StartOptions {
  /** HTTPS, with an authority of this run. */
  tls?: boolean;
  /** A moment at which the clock stands still. */
  clock?: string;
  /** Repeats codes, identifiers and made-up people. */
  seed?: number;
  /** Further options of `esia-idp exec`. */
  options?: string[];
}

export interface RealmOptions extends Pick<StartOptions, "clock" | "seed"> {
  name?: string;
  /** The realm to begin as a copy of. */
  from?: string;
  /** A port of its own, for relying parties that take no path in the provider's address. */
  ownAddress?: boolean;
}

export interface ClientOptions {
  mnemonic?: string;
  scopes?: string[];
  redirectUri?: string;
  /** RSA signs by version 1 of the protocol, GOST by version 3. */
  algorithm?: Algorithm;
  keys?: Keys;
  /** Further fields of the registration. */
  registration?: Partial<Schemas["RelyingParty"]>;
}

export class Server {
  readonly baseUrl: string;
  readonly control: Control<paths>;
  /** The authority that HTTPS clients have to trust; none over plain HTTP. */
  readonly caFile: string | undefined;
  readonly http: Http;
  readonly #keys = new Map<Algorithm, Keys>();

  private constructor(
    /** The variables by which your application finds the server, and by which clients find its authority. */
    readonly environment: Record<string, string>,
    private readonly process?: ChildProcess,
  ) {
    this.baseUrl = environment["ESIA_BASE_URL"] ?? "";
    this.caFile = environment["ESIA_CA_FILE"];
    this.http = new Http(this.caFile);
    this.control = createClient<paths>({ baseUrl: environment["ESIA_CONTROL_URL"] ?? "", fetch: this.http.fetch });
  }

  /** Starts a server on a free port and waits until it is ready. */
  static async start({ tls = false, clock, seed, options = [] }: StartOptions = {}): Promise<Server> {
    const clockOption = clock === undefined ? [] : ["--clock", clock];
    const seedOption = seed === undefined ? [] : ["--seed", String(seed)];
    const args = ["exec", ...clockOption, ...seedOption, ...options, ...(tls ? ["--tls"] : []), "--", "/bin/sh", "-c", WAIT];
    // A session of its own: Ctrl-C in the terminal is for the tests, which then close the server.
    const child = spawn(program("esia-idp"), args, { stdio: ["pipe", "pipe", "pipe"], detached: true });
    let log = "";
    child.stderr.on("data", (part: Buffer) => (log = (log + part.toString()).slice(-LOG_BYTES_MAX)));
    const environment: Record<string, string> = {};
    const ended = new Promise<never>((_, reject) => {
      child.on("error", reject);
      child.on("close", (code) => reject(new Error(`esia-idp ended with ${code}: ${log.trim()}`)));
    });
    const ready = new Promise<void>((resolve) => {
      createInterface(child.stdout).on("line", (line) => {
        const at = line.indexOf("=");
        if (at > 0) environment[line.slice(0, at)] = line.slice(at + 1);
        else if (environment["ESIA_CONTROL_URL"]) resolve();
      });
    });
    await Promise.race([ready, ended]);
    ended.catch(() => undefined);
    // Neither the server nor its pipes keep Node.js from ending; its end is the server's end.
    child.unref();
    for (const pipe of [child.stdin, child.stdout, child.stderr]) (pipe as unknown as { unref(): void }).unref();
    return new Server(environment, child);
  }

  /** The server that the set-up of a test runner or `esia-idp exec` started, as the environment names it. */
  static ofEnvironment(): Server {
    if (!process.env["ESIA_CONTROL_URL"]) {
      throw new Error('no server: name "esia-sim/setup" as globalSetup, or run the tests by `esia-idp exec -- …`');
    }
    const named = Object.entries(process.env).filter(([name]) => name.startsWith("ESIA_"));
    return new Server(Object.fromEntries(named) as Record<string, string>);
  }

  /** Ends the server, if this process started it. */
  async close(): Promise<void> {
    const child = this.process;
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.ref();
      child.stdin?.end();
      await ended;
    }
  }

  /** A key with its certificate; one of each algorithm is made and kept. */
  keys(algorithm: Algorithm = "rsa2048"): Keys {
    const made = this.#keys.get(algorithm) ?? Keys.make(algorithm);
    this.#keys.set(algorithm, made);
    return made;
  }

  /** Makes a realm: a whole provider with people, clients, clock, outbox and journal of its own. */
  async realm({ name, clock, seed, from, ownAddress = false }: RealmOptions = {}): Promise<Realm> {
    const body: components["schemas"]["NewRealm"] = {
      ...(name === undefined ? {} : { id: name }),
      ...(seed === undefined ? {} : { seed }),
      ...(from === undefined ? {} : { from }),
      ...(clock === undefined ? {} : { clock: { mode: "frozen" as const, now: clock } }),
      ...(ownAddress ? { listen: "127.0.0.1:0" } : {}),
    };
    return new Realm(this, await answered(this.control.POST("/realms", { body })));
  }
}

/** A whole provider: accounts, relying parties, clock, outbox, journal. `control` is its typed control API. */
export class Realm extends Place {
  #clients = 0;

  constructor(
    readonly server: Server,
    facts: Schemas["Realm"],
  ) {
    super(facts, server.http);
  }

  /** The authority that HTTPS clients have to trust; none over plain HTTP. */
  get caFile(): string | undefined {
    return this.server.caFile;
  }

  /** Makes a person; whatever is left out is made up so that it fits together. */
  async person(form: Omit<PersonForm, "count"> = {}): Promise<Person> {
    // The API makes either one person or, with `count`, a range of them.
    return (await answered(this.control.POST("/people", { body: form as PersonForm }))) as Person;
  }

  /** Registers a relying party that signs its requests. */
  async client(options: ClientOptions = {}): Promise<Client> {
    const { scopes = ["openid", "fullname"], redirectUri = "http://127.0.0.1/back", algorithm = "rsa2048" } = options;
    this.#clients += 1;
    const mnemonic = options.mnemonic ?? `CLIENT${this.#clients}`;
    const keys = options.keys ?? this.server.keys(algorithm);
    const body = { redirect_hosts: [new URL(redirectUri).host], scopes, ...options.registration, certificates: [keys.certificatePem] };
    await answered(this.control.PUT("/clients/{mnemonic}", { params: { path: { mnemonic } }, body: body as Schemas["RelyingParty"] }));
    return new Client(this, mnemonic, keys, redirectUri, scopes.join(" "), algorithm === "rsa2048" ? "v1" : "v3");
  }

  /** Signs a person in at a relying party by the provider's pages, and fetches the tokens. */
  async signIn(person: Person, client: Client, walk: Walk = {}): Promise<SignedIn> {
    const request = await client.authorization();
    return client.returned(await this.walk(person, request.url, walk), request);
  }

  /** Signs a person in by the pages, from the address your application sent the browser to; the way back to it. */
  walk(person: Person, authorizeUrl: string, walk: Walk = {}): Promise<Way> {
    return new Browser(this, person, walk).walk(authorizeUrl);
  }

  /** Drops the realm with everything in it. */
  async remove(): Promise<void> {
    await answered(this.server.control.DELETE("/realms/{id}", { params: { path: { id: this.name } } }));
  }
}
