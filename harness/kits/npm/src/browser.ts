// A citizen at the provider's pages: forms are read from the page and filled in as a person would.

import type { Answer } from "./http.js";
import type { Person, Place } from "./place.js";
import { answered } from "./problem.js";

const STEPS_MAX = 30;

export interface Walk {
  /** Whether the citizen allows what is asked; true when left out. */
  consent?: boolean;
  /** In whose name: `citizen`, or the oid of an organisation. */
  role?: string;
}

/** A page that does not lead on; the message has its address, its title and what it complains of. */
export class PageError extends Error {
  override readonly name = "PageError";
}

/** Where the browser was sent back to. */
export class Way {
  readonly #query: URLSearchParams;

  constructor(readonly redirectTo: string) {
    this.#query = new URL(redirectTo).searchParams;
  }

  /** The authorization code; none when the provider refused. */
  get code(): string | null {
    return this.#query.get("code");
  }

  get state(): string | null {
    return this.#query.get("state");
  }

  get error(): string | null {
    return this.#query.get("error");
  }

  get errorDescription(): string | null {
    return this.#query.get("error_description");
  }
}

interface Form {
  action: string;
  fields: Record<string, string>;
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name: string | undefined) => {
    if (decimal) return String.fromCodePoint(Number(decimal));
    return hex ? String.fromCodePoint(parseInt(hex, 16)) : (ENTITIES[name ?? ""] ?? whole);
  });
}

function attributes(tag: string): Record<string, string> {
  const found = tag.matchAll(/([\w-]+)(?:="([^"]*)")?/g);
  return Object.fromEntries([...found].map(([, name = "", value = ""]) => [name, decoded(value)]));
}

function formsOf(page: string): Form[] {
  const forms = page.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g);
  return [...forms].map(([, tag = "", body = ""]) => {
    const inputs = [...body.matchAll(/<input\b([^>]*)>/g)].map(([, input = ""]) => attributes(input));
    // What is not ticked is not sent.
    const sent = inputs.filter((one) => one["name"] && (!["checkbox", "radio"].includes(one["type"] ?? "") || "checked" in one));
    return { action: attributes(tag)["action"] ?? "", fields: Object.fromEntries(sent.map((one) => [one["name"], one["value"] ?? ""])) };
  });
}

function textOf(page: string, pattern: RegExp): string {
  return decoded((pattern.exec(page)?.[1] ?? "").replace(/<[^>]*>/g, " ")).replace(/\s+/g, " ").trim();
}

const COMPLAINTS = /<div[^>]*role="alert"[^>]*>([\s\S]*?)<\/div>/;

/** One sign-in of one person. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  constructor(
    private readonly realm: Place,
    private readonly person: Person,
    private readonly how: Walk,
  ) {}

  /** Goes from page to page until the browser is sent to the relying party. */
  async walk(authorizeUrl: string): Promise<Way> {
    const back = new URL(authorizeUrl).searchParams.get("redirect_uri");
    let answer = await this.#open(authorizeUrl);
    let filled = "";
    for (let step = 0; step < STEPS_MAX; step += 1) {
      if (answer.location !== undefined) {
        const target = new URL(answer.location, answer.url).href;
        if (back && target.startsWith(back)) return new Way(target);
        answer = await this.#open(target);
        continue;
      }
      const complaints = textOf(answer.text, COMPLAINTS);
      const form = await this.#next(answer.text);
      // The same form again means that what was filled in did not do.
      if (!form || (form.action === filled && complaints)) {
        throw new PageError(`${answer.status} ${answer.url} «${textOf(answer.text, /<title>([\s\S]*?)<\/title>/)}» ${complaints}`.trim());
      }
      filled = form.action;
      answer = await this.#open(new URL(form.action, answer.url).href, form.fields);
    }
    throw new PageError(`no end after ${STEPS_MAX} steps, at ${answer.url}`);
  }

  /** The form of a page that leads on, filled in. */
  async #next(page: string): Promise<Form | undefined> {
    const forms = formsOf(page);
    for (const step of ["/login", "/login/captcha", "/login/sms", "/login/totp", "/login/role", "/login/consent", "/login/password/skip"]) {
      const form = forms.find((one) => one.action.endsWith(step));
      if (!form) continue;
      Object.assign(form.fields, await valuesFor(step, this.realm, this.person, this.how));
      const id = form.fields["captcha_id"];
      if (id) form.fields["captcha"] = (await answered(this.realm.control.GET("/captchas/{id}", { params: { path: { id } } }))).answer;
      return form;
    }
    return undefined;
  }

  async #open(url: string, fields?: Record<string, string>): Promise<Answer> {
    const headers = { Cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ") };
    const http = this.realm.http;
    const answer = await (fields ? http.form(url, fields, headers) : http.send(url, { headers }));
    for (const cookie of answer.setCookies) {
      const [pair = "", ...rest] = cookie.split(";");
      const at = pair.indexOf("=");
      if (rest.some((one) => /^\s*max-age=0$/i.test(one))) this.#cookies.delete(pair.slice(0, at));
      else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer;
  }
}

/** What a person types at a step of the sign-in. */
export async function valuesFor(step: string, realm: Place, person: Person, how: Walk): Promise<Record<string, string>> {
  switch (step) {
    case "/login":
      if (!person.password) throw new PageError("the password is known of people made by person() only: it is not shown again");
      return { login: person.logins[0] ?? "", password: person.password };
    case "/login/sms": {
      const sent = (await realm.outbox.messages({ kind: "sms" })).map((one) => one.code).filter((code) => code);
      return { code: sent.at(-1) ?? "" };
    }
    case "/login/totp": {
      const factor = await answered(realm.control.GET("/people/{oid}/second-factor", { params: { path: { oid: person.oid } } }));
      return { code: factor.code ?? "" };
    }
    case "/login/role":
      return { role: how.role ?? "citizen" };
    case "/login/consent":
      return { decision: how.consent === false ? "deny" : "grant" };
    default:
      return {};
  }
}
