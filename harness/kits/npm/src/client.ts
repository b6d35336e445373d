// A relying party of a test: it signs requests, fetches tokens and reads data.

import { randomUUID } from "node:crypto";

import type { Way } from "./browser.js";
import type { Keys } from "./keys.js";
import type { Place } from "./place.js";
import { Refused } from "./problem.js";

/** An authorization request: the address for the browser, and the state that must come back. */
export interface AuthorizationRequest {
  url: string;
  state: string;
}

/** A sign-in that came to its end: the way back, the code, the tokens. */
export interface SignedIn {
  redirectTo: string;
  code: string;
  state: string;
  tokens: Tokens;
}

/** The answer of the token endpoint. */
export class Tokens {
  readonly accessToken: string;
  readonly idToken: string | undefined;

  constructor(readonly answer: Record<string, unknown>) {
    this.accessToken = String(answer["access_token"]);
    this.idToken = typeof answer["id_token"] === "string" ? answer["id_token"] : undefined;
  }

  /** What the access token says. Its signature is not checked here: that is what your application is for. */
  get claims(): Record<string, unknown> {
    const body = Buffer.from(this.accessToken.split(".")[1] ?? "", "base64url").toString("utf8");
    return JSON.parse(body) as Record<string, unknown>;
  }

  /** Whose token it is. */
  get oid(): number {
    return Number(this.claims["urn:esia:sbj_id"]);
  }
}

/** A registered relying party. `v1` signs CMS; `v3` signs bare and names the certificate by its hash. */
export class Client {
  constructor(
    readonly realm: Place,
    readonly mnemonic: string,
    readonly keys: Keys,
    readonly redirectUri: string,
    readonly scope: string,
    readonly dialect: "v1" | "v3",
  ) {}

  /** The `client_secret` of a request: the signature over its values. */
  secret(timestamp: string, state: string, code = ""): string {
    if (this.dialect === "v1") return this.keys.cms(this.scope + timestamp + this.mnemonic + state);
    return this.keys.bare(this.mnemonic + this.scope + timestamp + state + this.redirectUri + code);
  }

  /** A signed authorization request; `changed` are parameters to add or to replace after it was signed. */
  async authorization(changed: Record<string, string> = {}): Promise<AuthorizationRequest> {
    const asked = { ...(await this.#signed()), response_type: "code", access_type: "online", ...changed };
    const endpoint = this.dialect === "v1" ? "ac" : "v2/ac";
    const query = new URLSearchParams(asked).toString();
    return { url: `${this.realm.baseUrl}/aas/oauth2/${endpoint}?${query}`, state: asked.state };
  }

  /** What becomes of a browser that came back: the state is compared, the code redeemed. */
  async returned(way: Way, request: AuthorizationRequest): Promise<SignedIn> {
    if (way.code === null) throw await this.#refused(`${way.error}: ${way.errorDescription}`);
    if (way.state !== request.state) throw new Refused(`the browser came back with the state ${way.state} instead of ${request.state}`);
    return { redirectTo: way.redirectTo, code: way.code, state: request.state, tokens: await this.tokens(way.code) };
  }

  /** Redeems a code; `changed` are parameters to add or to replace after the request was signed. */
  async tokens(code: string, changed: Record<string, string> = {}): Promise<Tokens> {
    const asked = { ...(await this.#signed(code)), code, grant_type: "authorization_code", token_type: "Bearer", ...changed };
    const endpoint = this.dialect === "v1" ? "te" : "v3/te";
    const answer = await this.realm.http.form(`${this.realm.baseUrl}/aas/oauth2/${endpoint}`, asked);
    if (answer.status !== 200) throw await this.#refused(`${answer.status} ${answer.text}`);
    return new Tokens(JSON.parse(answer.text) as Record<string, unknown>);
  }

  /** The record of the person whose token it is. */
  readPerson(tokens: Tokens): Promise<Record<string, unknown>> {
    return this.read(`/rs/prns/${tokens.oid}`, tokens);
  }

  /** An answer of the data API, such as of `/rs/prns/{oid}/ctts?embed=(elements)`. */
  async read(path: string, tokens: Tokens): Promise<Record<string, unknown>> {
    const headers = { Authorization: `Bearer ${tokens.accessToken}` };
    const answer = await this.realm.http.send(this.realm.baseUrl + path, { headers });
    if (answer.status !== 200) throw await this.#refused(`${answer.status} ${answer.text}`);
    return JSON.parse(answer.text) as Record<string, unknown>;
  }

  async #signed(code = "") {
    // Requests carry the time of the realm's clock, with the zone as the last word.
    const timestamp = `${(await this.realm.clock.now()).toISOString().slice(0, 19).replaceAll("-", ".").replace("T", " ")} +0000`;
    const state = randomUUID();
    const hash: Record<string, string> = this.dialect === "v1" ? {} : { client_certificate_hash: this.keys.certificateHash };
    const secret = this.secret(timestamp, state, code);
    return { client_id: this.mnemonic, client_secret: secret, redirect_uri: this.redirectUri, scope: this.scope, state, timestamp, ...hash };
  }

  async #refused(answer: string): Promise<Refused> {
    const fix = (await this.realm.refusals()).at(-1)?.why?.fix;
    return new Refused(fix ? `${answer}\n  fix: ${fix}` : answer);
  }
}
