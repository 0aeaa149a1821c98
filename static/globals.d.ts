/** What classic scripts leave on the window, and the parts of Leaflet 1.9.4 that drawing on its canvas needs. */
import type * as Leaflet from "leaflet";

declare global {
  interface Window {
    /** The map that Folium's shell makes: its name for `_id = "main"`. */
    map_main?: Leaflet.Map;
    L?: typeof Leaflet;
    /** Missing where a browser knows no Trusted Types. */
    trustedTypes?: TrustedTypes;
  }
  /** As much of Trusted Types as the pages use; TypeScript's own "dom" has none of it. */
  interface TrustedTypes {
    createPolicy(name: string, rules: { createHTML(text: string): string | null }): TrustedPolicy;
  }
  interface TrustedPolicy {
    createHTML(text: string): TrustedHTML;
  }
  type TrustedHTML = { readonly brand: "TrustedHTML" };
}

declare module "leaflet" {
  interface CanvasInternals extends Renderer {
    options: RendererOptions;
    _ctx: CanvasRenderingContext2D;
    _drawing: boolean;
    _redrawBounds: Bounds | null;
    _updatePoly(layer: Path, closed?: boolean): void;
    _updateCircle(layer: Path): void;
  }
  interface Path {
    _renderer: CanvasInternals;
    _pxBounds?: Bounds;
    _containsPoint(point: Point): boolean;
    _updatePath(): void;
    _project(): void;
  }
  interface Polyline {
    _rings: Point[][];
    _parts: Point[][];
    _updatePath(): void;
  }
}
