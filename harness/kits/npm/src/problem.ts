// Refusals of the control API, with the field and the fix that it names.

import type { components } from "./control.js";

export type Problem = components["schemas"]["Problem"];

/** The control API refused a call; `problem` is its answer. */
export class ControlError extends Error {
  override readonly name = "ControlError";

  constructor(readonly problem: Problem) {
    const told = (["field", "expected", "fix", "docs"] as const).filter((name) => problem[name]);
    const lines = told.map((name) => `\n  ${name}: ${problem[name]}`);
    super(`${problem.status} ${problem.title}: ${problem.detail}${lines.join("")}`);
  }
}

/** The provider refused; the message has its answer and what the journal says of it. */
export class Refused extends Error {
  override readonly name = "Refused";
}

/** What a call of the typed client came to, or its problem as an exception. */
export async function answered<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (error !== undefined) throw new ControlError(error as Problem);
  if (!response.ok) throw new Error(`the control API answered ${response.status}`);
  return data as T;
}
