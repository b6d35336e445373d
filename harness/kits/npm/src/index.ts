export { PageError, Way, type Walk } from "./browser.js";
export { Client, Tokens, type AuthorizationRequest, type SignedIn } from "./client.js";
export { Keys, type Algorithm } from "./keys.js";
export { ControlError, Refused, type Problem } from "./problem.js";
export type { Channel, Message, Person, PersonForm } from "./place.js";
export { Realm, Server, type ClientOptions, type RealmOptions, type StartOptions } from "./server.js";
