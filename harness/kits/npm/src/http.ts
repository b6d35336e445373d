// HTTP that trusts the server's own authority: the global fetch learns of an authority only at the start of Node.js.

import { readFileSync } from "node:fs";
import { request as plain } from "node:http";
import { request as encrypted } from "node:https";

export interface Answer {
  url: string;
  status: number;
  text: string;
  location: string | undefined;
  setCookies: string[];
  headers: Record<string, string>;
}

export interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** One way to a server: with its authority where it speaks HTTPS. No redirect is followed. */
export class Http {
  readonly #ca: Buffer | undefined;

  constructor(caFile?: string) {
    this.#ca = caFile ? readFileSync(caFile) : undefined;
  }

  send(url: string, { method = "GET", headers = {}, body }: Asked = {}): Promise<Answer> {
    const tls = url.startsWith("https:");
    const length = body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
    // A connection for each request: one that waits is closed by the server while a program call blocks this process.
    const options = { method, agent: false as const, headers: { ...headers, ...length }, ...(tls && this.#ca ? { ca: this.#ca } : {}) };
    return new Promise((resolve, reject) => {
      const asking = (tls ? encrypted : plain)(url, options, (answer) => {
        const parts: Buffer[] = [];
        answer.on("error", reject);
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("end", () => {
          const given = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as const);
          resolve({
            url,
            status: answer.statusCode ?? 0,
            text: Buffer.concat(parts).toString("utf8"),
            location: answer.headers.location,
            setCookies: answer.headers["set-cookie"] ?? [],
            headers: Object.fromEntries(given),
          });
        });
      });
      asking.on("error", reject);
      asking.end(body);
    });
  }

  form(url: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    const body = new URLSearchParams(fields).toString();
    return this.send(url, { method: "POST", body, headers: { "Content-Type": "application/x-www-form-urlencoded", ...headers } });
  }

  /** The same as the function `fetch`, for the typed client. */
  readonly fetch = async (request: Request): Promise<Response> => {
    const body = request.body === null ? {} : { body: await request.text() };
    const asked = { method: request.method, headers: Object.fromEntries(request.headers), ...body };
    const { status, text, headers } = await this.send(request.url, asked);
    return new Response(status === 204 ? null : text, { status, headers: { "Content-Type": headers["content-type"] ?? "" } });
  };
}
