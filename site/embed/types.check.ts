// Checked, never run: the types that the package publishes say what the engine
// answers, what the elements take, and what they are. They are written by hand, as
// they have to stand without the OpenAPI document; here is what holds them to it.

import type { Answer, Fault, Figure, Members, Quote, Refused, Requests } from "../scripts/shared/answers.d.ts";
import type { Standing, TableName } from "../scripts/shared/answers.d.ts";
import type { ReelrateElement } from "./element.mjs";
import type { ReelrateAnswer, ReelrateAttributes, ReelrateCalculator, ReelrateFigure } from "./elements.d.ts";
import type { ReelratePrice, ReelratePriced, ReelrateProperties, ReelrateRefusal } from "./elements.d.ts";
import type { ReelrateRefused, ReelrateRequest, ReelrateStanding, ReelrateTable } from "./elements.d.ts";
import type { configure, define } from "./elements.d.ts";
import type * as built from "./define.mjs";
import type { manners, members } from "./members.mjs";

/** What has to fit where something is expected. */
type Fits<Expected, Found extends Expected> = Found;

/** Names that one side has and the other lacks; there must be none. */
type None<Lacking extends never> = Lacking;
type Differ<A, B> = Exclude<A, B> | Exclude<B, A>;

type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;

// --- the answers -------------------------------------------------------------

export type Answers = [
  Fits<ReelratePriced, Quote>,
  Fits<ReelrateRefused, Refused>,
  Fits<ReelrateAnswer, Answer<"quote">>,
  Fits<ReelrateFigure, Figure>,
  Fits<ReelrateRefusal, Fault>,
  Fits<ReelrateStanding, Standing>,
  Fits<ReelrateTable, TableName>,
  Fits<ReelrateRequest, Members>,
];

/** These are told in full. */
export type Whole = [
  None<Differ<keyof ReelrateRefusal, keyof Fault>>,
  None<Differ<keyof ReelrateStanding, keyof Standing>>,
  None<Differ<ReelrateStanding["doubts"][number], Standing["doubts"][number]>>,
  None<Differ<ReelratePriced["status"], Quote["status"]>>,
  None<Differ<keyof ReelrateTable, keyof TableName>>,
];

// --- the attributes ----------------------------------------------------------

type Member = (typeof members)[number];
/** The language of the words is an attribute of any element. */
type Manner = Exclude<(typeof manners)[number], "lang">;

/** A member of a request is an attribute, unless it has no place in markup. */
type Asked = Exclude<keyof Requests["quote"], "credits" | "everyOffer" | "history" | "plan">;

export type Attributes = [
  None<Differ<keyof ReelrateAttributes, Member | Manner | "name" | "disabled">>,
  None<Differ<keyof ReelrateProperties, Camel<Member | Manner> | "name">>,
  None<Differ<Asked, Camel<Exclude<Member, "plan">> | "offer">>,
];

// --- the elements ------------------------------------------------------------

/** What element.mjs defines by the list of the members, and so without a type. */
type Listed = Camel<Member> | "table" | "name";

/** What browsers call is nothing that a page asks for. */
type Own<Element> = Exclude<keyof Element, keyof HTMLElement | `${string}Callback`>;

export type Elements = [
  Fits<Omit<ReelrateCalculator, Listed>, ReelrateElement>,
  Fits<Omit<ReelratePrice, Listed>, ReelrateElement>,
  None<Differ<Own<ReelrateCalculator>, Own<ReelrateElement> | Listed>>,
  Fits<typeof configure, typeof built.configure>,
  Fits<typeof define, typeof built.define>,
  None<Differ<keyof typeof built, keyof typeof import("./elements.d.ts")>>,
];
