// What browsers and relying parties of a test need of a realm: its addresses, messages, clock, faults and journal.

import createClient, { type Client as Control } from "openapi-fetch";

import type { components, paths } from "./control.js";
import type { Http } from "./http.js";
import { answered } from "./problem.js";

type Schemas = components["schemas"];
export type Person = Schemas["Person"];
export type PersonForm = Schemas["PersonForm"];
export type Message = Schemas["Message"];
export type Channel = Schemas["Channel"];

/** Which messages to read. */
interface Wanted {
  to?: string | undefined;
  kind?: Channel | undefined;
  after?: number | undefined;
}

// The server waits for at most a minute; one call for longer than that is made of several.
const WAIT_MS_MAX = 30_000;

/** SMS, mail and letters of a realm: nothing is sent. */
export class Outbox {
  readonly #taken = new Map<string, number>();

  constructor(private readonly control: Control<paths>) {}

  /** The messages to a phone, an address or, for letters, a SNILS; oldest first. */
  messages(wanted: Wanted = {}): Promise<Message[]> {
    return this.#read(wanted);
  }

  async #read({ to, kind, after }: Wanted, waitMs?: number): Promise<Message[]> {
    const query = {
      ...(to === undefined ? {} : { to: to.replace(/[()]/g, "") }),
      ...(kind === undefined ? {} : { kind }),
      ...(after === undefined ? {} : { after }),
      ...(waitMs === undefined ? {} : { wait: `PT${(Math.min(Math.max(waitMs, 0), WAIT_MS_MAX) / 1000).toFixed(3)}S` }),
    };
    return (await answered(this.control.GET("/outbox", { params: { query } }))).messages;
  }

  /** The next message to somebody, as soon as it is there: of two calls, the second waits for a message behind that of the first. */
  async wait(to: string, kind?: Channel, timeoutMs = 10_000): Promise<Message> {
    const end = performance.now() + timeoutMs;
    const whose = `${kind ?? "message"} to ${to}`;
    const after = this.#taken.get(whose) ?? 0;
    for (;;) {
      const [next] = await this.#read({ to, kind, after }, end - performance.now());
      if (next) {
        this.#taken.set(whose, next.id);
        return next;
      }
      if (performance.now() >= end) throw new Error(`no ${whose} behind number ${after} within ${timeoutMs} ms`);
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

/** A realm as those see it who sign in at it. `control` is its typed control API. */
export class Place {
  readonly name: string;
  readonly baseUrl: string;
  readonly control: Control<paths>;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly faults: Faults;

  constructor(
    facts: Schemas["Realm"],
    /** The way to it: over HTTPS it trusts the server's authority. */
    readonly http: Http,
  ) {
    this.name = facts.realm;
    this.baseUrl = facts.own_url ?? facts.base_url;
    this.control = createClient<paths>({ baseUrl: facts.control_url, fetch: http.fetch });
    this.outbox = new Outbox(this.control);
    this.clock = new Clock(this.control);
    this.faults = new Faults(this.control);
  }

  /** What the journal says of refused requests: the reason, and how to mend it. */
  async refusals(): Promise<Schemas["JournalEntry"][]> {
    return (await answered(this.control.GET("/journal", { params: { query: { outcome: "refused" } } }))).entries;
  }
}
