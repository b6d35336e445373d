// Keys of relying parties: made by the program, signing requests as each version of the protocol wants it.

import { createPrivateKey } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { cms } from "./cms.js";
import { run } from "./program.js";

export type Algorithm = "rsa2048" | "gost256" | "gost512";

/** A private key with its certificate, both PEM, and the `client_certificate_hash` that versions 2 and 3 need. */
export class Keys {
  constructor(
    readonly keyPem: string,
    readonly certificatePem: string,
    readonly certificateHash = "",
  ) {}

  /** The keys of your application, from their files. */
  static ofFiles(key: string, certificate: string, certificateHash = ""): Keys {
    return new Keys(readFileSync(key, "utf8"), readFileSync(certificate, "utf8"), certificateHash);
  }

  /** Makes a key and a self-signed certificate. */
  static make(algorithm: Algorithm = "rsa2048"): Keys {
    return inFolder((folder) => {
      const printed = run("esia-idp", ["keys", "--algorithm", algorithm, "--subject", `CN=${algorithm}`, "--out", folder]);
      const [key = "", certificate = "", told = ""] = printed.split("\n");
      return Keys.ofFiles(key, certificate, told.replace("client_certificate_hash ", ""));
    });
  }

  /** A detached CMS signature in base64url, as version 1 sends it: RSA keys only. */
  cms(text: string): string {
    const isRsa = createPrivateKey(this.keyPem).asymmetricKeyType === "rsa";
    if (!isRsa) throw new Error("a CMS signature takes an RSA key here; a GOST key signs bare");
    return cms(text, this.keyPem, this.certificatePem).toString("base64url");
  }

  /** A bare signature of an RSA or a GOST key in base64url, as versions 2 and 3 send it; the program makes it. */
  bare(text: string): string {
    return inFolder((folder) => {
      const file = join(folder, "key.pem");
      writeFileSync(file, this.keyPem, { mode: 0o600 });
      return run("esia-idp", ["sign", "--key", file], text).trim();
    });
  }
}

/** Workers of test runners are ended without notice: no file outlives the call that needs it. */
function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "esia-sim-"));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
