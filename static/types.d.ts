/** What the scripts know of the events, and of what the reader has chosen; types only. */
import type { FeatureCollection, Geometry } from "geojson";

export type Status = "asserted" | "claimed" | "denied" | "planned" | "hypothetical";
export type Family = "force" | "restriction" | "politics" | "rights" | "life" | "information" | "other";

export type Precision = "day" | "week" | "month" | "year" | "approx";

/** index.json as the server sends it: columns, in which a number names an entry of the lists above them. */
export interface Index {
  edition: string;
  categories: string[];
  modalities: Status[];
  precisions: Precision[];
  briefings: BriefingRecord[];
  actors: string[];
  claimants: string[];
  spots: PlaceRecord[];
  shapes: FeatureCollection<Geometry | null>;
  events: {
    /** Positions in the edition; null: 0, 1, 2, ... */
    at: number[] | null;
    id: string[];
    title: string[];
    start: (string | null)[];
    end: (string | null)[];
    /** -1 where the time is unknown. */
    precision: number[];
    category: number[];
    modality: number[];
    briefing: number[];
    actors: number[][];
    claimants: number[][];
    spots: number[][];
  };
}

/** A place in one role; events that name it so share the object. */
export interface PlaceRecord {
  id: string;
  name: string;
  role: "location" | "origin" | "destination" | "target" | "border" | "area";
  kind: "city" | "region" | "country" | "border" | "route" | "facility" | "sea" | "area";
  lat: number | null;
  lon: number | null;
  geo_precision: number;
  radius_km: number;
  /** The id of its feature in `Page.shapes`; null where there is no more to draw than its point. */
  shape: string | null;
}

export interface EventRecord {
  /** Its place in the edition: the server's rows and search are asked by it. */
  position: number;
  id: string;
  title: string;
  /** ISO 8601 at the precision known; null where that end is open. */
  start: string | null;
  /** Inclusive. */
  end: string | null;
  /** Half-open days of start and end, infinite where an end is open; null where no time is known. */
  span: readonly [number, number] | null;
  time_precision: Precision | null;
  category: string;
  modality: Status;
  /** Its briefing, and the ISO day on which that was published. */
  doc_id: string;
  published: string;
  actors: readonly string[];
  claimants: readonly string[];
  places: readonly PlaceRecord[];
  /** The ids of the features in `Page.shapes` that it is drawn with. */
  shapes: readonly string[];
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
  actors: string[];
  claimants: string[];
}

/** West, south, east, north in degrees; west lies east of `east` where the box crosses the antimeridian. */
export type Box = readonly [number, number, number, number];

export type Lane = "cat" | "claimant" | "place";

/** What the reader has chosen. `from` and `to` are inclusive ISO days; null and empty mean no restriction. */
export interface State {
  from: string | null;
  to: string | null;
  cat: readonly string[];
  status: readonly string[];
  actor: string;
  claimant: string;
  q: string;
  /** The last day of what had been published. */
  asof: string | null;
  /** One of the event's places must lie in it. */
  bbox: Box | null;
  /** Ids; an event of any of them is shown. */
  briefing: readonly string[];
  sel: string | null;
  /** Zoom and centre (latitude, longitude) of the map, once the reader has moved it. */
  z: number | null;
  c: readonly [number, number] | null;
  /** What the lanes of the band stand for. */
  lane: Lane;
  /** The positions of the events that the words in `q` were found in; null where none are looked for. Never in the URL. */
  found: ReadonlySet<number> | null;
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
  /** Those that pass every filter but the window, in the same order; `shown` are those of them in the window. */
  matching: EventRecord[];
  total: number;
  /** Events that match all filters but fall outside the window. */
  outside: number;
  /** Shown events that name no place. */
  unplaced: number;
}

/** How a mark on the map looks; the name says what it stands for. */
export type Form = "point" | "facility" | "near" | "line" | "border" | "route" | "area" | "country" | "arrow";

/** West, south, east, north in degrees, as they were drawn. */
export type Extent = [number, number, number, number];

/** What a place is drawn as, worked out once for a page. */
export interface Part {
  name: string;
  form: Form;
  geometry: Geometry | null;
  /** Longitude, latitude of the point itself, or of a point inside the shape; of an arrow, its end. */
  at: readonly [number, number];
  /** Where an arrow starts. */
  from?: readonly [number, number];
  radiusKm: number;
  box: Extent;
  /** Whether something left from here: it was so before. */
  before: boolean;
  /** `at` on the map's unit square. */
  x: number;
  y: number;
  /** Beneath to above, among all parts of the page. */
  rank: number;
}

/** A part, and those of the shown events that it is drawn for. */
export interface Mark {
  part: Part;
  events: EventRecord[];
}
