/** The shapes of page.json and of the page's state; types only. */
import type { FeatureCollection, Geometry } from "geojson";

export type Status = "asserted" | "claimed" | "denied" | "planned" | "hypothetical";
export type Family = "force" | "restriction" | "politics" | "rights" | "life" | "information" | "other";

export interface PlaceRecord {
  id: string;
  name: string;
  role: "location" | "origin" | "destination" | "target" | "border" | "area";
  kind: "city" | "region" | "country" | "border" | "route" | "facility" | "sea" | "area";
  lat: number | null;
  lon: number | null;
  geo_precision: number;
  radius_km: number;
  phrase?: string | null;
  seat?: boolean;
}

export interface ClaimRecord {
  source: string;
  stance: string;
  quote: string;
}

export interface EventRecord {
  doc_id: string;
  id: string;
  title: string;
  /** ISO 8601 at the precision known; null where that end is open. */
  start: string | null;
  /** Inclusive. */
  end: string | null;
  time_precision: "day" | "week" | "month" | "year" | "approx" | null;
  time_phrase: string | null;
  category: string;
  modality: Status;
  actors: string[];
  source_of_claim: string | null;
  claims: ClaimRecord[];
  places: PlaceRecord[];
  quote: string;
  /** The same for every event that tells of the same thing. */
  happening?: string;
  /** Ids of the features in `Page.shapes` that the event is drawn with. */
  shapes: string[];
}

export interface BriefingRecord {
  id: string;
  title: string;
  publisher: string;
  published: string;
  url: string | null;
}

export interface Page {
  edition: string;
  events: EventRecord[];
  shapes: FeatureCollection<Geometry | null>;
  briefings: BriefingRecord[];
}

/** What the reader has chosen. `from` and `to` are inclusive ISO days; null and empty mean no restriction. */
export interface State {
  from: string | null;
  to: string | null;
  cat: readonly string[];
  status: readonly string[];
  actor: string;
  q: string;
  sel: string | null;
  /** Zoom and centre (latitude, longitude) of the map, once the reader has moved it. */
  z: number | null;
  c: readonly [number, number] | null;
  /** The event under the pointer; never in the URL. */
  hover: string | null;
}

export interface Store {
  get(): State;
  /** Change the state; `push` makes a step that the Back button undoes. */
  set(patch: Partial<State>, options?: { push?: boolean }): void;
  subscribe(listener: (state: State, before: State) => void): () => void;
}

/** What `sift` returns. */
export interface Selection {
  shown: EventRecord[];
  ids: Set<string>;
  total: number;
  /** Events that match all filters but fall outside the window. */
  outside: number;
  /** Shown events that have nothing to draw on the map. */
  unplaced: number;
}

/** How a mark on the map looks; the name says what it stands for. */
export type Form = "point" | "facility" | "near" | "line" | "border" | "route" | "area" | "country" | "arrow";

export interface Mark {
  key: string;
  place: string;
  name: string;
  form: Form;
  geometry: Geometry | null;
  /** Longitude, latitude of the point itself, or of a point inside the shape. */
  at: [number, number];
  /** Where an arrow starts. */
  from?: [number, number];
  radiusKm: number;
  events: EventRecord[];
}
