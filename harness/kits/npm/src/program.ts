// The programs of the platform package, and how a command becomes one of them.

import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);

export type ProgramName = "esia-idp" | "esia-harness";

/** The path of a program: in the folder that ESIA_SIM_BIN_DIR names, or in the package of this platform. */
export function program(name: ProgramName): string {
  const folder = process.env["ESIA_SIM_BIN_DIR"];
  if (folder) {
    const path = join(folder, name);
    if (!existsSync(path)) throw new Error(`${path} is not there: ESIA_SIM_BIN_DIR names another folder`);
    return path;
  }
  const platform = `@esia-sim/${process.platform}-${process.arch}`;
  try {
    return require.resolve(`${platform}/bin/${name}`);
  } catch {
    const { version } = require("../package.json") as { version: string };
    throw new Error(`esia-sim: the package ${platform} is not installed: npm install ${platform}@${version} (there is one for linux-x64)`);
  }
}

/** Runs a program to its end with a text on stdin; what it prints. */
export function run(name: ProgramName, args: string[], input = ""): string {
  return execFileSync(program(name), args, { input, encoding: "utf8", stdio: ["pipe", "pipe", "pipe"] });
}

/** Runs a program in place of this one: its input and output, signals and exit code are those of this process. */
export function become(name: ProgramName): void {
  let path: string;
  try {
    path = program(name);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
    return;
  }
  const child = spawn(path, process.argv.slice(2), { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    console.error(`esia-sim: ${path}: ${error.message}`);
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? (signal ? 1 : 0);
  });
}
