// Types of the elements. The engine's answers are described in full, field by
// field, by the OpenAPI document of the site; here is what a page mostly reads.

/** A number of the engine: decimal strings, never floats. */
export interface ReelrateFigure {
  /** The one value, or null where it is a range. */
  readonly value: string | null;
  readonly min: string;
  readonly max: string | null;
  readonly display: string;
}

/** The members of a request, as the API has them. */
export type ReelrateRequest = Readonly<Record<string, string>>;

export interface ReelrateTable {
  /** The day of its last change: "2026-11-21", and the second change of that day "2026-11-21.2". */
  readonly version: string;
  readonly digest: string;
}

export interface ReelrateRefusal {
  readonly code: string;
  readonly field: string | null;
  readonly message: string;
  readonly accepted: readonly string[];
  readonly alternatives: readonly { readonly shot: ReelrateRequest; readonly display: string; readonly why: string }[];
}

export interface ReelrateStanding {
  /** The month or day on which the source is known to have said it; null where it carries no date. */
  readonly known: string | null;
  /** Since when the operator's own price holds; null for all others. */
  readonly since: string | null;
  readonly doubts: readonly ("stale" | "undated" | "disputed" | "sunset_ahead" | "upstream_sunset")[];
  /** The same in a short phrase: "since Jan 2026", "known as of 1 Jun 2026, stale, disputed". */
  readonly words: string;
}

export interface ReelratePriced {
  readonly status: "exact" | "range";
  readonly error?: undefined;
  readonly shot: ReelrateRequest;
  readonly credits: ReelrateFigure | null;
  readonly dollars: ReelrateFigure | null;
  readonly dollarsReason: string | null;
  readonly perSecond: {
    readonly credits: ReelrateFigure | null;
    readonly dollars: ReelrateFigure | null;
    readonly reason: string | null;
  };
  readonly total: {
    readonly generations: string;
    readonly credits: ReelrateFigure | null;
    readonly dollars: ReelrateFigure | null;
  };
  /** How far the price can be trusted; null for credits of one's own. The day that was asked for is asOf. */
  readonly standing: ReelrateStanding | null;
  readonly steps: readonly string[];
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  readonly asOf: string;
  readonly table: ReelrateTable;
  readonly [more: string]: unknown;
}

export interface ReelrateRefused {
  readonly status: "refused" | "invalid";
  readonly error: ReelrateRefusal;
  readonly table: ReelrateTable;
}

export type ReelrateAnswer = ReelratePriced | ReelrateRefused;

/** There is a price. */
export type ReelrateQuoteEvent = CustomEvent<{
  readonly request: ReelrateRequest;
  readonly answer: ReelratePriced;
  readonly note: string | null;
}>;

/** There is none: the engine refused it, or (code "unreachable") nobody could be asked. */
export type ReelrateErrorEvent = CustomEvent<
  ReelrateRefusal & { readonly request: ReelrateRequest; readonly table: ReelrateTable | null }
>;

type Text = string | number | null | undefined;
type Switch = Text | boolean;

/** What can be set on the elements, each the attribute of the same name in kebab-case. */
export interface ReelrateProperties {
  seller?: Text;
  model?: Text;
  mode?: Text;
  seconds?: Text;
  tier?: Text;
  resolution?: Text;
  quality?: Text;
  audio?: Switch;
  hdr?: Switch;
  batch?: Switch;
  images?: Text;
  inputImages?: Text;
  inputSeconds?: Text;
  width?: Text;
  height?: Text;
  fps?: Text;
  gpuHours?: Text;
  count?: Text;
  takes?: Text;
  plan?: Text;
  asOf?: Text;
  table?: Text;
  theme?: "auto" | "light" | "dark" | null;
  loading?: "lazy" | "eager" | null;
  compact?: boolean;
  name?: Text;
}

/** The attributes as markup has them. */
export interface ReelrateAttributes {
  seller?: Text;
  model?: Text;
  mode?: Text;
  seconds?: Text;
  tier?: Text;
  resolution?: Text;
  quality?: Text;
  audio?: Switch;
  hdr?: Switch;
  batch?: Switch;
  images?: Text;
  "input-images"?: Text;
  "input-seconds"?: Text;
  width?: Text;
  height?: Text;
  fps?: Text;
  "gpu-hours"?: Text;
  count?: Text;
  takes?: Text;
  plan?: Text;
  "as-of"?: Text;
  table?: Text;
  theme?: "auto" | "light" | "dark";
  loading?: "lazy" | "eager";
  compact?: boolean | "";
  name?: string;
  disabled?: boolean | "";
}

declare class ReelrateElement extends HTMLElement {
  static readonly formAssociated: true;
  static readonly observedAttributes: readonly string[];

  get seller(): string | null;
  set seller(value: Text);
  get model(): string | null;
  set model(value: Text);
  get mode(): string | null;
  set mode(value: Text);
  get seconds(): string | null;
  set seconds(value: Text);
  get tier(): string | null;
  set tier(value: Text);
  get resolution(): string | null;
  set resolution(value: Text);
  get quality(): string | null;
  set quality(value: Text);
  get audio(): string | null;
  set audio(value: Switch);
  get hdr(): string | null;
  set hdr(value: Switch);
  get batch(): string | null;
  set batch(value: Switch);
  get images(): string | null;
  set images(value: Text);
  get inputImages(): string | null;
  set inputImages(value: Text);
  get inputSeconds(): string | null;
  set inputSeconds(value: Text);
  get width(): string | null;
  set width(value: Text);
  get height(): string | null;
  set height(value: Text);
  get fps(): string | null;
  set fps(value: Text);
  get gpuHours(): string | null;
  set gpuHours(value: Text);
  get count(): string | null;
  set count(value: Text);
  get takes(): string | null;
  set takes(value: Text);
  get plan(): string | null;
  set plan(value: Text);
  get asOf(): string | null;
  set asOf(value: Text);
  get table(): string | null;
  set table(value: Text);
  get name(): string | null;
  set name(value: Text);
  get theme(): "auto" | "light" | "dark";
  set theme(value: "auto" | "light" | "dark" | null | undefined);
  get loading(): "lazy" | "eager";
  set loading(value: "lazy" | "eager" | null | undefined);
  get compact(): boolean;
  set compact(value: boolean);

  /** The last answer, null before there is one. */
  readonly answer: ReelrateAnswer | null;
  /** The request as a query string of the API, which is what a form sends. */
  readonly value: string;
  /** Prices the present attributes, seen or not. Rejects only when nobody can be asked. */
  quote(): Promise<ReelrateAnswer>;

  readonly form: HTMLFormElement | null;
  readonly labels: NodeList;
  readonly validity: ValidityState;
  readonly validationMessage: string;
  readonly willValidate: boolean;
  checkValidity(): boolean;
  reportValidity(): boolean;
}

/** The whole calculator. */
export class ReelrateCalculator extends ReelrateElement {}

/** One figure in a line of text. */
export class ReelratePrice extends ReelrateElement {}

/**
 * Where the site is (for the prices of the day, the API and the links), and the engine and the package's own table, if
 * they are not beside the script. Call it before the first element is seen.
 */
export function configure(where: {
  site?: string | null;
  engine?: string | URL | null;
  table?: string | URL | null;
}): void;

/**
 * Registers <PREFIX-calculator> and <PREFIX-price>, unless somebody has already. Without a prefix they are reelrate-….
 * Throws where no element can be called so.
 */
export function define(prefix?: string): void;

declare global {
  interface HTMLElementTagNameMap {
    "reelrate-calculator": ReelrateCalculator;
    "reelrate-price": ReelratePrice;
  }
  interface GlobalEventHandlersEventMap {
    "reelrate-quote": ReelrateQuoteEvent;
    "reelrate-error": ReelrateErrorEvent;
  }
}

// biome-ignore lint/complexity/noUselessEmptyExport: without it every declaration above would be exported
export {};
