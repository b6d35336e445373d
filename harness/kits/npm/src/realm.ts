// A realm as a test uses it: people, relying parties, messages, clock, faults, journal, sign-ins.

import { setTimeout as pause } from "node:timers/promises";

import createClient, { type Client as Control } from "openapi-fetch";

import { Browser, type Walk, type Way } from "./browser.js";
import { Client, type SignedIn } from "./client.js";
import type { components, paths } from "./control.js";
import type { Algorithm, Keys } from "./keys.js";
import { answered } from "./problem.js";
import type { Server } from "./server.js";

type Schemas = components["schemas"];
export type Person = Schemas["Person"];
export type PersonForm = Schemas["PersonForm"];
export type Message = Schemas["Message"];
export type Channel = Schemas["Channel"];

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

/** SMS, mail and letters of a realm: nothing is sent. */
export class Outbox {
  readonly #taken = new Map<string, number>();

  constructor(private readonly control: Control<paths>) {}

  /** The messages to a phone, an address or, for letters, a SNILS; oldest first. */
  async messages({ to, kind, after }: { to?: string | undefined; kind?: Channel | undefined; after?: number | undefined } = {}): Promise<Message[]> {
    const query = {
      ...(to === undefined ? {} : { to: to.replace(/[()]/g, "") }),
      ...(kind === undefined ? {} : { kind }),
      ...(after === undefined ? {} : { after }),
    };
    return (await answered(this.control.GET("/outbox", { params: { query } }))).messages;
  }

  /** The next message to somebody: of two calls, the second waits for a message behind that of the first. */
  async wait(to: string, kind?: Channel, timeoutMs = 10_000): Promise<Message> {
    const end = performance.now() + timeoutMs;
    const whose = `${kind ?? "message"} to ${to}`;
    const after = this.#taken.get(whose) ?? 0;
    for (;;) {
      const [next] = await this.messages({ to, kind, after });
      if (next) {
        this.#taken.set(whose, next.id);
        return next;
      }
      if (performance.now() > end) throw new Error(`no ${whose} behind number ${after} within ${timeoutMs} ms`);
      await pause(20);
    }
  }
}

/** The clock of a realm. */
export class Clock {
  constructor(private readonly control: Control<paths>) {}

  async now(): Promise<Date> {
    const { now } = await answered(this.control.GET("/clock"));
    return new Date(now ?? "");
  }

  /** Makes it stand still, at a moment or where it is. */
  async freeze(at?: string | Date): Promise<void> {
    const moment = at ?? (await this.now());
    const now = typeof moment === "string" ? moment : moment.toISOString();
    await answered(this.control.PUT("/clock", { body: { mode: "frozen", now } }));
  }

  /** Gives it back to the machine's time. */
  async followMachine(): Promise<void> {
    await answered(this.control.PUT("/clock", { body: { mode: "system" } }));
  }

  /** Moves it forward by an ISO 8601 duration; what falls due on the way happens. */
  advance(by: string): Promise<Schemas["MovedClock"]> {
    return answered(this.control.POST("/clock/advance", { body: { by } }));
  }
}

/** Lies and failures that the provider commits by order. */
export class Faults {
  constructor(private readonly control: Control<paths>) {}

  /** Arms a fault by its name, or with all its particulars. */
  arm(order: Schemas["FaultName"] | Schemas["ArmedFault"]): Promise<Schemas["ArmedFaults"]> {
    const body = typeof order === "string" ? { fault: order } : order;
    return answered(this.control.POST("/faults", { body }));
  }

  async clear(): Promise<void> {
    await answered(this.control.DELETE("/faults"));
  }
}

/** A whole provider: accounts, relying parties, clock, outbox, journal. `control` is its typed control API. */
export class Realm {
  readonly name: string;
  readonly baseUrl: string;
  readonly control: Control<paths>;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly faults: Faults;
  #clients = 0;

  constructor(
    readonly server: Server,
    facts: Schemas["Realm"],
  ) {
    this.name = facts.realm;
    this.baseUrl = facts.own_url ?? facts.base_url;
    this.control = createClient<paths>({ baseUrl: facts.control_url, fetch: server.http.fetch });
    this.outbox = new Outbox(this.control);
    this.clock = new Clock(this.control);
    this.faults = new Faults(this.control);
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

  /** What the journal says of refused requests: the reason, and how to mend it. */
  async refusals(): Promise<Schemas["JournalEntry"][]> {
    return (await answered(this.control.GET("/journal", { params: { query: { outcome: "refused" } } }))).entries;
  }

  /** Drops the realm with everything in it. */
  async remove(): Promise<void> {
    await answered(this.server.control.DELETE("/realms/{id}", { params: { path: { id: this.name } } }));
  }
}
