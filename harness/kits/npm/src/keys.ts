// Keys of relying parties: made by the program, signing requests as each version of the protocol wants it.

import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";

import { cms } from "./cms.js";
import { run } from "./program.js";

export type Algorithm = "rsa2048" | "gost256" | "gost512";

/** A private key with its certificate, both in PEM files, and the `client_certificate_hash` of versions 2 and 3. */
export class Keys {
  constructor(
    readonly keyFile: string,
    readonly certificateFile: string,
    readonly certificateHash: string,
  ) {}

  /** Makes a key and a self-signed certificate in a folder. */
  static make(folder: string, algorithm: Algorithm = "rsa2048", name = "client"): Keys {
    const subject = ["--subject", `CN=${name}`];
    const printed = run("esia-idp", ["keys", "--algorithm", algorithm, ...subject, "--out", folder, "--name", name, "--force"]);
    const [key = "", certificate = "", told = ""] = printed.split("\n");
    return new Keys(key, certificate, told.replace("client_certificate_hash ", ""));
  }

  get certificatePem(): string {
    return readFileSync(this.certificateFile, "utf8");
  }

  /** A detached CMS signature in base64url, as version 1 sends it: RSA keys only. */
  cms(text: string): string {
    const pem = readFileSync(this.keyFile, "utf8");
    if (createPrivateKey(pem).asymmetricKeyType !== "rsa") throw new Error("a CMS signature takes an RSA key here; a GOST key signs bare");
    return cms(text, pem, this.certificatePem).toString("base64url");
  }

  /** A bare signature of an RSA or a GOST key in base64url, as versions 2 and 3 send it; the program makes it. */
  bare(text: string): string {
    return run("esia-idp", ["sign", "--key", this.keyFile], text).trim();
  }
}
